"""GraphML for igraph, yEd, Cytoscape and others (http://graphml.graphdrawing.org). It has no time and no lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from kg.export.flat import Column, Flat, clean, columns, fitted, flat

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from kg.export import Style

_TYPES = {"string": "string", "liststring": "string", "integer": "long", "double": "double", "boolean": "boolean"}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'


def write(graph: MultiDiGraph[str], files: Sequence[BinaryIO], style: Style) -> None:
    """Write the graph. Lists are joined by " | ".

    All edges stand as directed, since networkx refuses a mixture; the column ``directed`` is false for the others.
    """
    del style  # GraphML shows no looks
    for text in _document(graph):
        files[0].write(text.encode())


def _document(graph: MultiDiGraph[str]) -> Iterator[str]:
    nodes = {node: flat(data) for node, data in graph.nodes(data=True)}
    edges = [(source, target, flat(data, leave=("origins",))) for source, target, data in graph.edges(data=True)]
    about = flat({name: value for name, value in graph.graph.items() if not isinstance(value, dict)})
    tables = {"node": columns(nodes.values()), "edge": columns(row for *_, row in edges), "graph": columns([about])}
    yield _HEAD
    for element, found in tables.items():
        for number, column in enumerate(found):
            name, kind = quoteattr(clean(column.name)), _TYPES[column.type]
            yield f'<key id="{element[0]}{number}" for="{element}" attr.name={name} attr.type="{kind}"/>\n'
    yield '<graph edgedefault="directed">\n'
    yield from _values(about, tables["graph"], "g")
    for node, row in nodes.items():
        yield f"<node id={_quoted(node)}>\n"
        yield from _values(row, tables["node"], "n")
        yield "</node>\n"
    for number, (source, target, row) in enumerate(edges):
        yield f'<edge id="edge{number}" source={_quoted(source)} target={_quoted(target)}>\n'
        yield from _values(row, tables["edge"], "e")
        yield "</edge>\n"
    yield "</graph>\n</graphml>\n"


def _values(row: Flat, found: Iterable[Column], letter: str) -> Iterator[str]:
    for number, column in enumerate(found):
        if column.name in row:
            yield f'<data key="{letter}{number}">{escape(_text(fitted(row[column.name], column)))}</data>\n'


def _text(value: Any) -> str:
    if isinstance(value, list):
        return " | ".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _quoted(value: object) -> str:
    return quoteattr(clean(str(value)))
