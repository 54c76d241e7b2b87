"""Dates in EDTF (ISO 8601-2:2019, levels 0 and 1, seasons and quarters of level 2) and the days they allow."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

Bounds = tuple[date | None, date | None]

_POINT = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?[?~%]?")
# Code of a season or quarter: first month, number of months. Seasons are those of the northern hemisphere,
# meteorological; a winter (24, 28) begins in December of its year.
_SEASONS = {21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3), 33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3)} | {
    37: (1, 4), 38: (5, 4), 39: (9, 4), 40: (1, 6), 41: (7, 6)
}  # fmt: skip


@lru_cache(maxsize=4096)
def bounds(edtf: str) -> Bounds:
    """The first and the last day that an EDTF string allows; None where it is open or unknown.

    >>> bounds("2023-10/2023-12")
    (datetime.date(2023, 10, 1), datetime.date(2023, 12, 31))
    >>> bounds("2024-04-12/..")
    (datetime.date(2024, 4, 12), None)

    Raises ValueError for anything else, also for an interval that ends before it begins.
    """
    first, slash, last = edtf.partition("/")
    if not slash:
        return _point(edtf, edtf)
    begin = None if first in {"", ".."} else _point(first, edtf)[0]
    end = None if last in {"", ".."} else _point(last, edtf)[1]
    if begin is None and end is None:
        raise ValueError(f"date {edtf!r} is open at both ends")
    if begin and end and end < begin:
        raise ValueError(f"date {edtf!r} ends before it begins")
    return begin, end


def valid(edtf: str) -> bool:
    """Whether ``bounds`` accepts the string."""
    try:
        bounds(edtf)
    except ValueError:
        return False
    return True


def _point(point: str, whole: str) -> tuple[date, date]:
    match = _POINT.fullmatch(point)
    if not match:
        raise ValueError(f"date {whole!r} is not EDTF, such as 2024-04-12, 2024-04, 2024 or 2023-10-01/2023-12-31")
    try:
        return _days(*match.groups())
    except (ValueError, IndexError):
        raise ValueError(f"date {whole!r} is not in the calendar") from None


def _days(year: str, month: str | None, day: str | None) -> tuple[date, date]:
    first, last = int(year.replace("X", "0")) or 1, int(year.replace("X", "9"))
    if "X" in year and (month or day):
        raise ValueError(year)
    if month in {None, "XX"}:
        if day not in {None, "XX"}:
            raise ValueError(day)
        return date(first, 1, 1), date(last, 12, 31)
    return _in_year(int(year), int(month or 0), day)


def _in_year(year: int, month: int, day: str | None) -> tuple[date, date]:
    if month in _SEASONS and day is None:
        begin, months = _SEASONS[month]
        years, end = divmod(begin + months - 2, 12)
        return date(year, begin, 1), _end(year + years, end + 1)
    if day in {None, "XX"}:
        return date(year, month, 1), _end(year, month)
    exact = date(year, month, int(day or 0))
    return exact, exact


def _end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
