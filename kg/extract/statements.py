"""Statements: who accuses, warns, asks, condemns, praises or promises, and whom it is about.

A verb of judgement ("kritisierte", "urged") is read by the frames of ``events``. A judgement may also lie in what
somebody is quoted with ("Das Vorgehen der Türkei sei falsch, sagte Asselborn"): frames with the agent "speaker" name
its words, and the speech around them tells who judges. Whom a statement is about is named in its clause, in what is
said, or shortly before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extract.actors import Actors
from kg.extract.draft import Draft
from kg.extract.scene import ACTORS
from kg.extract.speech import Attribution, speaker_of
from kg.model import Mention

_BEFORE = 300  # most characters between a statement and a name before it that it can be about
_CUE = 3  # most characters by which a verb may lie outside its clause
_GROUND = frozenset({"state", "bloc", "official", "person", "government-body"})


class Statements:
    """Completes the statements of one article by its speech and its names."""

    def __init__(
        self, mentions: Sequence[Mention], said: Sequence[Attribution], actors: Actors, titles: Container[int] = ()
    ) -> None:
        self._mentions = [m for m in mentions if m.type in ACTORS and m.start not in titles]
        self._starts = [m.start for m in self._mentions]
        self._said, self._actors = said, actors
        self._ahead: Counter[tuple[str, ...]] = Counter()

    def settle(self, drafts: Iterable[Draft]) -> Iterator[Draft]:
        """The drafts; statements with agent and target, or left out where the article names none."""
        for draft in drafts:
            if draft.type != "statement":
                yield draft
            elif (found := self._settled(draft)) is not None:
                yield found

    def _settled(self, draft: Draft) -> Draft | None:
        agent, why = draft.agent, []
        if not agent and (speaker := self._speaker(draft)):
            agent = tuple(dict.fromkeys(self._stands_for(key) for key in speaker))
            why.append(f"agent {', '.join(agent)}: who says it")
        if not agent:
            return None
        own = {*agent, *(self._actors.state(a) for a in agent)}
        target = tuple(t for t in draft.target if t not in own)
        marks = set(draft.marks)
        if not target and (found := self._about(draft, own)) is not None:
            target = (found[0],)
            marks.add(found[1])
            why.append(f"target {target[0]}: {found[1]}")
        if not target:
            return None
        marks.update(self._circumstances(draft, agent, target))
        return replace(draft, agent=agent, target=target, marks=frozenset(marks), decided=(*draft.decided, *why))

    def _circumstances(self, draft: Draft, agent: tuple[str, ...], target: tuple[str, ...]) -> Iterator[str]:
        """What tells a judgement from mere speech, for the judge."""
        yield f"{self._actors.type(agent[0])} states"
        yield f"about {self._actors.type(target[0])}"
        judged = "judgement" if "judgement in speech" in draft.marks else "verb"
        around = [a for a in self._said if a.start <= draft.start and draft.end <= a.end + _CUE]
        narrow = min(around, key=lambda a: a.end - a.start, default=None)
        yield f"{judged} in {narrow.kind} speech" if narrow else f"{judged} outside speech"
        if narrow:
            yield f"{judged}, {narrow.verb}"
        ahead = self._ahead
        yield f"{judged}: {('first', 'second', 'further')[min(2, ahead[agent])]} of its speaker"
        ahead[agent] += 1

    def _stands_for(self, key: str) -> str:
        """The state or bloc of a body; persons speak for themselves."""
        return self._actors.acting(key) if self._actors.type(key) == "government-body" else key

    def _speaker(self, draft: Draft) -> tuple[str, ...]:
        """Whom the article cites for the clause; of a verb of judgement, who is its subject."""
        if "judgement in speech" not in draft.marks:
            for found in self._said:
                if draft.start - _CUE <= found.cue_start < draft.end:
                    return found.speaker
            return ()
        return speaker_of(draft.start, draft.end, self._said)

    def _about(self, draft: Draft, own: set[str | None]) -> tuple[str, str] | None:
        """Whom it is about where its clause names none: named in what is said, else last before."""
        said = [a for a in self._said if a.start <= draft.end and draft.start <= a.end]
        start, end = min([draft.start, *(a.start for a in said)]), max([draft.end, *(a.end for a in said)])
        for mention in self._between(start, end):
            if mention.key not in own and mention.type in ACTORS:
                return self._stands_for(mention.key), "target in the speech"
        for mention in reversed(self._between(draft.start - _BEFORE, draft.start)):
            if mention.key not in own and mention.type in _GROUND and mention.form != "adjective":
                return self._stands_for(mention.key), "target before"
        return None

    def _between(self, start: int, end: int) -> Sequence[Mention]:
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
