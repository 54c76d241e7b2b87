"""One sentence with its numbers, names and dates, by token."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.dates import DateExpression
from kg.extract.figures_roles import BREAKS, Place
from kg.extract.quantities import Quantity
from kg.extract.speech import Attribution
from kg.mentions import principal
from kg.model import Mention
from kg.text import Sentence

_BEYOND = 5  # a word in another clause counts as so many words farther away
_AFTER = 2  # a word behind the number counts as so many words farther away
_PARTING = BREAKS | {"und", "and", "während", "while", "sowie"}
_SPEAKS = 60  # characters from a verb of saying to its speaker behind it
_JOINED = 2  # tokens between two goods of one list
_BEHIND = 4  # tokens between a number and goods behind it: "9 million barrels of crude oil"
_LIST = frozenset({",", "und", "and", "oder", "or", "sowie"})
_ACTORS = frozenset({"state", "bloc", "company"})
_ORGANS = frozenset({"government-body", "official"})


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence; ``words`` are its tokens in lower case, the rest lies inside it, in order."""

    sentence: Sentence
    words: Sequence[str]
    mentions: Sequence[Mention]
    dates: Sequence[DateExpression]
    numbers: Sequence[Quantity]

    def span(self, item: Mention | Quantity | DateExpression) -> tuple[int, int]:
        """The tokens of an item: first, and one behind the last."""
        tokens = self.sentence.tokens
        first = bisect_left(tokens, item.start + 1, key=lambda token: token.end)
        return first, max(first + 1, bisect_left(tokens, item.end, key=lambda token: token.start))

    def clause(self, first: int, last: int) -> tuple[int, int]:
        """The tokens around some up to the next commas, dashes and brackets."""
        while first > 0 and self.words[first - 1] not in BREAKS:
            first -= 1
        while last < len(self.words) and self.words[last] not in BREAKS:
            last += 1
        return first, last

    def window(self, position: int) -> tuple[int, int]:
        """The tokens that a number may claim: up to the breaks that part it from the numbers beside it."""
        here = self.span(self.numbers[position])
        first, last = 0, len(self.words)
        if position:
            first = self._parting(self.span(self.numbers[position - 1])[1], here[0], here[0])
        if position + 1 < len(self.numbers):
            last = self._parting(here[1], self.span(self.numbers[position + 1])[0], here[1])
        return first, last

    def _parting(self, first: int, last: int, near: int) -> int:
        """Where two numbers are parted: at the break nearest to one of them, else at its own end."""
        breaks = [index for index in range(first, last) if self.words[index] in _PARTING]
        if breaks:
            return min(breaks, key=lambda index: abs(index - near))
        return first if near == last else last

    def distance(self, index: int, first: int, last: int) -> int:
        """How far a word stands from a number; words behind it or of other clauses stand farther."""
        between = self.words[last:index] if index >= last else self.words[index + 1 : first]
        return len(between) + _BEYOND * sum(word in _PARTING for word in between) + _AFTER * (index >= last)

    def actors(self, said: Sequence[Attribution]) -> list[Place]:
        """The names that can supply or receive; organs of a state stand for it, other bodies only report.

        Who only speaks, behind the verb of a sentence's attribution, is none of them.
        """
        found = []
        for mention in self.mentions:
            speaks = any(0 <= mention.start - a.cue_start <= _SPEAKS and mention.key in a.speaker for a in said)
            if speaks or any(n.start < mention.end and mention.start < n.end for n in self.numbers):  # "US-Dollar"
                continue
            key = principal(mention.key) or (mention.key if mention.type in _ACTORS else None)
            if key is not None and mention.type in _ACTORS | _ORGANS:
                found.append(Place(key, *self.span(mention)))
        return found

    def goods(self, first: int, last: int) -> tuple[str, ...]:
        """The goods of a number at these tokens: a list right behind it, else the last before it, else the next."""
        places = [Place(m.key, *self.span(m)) for m in self.mentions if m.type == "commodity"]
        before = [place for place in places if place.last <= first]
        behind = [place for place in places if place.first >= first]
        if behind and not any(word in BREAKS for word in self.words[last : behind[0].first]):
            near = behind[0].first - last <= _BEHIND or not before
            chosen = self._listed(behind) if near else self._listed(before[::-1])
        else:
            chosen = self._listed(before[::-1]) or self._listed(behind)
        return tuple(dict.fromkeys(place.key for place in sorted(chosen, key=lambda place: place.first)))

    def _listed(self, places: Sequence[Place]) -> list[Place]:
        """The first of some names with those that follow it in a list, in either direction."""
        listed = list(places[:1])
        for place in places[1:]:
            a, b = sorted((listed[-1], place), key=lambda p: p.first)
            if not 0 < b.first - a.last <= _JOINED or not _LIST.issuperset(self.words[a.last : b.first]):
                break
            listed.append(place)
        return listed

    def period(self, position: int) -> DateExpression | None:
        """The date nearest to a number."""
        first, last = self.span(self.numbers[position])
        ranked = sorted(self.dates, key=lambda date: self.distance(self.span(date)[0], first, last))
        return ranked[0] if ranked else None
