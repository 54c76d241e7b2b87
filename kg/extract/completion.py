"""What the sentences before give to an event whose own sentence names only a part of it.

"Israel besuchte er am Montag", "The company supplies chips to Iran": the frame finds the event with a mark for the
role that it lacks; here the last fitting name before fills it. The mark "… before" lets the judge weigh such claims.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extract.actors import Actors
from kg.extract.draft import Draft
from kg.model import Mention

_BEFORE = 350  # most characters between an event and the name before it that can take part
_POWERS = frozenset({"state", "bloc"})
_PARTIES = frozenset({"state", "bloc", "official", "person", "organisation", "company", "government-body"})
_REPEATED = frozenset({"attack"})  # types that an article names again in short
_PEOPLE = frozenset({"official", "person"})
_ACTING = frozenset({"supply", "support", "attack", "agreement"})


class Completion:
    """Fills the roles that events lack from the names of the article before them."""

    def __init__(self, mentions: Sequence[Mention], actors: Actors) -> None:
        self._mentions, self._actors = mentions, actors
        self._starts = [m.start for m in mentions]

    def complete(self, drafts: Sequence[Draft]) -> Iterator[Draft]:
        """The drafts; those that lack a role with it, or left out where no name fits."""
        pairs = {(d.type, a): d.target for d in reversed(drafts) if d.type in _REPEATED and d.target for a in d.agent}
        for draft in drafts:
            found: Draft | None = self._repeated(draft, pairs)
            for role in lacking(found or draft):
                found = self._filled(found, role) if found is not None else None
            if found is not None:
                yield found

    def _repeated(self, draft: Draft, pairs: Mapping[tuple[str, str], tuple[str, ...]]) -> Draft:
        """An attack without target by whom the article names with one elsewhere: "Russia's war"."""
        target = next((pairs[draft.type, a] for a in draft.agent if (draft.type, a) in pairs), ())
        if "lacks target" not in draft.marks or not target:
            return draft
        why = f"target {', '.join(target)}: that of the article's other mentions"
        return replace(draft, target=target, marks=draft.marks - {"lacks target"}, decided=(*draft.decided, why))

    def _filled(self, draft: Draft, role: str) -> Draft | None:
        known = (*draft.agent, *draft.target)
        types = frozenset({"commodity"}) if role == "goods" else _PARTIES
        if draft.type in ("meeting", "agreement") and role == "agent" and not draft.agent:
            types = _POWERS
        key = self._before(draft.end, types, known, acting=draft.type in _ACTING)
        if draft.type == "meeting" and {self._actors.type(k) for k in known} & _PEOPLE:
            key = self._before(draft.end, _PEOPLE, known, acting=False) or key  # persons meet persons
        if key is None:
            return None
        marks = (draft.marks - {f"lacks {role}"}) | {f"{role} before"}
        why = f"{role} {key}: the last named before"
        done = replace(draft, marks=marks, decided=(*draft.decided, why))
        if role == "goods":
            return replace(done, goods=(*draft.goods, key))
        return (
            replace(done, target=(*draft.target, key)) if role == "target" else replace(done, agent=(*draft.agent, key))
        )

    def _before(self, end: int, types: Collection[str], known: Collection[str], *, acting: bool) -> str | None:
        behind = {self._actors.state(k) for k in known}
        first = bisect_right(self._starts, end - _BEFORE)
        for mention in reversed(self._mentions[first : bisect_left(self._starts, end)]):
            key = self._actors.acting(mention.key) if acting else mention.key
            if mention.type in types and key not in known and key not in behind and mention.form != "adjective":
                return key
        return None


def lacking(draft: Draft) -> list[str]:
    """The roles that a frame needs and the sentence does not name."""
    return [role for role in ("goods", "target", "agent") if f"lacks {role}" in draft.marks]
