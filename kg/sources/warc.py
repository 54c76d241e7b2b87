"""WARC, plain or gz: each response or resource that holds HTML, text or PDF is an article."""

from __future__ import annotations

import io
import zlib
from typing import Any

from kg.errors import SourceError
from kg.sources import dates, stream
from kg.sources.draft import Found, Input, Options
from kg.sources.limits import megabytes

_WHOLE = "check that the archive is whole"
_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf", "text/markdown")


def read(source: Input, options: Options) -> Found:
    """The articles of an archive; records of other kinds (images, requests, redirects) are passed over."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        records = ArchiveIterator(source.stream)
        records.INC_RECORD = ""  # it would be written to standard error, with a piece of the record
        for number, record in enumerate(records, start=1):
            if not record.rec_type:
                yield SourceError("a record without WARC-Type", where=f"{source.where}!{number}", hint=_WHOLE)
            elif record.rec_type in ("response", "resource", "conversion"):
                yield from _record(record, source, number, options)
    except ArchiveLoadFailed as error:
        yield SourceError(
            f"broken WARC after record {number}: {' '.join(str(error).split())[:120]}",
            where=source.where,
            hint=f"the records before it were read; {_WHOLE}",
        )
    else:
        if records.err_count:
            yield SourceError(f"{records.err_count} records with a wrong length", where=source.where, hint=_WHOLE)
        if not number:
            yield SourceError("a WARC without records", where=source.where, hint=_WHOLE)


def _record(record: Any, source: Input, number: int, options: Options) -> Found:
    from kg.sources.read import read as read_any

    url = record.rec_headers.get_header("WARC-Target-URI")
    where = f"{source.where}!{url or number}"
    headers = record.http_headers
    content_type = (
        (headers and headers.get_header("Content-Type")) or record.rec_headers.get_header("Content-Type") or ""
    )
    status = headers.get_statuscode() if headers else "200"
    if status != "200" or content_type.split(";")[0].strip().casefold() not in _TYPES:
        options.note(
            f"WARC records passed over: status {status}, {content_type.split(';')[0].strip()[:40] or 'no type'}"
        )
        return
    try:
        data = _body(record, options.limits.article + 1)
    except (zlib.error, ValueError) as error:
        yield SourceError(f"a body that cannot be unpacked: {error}", where=where, hint=_WHOLE)
        return
    if len(data) > options.limits.article:
        yield SourceError(f"a record larger than {megabytes(options.limits.article)}", where=where, hint="leave it out")
        return
    inner = Input(
        stream.head(io.BytesIO(data), 0)[1],
        name=url or "",
        where=where,
        url=url if url and url.startswith("http") else None,
        charset=charset(content_type),
        content_type=content_type,
        date=dates.parse(record.rec_headers.get_header("WARC-Date")),
    )
    yield from read_any(inner, options)


def _body(record: Any, limit: int) -> bytes:
    """The body of a record, at most ``limit`` bytes. What is packed with gz stays so, and is unpacked as files are.

    Raises ValueError for an encoding that is not known.
    """
    from warcio.bufferedreaders import ChunkedDataReader

    headers = record.http_headers
    chunked = headers and (headers.get_header("Transfer-Encoding") or "").casefold() == "chunked"
    packed = ((headers and headers.get_header("Content-Encoding")) or "").casefold()
    data: bytes = (ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream).read(limit)
    if packed == "deflate":
        # Servers send it with and without the head of zlib.
        window = zlib.MAX_WBITS if data[:1] == b"\x78" else -zlib.MAX_WBITS
        return zlib.decompressobj(window).decompress(data, limit)
    if packed not in ("", "identity", "gzip", "x-gzip"):
        raise ValueError(f"Content-Encoding {packed[:20]}")
    return data


def charset(content_type: str) -> str | None:
    """The charset of a Content-Type header."""
    for part in content_type.split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().casefold() == "charset":
            return value.strip().strip("\"'") or None
    return None
