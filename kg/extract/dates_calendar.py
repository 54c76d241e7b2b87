"""What the parts of a date expression add up to, on the calendar.

Each rule takes the values of an expression (``{"day": "12", "month": "4"}``), the day that relative words are
counted from, and whether the clause looks forward (True), back (False) or does not say (None). It returns EDTF
to the precision of the words, or None where they fix no date. Weeks are ISO 8601 weeks, Monday to Sunday;
seasons are meteorological (spring begins in March).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from kg import edtf

Values = Mapping[str, str]
Rule = Callable[[Values, date, bool | None], str | None]

_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
# Of two months without a year the past one is meant, unless the coming one is this much nearer.
_PAST_BIAS = 2
# Nobody says "in March" in April of the coming March, nor "on 1 October" in September of last year's, without a year.
_FAR, _CLOSE = 270, 60


def day_of(published: str | None) -> date | None:
    """The day that relative words are counted from: the last of an imprecise date of publication."""
    return edtf.bounds(published[:10])[1] if published and edtf.is_valid(published[:10]) else None


def needs(rule: str, values: Values) -> str | None:
    """The precision of the publication date that a rule needs: day, month, year, or None when it needs none."""
    if rule in ("weekday", "weekdays", "weekday_of_week", "nearby", "so_far", "to_come", "span"):
        return "day"
    if rule in ("unit", "ago", "ahead"):
        return {"year": "year", "decade": "year", "month": "month", "quarter": "month", "half": "month"}.get(
            values.get("unit", ""), "day"
        )
    if "year" in values or "year2" in values or rule in ("year", "decade"):
        return None
    return "year" if rule in ("part_of_year", "first_months", "turn") or "direction" in values else "month"


def resolve(rule: str, values: Values, at: date, future: bool | None) -> str | None:
    """EDTF of an expression. A day that the calendar does not have (31 June) gives None."""
    try:
        found = RULES[rule](values, at, future)
    except (ValueError, OverflowError):
        return None
    return found if found and edtf.is_valid(found) else None


def unit_around(unit: str, at: date) -> tuple[date, date]:
    """The first and last day of the week, weekend, month, quarter, half-year, year or decade that holds a day."""
    if unit == "day":
        return at, at
    if unit in ("week", "weekend"):
        monday = at - at.weekday() * _DAY
        return (monday, monday + 6 * _DAY) if unit == "week" else (monday + 5 * _DAY, monday + 6 * _DAY)
    size = _MONTHS[unit]
    count = at.year * 12 + at.month - 1
    first = count - count % size
    return _month(first), _month(first + size) - _DAY


def shifted(unit: str, at: date, count: int) -> date:
    """The day that lies so many units later; the last of the month where that day is missing."""
    if unit in ("day", "week", "weekend"):
        return at + count * (1 if unit == "day" else 7) * _DAY
    first = _month(at.year * 12 + at.month - 1 + count * _MONTHS[unit])
    return first.replace(day=min(at.day, monthrange(first.year, first.month)[1]))


def _month(count: int) -> date:
    return date(count // 12, count % 12 + 1, 1)


def _near(candidates: list[tuple[date, date]], at: date, future: bool | None) -> tuple[date, date]:
    """The span that is meant when the year is not said. Candidates are in order of time.

    Raises ValueError when there are none: a day that no year has.
    """
    if not candidates:
        raise ValueError
    past = [span for span in candidates if span[0] <= at]
    coming = [span for span in candidates if span[1] >= at] or candidates[-1:]
    if not past:
        return coming[0]
    behind, ahead = (at - past[-1][1]).days, (coming[0][0] - at).days
    if future is None:
        return coming[0] if ahead * _PAST_BIAS < behind else past[-1]
    if future:
        return past[-1] if ahead > _FAR and behind < _CLOSE else coming[0]
    return coming[0] if behind > _FAR and ahead < _CLOSE else past[-1]


def _year_of(values: Values, at: date) -> int | None:
    if year := values.get("year"):
        return int(year)
    return at.year + int(values["direction"]) if "direction" in values else None


def _date(values: Values, at: date, future: bool | None) -> str | None:
    """Day, month and year, of which day and year may be missing."""
    month = int(values.get("month") or values["monthnumber"])
    day = int(values["day"]) if "day" in values else None
    year = _year_of(values, at)
    if year is None:
        years = (at.year - 1, at.year, at.year + 1)
        year = _near([_date_span(y, month, day) for y in years if _exists(y, month, day)], at, future)[0].year
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def _exists(year: int, month: int, day: int | None) -> bool:
    return day is None or day <= monthrange(year, month)[1]


def _date_span(year: int, month: int, day: int | None) -> tuple[date, date]:
    first = date(year, month, day or 1)
    return (first, first) if day else unit_around("month", first)


def _month_of(values: Values, at: date, _: bool | None) -> str | None:
    """Last June: the one before the month of publication; this June: the one of this year."""
    month, direction = int(values["month"]), int(values["direction"])
    year = at.year
    if direction < 0 and month >= at.month:
        year -= 1
    elif direction > 0 and month <= at.month:
        year += 1
    return f"{year}-{month:02d}"


def _range(values: Values, at: date, future: bool | None) -> str | None:
    """From … to: what one side leaves out is taken from the other."""
    if "month" not in values:
        first, second = values["year"], values.get("year2") or values["year"][:2] + values["yearend"]
        return f"{first}/{second}" if first < second else None
    left = {key: values[key] for key in ("day", "month", "year") if key in values}
    right = {key: values[f"{key}2"] for key in ("day", "month", "year") if f"{key}2" in values}
    right = {**({} if "month" in right else {"month": left["month"]}), **right}
    if "year" in left or "year" in right:
        left = {"year": right.get("year", ""), **left}
        right = {"year": left["year"], **right}
    start, end = _date(left, at, future), _date(right, at, future)
    return f"{start}/{end}" if start and end and start <= end else None


def _weekday(values: Values, at: date, future: bool | None) -> str | None:
    """The nearest such day at or before publication, or after it where the clause looks forward."""
    if "nearby" in values:  # "am heutigen Freitag"
        return _nearby(values, at, future)
    back = (at.weekday() + 1 - int(values["weekday"])) % 7
    direction = int(values.get("direction", 0))
    if direction < 0:
        return (at - (back or 7) * _DAY).isoformat()
    if direction > 0 or future or (future is None and "direction" in values):
        ahead = (7 - back) % 7
        return (at + (ahead or (7 if direction > 0 else 0)) * _DAY).isoformat()
    return (at - back * _DAY).isoformat()


def _weekdays(values: Values, at: date, future: bool | None) -> str | None:
    start = _weekday(values, at, future)
    count = (int(values["weekday2"]) - int(values["weekday"])) % 7
    return f"{start}/{date.fromisoformat(start) + count * _DAY}" if start and count else start


def _nearby(values: Values, at: date, _: bool | None) -> str | None:
    return (at + int(values["nearby"]) * _DAY).isoformat()


def _unit(values: Values, at: date, future: bool | None) -> str | None:
    """This, last, next week, month, year; a weekend without such a word is the nearest the clause allows."""
    unit = values["unit"]
    if "direction" in values:
        start, end = unit_around(unit, shifted(unit, unit_around(unit, at)[0], int(values["direction"])))
    elif unit == "weekend" and not future and at.weekday() < 5:  # noqa: PLR2004 - Saturday
        start, end = unit_around(unit, at - 7 * _DAY)
    elif unit == "week" and future and at.weekday() >= 3:  # noqa: PLR2004 - "at the start of the week", on a Thursday
        start, end = unit_around(unit, at + 7 * _DAY)
    else:
        start, end = unit_around(unit, at)
    if unit == "day":
        return None
    return f"{end:%Y-%m}" if unit == "year" and values.get("part") == "end" else edtf.between(start, end)


def _turn(values: Values, at: date, future: bool | None) -> str | None:
    """The turn of a year: its first or its last month."""
    year = int(values.get("year") or at.year)
    if values["turn"] == "begin":
        return f"{year + (1 if future and 'year' not in values else 0)}-01"
    return f"{year - (1 if future is False and 'year' not in values else 0)}-12"


def _count(values: Values) -> int:
    return int(values.get("count") or values.get("number") or 1)


def _distance(values: Values, at: date, sign: int) -> str | None:
    """So many units away: to the day for days and weeks, else to the month or the year."""
    unit = values["unit"]
    there = shifted(unit, at, sign * _count(values))
    if unit in ("day", "week"):
        return there.isoformat()
    return f"{there:%Y-%m}" if unit in ("month", "quarter", "half") else f"{there:%Y}"


def _ago(values: Values, at: date, _: bool | None) -> str | None:
    return _distance(values, at, -1)


def _ahead(values: Values, at: date, _: bool | None) -> str | None:
    return _distance(values, at, 1)


def _span(values: Values, at: date, _: bool | None) -> str | None:
    """The last or next so many units, up to the day of publication."""
    other = shifted(values["unit"], at, int(values["direction"]) * _count(values))
    start, end = sorted((at, other))
    if values["unit"] in ("year", "decade"):  # a span to come is planned by years, one gone by is told by months
        return f"{start:%Y}/{end:%Y}" if other > at and _count(values) > 1 else f"{start:%Y-%m}/{end:%Y-%m}"
    return None if start == end else f"{start}/{end}"


def _so_far(values: Values, at: date, _: bool | None) -> str | None:
    """From the beginning of the unit to the day of publication."""
    if int(values.get("direction", 0)):
        return _unit(values, at, None)
    return (
        edtf.between(unit_around(values["unit"], at)[0], at)
        if values["unit"] in ("week", "year")
        else _unit({**values, "direction": "0"}, at, None)
    )


def _to_come(values: Values, at: date, _: bool | None) -> str | None:
    """From the day of publication to the end of the unit."""
    if int(values.get("direction", 0)):
        return _unit(values, at, None)
    return edtf.between(at, unit_around(values["unit"], at)[1]) if values["unit"] == "week" else _unit(values, at, None)


def _week_ending(values: Values, at: date, future: bool | None) -> str | None:
    end = _date(values, at, future)
    if end is None:
        return None
    last = date.fromisoformat(end)
    unit = values.get("unit", "week")
    return edtf.between(shifted(unit, last, -1) + _DAY, last)


def _part_of_year(values: Values, at: date, future: bool | None) -> str | None:
    """The n-th quarter or half of a year."""
    unit = values["unit"]
    if unit not in ("quarter", "half"):
        return None
    parts = 12 // _MONTHS[unit]
    number = int(values.get("quarter") or values["ordinal"])
    number = parts if number < 0 else number
    if number > parts:
        return None
    year = _year_of(values, at)
    years = (year,) if year else (at.year - 1, at.year, at.year + 1)
    spans = [unit_around(unit, date(y, (number - 1) * _MONTHS[unit] + 1, 1)) for y in years]
    return edtf.between(*(_near(spans, at, future) if len(spans) > 1 else spans[0]))


def _first_months(values: Values, at: date, _: bool | None) -> str | None:
    year, count = _year_of(values, at) or at.year, _count(values)
    return f"{year}-01/{year}-{count:02d}" if 1 < count <= 12 else None  # noqa: PLR2004 - months of a year


def _season(values: Values, at: date, future: bool | None) -> str | None:
    """Three months, the winter from December into the next year."""
    firsts = [date(year, int(values["season"]), 1) for year in range(at.year - 2, at.year + 2)]
    if "year" in values:
        firsts = [date(int(values["year"]), int(values["season"]), 1)]
    spans = [(first, shifted("month", first, 3) - _DAY) for first in firsts]
    direction = int(values.get("direction", 0))
    if "ofyear" in values:  # "in summer last year"
        spans = [span for span in spans if span[0].year == at.year + direction]
    elif direction < 0:
        spans = [span for span in spans if span[1] < at][-1:]
    elif "direction" in values:
        spans = [span for span in spans if span[1] >= at and (direction == 0 or span[0] > at)][:1]
    start, end = spans[0] if len(spans) == 1 else _near(spans, at, future)
    return f"{start:%Y-%m}/{end:%Y-%m}"


def _decade(values: Values, _at: date, _: bool | None) -> str | None:
    first = int(values["decade"])
    return f"{first}/{first + 9}"


def _year(values: Values, _at: date, _: bool | None) -> str | None:
    """A year; its last month where the words say "the end of"."""
    return f"{values['year']}-12" if values.get("part") == "end" else values["year"]


def _weekday_of_week(values: Values, at: date, _: bool | None) -> str | None:
    monday, _sunday = unit_around("week", at + 7 * int(values["direction"]) * _DAY)
    return (monday + (int(values["weekday"]) - 1) * _DAY).isoformat()


RULES: Mapping[str, Rule] = {
    "date": _date,
    "month": _month_of,
    "range": _range,
    "weekday": _weekday,
    "weekdays": _weekdays,
    "weekday_of_week": _weekday_of_week,
    "nearby": _nearby,
    "unit": _unit,
    "turn": _turn,
    "ago": _ago,
    "ahead": _ahead,
    "span": _span,
    "so_far": _so_far,
    "to_come": _to_come,
    "week_ending": _week_ending,
    "part_of_year": _part_of_year,
    "first_months": _first_months,
    "season": _season,
    "decade": _decade,
    "year": _year,
}
