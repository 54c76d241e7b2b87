"""Graphs as JSON: networkx's node-link form, Cytoscape's, and graphology's (Gephi Lite, sigma). Nothing is left out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.graph.layout import looks

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from kg.export import Style


def node_link(graph: MultiDiGraph[str], files: Sequence[BinaryIO], style: Style) -> None:
    """What ``networkx.node_link_graph(…, edges="edges")`` reads."""
    del style
    nodes = [{**data, "id": node} for node, data in graph.nodes(data=True)]
    edges = [
        {**data, "source": source, "target": target, "key": key}
        for source, target, key, data in graph.edges(keys=True, data=True)
    ]
    about = {"directed": True, "multigraph": True, "graph": graph.graph}
    _dump({**about, "nodes": nodes, "edges": edges}, files[0])


def cytoscape(graph: MultiDiGraph[str], files: Sequence[BinaryIO], style: Style) -> None:
    """The JSON of Cytoscape and Cytoscape.js, with positions."""
    shown = looks(graph, style.size_by)
    nodes = [
        {
            "data": {**data, "id": node, "value": node, "name": data.get("label", node)},
            "position": {"x": shown[node].x, "y": -shown[node].y},
        }
        for node, data in graph.nodes(data=True)
    ]
    edges = [
        {"data": {**data, "id": f"e{number}", "source": source, "target": target, "key": key}}
        for number, (source, target, key, data) in enumerate(graph.edges(keys=True, data=True))
    ]
    about = {"data": graph.graph, "directed": True, "multigraph": True}
    _dump({**about, "elements": {"nodes": nodes, "edges": edges}}, files[0])


def graphology(graph: MultiDiGraph[str], files: Sequence[BinaryIO], style: Style) -> None:
    """What ``graphology``'s ``Graph.from`` reads, with places, sizes and colours as sigma wants them."""
    shown = looks(graph, style.size_by)

    def node(data: Mapping[str, Any], iri: str) -> dict[str, Any]:
        look = shown[iri]
        named = {("entity_type" if name == "type" else name): value for name, value in data.items()}
        return {
            **named,
            "x": look.x,
            "y": look.y,
            "size": look.size,
            "color": look.hex,
        }

    nodes = [{"key": iri, "attributes": node(data, iri)} for iri, data in graph.nodes(data=True)]
    edges = [
        {
            "key": f"e{number}",
            "source": source,
            "target": target,
            "undirected": data.get("directed") is False,
            "attributes": {name: value for name, value in data.items() if name != "directed"},
        }
        for number, (source, target, data) in enumerate(graph.edges(data=True))
    ]
    options = {"type": "mixed", "multi": True, "allowSelfLoops": True}
    _dump({"attributes": graph.graph, "options": options, "nodes": nodes, "edges": edges}, files[0])


def _dump(value: Any, file: BinaryIO) -> None:
    text = json.dumps(value, ensure_ascii=False, default=_plain, separators=(",", ":"))
    # A lone surrogate has no UTF-8 form; JSON can write it as an escape.
    file.write(text.encode("utf-8", "backslashreplace") + b"\n")


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, (set, frozenset)) else str(value)
