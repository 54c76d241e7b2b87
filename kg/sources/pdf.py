"""PDF: the text of its pages, running heads and page numbers marked."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from kg.errors import SourceError
from kg.model import Region
from kg.sources import clean, dates, stream
from kg.sources.draft import Draft, Found, Input, Options
from kg.sources.plain import top
from kg.sources.tidy import squeeze, tidy, unwrap

_EDGE, _PAGES = 2, 3  # lines at the edges of a page; pages that share one before it is a running head
_DIGITS = re.compile(r"\d+")
_NAMES_A_FILE = re.compile(
    r"^(?:untitled|microsoft word|unbenannt|document\d*$)|\.(?:docx?|pdf|indd|odt|qxd|txt|tex)$", re.IGNORECASE
)


def read(source: Input, options: Options) -> Found:
    """The one article of a PDF."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    data = stream.whole(source.stream, options.limits.whole, source.where, "a PDF")
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceError("the PDF is encrypted", where=source.where, hint="remove its password: qpdf --decrypt")
        pages = _pages(reader, source, options)
        about = _about(reader)
    except PyPdfError as error:
        raise SourceError(
            f"broken PDF: {' '.join(str(error).split())[:160]}",
            where=source.where,
            hint="check that it opens elsewhere",
        ) from error
    if not any(pages):
        raise SourceError("a PDF without text", where=source.where, hint="it may be a scan: run OCR first (ocrmypdf)")
    yield _draft(pages, about, source)


def _pages(reader: Any, source: Input, options: Options) -> list[str]:
    if len(reader.pages) > options.limits.pages:
        raise SourceError(
            f"{len(reader.pages)} pages, more than {options.limits.pages}", where=source.where, hint="split it"
        )
    pages, size = [], 0
    for page in reader.pages:
        pages.append(tidy(unwrap(page.extract_text() or "", hyphens=True)))
        size += len(pages[-1])
        if size > options.limits.text:
            raise SourceError(
                f"more than {options.limits.text:,} characters of text",
                where=source.where,
                hint="split it, one article each",
            )
    return pages


def _about(reader: Any) -> dict[str, str]:
    """Title, author, date of the document information, as text."""
    information = reader.metadata or {}
    found = {name: information.get(f"/{name}") for name in ("Title", "Author", "CreationDate")}
    return {name: str(value) for name, value in found.items() if value}


def _draft(pages: Sequence[str], about: dict[str, str], source: Input) -> Draft:
    text = "\n\n".join(page for page in pages if page)
    found = top(text)
    title = squeeze(about.get("Title", ""))
    title = title if title and not _NAMES_A_FILE.search(title) else found.title or ""
    created = dates.parse(about.get("CreationDate"))
    published, how = (found.published, "text") if found.published else (created, "pdf")
    suspect = found.suspect if how == "text" else dates.doubtful(published, how, text)
    return Draft(
        text=text,
        where=source.where,
        title=title or None,
        author=tuple(filter(None, (squeeze(about.get("Author", "")),))),
        published=published,
        how=how if published else "none",
        suspect=suspect,
        url=source.url,
        regions=tuple(_running([page for page in pages if page])),
    )


def _running(pages: Sequence[str]) -> Iterator[Region]:
    """Lines that stand at the edge of three pages or more, whatever their numbers, and bare page numbers."""
    edges = [_edges(page) for page in pages]
    seen = Counter(_shape(line.text) for page in edges for line in page)
    start = 0
    for page, found in zip(pages, edges, strict=True):
        for line in found:
            number = line.text.strip("-–— ").isdigit() and len(pages) > 1
            if number or (seen[_shape(line.text)] >= _PAGES and (start > 0 or _DIGITS.search(line.text))):
                yield Region(start=start + line.start, end=start + line.end, kind="other", rule="pdf:running-head")
        start += len(page) + 2


def _edges(page: str) -> list[clean.Line]:
    lines = clean.lines(page)
    return lines if len(lines) <= 2 * _EDGE else [*lines[:_EDGE], *lines[-_EDGE:]]


def _shape(line: str) -> str:
    return _DIGITS.sub("0", line)
