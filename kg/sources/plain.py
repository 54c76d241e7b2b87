"""Plain text: headline, date line, name of the site are recognised at the top; hard-wrapped lines are joined."""

from __future__ import annotations

from dataclasses import dataclass

from kg.sources import clean, dates, stream
from kg.sources.draft import Draft, Found, Input, Options
from kg.sources.encoding import decode
from kg.sources.markdown import plain
from kg.sources.rules import rules
from kg.sources.tidy import key

_LONGEST, _FEWEST = 220, 8  # code points of a headline
_SITE, _SITE_WORDS = 40, 4


@dataclass(frozen=True, slots=True)
class Top:
    """What the first lines say of an article."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    suspect: bool = False


def read(source: Input, options: Options) -> Found:
    """The one article of a text file."""
    data = stream.whole(source.stream, options.limits.article, source.where, "one article")
    yield draft(decode(data, source.where, source.charset), source)


def draft(raw: str, source: Input) -> Draft:
    """The article of a text, as far as its own lines tell."""
    text = plain(raw)
    found = top(text)
    published, how, suspect = found.published, "text", found.suspect
    if published is None and (published := dates.in_url(source.url)):
        how, suspect = "url", False
    if published is None and source.date:
        published, how, suspect = source.date, "header", True
    return Draft(
        text=text,
        where=source.where,
        title=found.title,
        publisher=found.publisher,
        published=published,
        how=how if published else "none",
        suspect=suspect or dates.doubtful(published, how, text),
        url=source.url,
        headed=found.title is not None,
    )


def top(text: str) -> Top:
    """What the lines above the article say.

    The headline is the first of two equal lines; else the first line that is neither a date nor known furniture,
    nor a name of a site between them, provided that it is short enough and something follows.
    """
    lines = clean.lines(text[:4_000])
    above = lines[: clean.ABOVE]
    number = _repeated(above)
    if number is None:
        number = _first(above, more=len(lines) > 1)
    dated = next((found for line in above if (found := clean.date_of_line(line.text))), None)
    return Top(
        title=None if number is None else above[number].text,
        publisher=_site(above[:number] if number is not None else ()),
        published=dated[0] if dated else None,
        suspect=dated is not None and not dated[1],
    )


def _repeated(above: list[clean.Line]) -> int | None:
    keys = [key(line.text) for line in above]
    for i, one in enumerate(keys):
        if len(one) >= _FEWEST * 2 and one in keys[i + 1 : i + 4] and len(above[i].text) <= _LONGEST:
            return i
    return None


def _first(above: list[clean.Line], *, more: bool) -> int | None:
    for i, line in enumerate(above):
        if _is_furniture(above, i):
            continue
        fits = _FEWEST <= len(line.text) <= _LONGEST and line.text[-1] not in ".:;,"
        return i if fits and more else None
    return None


def _is_furniture(above: list[clean.Line], i: int) -> bool:
    text = above[i].text
    known = rules()
    if clean.is_date_line(text) or known.head.find(text) or known.line.find(text):
        return True
    # A name of a site stands beside a date line or a slogan.
    beside = [above[j].text for j in (i - 1, i + 1) if 0 <= j < len(above)]
    return (
        _is_name(text)
        and any(clean.is_date_line(each) or known.head.find(each) for each in beside)
        and i + 2 < len(above)
    )


def _is_name(text: str) -> bool:
    return len(text) <= _SITE and len(text.split()) <= _SITE_WORDS and text[-1] not in ".:;,!?"


def _site(above: list[clean.Line] | tuple[()]) -> str | None:
    """The name of the site among the lines above the headline."""
    known = rules()
    names = (
        line.text
        for line in above
        if _is_name(line.text)
        and not clean.is_date_line(line.text)
        and not known.head.find(line.text)
        and not known.line.find(line.text)
        and line.text.casefold() not in known.menu
    )
    return next(names, None)
