"""Which state or bloc stands behind a name: for whom an official or a government body acts.

The article itself tells it ("US-Präsident Biden", "the Treasury" of an article on the United States), else the
gazetteer.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from kg.model import Mention

_NEAR = 30
"""Most characters between a state's name or adjective and the official that it introduces."""

_BODIES = frozenset({"government-body", "official"})
_POWERS = frozenset({"state", "bloc"})


class Actors:
    """The actors of one article. Keys are ``Mention.key`` values."""

    def __init__(
        self,
        mentions: Sequence[Mention],
        known: Mapping[str, str] | None = None,
        regions: Mapping[str, str] | None = None,
    ) -> None:
        self._types = {m.key: m.type for m in mentions}
        self._names = {m.key: m.name.casefold() for m in mentions}
        self.counts = Counter(m.key for m in mentions)
        self._people = [(m.start, m.key) for m in mentions if m.type in ("official", "person")]
        self._behind = dict(known or {})  # the pipeline makes an entity of a state that only its bodies name
        for body, state in self._behind.items():
            self.counts[state] += self.counts[body]
            self._types.setdefault(state, "state" if state.startswith("iso:") else "bloc")
        places = {m.key: m.name.casefold() for m in mentions if m.type == "place"}
        states = {k: (regions or {}).get(name, "") for k, name in places.items()}
        self._regions = {k: s for k, s in states.items() if s in self._types}
        for body, state in _introduced(mentions).items():
            self._behind.setdefault(body, state)

    def type(self, key: str) -> str:
        """The type of an entity of the article."""
        return self._types.get(key, "")

    def name(self, key: str) -> str:
        """The canonical name of an entity of the article, casefolded."""
        return self._names.get(key, "")

    def acting(self, key: str) -> str:
        """The state or bloc for which somebody acts in public, else the key itself."""
        return self._behind.get(key, key) if self._types.get(key) in _BODIES else key

    def state(self, key: str) -> str | None:
        """The state or bloc behind an official or body, where known."""
        return self._behind.get(key)

    def region(self, key: str) -> str:
        """The state that a place belongs to, where the article names it, else the place itself."""
        return self._regions.get(key, key)

    def person_before(self, offset: int) -> str | None:
        """The last person named before a place in the text: whom "he" and "er" most likely mean."""
        place = bisect_left(self._people, (offset, ""))
        return self._people[place - 1][1] if place else None

    def powers(self) -> list[str]:
        """States and blocs of the article, the most named first."""
        return [k for k, _ in self.counts.most_common() if self._types[k] in _POWERS]


def _introduced(mentions: Sequence[Mention]) -> dict[str, str]:
    """Body or official → the state named directly before it, most often."""
    votes: dict[str, Counter[str]] = {}
    for before, mention in pairwise(mentions):
        if mention.type in _BODIES and before.type in _POWERS and mention.start - before.end <= _NEAR:
            votes.setdefault(mention.key, Counter())[before.key] += 1
    return {key: count.most_common(1)[0][0] for key, count in votes.items()}
