"""Readings as JSON lines → store."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from pydantic import ValidationError

from kg.errors import KgError, ReadingError
from kg.model import Reading
from kg.pipeline.bulk import OnError
from kg.pipeline.summary import Summary, Tally

if TYPE_CHECKING:
    from kg.store import Store

LINE_LIMIT = 32 * 1024 * 1024
"""Bytes of one line. The longest articles give readings below one megabyte."""

BATCH = 300
"""Readings written at once: enough for bulk loading, little enough to lose nothing worth mention at a crash."""


def load(lines: BinaryIO, store: Store, *, where: str = "<stdin>", on_error: OnError | None = None) -> Summary:
    """Put readings in JSON lines into an open store. Lines that are no reading are reported and passed over.

    :param where: the name of the file, for messages.
    """
    tally = Tally()

    def report(error: KgError) -> None:
        tally.skip(error)
        if on_error:
            on_error(error)

    found = readings(lines, where=where, on_error=report)
    while batch := list(islice(found, BATCH)):
        tally.articles += len(batch)
        tally.handled += len(batch)
        write(batch, store, tally, on_error=report)
    with tally.timed("resolving"):
        store.resolve()
    return tally.summary()


def write(
    batch: Sequence[Reading],
    store: Store,
    tally: Tally,
    *,
    on_error: OnError,
    signatures: Mapping[str, bytes] | None = None,
) -> None:
    """Store a batch and count it."""
    with tally.timed("storing"):
        counts = store.add(batch, on_error=on_error, signatures=signatures)
    tally.new += counts.added
    tally.replaced += counts.replaced
    tally.unchanged += counts.unchanged
    for reading in batch:
        tally.read(reading)


def readings(lines: BinaryIO, *, where: str = "<stdin>", on_error: OnError | None = None) -> Iterator[Reading]:
    """The readings in a stream of JSON lines; ReadingErrors, with the number of the line, go to ``on_error``."""
    for number, line in _lines(lines):
        try:
            yield _reading(line)
        except ReadingError as error:
            if on_error:
                on_error(ReadingError(error.message, where=f"{where}, line {number}", hint=error.hint))


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines that are not blank; None for one beyond the limit, which is never held in memory."""
    number = 0
    while line := stream.readline(LINE_LIMIT):
        number += 1
        if len(line) == LINE_LIMIT and not line.endswith(b"\n"):
            _to_line_end(stream)
            yield number, None
        elif line.strip():
            yield number, line


def _to_line_end(stream: BinaryIO) -> None:
    while (rest := stream.readline(LINE_LIMIT)) and not rest.endswith(b"\n"):
        pass


def _reading(line: bytes | None) -> Reading:
    """A line as a reading that the ontology allows."""
    if line is None:
        raise ReadingError(f"a line of more than {LINE_LIMIT // 1024**2} MB is no reading")
    reading = _parsed(line)
    from kg import schema

    if faults := schema.load().faults(reading):
        raise ReadingError(_listed(faults), hint="docs/codebook.md lists the valid values")
    return reading


def _parsed(line: bytes) -> Reading:
    try:
        return Reading.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        if first["type"] == "json_invalid":
            raise ReadingError(f"not JSON: {_json_fault(line, first)}", hint="one reading a line") from None
        raise ReadingError(_listed([_fault(fault) for fault in error.errors(include_url=False)])) from None


def _json_fault(line: bytes, first: Any) -> str:
    """Where JSON breaks off, in characters of the line."""
    try:
        json.loads(line)
    except UnicodeDecodeError as error:
        return f"not UTF-8 at byte {error.start + 1}"
    except json.JSONDecodeError as error:
        return f"{error.msg} at character {error.pos + 1}"
    except RecursionError:
        return "nested too deep"
    return str(first["msg"])


def _fault(fault: Any) -> str:
    place = ".".join(str(part) for part in fault["loc"])
    return f"{place}: {fault['msg']}" if place else str(fault["msg"])


def _listed(faults: list[str]) -> str:
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return faults[0] + more
