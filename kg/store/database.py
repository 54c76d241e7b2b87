"""The database under a store: pyoxigraph, with its errors in words of kg."""

from __future__ import annotations

import gc
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import StoreLocked
from kg.store.disk import as_store_error
from kg.vocab import DERIVED, META, VOCABULARY

NOTES = "https://w3id.org/kg/meta#"
"""Properties that the store keeps for itself, in the graph META alone."""

DERIVED_GRAPH, META_GRAPH, VOCABULARY_GRAPH = (ox.NamedNode(name) for name in (DERIVED, META, VOCABULARY))

# A closed database lets go of its files when the last iterator over it is gone, which may be a moment later.
_TRIES, _PAUSE = 40, 0.05


class Database:
    """Patterns and updates over one pyoxigraph store. Each method is one transaction."""

    def __init__(self, store: ox.Store, place: Path | None) -> None:
        self.store, self.place = store, place

    @classmethod
    def in_memory(cls) -> Database:
        """An empty one that ends with the process."""
        return cls(ox.Store(), None)

    @classmethod
    def for_writing(cls, folder: Path, place: Path) -> Database:
        """Open or make the database, without what a killed bulk load left; the caller holds the lock of the store."""
        try:
            for left in folder.glob("bulk-*.sst"):
                left.unlink(missing_ok=True)
        except OSError as error:
            raise as_store_error(error, place, "cannot be written") from error
        return cls(_patiently(lambda: ox.Store(str(folder)), place), place)

    @classmethod
    def for_reading(cls, folder: Path, place: Path) -> Database:
        """Open a snapshot, or a database that nobody writes."""
        return cls(_patiently(lambda: ox.Store.read_only(str(folder)), place), place)

    def match(
        self, s: str | None = None, p: str | None = None, o: Any = None, graph: ox.NamedNode | None = None
    ) -> Iterator[ox.Quad]:
        """The quads of a pattern; subject and predicate as IRIs, object as a term or the text of an IRI.

        What cannot be an IRI, such as a name that somebody typed, is in no quad.
        """
        try:
            node, predicate = ox.NamedNode(s) if s else None, ox.NamedNode(p) if p else None
            value = ox.NamedNode(o) if isinstance(o, str) else o
        except ValueError:
            return
        try:  # no context manager: this runs for each quad that is read
            yield from self.store.quads_for_pattern(node, predicate, value, graph)
        except OSError as error:
            raise as_store_error(error, self.place, "cannot be read") from error

    def values(self, s: str, p: str, graph: ox.NamedNode | None = None) -> list[str]:
        """The objects of a subject and a predicate, as text."""
        return [text(quad) for quad in self.match(s, p, None, graph)]

    def said_of(self, s: str, p: str) -> Counter[str]:
        """The objects of a subject and a property in the graphs of articles, each with the number of these."""
        return self.counted(f"<{s}> <{p}> ?x", f"FILTER(?g != <{DERIVED}>)")

    def counted(self, pattern: str, more: str = "") -> Counter[str]:
        """How often each ``?x`` is found, counted inside the database: a state is named in most articles."""
        text = f"SELECT ?x (COUNT(*) AS ?n) {{ GRAPH ?g {{ {pattern} }} {more} }} GROUP BY ?x"
        return Counter({row[0].value: int(row[1].value) for row in self._rows(text)})

    def pairs(self, p: str, graph: str | None = None) -> Iterator[tuple[str, str]]:
        """Subjects and objects of a property. SPARQL decodes these two terms alone, a pattern all four."""
        name = f"<{graph}>" if graph else "?g"
        for row in self._rows(f"SELECT ?s ?o {{ GRAPH {name} {{ ?s <{p}> ?o }} }}"):
            yield row[0].value, row[1].value

    def count(self, pattern: str) -> int:
        """How often a pattern is found in any one graph, counted inside the database."""
        return sum(int(row[0].value) for row in self._rows(f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ {pattern} }} }}"))

    def subjects(self, p: str, o: str | None = None) -> list[str]:
        """What has the property, with this IRI as its object if one is given, each once."""
        value = f"<{o}>" if o else "?o"
        return [row[0].value for row in self._rows(f"SELECT DISTINCT ?s {{ GRAPH ?g {{ ?s <{p}> {value} }} }}")]

    def found(self, pattern: str) -> list[str]:
        """What ``?x`` is found to be in any one graph; one for each time."""
        return [row[0].value for row in self._rows(f"SELECT ?x {{ GRAPH ?g {{ {pattern} }} }}")]

    def _rows(self, text: str) -> Iterator[Any]:
        with self.errors("cannot be read"):
            yield from self.store.query(text)  # type: ignore[misc]  # SELECT gives rows

    def update(self, sparql: str) -> None:
        """Run a SPARQL update as one transaction."""
        with self.errors("cannot be written"):
            self.store.update(sparql)

    def bulk(self, nquads: str) -> None:
        """Add much at once, all or nothing."""
        with self.errors("cannot be written"):
            self.store.bulk_load(nquads.encode(), format=ox.RdfFormat.N_QUADS)

    def flush(self) -> None:
        """Bring what was stored safely to the disk, so that a power cut does not lose it."""
        with self.errors("cannot be written"):
            self.store.flush()

    @contextmanager
    def errors(self, action: str) -> Iterator[None]:
        """OSError of the disk as StoreFull or StoreError."""
        try:
            yield
        except OSError as error:
            raise as_store_error(error, self.place, action) from error


def insert(graph: str, triples: Iterable[str]) -> str:
    """``INSERT DATA`` of triples in N-Triples without their points."""
    return _data("INSERT DATA", graph, triples)


def delete(graph: str, triples: Iterable[str]) -> str:
    """``DELETE DATA`` of triples in N-Triples without their points."""
    return _data("DELETE DATA", graph, triples)


def subject(quad: ox.Quad) -> str:
    """The IRI of the subject. kg writes neither blank nodes nor terms that are triples."""
    return quad.subject.value  # type: ignore[union-attr]  # as the docstring says


def graph(quad: ox.Quad) -> str:
    """The IRI of the graph. kg writes nothing into the default graph."""
    return quad.graph_name.value  # type: ignore[union-attr]  # as the docstring says


def text(quad: ox.Quad) -> str:
    """The object as text: an IRI, or the lexical form of a literal."""
    return quad.object.value  # type: ignore[union-attr]  # no triple terms


def line(quad: ox.Quad) -> str:
    """Subject, predicate and object as N-Triples without the point."""
    return f"{quad.subject} {quad.predicate} {quad.object}"


def _data(verb: str, graph: str, triples: Iterable[str]) -> str:
    body = " .\n".join(triples)
    return f"{verb} {{ GRAPH <{graph}> {{\n{body} }} }} ;\n" if body else ""


def _patiently(opened: Any, place: Path) -> ox.Store:
    for attempt in range(_TRIES):
        try:
            return opened()  # type: ignore[no-any-return]  # a pyoxigraph store
        except OSError as error:
            if "lock" not in str(error).lower():
                raise as_store_error(error, place, "the database cannot be opened") from error
            if attempt == _TRIES - 1:
                hint = "close the store, and the results of queries on it, before you open it again"
                raise StoreLocked("the database is still open", where=str(place), hint=hint) from error
            gc.collect()
            time.sleep(_PAUSE)
    raise AssertionError("unreachable")
