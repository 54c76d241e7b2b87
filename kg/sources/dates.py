"""The publication date of an article: how it was found, and when it may be that of a crawl.

``Article.published_how``
    given   in the record or front matter that the user supplies
    jsonld  ``datePublished`` in schema.org JSON-LD
    meta    a meta or ``time`` element that names the publication
    feed    ``published`` of an RSS or Atom entry
    pdf     CreationDate of a PDF
    url     year, month and day in the path of the address
    text    a date on a line of its own above the article, or after "Stand:", "Published:" …
    header  WARC-Date or Last-Modified: when a machine saw or sent the page
    none    no date

``Article.published_suspect`` is set when the date
1. is a ``header`` date, which a machine wrote when it fetched or sent the page;
2. is a ``text`` date without a word for publishing beside it: pages print today's date above old articles;
3. was found in a page by heuristics alone (htmldate: footers, loose text);
4. was read from digits that may be day and month or month and day;
5. (jsonld, meta, url, pdf) differs by more than ``APART`` days from a date that the text states as its own;
6. (jsonld, meta, url, text, pdf) lies more than ``FAR`` days after every one of the full dates, two at least,
   that the text states.
Today's date is never looked at, so that reading an article again gives the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from functools import cache

from kg.lang import languages, table
from kg.sources.limits import LIMITS

APART, FAR = 7, 365
"""Days; see rules 5 and 6. Reports on an event appear within days, republished pages carry dates of years later."""

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d{2}[:.]?\d{2}.*)?)?)?\s*Z?$")
_COMPACT = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})(?:\d{2,6}.*)?$")
_DIGITS = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})")
_IN_URL = re.compile(
    r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/_.-]|$)|/((?:19|20)\d{2})(\d{2})(\d{2})(?=[/_.-])"
)
EARLIEST = 1600


@dataclass(frozen=True, slots=True)
class Stated:
    """A date that a text states: ISO 8601, where it stands, and whether day and month may be swapped."""

    value: str
    start: int
    end: int
    ambiguous: bool = False


@cache
def _months() -> dict[str, int]:
    return {name: number for code in languages() for name, number in _page(code).get("months", {}).items()}


def _page(code: str) -> dict[str, dict[str, int]]:
    from kg.errors import ResourceError

    try:
        return table(code, "boilerplate")
    except ResourceError:
        return {}  # a language may come without rules for furniture


@cache
def _written() -> re.Pattern[str]:
    """Dates with a month in letters: "3. Mai 2024", "Mai 3, 2024", "3rd of May 2024"."""
    names = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    return re.compile(
        rf"\b(?:(\d{{1,2}})(?:\.|st|nd|rd|th)?\s?(?:of\s)?({names})\b\.?,?\s?(\d{{4}})"
        rf"|({names})\b\.?\s(\d{{1,2}})(?:\.|st|nd|rd|th)?,?\s(\d{{4}}))\b",
        re.IGNORECASE,
    )


_ISO_IN_TEXT = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})(?:T\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?\b")


def iso(year: int | str, month: int | str | None = None, day: int | str | None = None) -> str | None:
    """An ISO 8601 date to the precision given, or None for a day that does not exist."""
    try:
        whole = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if whole.year < EARLIEST:
        return None
    return whole.isoformat()[: 10 if day else 7 if month else 4]


def parse(value: object) -> str | None:
    """A date as metadata write it: ISO 8601, RFC 822, digits or a month in letters. None when it is none."""
    text = str(value).strip()[:100] if isinstance(value, str | int | date) else ""
    if match := _ISO.match(text) or _COMPACT.match(text):
        return iso(*match.groups())
    found = stated(text)
    if found and not found[0].ambiguous and found[0].start < 40:  # noqa: PLR2004 — "Monday, 6 May 2024", not a sentence
        return found[0].value
    try:
        return iso(*parsedate_to_datetime(text).timetuple()[:3]) if text else None
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def stated(text: str) -> list[Stated]:
    """The full dates in a stretch of text, in order."""
    found = [
        Stated(value, m.start(), m.end()) for m in _written().finditer(text) if (value := _of_written(*m.groups()))
    ]
    found += [Stated(value, m.start(), m.end()) for m in _ISO_IN_TEXT.finditer(text) if (value := iso(*m.groups()))]
    found += [dated for m in _DIGITS.finditer(text) if (dated := _of_digits(m))]
    return sorted(found, key=lambda each: each.start)


def _of_written(*groups: str | None) -> str | None:
    day, month, year = (groups[0], groups[1], groups[2]) if groups[0] else (groups[4], groups[3], groups[5])
    return iso(year, _months()[month.casefold()], day) if day and month and year else None


def _of_digits(match: re.Match[str]) -> Stated | None:
    """Points: day first. A slash: the number above twelve is the day; else which is which is not known."""
    first, mark, second, year = match.groups()
    day, month = int(first), int(second)
    if mark != "." and day <= 12 < month:  # noqa: PLR2004 — months
        day, month = month, day
    value = iso(year, month, day)
    unsure = mark != "." and day <= 12 and month <= 12 and day != month  # noqa: PLR2004 — months
    return Stated(value, match.start(), match.end(), unsure) if value else None


def in_url(url: str | None) -> str | None:
    """The date in the path of an address."""
    match = _IN_URL.search(url) if url else None
    return iso(*(g for g in match.groups() if g)) if match else None


def doubtful(published: str | None, how: str, text: str, own: str | None = None) -> bool:
    """Rules 5 and 6: whether the text speaks against its date. ``own`` is the date that the text states as its own."""
    if not published or len(published) < len("2024-05-03") or how in ("given", "feed", "none"):
        return False
    when = date.fromisoformat(published)
    if own and len(own) == len(published) and abs((when - date.fromisoformat(own)).days) > APART:
        return True
    days = [date.fromisoformat(each.value) for each in stated(text[: LIMITS.text // 100])]
    return len(days) > 1 and (when - max(days)).days > FAR
