"""Dates as EDTF level 0 writes them: a day, a month, a year, or an interval of two of these.

Source of the form: Extended Date/Time Format, Library of Congress, 2019 (now part of ISO 8601-2).
"2024-04-12", "2024-04", "2024", "2023-10-01/2023-12-31", "2014-06/2014-08". No open ends, no seasons.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from kg.errors import ReadingError

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_HINT = "valid are 2024, 2024-04, 2024-04-12 and an interval of two of these, earlier/later"


def bounds(edtf: str) -> tuple[date, date]:
    """The first and the last day that the expression covers.

    Raises ReadingError for what is not EDTF level 0, no day of the calendar, or an interval that runs backwards.
    """
    first, slash, second = edtf.partition("/")
    start, end = _days(first, edtf)
    if slash:
        end = _days(second, edtf)[1]
    if end < start:
        raise ReadingError(f"the interval {edtf!r} ends before it begins", hint=_HINT)
    return start, end


def is_valid(edtf: str) -> bool:
    """Whether the expression can be read."""
    try:
        bounds(edtf)
    except ReadingError:
        return False
    return True


def between(start: date, end: date) -> str:
    """The shortest expression for the days from start to end: a day, a month, a year, else an interval.

    Raises ReadingError when end lies before start.
    """
    if end < start:
        raise ReadingError(f"the interval {start}/{end} ends before it begins", hint=_HINT)
    if start == end:
        return start.isoformat()
    for length in (4, 7):
        if (unit := start.isoformat()[:length]) and bounds(unit) == (start, end):
            return unit
    return f"{start}/{end}"


def precision(edtf: str) -> str:
    """``day``, ``month``, ``year`` or ``interval``."""
    return "interval" if "/" in edtf else {4: "year", 7: "month"}.get(len(edtf), "day")


def overlaps(a: str, b: str) -> bool:
    """Whether some day lies in both. "2024-04" overlaps "2024-04-12"."""
    (a_start, a_end), (b_start, b_end) = bounds(a), bounds(b)
    return a_start <= b_end and b_start <= a_end


def contradict(a: str | None, b: str | None) -> bool:
    """Whether both dates are known and no day lies in both."""
    return a is not None and b is not None and not overlaps(a, b)


def contains(outer: str, inner: str) -> bool:
    """Whether each day of inner lies in outer: "2024-04" contains "2024-04-12"."""
    (o_start, o_end), (i_start, i_end) = bounds(outer), bounds(inner)
    return o_start <= i_start and i_end <= o_end


def length(edtf: str) -> timedelta:
    """How long the expression lasts: one day for a day. The shorter, the more precise."""
    start, end = bounds(edtf)
    return end - start + timedelta(days=1)


def _days(part: str, whole: str) -> tuple[date, date]:
    match = _DATE.fullmatch(part)
    year, month, day = (int(group) if group else None for group in match.groups()) if match else (0, 0, 0)
    try:
        start = date(year or 0, month or 1, day or 1)  # year 0 is refused
    except ValueError:
        raise ReadingError(f"{whole!r} is no date", hint=_HINT) from None
    return start, _last(start, month, day)


def _last(start: date, month: int | None, day: int | None) -> date:
    if day:
        return start
    if month:
        return start.replace(day=monthrange(start.year, month)[1])
    return start.replace(month=12, day=31)
