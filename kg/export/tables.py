"""Edge and node lists: CSV as Gephi's import takes it, and Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.export.flat import Column, Flat, columns, fitted, flat

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from kg.export import Style

_EDGE_OWN = ("label", "weight", "kind", "directed", "origins")
# With these a cell is a formula in spreadsheet programs.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def edge_rows(graph: MultiDiGraph[str]) -> list[Flat]:
    """One row an edge, first the columns that Gephi knows: Source, Target, Type, Kind, Weight, Label."""
    return [
        {
            "Source": source,
            "Target": target,
            "Type": "Undirected" if data.get("directed") is False else "Directed",
            "Kind": data.get("kind", ""),
            "Weight": data.get("weight", 1),
            "Label": data.get("label", ""),
            **flat(data, leave=_EDGE_OWN),
        }
        for source, target, data in graph.edges(data=True)
    ]


def node_rows(graph: MultiDiGraph[str]) -> list[Flat]:
    """One row a node, first Id and Label."""
    return [
        {"Id": node, "Label": data.get("label", node), **flat(data, leave=("label",))}
        for node, data in graph.nodes(data=True)
    ]


_EMPTY: tuple[Flat, Flat] = (
    {"Source": "", "Target": "", "Type": "", "Kind": "", "Weight": 1, "Label": ""},
    {"Id": "", "Label": ""},
)


def write_csv(graph: MultiDiGraph[str], files: Sequence[BinaryIO], style: Style) -> None:
    """Edges to the first file, nodes to the second where there is one. UTF-8, comma, RFC 4180.

    Text that a spreadsheet would run as a formula gets an apostrophe before it. Lists are joined by " | ".
    """
    del style
    for file, rows, empty in zip(files, (edge_rows(graph), node_rows(graph)), _EMPTY, strict=False):
        found = columns(rows or [empty])
        text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="", write_through=True)
        table = csv.writer(text)
        table.writerow([column.name for column in found])
        for row in rows:
            table.writerow([_cell(row.get(column.name), column) for column in found])
        text.detach()


def write_parquet(graph: MultiDiGraph[str], files: Sequence[BinaryIO], style: Style) -> None:
    """Edges to the first file, nodes to the second. The file's metadata ``kg`` holds the graph's attributes as JSON."""
    del style
    import pyarrow as pa
    from pyarrow import parquet

    about = {"kg": json.dumps(graph.graph, ensure_ascii=False, sort_keys=True, default=str)}
    for file, rows, empty in zip(files, (edge_rows(graph), node_rows(graph)), _EMPTY, strict=False):
        found = columns(rows or [empty])
        fields = [pa.field(column.name, _arrow(column)) for column in found]
        data = [[_value(row.get(column.name), column) for row in rows] for column in found]
        arrays = [pa.array(values, type=field.type) for values, field in zip(data, fields, strict=True)]
        parquet.write_table(
            pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=about)), file, compression="zstd"
        )


def _cell(value: Any, column: Column) -> Any:
    if value is None:
        return ""
    fit = fitted(value, column)
    text = " | ".join(fit) if isinstance(fit, list) else str(fit).lower() if isinstance(fit, bool) else fit
    return f"'{text}" if isinstance(text, str) and text.startswith(_FORMULA) else text


def _value(value: Any, column: Column) -> Any:
    return None if value is None else fitted(value, column)


def _arrow(column: Column) -> Any:
    import pyarrow as pa

    kinds = {
        "string": pa.string(),
        "integer": pa.int64(),
        "double": pa.float64(),
        "boolean": pa.bool_(),
        "liststring": pa.list_(pa.string()),
    }
    return kinds[column.type]
