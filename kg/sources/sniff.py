"""Which form an input has: by its content first, by its name second."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from kg.errors import SourceError
from kg.sources.encoding import glance

FORMS = ("text", "markdown", "html", "jsonl", "feed", "pdf", "warc")
"""Forms that can be read; any of them may be packed as gz, and stand in a folder."""

VALID = "valid: plain text, Markdown, HTML, JSON lines, RSS or Atom, PDF, WARC, each also as .gz, or a folder of them"

GZ = b"\x1f\x8b"
# First bytes of what people give by mistake.
_FOREIGN = (
    (b"PK\x03\x04", "a zip file (also .docx, .xlsx, .epub)", "unpack it, or save the document as text, HTML or PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "save it as text, HTML or PDF"),
    (b"{\\rtf", "an RTF document", "save it as text, HTML or PDF"),
    (b"%!PS", "PostScript", "convert it to PDF"),
    (b"\xfd7zXZ\x00", "xz data", "unpack it with xz -d"),
    (b"BZh", "bzip2 data", "unpack it with bzip2 -d"),
    (b"(\xb5/\xfd", "zstd data", "unpack it with zstd -d"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it"),
    (b"Rar!", "a rar archive", "unpack it"),
    (b"\x89PNG", "an image", VALID),
    (b"\xff\xd8\xff", "an image", VALID),
    (b"GIF8", "an image", VALID),
    (b"\x7fELF", "a program", VALID),
    (b"SQLite format 3\x00", "an SQLite database", "export its articles as JSON lines"),
    (b"PAR1", "a Parquet file", "export its articles as JSON lines"),
)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_HTML = re.compile(r"<!doctype\s+html|<html\b|<head\b|<body\b", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|span|h[1-6]|article|section|main|header|nav|br|a|ul|ol|li|table|meta|title)\b[^>]*>", re.IGNORECASE
)
_TAGS = 3  # so many tags in the first bytes, the first of them at the start, make a fragment HTML
_PLAIN_NAMES = frozenset(("", ".txt", ".text", ".asc", ".article"))
_MARKDOWN_NAMES = frozenset((".md", ".markdown", ".mdown", ".mkd"))
_MARKUP_NAMES = frozenset((".html", ".htm", ".xhtml"))
_LINE_NAMES = frozenset((".jsonl", ".ndjson", ".jsonlines", ".json"))


def form(head: bytes, name: str, where: str, content_type: str | None = None) -> str:
    """One of FORMS for the first bytes of an input that is already unpacked.

    Raises SourceError with what would be valid.
    """
    if not head.strip():
        raise SourceError("empty", where=where, hint="a source holds at least one article")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if re.match(rb"\s*WARC/\d", head):
        return "warc"
    for magic, what, hint in _FOREIGN:
        if head.startswith(magic):
            raise SourceError(f"this is {what}, which holds no article that kg reads", where=where, hint=hint)
    if (text := glance(head)) is None:
        raise SourceError("this is binary data of an unknown form", where=where, hint=VALID)
    return _of_text(text, suffix(name), where, content_type)


def suffix(name: str) -> str:
    """The lower-case ending of a file name or address, without .gz."""
    path = urlsplit(name).path if "://" in name else name
    pure = PurePosixPath(path.replace("\\", "/").lower())
    return (pure.with_suffix("") if pure.suffix == ".gz" else pure).suffix


def _of_text(text: str, ending: str, where: str, content_type: str | None) -> str:
    start = text.lstrip("\ufeff \t\r\n")
    marked = start.startswith("<") or ending in _MARKUP_NAMES or "html" in (content_type or "")
    if marked and (markup := _of_markup(start, ending, where, content_type)):
        return markup
    if start.startswith(("{", "[")) and (lines := _of_json(start, ending, where)):
        return lines
    if ending in _LINE_NAMES:
        return "jsonl"
    if ending in _MARKDOWN_NAMES or _looks_like_markdown(start):
        return "markdown"
    if ending not in _PLAIN_NAMES and not _is_address_or_odd(ending, content_type):
        raise SourceError(f"files that end in {ending} are not articles", where=where, hint=VALID)
    return "text"


def _is_address_or_odd(ending: str, content_type: str | None) -> bool:
    """Endings that are no ending: of a name with a point in it ("3. Mai 2024"), or text that a server sent."""
    return "text/plain" in (content_type or "") or not re.fullmatch(r"\.[a-z][a-z0-9]{0,7}", ending)


def _of_markup(start: str, ending: str, where: str, content_type: str | None) -> str | None:
    if _FEED.search(start[:2000]) and not _HTML.search(start[:500]):
        return "feed"
    if _HTML.search(start) or ending in _MARKUP_NAMES or "html" in (content_type or ""):
        return "html"
    if start.startswith("<?xml"):
        raise SourceError("this is XML, but neither RSS, Atom nor XHTML", where=where, hint=VALID)
    return "html" if len(_TAG.findall(start)) >= _TAGS and _TAG.match(start) else None


def _of_json(start: str, ending: str, where: str) -> str | None:
    if re.match(r'\{\s*(?:"|\})', start):
        first = start.split("\n", 1)[0].strip()
        if first == "{" or (first.endswith((",", "{", "[")) and ending == ".json"):
            raise SourceError(
                "this is one JSON object over several lines", where=where, hint="write one object a line: jq -c . FILE"
            )
        return "jsonl"
    if re.match(r"\[\s*\{\s*\"", start):
        raise SourceError("this is a JSON array", where=where, hint="write one object a line: jq -c '.[]' FILE")
    return None


def _looks_like_markdown(start: str) -> bool:
    """Front matter or a first-level heading at the very beginning."""
    return bool(re.match(r"---\s*\n(?:[A-Za-z_-]+\s*:.*\n)+", start) or re.match(r"#\s+\S", start))
