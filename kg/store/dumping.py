"""Writing graphs to a file in an RDF form."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import IO

import pyoxigraph as ox

from kg.errors import UsageError
from kg.store.database import META_GRAPH, Database
from kg.store.disk import exported
from kg.store.querying import GRAPHS, PREFIXES

_FORMS = {
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nt": ox.RdfFormat.N_TRIPLES,
    "ttl": ox.RdfFormat.TURTLE,
    "rdf": ox.RdfFormat.RDF_XML,
}
_TRIPLES = {"nt", "ttl", "rdf"}  # forms that have no graphs: quads lose theirs


def dump(
    database: Database, form: str, output: IO[bytes] | str | os.PathLike[str], graphs: Iterable[str] | None = None
) -> None:
    """Write all graphs but META, or those that are named, as nq, trig, jsonld (quads) or nt, ttl, rdf (triples).

    Raises UsageError for another form, ExportError when the file cannot be written: what is there of it is incomplete.
    """
    if form not in _FORMS:
        raise UsageError(f"no form {form!r} to dump", hint=f"forms: {', '.join(_FORMS)}")
    quads = _quads(database, graphs)
    statements = _once(quads) if form in _TRIPLES else quads
    with exported(output):
        ox.serialize(statements, output, _FORMS[form], prefixes=None if form in {"nq", "nt"} else PREFIXES)


def _quads(database: Database, graphs: Iterable[str] | None) -> Iterator[ox.Quad]:
    """Graph by graph, so that TriG writes each one once."""
    if graphs is None:
        names = sorted((graph for graph in database.store.named_graphs() if graph != META_GRAPH), key=str)
    else:
        names = [ox.NamedNode(GRAPHS.get(name, name)) for name in graphs]
    for name in names:
        yield from database.store.quads_for_pattern(None, None, None, name)


def _once(quads: Iterator[ox.Quad]) -> Iterator[ox.Triple]:
    """Triples; one that several graphs hold may come again, which RDF allows."""
    return (quad.triple for quad in quads)
