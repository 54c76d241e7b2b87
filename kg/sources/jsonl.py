"""JSON lines: one article a line, either as ``kg articles`` prints it or as a plain record.

Keys of a record: ``text`` (or ``body``), ``title`` (``headline``), ``id``, ``language`` (``lang``), ``publisher``,
``author`` (``authors``; a string or a list), ``published`` (``date``), ``url``, ``licence`` (``license``). All but the
text may be absent or null; other keys are ignored and counted in the notes. The text may be plain or Markdown, and
hold some tags of HTML; without a title its first line is the headline, where it looks like one.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from kg.errors import SourceError
from kg.ids import text_sha256
from kg.model import Article
from kg.sources import dates, language, stream
from kg.sources.draft import Draft, Found, Input, Options
from kg.sources.encoding import decode
from kg.sources.limits import megabytes
from kg.sources.markdown import plain
from kg.sources.plain import top
from kg.sources.tidy import tidy

KEYS = {
    "id": ("id",),
    "text": ("text", "body"),
    "title": ("title", "headline"),
    "language": ("language", "lang"),
    "publisher": ("publisher",),
    "author": ("author", "authors"),
    "published": ("published", "date"),
    "url": ("url",),
    "licence": ("licence", "license"),
}
_IGNORED = frozenset(("source",))  # known, but Article.source names the line it was read from
_KNOWN = frozenset(name for names in KEYS.values() for name in names) | _IGNORED
_RIGHT = 'a line is an object such as {"id": "1", "title": "…", "text": "…", "published": "2024-05-03"}'


def read(source: Input, options: Options) -> Found:
    """The articles of a file, line by line; empty lines are skipped. Memory does not grow with the file."""
    for number, line in stream.lines(source.stream, options.limits.line):
        where = f"{source.where}:{number}"
        if line is None:
            yield SourceError(
                f"line longer than {megabytes(options.limits.line)}", where=where, hint="one article a line"
            )
        elif line.strip():
            try:
                yield _article(_object(line, where), where, options)
            except SourceError as error:
                yield error


def _object(line: bytes, where: str) -> dict[str, Any]:
    try:
        value = json.loads(decode(line.strip(), where))
    except json.JSONDecodeError as error:
        raise SourceError(f"malformed JSON at column {error.colno}: {error.msg}", where=where, hint=_RIGHT) from error
    except (ValueError, RecursionError) as error:
        raise SourceError("malformed JSON: too deep, or a number too long", where=where, hint=_RIGHT) from error
    if not isinstance(value, dict):
        raise SourceError(f"JSON, but no object: {str(value)[:30]!r}", where=where, hint=_RIGHT)
    return value


def _article(record: dict[str, Any], where: str, options: Options) -> Draft | Article:
    if "boilerplate" in record and "sha256" in record:
        return _again(record, where, options)
    for name in record.keys() - _KNOWN:
        options.note(f"key {name[:40]!r} ignored")
    return _draft(record, where, options)


def _again(record: dict[str, Any], where: str, options: Options) -> Article:
    """An article that kg wrote comes back unchanged; one that was edited since is refused."""
    hint = "leave out sha256 and boilerplate to have them made again"
    try:
        found = Article.model_validate(record)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise SourceError(f"not an article as kg writes it: {place}: {first['msg']}", where=where, hint=hint) from error
    if tidy(found.text) != found.text or found.sha256 != text_sha256(found.text):
        raise SourceError("the text was changed after its sha256 was made", where=where, hint=hint)
    if any(region.start > region.end or region.end > len(found.text) for region in found.boilerplate):
        raise SourceError("boilerplate lies outside the text", where=where, hint=hint)
    return found.model_copy(update={"language": options.language}) if options.language else found


def _draft(record: dict[str, Any], where: str, options: Options) -> Draft:
    text, title = _string(record, "text", where), _string(record, "title", where)
    if not (text or title):
        raise SourceError("a record without text", where=where, hint=_RIGHT)
    published = _published(record, options)
    tidied = plain(text or "")
    own = None if title else top(tidied).title
    return Draft(
        text=tidied,
        where=where,
        id=_string(record, "id", where),
        title=title or own,
        headed=own is not None,
        publisher=_string(record, "publisher", where),
        author=_authors(record),
        published=published,
        how="given" if published else "none",
        language=language.primary(_value(record, "language")),
        url=_string(record, "url", where),
        licence=_string(record, "licence", where),
    )


def _value(record: dict[str, Any], field: str) -> Any:
    return next((record[name] for name in KEYS[field] if record.get(name) is not None), None)


def _string(record: dict[str, Any], field: str, where: str) -> str | None:
    value = _value(record, field)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None or isinstance(value, str):
        return value
    raise SourceError(f"{field} is {type(value).__name__}, not text", where=where, hint=_RIGHT)


def _authors(record: dict[str, Any]) -> tuple[str, ...]:
    value = _value(record, "author")
    names = value if isinstance(value, list) else [value]
    return tuple(name for name in names if isinstance(name, str))


def _published(record: dict[str, Any], options: Options) -> str | None:
    value = _value(record, "published")
    if value is None or value == "":
        return None
    found = dates.parse(value)
    if found is None:
        options.note("a published that is no date (as 2024-05-03, 2024-05 or 2024) was left out")
    return found
