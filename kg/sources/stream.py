"""Streams of bytes that can be looked into, and gz that is unpacked with a bound."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import SourceError
from kg.sources.limits import Limits, megabytes

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    Readable = io.BufferedIOBase | io.RawIOBase | BinaryIO

_CHUNK = 64 * 1024
HEAD = 8 * 1024
"""Bytes that the form is told by."""


class _Source(io.RawIOBase):
    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self.some(len(view))
        view[: len(data)] = data
        return len(data)

    def some(self, size: int) -> bytes:
        """At most ``size`` bytes, empty at the end."""
        raise NotImplementedError


class _Rewound(_Source):
    """What was read to look at it, then the rest."""

    def __init__(self, head: bytes, rest: Readable, *, closes: bool = True) -> None:
        super().__init__()
        self._head, self._rest, self._closes = head, rest, closes

    def some(self, size: int) -> bytes:
        if self._head:
            piece, self._head = self._head[:size], self._head[size:]
            return piece
        return self._rest.read(size) or b""

    def close(self) -> None:
        if self._closes:
            self._rest.close()
        super().close()


class _Unpacked(_Source):
    """The members of a gz file, one after the other."""

    def __init__(self, packed: io.BufferedReader, where: str, limits: Limits) -> None:
        super().__init__()
        self._packed, self._where, self._limits = packed, where, limits
        self._member = zlib.decompressobj(wbits=31)
        self._left = b""
        self._taken = self._given = 0

    def some(self, size: int) -> bytes:
        while True:
            if not self._left and not self._fill():
                return b""
            try:
                data = self._member.decompress(self._left, size)
            except zlib.error as error:
                raise SourceError(f"broken gz data: {error}", where=self._where, hint="pack the file again") from error
            self._next()
            self._given += len(data)
            self._judge()
            if data:
                return data

    def _fill(self) -> bool:
        self._left = self._packed.read(_CHUNK)
        self._taken += len(self._left)
        if not self._left and not self._fresh:
            raise SourceError("gz data ends too early", where=self._where, hint="copy or download the file again")
        return bool(self._left)

    _fresh = False

    def _next(self) -> None:
        self._fresh = self._member.eof
        if self._member.eof:
            self._left = self._member.unused_data.lstrip(b"\0")
            self._member = zlib.decompressobj(wbits=31)
        else:
            self._left = self._member.unconsumed_tail

    def _judge(self) -> None:
        limits = self._limits
        if self._given > limits.ratio_from and self._given > limits.ratio * self._taken:
            raise SourceError(
                f"gz data unpacks to more than {limits.ratio} times its size",
                where=self._where,
                hint="news text never does; unpack it yourself if it is right",
            )

    def close(self) -> None:
        self._packed.close()
        super().close()


def kept_open(stream: Readable) -> io.BufferedReader:
    """The same stream, which stays open when what is returned is closed."""
    return io.BufferedReader(_Rewound(b"", stream, closes=False), _CHUNK)


def head(stream: Readable, size: int = HEAD) -> tuple[bytes, io.BufferedReader]:
    """The first bytes, and a stream that still begins with them."""
    pieces: list[bytes] = []
    missing = size
    while missing and (piece := stream.read(missing)):
        pieces.append(piece)
        missing -= len(piece)
    first = b"".join(pieces)
    return first, io.BufferedReader(_Rewound(first, stream), _CHUNK)


def unpacked(stream: io.BufferedReader, where: str, limits: Limits) -> io.BufferedReader:
    """The content of gz data. Reading raises SourceError for broken data and for bombs."""
    return io.BufferedReader(_Unpacked(stream, where, limits), _CHUNK)


def whole(stream: io.BufferedReader, limit: int, where: str, what: str) -> bytes:
    """All bytes of a stream. Raises SourceError when there are more than ``limit``, or none."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise SourceError(
            f"larger than {megabytes(limit)}, too much for {what}",
            where=where,
            hint="split it, or write JSON lines with one article a line",
        )
    if not data.strip():
        raise SourceError("empty", where=where, hint="a source holds at least one article")
    return data


def lines(stream: io.BufferedReader, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines, None in place of one that is longer than the limit. Memory stays bounded."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit or line.endswith(b"\n"):
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_CHUNK)
        yield number, None
