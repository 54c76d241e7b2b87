"""Rows → table, CSV, TSV, JSON or JSON lines."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any, BinaryIO, TypeAlias

from kg.errors import UsageError

Row: TypeAlias = Sequence[Any]
LIST_SEPARATOR = "; "
PIPED_WIDTH = 120
_WHOLE = frozenset({"id"})  # columns that are copied into another command
_SHORT = 12  # characters of a date, number or status, which no table breaks over lines
_LINE_BREAKS = re.compile(r"[\r\n\t]+")  # one row stays one line, for tools that know no quoting


def rows(columns: Sequence[str], found: Iterable[Row], form: str, stream: BinaryIO) -> None:
    """Write rows in one of FORMATS. CSV and JSON lines are written as the rows come.

    Raises UsageError for another form, naming the valid ones.
    """
    one_of(form, FORMATS, "format")
    FORMATS[form](columns, found, stream)


def one_of(value: str, valid: Iterable[str], what: str) -> str:
    """The value, when it is a valid one; else a UsageError that names the valid ones and the nearest."""
    from difflib import get_close_matches

    names = list(valid)
    if value in names:
        return value
    near = get_close_matches(value, names, n=1)
    plural = "queries" if what == "query" else f"{what}s"
    hint = f"did you mean {near[0]!r}? {plural}: " if near else f"{plural}: "
    raise UsageError(f"no {what} {value!r}", hint=hint + ", ".join(names))


def document(value: Any, stream: BinaryIO) -> None:
    """One JSON value, indented for reading."""
    stream.write(json.dumps(plain(value), ensure_ascii=False, indent=2).encode() + b"\n")


def plain(value: Any) -> Any:
    """Values of the library as JSON has them."""
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(inner) for inner in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def cell(value: Any) -> str:
    """A value as text in a table: lists joined, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, (list, tuple, set, frozenset)):
        return LIST_SEPARATOR.join(cell(inner) for inner in value)
    return str(value)


def table(columns: Sequence[str], found: Iterable[Row], stream: BinaryIO) -> None:
    """A table as wide as the terminal."""
    from rich import box
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    cells = [[escape(_short(cell(value))) for value in row] for row in found]
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for number, column in enumerate(columns):
        whole = column in _WHOLE or all(len(row[number]) <= _SHORT for row in cells)
        drawn.add_column(column, overflow="fold", no_wrap=whole)
    for row in cells:
        drawn.add_row(*row)
    text = io.StringIO()
    terminal = stream.isatty()
    console = Console(file=text, width=None if terminal else PIPED_WIDTH, force_terminal=terminal, highlight=False)
    console.print(drawn)
    stream.write("\n".join(line.rstrip() for line in text.getvalue().strip("\n").splitlines()).encode() + b"\n")


def _short(text: str) -> str:
    """IRIs of kg as a query may write them: ``kg:Claim``, and ``entity/iso%3AUS`` for ``<entity/iso%3AUS>``."""
    from kg.ids import BASE, ONTOLOGY

    if text.startswith(ONTOLOGY):
        return f"kg:{text.removeprefix(ONTOLOGY)}"
    return text.removeprefix(BASE)


def _delimited(delimiter: str) -> Callable[[Sequence[str], Iterable[Row], BinaryIO], None]:
    def write(columns: Sequence[str], found: Iterable[Row], stream: BinaryIO) -> None:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
        try:
            writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows([_LINE_BREAKS.sub(" ", cell(value)) for value in row] for row in found)
        finally:
            text.detach()

    return write


def _json(columns: Sequence[str], found: Iterable[Row], stream: BinaryIO) -> None:
    document([dict(zip(columns, row, strict=True)) for row in found], stream)


def _json_lines(columns: Sequence[str], found: Iterable[Row], stream: BinaryIO) -> None:
    for row in found:
        value = plain(dict(zip(columns, row, strict=True)))
        stream.write(json.dumps(value, ensure_ascii=False).encode() + b"\n")


FORMATS: dict[str, Callable[[Sequence[str], Iterable[Row], BinaryIO], None]] = {
    "table": table,
    "csv": _delimited(","),
    "tsv": _delimited("\t"),
    "json": _json,
    "jsonl": _json_lines,
}
"""Forms of rows, by the name that ``--format`` takes."""
