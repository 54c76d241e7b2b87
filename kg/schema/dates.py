"""The days that a date of a claim allows; an interval may be open."""

from __future__ import annotations

from datetime import date

from kg import edtf

_OPEN = frozenset({"", ".."})


def bounds(date_: str) -> tuple[date | None, date | None]:
    """The first and the last day that an EDTF date allows, None where an interval is open ("2024-04-12/..").

    >>> bounds("2023-10/2023-12")
    (datetime.date(2023, 10, 1), datetime.date(2023, 12, 31))

    Raises ReadingError for what is no such date. Form: EDTF level 0 (kg.edtf) and open intervals of level 1.
    """
    first, slash, last = date_.partition("/")
    if slash and first not in _OPEN and last in _OPEN:
        return edtf.bounds(first)[0], None
    if slash and first in _OPEN and last not in _OPEN:
        return None, edtf.bounds(last)[1]
    return edtf.bounds(date_)
