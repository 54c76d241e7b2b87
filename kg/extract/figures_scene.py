"""One sentence with its numbers, names and dates, by token."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kg.extract.dates import DateExpression
from kg.extract.figures_roles import BREAKS, Place
from kg.extract.quantities import Quantity
from kg.mentions import principal
from kg.model import Mention
from kg.text import Sentence

_BEYOND = 5  # a word in another clause counts as so many words farther away
_JOINED = 3  # tokens between two goods of one list


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
        """The tokens that a number may claim: from the number before to the number behind."""
        first = self.span(self.numbers[position - 1])[1] if position else 0
        last = self.span(self.numbers[position + 1])[0] if position + 1 < len(self.numbers) else len(self.words)
        return first, last

    def distance(self, index: int, first: int, last: int) -> int:
        """How far a word stands from a number; words of other clauses stand farther."""
        between = self.words[last:index] if index >= last else self.words[index + 1 : first]
        return len(between) + _BEYOND * sum(word in BREAKS for word in between)

    def places(self, types: Collection[str]) -> list[Place]:
        """The names of some types; organs of a state stand for the state."""
        return [Place(principal(m.key) or m.key, *self.span(m)) for m in self.mentions if m.type in types]

    def goods(self, first: int, last: int) -> tuple[str, ...]:
        """The goods nearest to the stretch: the first list of them inside it, else the first in the sentence."""
        places = self.places({"commodity"})
        inside = [place for place in places if first <= place.first < last] or places
        listed = inside[:1]
        for place in inside[1:]:
            if (
                place.first - listed[-1].last <= _JOINED
                and "," in (gap := self.words[listed[-1].last : place.first])
                or (place.first - listed[-1].last == 1 and gap[0] in ("und", "and", "oder", "or", "sowie"))
            ):
                listed.append(place)
            else:
                break
        return tuple(dict.fromkeys(place.key for place in listed))

    def period(self, position: int) -> DateExpression | None:
        """The date nearest to a number."""
        first, last = self.span(self.numbers[position])
        ranked = sorted(self.dates, key=lambda date: self.distance(self.span(date)[0], first, last))
        return ranked[0] if ranked else None
