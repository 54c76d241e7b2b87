"""Whether two lists of goods can mean one measure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from kg.ids import BASE

Codes = Mapping[str, tuple[str, ...]]
"""From the IRI of goods to their codes in the Harmonized System: "7601", "76", or chapters from-to, "74-81"."""

_LINK = f"{BASE}entity/hs%3A"


def cover(a: Collection[str], b: Collection[str], codes: Codes) -> bool:
    """Whether one list is empty, or some of the goods are the same or lie under one another in the Harmonized System.

    Source of the codes: World Customs Organization; chapter 76 is aluminium, 7601 unwrought aluminium.
    """
    if not a or not b or not set(a).isdisjoint(b):
        return True
    ours, theirs = ([code for good in goods for code in _codes(good, codes)] for goods in (a, b))
    return any(x.startswith(y) or y.startswith(x) for x in ours for y in theirs)


def _codes(good: str, codes: Codes) -> Iterator[str]:
    """The codes of goods, from their link or from the list; a range as its chapters."""
    if good.startswith(_LINK):
        yield good.removeprefix(_LINK)
    for code in codes.get(good, ()):
        first, dash, last = code.partition("-")
        if dash:
            yield from (f"{chapter:02}" for chapter in range(int(first), int(last) + 1))
        else:
            yield code
