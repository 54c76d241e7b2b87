"""RSS and Atom files: each entry is an article, as far as the feed holds its text. Nothing is fetched."""

from __future__ import annotations

import io
import re
from typing import Any

from kg.errors import SourceError
from kg.sources import dates, language, stream
from kg.sources.draft import Draft, Found, Input, Options
from kg.sources.html import fragment
from kg.sources.tidy import squeeze, tidy

_ENTITY = re.compile(rb"<!ENTITY\b|<\x00!\x00E\x00N\x00T", re.IGNORECASE)


def read(source: Input, options: Options) -> Found:
    """The entries of a feed."""
    import feedparser

    data = stream.whole(source.stream, options.limits.whole, source.where, "a feed")
    if _ENTITY.search(data):
        raise SourceError(
            "the feed declares XML entities", where=source.where, hint="RSS and Atom need none; leave them out"
        )
    # A stream, since feedparser would take text for an address and fetch it.
    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.entries:
        raise SourceError(*_why(parsed), where=source.where, hint="a feed holds item (RSS) or entry (Atom) elements")
    for number, entry in enumerate(parsed.entries, start=1):
        yield _entry(entry, parsed.feed, f"{source.where}!{number}")
    if parsed.bozo and _is_serious(parsed.bozo_exception):
        yield SourceError(
            f"broken XML after entry {len(parsed.entries)}: {_said(parsed.bozo_exception)}",
            where=source.where,
            hint="download the feed again",
        )


def _why(parsed: Any) -> tuple[str]:
    if parsed.bozo:
        return (f"broken feed: {_said(parsed.bozo_exception)}",)
    return ("a feed without entries",)


def _said(error: BaseException) -> str:
    return " ".join(str(error).split())[:120]


def _is_serious(error: BaseException) -> bool:
    """Whether XML was broken, not only its encoding declared otherwise than sent."""
    return "SAX" in type(error).__name__


def _entry(entry: Any, feed: Any, where: str) -> Draft | SourceError:
    published = (
        dates.parse(entry.get("published")) or dates.parse(entry.get("created")) or dates.parse(entry.get("issued"))
    )
    text, title = tidy(fragment(_body(entry))), squeeze(fragment(entry.get("title") or ""))
    if not (text or title):
        return SourceError(
            "an entry without title and text", where=where, hint="an entry has a title, summary or content"
        )
    return Draft(
        text=text,
        where=where,
        id=entry.get("id"),
        title=title,
        publisher=_name(entry.get("source", {}).get("title")) or _name(feed.get("title")),
        author=tuple(each["name"] for each in entry.get("authors", ()) if each.get("name"))
        or _one(entry.get("author")),
        published=published,
        how="feed" if published else "none",
        language=language.primary(_language(entry) or feed.get("language")),
        url=entry.get("link"),
        licence=_name(entry.get("rights") or feed.get("rights")),
    )


def _body(entry: Any) -> str:
    """The longest of what an entry holds of its text."""
    texts = [each.get("value") or "" for each in entry.get("content", ())]
    return max([*texts, entry.get("summary") or ""], key=len)


def _language(entry: Any) -> str | None:
    return next((each["language"] for each in entry.get("content", ()) if each.get("language")), None)


def _name(value: Any) -> str | None:
    return squeeze(fragment(value)) or None if isinstance(value, str) else None


def _one(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) and value else ()
