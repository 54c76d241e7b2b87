"""GEXF 1.3 for Gephi and Gephi Lite (https://gexf.net, schema of gephi/gexf).

Gephi adds up parallel edges of one kind at import: here each edge has its ``kind``. Gephi Lite knows no time: what the
elements' spells say also stands in the text columns ``start`` and ``end``. The namespaces are those that Gephi writes.
An element without a date has no spell, and Gephi shows it always.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from kg.export.flat import Column, Flat, clean, columns, fitted, flat
from kg.graph.layout import Look, looks
from kg.graph.summary import spells

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from kg.export import Style

NAMESPACE = "http://gexf.net/1.3"
_HEAD = (
    f'<gexf xmlns="{NAMESPACE}" xmlns:viz="{NAMESPACE}/viz" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{NAMESPACE} {NAMESPACE}/gexf.xsd" version="1.3">\n'
)
# These are attributes of the element itself, or are only of use inside kg.
_NODE_OWN = ("label", "first", "last", "spells")
_EDGE_OWN = ("label", "weight", "kind", "directed", "first", "last", "spells", "origins")
# "type" is what graphology and sigma call the way an element is drawn.
_RENAMED = {"type": "entity_type"}

Spells = Sequence[tuple[str, str]]


def write(graph: MultiDiGraph[str], files: Sequence[BinaryIO], style: Style) -> None:
    """Write the graph. The same graph gives the same bytes; the date of the file stands there only if it is given."""
    file = files[0]
    for text in _document(graph, looks(graph, style.size_by), style):
        file.write(text.encode())


def _document(graph: MultiDiGraph[str], shown: Mapping[str, Look], style: Style) -> Iterator[str]:
    edges = list(graph.edges(data=True))
    times = _times(graph, edges)
    nodes = {
        node: _timed(_named(flat(data, leave=_NODE_OWN)), times.get(node)) for node, data in graph.nodes(data=True)
    }
    rows = [_timed(_named(flat(data, leave=_EDGE_OWN)), data.get("spells")) for *_, data in edges]
    node_columns, edge_columns = columns(nodes.values()), columns(rows)
    dynamic = len({day for spell in times.values() for pair in spell for day in pair}) > 1
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield _HEAD
    yield from _meta(graph, style)
    time = ' mode="dynamic" timeformat="date" timerepresentation="interval"' if dynamic else ' mode="static"'
    yield f'<graph defaultedgetype="directed" idtype="string"{time}>\n'
    yield from _declared("node", node_columns)
    yield from _declared("edge", edge_columns)
    yield f'<nodes count="{len(nodes)}">\n'
    for node, row in nodes.items():
        label = graph.nodes[node].get("label", node)
        yield f"<node id={_quoted(node)} label={_quoted(label)}>\n"
        yield from _values(row, node_columns)
        yield from _spells(times.get(node, ()) if dynamic else ())
        yield from _viz(shown[node])
        yield "</node>\n"
    yield f'</nodes>\n<edges count="{len(edges)}">\n'
    for number, ((source, target, data), row) in enumerate(zip(edges, rows, strict=True)):
        yield _edge(f"e{number}", (source, target), data, mixed=style.mixed)
        yield from _values(row, edge_columns)
        yield from _spells(data.get("spells", ()) if dynamic else ())
        yield "</edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _meta(graph: MultiDiGraph[str], style: Style) -> Iterator[str]:
    dated = f" lastmodifieddate={_quoted(style.date)}" if style.date else ""
    yield f"<meta{dated}>\n<creator>kg</creator>\n"
    if graph.graph:
        told = json.dumps(graph.graph, ensure_ascii=False, sort_keys=True, default=str)
        yield f"<description>{escape(clean(told))}</description>\n"
    yield "</meta>\n"


def _declared(element: str, found: Iterable[Column]) -> Iterator[str]:
    yield f'<attributes class="{element}" mode="static">\n'
    for column in found:
        name = _quoted(column.name)
        yield f'<attribute id={name} title={name} type="{column.type}"/>\n'
    yield "</attributes>\n"


def _edge(name: str, ends: tuple[str, str], data: Mapping[str, Any], *, mixed: bool) -> str:
    text = f'<edge id="{name}" source={_quoted(ends[0])} target={_quoted(ends[1])}'
    if mixed and data.get("directed") is False:
        text += ' type="undirected"'
    for own in ("label", "kind"):
        if data.get(own):
            text += f" {own}={_quoted(data[own])}"
    return f'{text} weight="{data.get("weight", 1)}">\n'


def _values(row: Flat, found: Iterable[Column]) -> Iterator[str]:
    if row:
        yield "<attvalues>\n"
        for column in found:
            if column.name in row:
                text = _text(fitted(row[column.name], column), column)
                yield f"<attvalue for={_quoted(column.name)} value={_quoted(text)}/>\n"
        yield "</attvalues>\n"


def _text(value: Any, column: Column) -> str:
    if column.type == "liststring":
        return "[" + ", ".join('"' + item.replace("\\", "\\\\").replace('"', '\\"') + '"' for item in value) + "]"
    return str(value).lower() if column.type == "boolean" else str(value)


def _spells(found: Spells) -> Iterator[str]:
    if found:
        yield "<spells>\n"
        for start, end in found:
            yield f"<spell start={_quoted(start)} end={_quoted(end)}/>\n"
        yield "</spells>\n"


def _viz(look: Look) -> Iterator[str]:
    red, green, blue = look.colour
    yield f'<viz:color r="{red}" g="{green}" b="{blue}"/>\n'
    yield f'<viz:position x="{look.x}" y="{look.y}" z="0.0"/>\n'
    yield f'<viz:size value="{look.size}"/>\n'


def _times(graph: MultiDiGraph[str], edges: Iterable[tuple[str, str, Mapping[str, Any]]]) -> dict[str, Spells]:
    """When each node has dated edges."""
    found: dict[str, set[tuple[str, str]]] = {node: set() for node in graph}
    for source, target, data in edges:
        for node in (source, target):
            found[node].update(data.get("spells", ()))
    return {node: spells(sorted(pairs)) for node, pairs in found.items() if pairs}


def _timed(row: Flat, found: Spells | None) -> Flat:
    if not found:
        return row
    return {**row, "start": found[0][0], "end": max(end for _, end in found)}


def _named(row: Flat) -> Flat:
    return {_RENAMED.get(name, name): value for name, value in row.items()}


def _quoted(value: object) -> str:
    return quoteattr(clean(str(value)))
