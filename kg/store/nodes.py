"""All that one graph, or all graphs, say of one subject."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox

from kg.store.database import Database, text


class Node:
    """The properties of a subject, as text. An absent property has no values."""

    def __init__(self, database: Database, iri: str, graph: ox.NamedNode | None = None) -> None:
        self.iri = iri
        self._values: dict[str, list[str]] = defaultdict(list)
        for quad in database.match(iri, None, None, graph):
            self._values[quad.predicate.value].append(text(quad))

    def __bool__(self) -> bool:
        return bool(self._values)

    def all(self, predicate: str) -> tuple[str, ...]:
        """The values in order of the alphabet, each once."""
        return tuple(sorted(set(self._values.get(predicate, ()))))

    def one(self, predicate: str) -> str | None:
        """The first value."""
        return next(iter(self.all(predicate)), None)

    def need(self, predicate: str) -> str:
        """The first value, empty where there is none."""
        return self.one(predicate) or ""

    def code(self, predicate: str) -> str:
        """The first value without its code list."""
        return self.need(predicate).rpartition("/")[2]

    def number(self, predicate: str) -> int:
        """The first value as an integer, 0 where there is none."""
        return int(self.one(predicate) or 0)
