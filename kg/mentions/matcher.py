"""Many strings looked up in a text at once, at word boundaries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

T = TypeVar("T")

_ENDINGS = re.compile(r"\(([^)]*)\)$")


def endings(patterns: Iterable[str]) -> Iterator[str]:
    """The words of a list in a language's table: ``Minister(s|in)`` → Minister, Ministers, Ministerin."""
    for pattern in patterns:
        if match := _ENDINGS.search(pattern):
            base = pattern[: match.start()]
            yield base
            yield from (base + ending for ending in match.group(1).split("|"))
        else:
            yield pattern


class Matcher(Generic[T]):
    """Finds the keys of a mapping in a text and yields their values.

    With ``open_left`` a key may begin inside a word (the last part of a compound), with ``open_right`` it ends inside.
    """

    def __init__(self, table: Mapping[str, T], *, open_left: bool = False, open_right: bool = False) -> None:
        from ahocorasick_rs import AhoCorasick

        self._values = list(table.values())
        self._left, self._right = open_left, open_right
        self._automaton = AhoCorasick(list(table))

    def find(self, text: str) -> Iterator[tuple[int, int, T]]:
        """Start, end and value of every key in the text, overlapping ones too, in order of their ends."""
        last = len(text)
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if start and text[start - 1].isalnum() and not self._left:
                continue
            if (end < last and text[end].isalnum()) == self._right:
                yield start, end, self._values[number]
