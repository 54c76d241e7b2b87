"""Whether two lists of goods can mean one measure."""

from __future__ import annotations

from collections.abc import Collection

from kg.ids import BASE

_CODE = f"{BASE}entity/hs%3A"


def cover(a: Collection[str], b: Collection[str]) -> bool:
    """Whether one list is empty, or some of the goods are the same or lie under one another in the Harmonized System.

    Source of the codes: World Customs Organization; chapter 76 is aluminium, 7601 unwrought aluminium.
    """
    if not a or not b or not set(a).isdisjoint(b):
        return True
    codes = [[good for good in goods if good.startswith(_CODE)] for goods in (a, b)]
    return any(x.startswith(y) or y.startswith(x) for x in codes[0] for y in codes[1])
