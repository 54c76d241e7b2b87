"""Direct edges between two entities: what stands behind one shortcut triple. Which claims become one: the ontology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product
from typing import Protocol

from kg.ids import BASE, digest
from kg.resolve.independent import independent
from kg.resolve.records import ClaimRecord, Interval


class EdgeForm(Protocol):
    """What is needed of an edge form of ``kg.schema``: claims of a type, from a role to a role, by a predicate."""

    @property
    def type(self) -> str:
        """Code of the claim type."""

    @property
    def source(self) -> str:
        """The role that the edge leaves."""

    @property
    def target(self) -> str:
        """The role that the edge reaches; the same as the source where its fillers are linked with one another."""

    @property
    def symmetric(self) -> bool:
        """Whether the edge holds in both directions."""

    def counts(self, action: str, stage: str) -> bool:
        """Whether claims of this action at this stage become the edge."""


@dataclass(frozen=True, slots=True, order=True)
class EdgeKey:
    """IRIs of the predicate and of both ends. A symmetric edge has its ends in alphabetical order."""

    predicate: str
    source: str
    target: str
    symmetric: bool = False

    @property
    def iri(self) -> str:
        """The IRI of the node that holds the counts."""
        name = self.predicate.rpartition("#")[2]
        return f"{BASE}edge/{name}/{digest(self.predicate, self.source, self.target)}"


@dataclass(frozen=True, slots=True)
class Edge:
    """The claims behind an edge. ``articles`` counts near copies once; ``span`` is of events, else of reports."""

    key: EdgeKey
    claims: tuple[str, ...]
    articles: int
    span: Interval | None


def edge_keys(record: ClaimRecord, forms: Iterable[tuple[str, EdgeForm]]) -> frozenset[EdgeKey]:
    """The edges that a claim becomes, by pairs of a predicate's IRI and a form."""
    return frozenset(
        _key(predicate, pair, form.symmetric or form.source == form.target)
        for predicate, form in forms
        if form.type == record.type and form.counts(record.action, record.stage)
        for pair in _pairs(record, form)
    )


def edge(key: EdgeKey, records: Iterable[ClaimRecord], forms: Iterable[tuple[str, EdgeForm]]) -> Edge | None:
    """The edge that these claims make; claims that do not belong to it are passed over. None when none does."""
    fitting = [form for predicate, form in forms if predicate == key.predicate]
    own = {record.iri: record for record in records if any(_becomes(record, form, key) for form in fitting)}
    if not own:
        return None
    days = [record.when for record in own.values() if record.when]
    span = (min(day[0] for day in days), max(day[1] for day in days)) if days else None
    return Edge(key, tuple(sorted(own)), independent(record.report for record in own.values()), span)


def _becomes(record: ClaimRecord, form: EdgeForm, key: EdgeKey) -> bool:
    """Whether the edge is among those of the claim, without making them all."""
    if form.type != record.type or not form.counts(record.action, record.stage):
        return False
    sources, targets = record.roles.get(form.source, ()), record.roles.get(form.target, ())
    there, back = key.source in sources and key.target in targets, key.target in sources and key.source in targets
    return there or (key.symmetric and back)


def _pairs(record: ClaimRecord, form: EdgeForm) -> Iterator[tuple[str, str]]:
    sources = sorted(record.roles.get(form.source, ()))
    if form.source == form.target:
        yield from combinations(sources, 2)
        return
    for source, target in product(sources, sorted(record.roles.get(form.target, ()))):
        if source != target:
            yield source, target


def _key(predicate: str, pair: tuple[str, str], symmetric: bool) -> EdgeKey:
    source, target = sorted(pair) if symmetric else pair
    return EdgeKey(predicate, source, target, symmetric)
