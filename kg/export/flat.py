"""Attributes as columns of one type each, for forms that know no nested values.

Lists stay lists of text. Counts by code ({"done": 3}) become lists ("done=3"), beside a column of the commonest code
whose name is the singular ("stages" gives "stage"). Pairs of days become EDTF intervals ("2024-04-12/2024-04-14").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Flat = dict[str, Any]

# What XML 1.0 allows; everything else makes a file that no parser opens.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, and its type: string, integer, double, boolean or liststring."""

    name: str
    type: str


def clean(text: str) -> str:
    """The text without control characters and lone surrogates."""
    return _NOT_XML.sub("", text)


def flat(attributes: Mapping[str, Any], *, leave: Iterable[str] = ()) -> Flat:
    """The attributes as plain values and lists of text, without None and empty ones."""
    left = set(leave)
    found: Flat = {}
    for name, value in attributes.items():
        if name not in left:
            for column, plain in _plain(name, value):
                if plain is not None and plain not in ("", []):
                    found[column] = plain
    return found


def columns(rows: Iterable[Flat]) -> list[Column]:
    """The columns of the rows in the order of their first appearance, each with the type that holds all its values."""
    kinds: dict[str, set[str]] = {}
    for row in rows:
        for name, value in row.items():
            kinds.setdefault(name, set()).add(_kind(value))
    return [Column(name, _common(found)) for name, found in kinds.items()]


def fitted(value: Any, column: Column) -> Any:
    """A value as its column's type has it."""
    if column.type == "liststring":
        return value if isinstance(value, list) else [_text(value)]
    if column.type == "string":
        return " | ".join(value) if isinstance(value, list) else _text(value)
    return float(value) if column.type == "double" else value


def _plain(name: str, value: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(value, Mapping):
        yield name.removesuffix("s") if name.endswith("s") else f"main_{name}", next(iter(value), None)
        yield name, [clean(f"{code}={count}") for code, count in value.items()]
    elif isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value) if isinstance(value, (set, frozenset)) else value
        yield name, ["/".join(map(str, item)) if isinstance(item, tuple) else clean(_text(item)) for item in items]
    elif isinstance(value, (bool, int, float)) or value is None:
        yield name, value
    else:
        yield name, clean(str(value))


def _kind(value: Any) -> str:
    for kind, name in ((bool, "boolean"), (int, "integer"), (float, "double"), (list, "liststring")):
        if isinstance(value, kind):
            return name
    return "string"


def _common(kinds: set[str]) -> str:
    if len(kinds) == 1:
        return next(iter(kinds))
    return "double" if kinds == {"integer", "double"} else "string"


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
