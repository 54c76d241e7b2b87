"""Graphs and stores as files for other programs. One module a family of forms.

>>> from kg.export import FORMATS
>>> FORMATS["gexf"].extensions
('.gexf',)
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.errors import ExportError, UsageError

if TYPE_CHECKING:
    from networkx import MultiDiGraph

__all__ = ["FORMATS", "Format", "Style", "Written", "export"]


@dataclass(frozen=True, slots=True)
class Format:
    """A form of file. ``of``: "graph" (a projection) or "store" (all its RDF). ``parts`` name its files if several."""

    name: str
    extensions: tuple[str, ...]
    of: str
    about: str
    writer: str = ""
    parts: tuple[str, ...] = ()
    quotes: int | None = None
    """How many quotes an edge brings when the caller does not say; None: as many as ``project`` gives."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a file looks: the measure for sizes, the date that it bears, whether undirected edges stay undirected.

    ``store``: where the graph was projected from, for forms that show the claims behind an edge.
    """

    size_by: str = "degree"
    date: str | None = None
    mixed: bool = True
    store: Any = None


@dataclass(frozen=True, slots=True)
class Written:
    """What was written. ``paths`` has two files for tables; numbers are None for RDF; ``path`` is "-" for stdout."""

    path: Path
    format: str
    nodes: int | None
    edges: int | None
    bytes: int
    paths: tuple[Path, ...]
    graph: dict[str, Any]


FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format("gexf", (".gexf",), "graph", "Gephi, Gephi Lite", "kg.export.gexf:write"),
        Format("graphml", (".graphml",), "graph", "igraph, yEd, Cytoscape, R", "kg.export.graphml:write"),
        Format("json", (".json",), "graph", "networkx's node-link JSON", "kg.export.json:node_link"),
        Format("cytoscape", (".cyjs",), "graph", "Cytoscape and Cytoscape.js", "kg.export.json:cytoscape"),
        Format("html", (".html", ".htm"), "graph", "any browser, without a network", "kg.export.html:write", quotes=12),
        Format("graphology", (), "graph", "graphology, sigma, Gephi Lite", "kg.export.json:graphology"),
        Format(
            "csv", (".csv",), "graph", "Gephi, spreadsheets, pandas", "kg.export.tables:write_csv", ("edges", "nodes")
        ),
        Format(
            "parquet", (".parquet",), "graph", "pandas, polars, R", "kg.export.tables:write_parquet", ("edges", "nodes")
        ),
        Format("ttl", (".ttl",), "store", "RDF Turtle, without the graphs"),
        Format("nt", (".nt",), "store", "RDF N-Triples, without the graphs"),
        Format("trig", (".trig",), "store", "RDF TriG"),
        Format("nq", (".nq",), "store", "RDF N-Quads"),
        Format("jsonld", (".jsonld",), "store", "RDF JSON-LD"),
    )
}


def export(  # noqa: PLR0913 - what to write, where, how, and how it looks
    source: Any,
    path: str | Path,
    *,
    format: str | None = None,  # noqa: A002 - the word users know
    view: Any = None,
    size_by: str = "degree",
    date: str | None = None,
    mixed: bool = True,
    **filters: Any,
) -> Written:
    """Write a store or a graph to a file, whole or not at all.

    ``source``: a store, which graph forms project by ``view`` (default "actors") and the filters of
    ``kg.graph.project``; or a graph made by it. ``path``: the ending chooses the form unless ``format`` names it; "-"
    is standard output and needs ``format``. Tables (csv, parquet) are two files: NAME.edges.csv and NAME.nodes.csv for
    NAME.csv; to standard output the edges alone. ``size_by``: the measure for sizes of nodes. ``date`` (ISO 8601): what
    the file says of its own date; without it the same graph gives the same bytes. ``mixed=False`` writes GEXF with all
    edges directed, since networkx refuses to read a mixture, which Gephi takes.

    Raises ExportError (unknown form, missing folder, full disk, a form that does not fit the source), and what
    ``project`` raises.
    """
    form = _format(path, format)
    if form.of == "store":
        return _rdf(source, path, form, {**filters, **({"view": view} if view is not None else {})})
    store = None if _is_graph(source) else source
    if store is not None and form.quotes is not None:
        filters.setdefault("quotes", form.quotes)
    graph = _graph(source, view, filters)
    style = Style(size_by, date, mixed, store)
    module, name = form.writer.split(":")
    writer: Callable[[Any, Sequence[BinaryIO], Style], None] = getattr(import_module(module), name)
    paths = _paths(path, form)
    size = _put(path, paths, lambda files: writer(graph, files, style))
    nodes, edges = graph.number_of_nodes(), graph.number_of_edges()
    return Written(Path(path), form.name, nodes, edges, size, paths, dict(graph.graph))


def _format(path: str | Path, name: str | None) -> Format:
    if name is not None:
        if name not in FORMATS:
            raise ExportError(f"no format {name!r}", hint=f"formats: {', '.join(FORMATS)}")
        return FORMATS[name]
    ending = Path(path).suffix.lower()
    for form in FORMATS.values():
        if ending in form.extensions:
            return form
    endings = ", ".join(extension for form in FORMATS.values() for extension in form.extensions)
    if str(path) == "-":
        raise ExportError("standard output has no ending", hint=f"name a format: {', '.join(FORMATS)}")
    raise ExportError(f"no format for the ending {ending!r}", where=str(path), hint=f"endings: {endings}")


def _is_graph(source: Any) -> bool:
    # A graph can only have come from networkx, so that a store needs no import of it here.
    networkx = sys.modules.get("networkx")
    return networkx is not None and isinstance(source, networkx.Graph)


def _graph(source: Any, view: Any, filters: dict[str, Any]) -> MultiDiGraph[str]:
    if not _is_graph(source):
        from kg.graph import project

        return project(source, "actors" if view is None else view, **filters)
    if filters or view is not None:
        raise UsageError("a graph is exported as it is", hint="give view and filters to kg.graph.project")
    import networkx as nx

    graph: MultiDiGraph[str] = source
    return graph if graph.is_multigraph() and graph.is_directed() else nx.MultiDiGraph(graph)


def _paths(path: str | Path, form: Format) -> tuple[Path, ...]:
    whole = Path(path)
    if not form.parts or str(path) == "-":
        return (whole,)
    ending = whole.suffix if whole.suffix.lower() in form.extensions else form.extensions[0]
    stem = whole.name.removesuffix(whole.suffix) if whole.suffix == ending else whole.name
    return tuple(whole.with_name(f"{stem}.{part}{ending}") for part in form.parts)


def _rdf(store: Any, path: str | Path, form: Format, filters: dict[str, Any]) -> Written:
    from kg.export import rdf

    if filters:
        names = ", ".join(sorted(filters))
        raise UsageError(f"{form.name} holds the whole store: {names} cannot be heeded", hint="use a graph format")
    if not (hasattr(store, "dump") and hasattr(store, "query")):
        raise ExportError(f"a graph has no form in {form.name}", where=str(path), hint="give the store")
    size = _put(path, (Path(path),), lambda files: rdf.write(store, files[0], form.name))
    return Written(Path(path), form.name, None, None, size, (Path(path),), {})


def _put(path: str | Path, paths: Sequence[Path], writer: Callable[[Sequence[BinaryIO]], None]) -> int:
    from kg.export import whole

    return whole.to_stdout(writer) if str(path) == "-" else whole.write(paths, writer)
