"""All that one graph, or all graphs, say of one subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Self

import pyoxigraph as ox

from kg.store.database import Database, text


def scanned(database: Database, predicates: Iterable[str], graph: str | None = None) -> dict[str, Node]:
    """All subjects that have some of these properties, with these alone, by one scan a property.

    For long lists some ten times faster than subject by subject.
    """
    found: dict[str, Node] = {}
    for predicate in predicates:
        for iri, value in database.pairs(predicate, graph):
            if iri not in found:
                found[iri] = Node(iri)
            found[iri].add(predicate, value)
    return found


class Node:
    """The properties of a subject, as text. An absent property has no values."""

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self._values: dict[str, list[str]] = defaultdict(list)

    @classmethod
    def read(cls, database: Database, iri: str, graph: ox.NamedNode | None = None) -> Self:
        """All that one graph, or all graphs, say of the subject."""
        node = cls(iri)
        for quad in database.match(iri, None, None, graph):
            node.add(quad.predicate.value, text(quad))
        return node

    def add(self, predicate: str, value: str) -> None:
        """One more value."""
        self._values[predicate].append(value)

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
