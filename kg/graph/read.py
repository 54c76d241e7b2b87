"""What a projection reads from a store: claims and articles as rows, by one scan a predicate.

Each scan is one SPARQL pattern that gives two columns. A scan costs about 5 µs a row in Oxigraph, in memory or on disk;
one query that joins all patterns of a claim costs more and multiplies rows where a role has several fillers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from kg.ids import ONTOLOGY
from kg.vocab import DERIVED

Query = Callable[[str], Iterable[Sequence[Any]]]
"""Runs SPARQL SELECT and gives rows of terms that have a ``value``, or None where a variable is unbound."""

PREFIXES = f"""PREFIX kg: <{ONTOLOGY}>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


class ArticleRow(NamedTuple):
    """What a projection needs of an article. ``origin`` is the same for near-copies of one text."""

    iri: str
    id: str
    origin: str
    published: str | None
    language: str | None
    publisher: str | None


class ClaimRow(NamedTuple):
    """A claim: codes without their namespace, role fillers as IRIs, days as ISO 8601 text."""

    iri: str
    article: ArticleRow
    type: str
    action: str
    stage: str
    instrument: str | None
    earliest: str | None
    latest: str | None
    confidence: float | None
    roles: dict[str, tuple[str, ...]]


def query_of(store: Any) -> Query:
    """How to ask a store: kg's own, or a bare ``pyoxigraph.Store``."""
    ask = getattr(store, "select", None) or store.query
    return lambda text: ask(PREFIXES + text)


def articles(query: Query) -> dict[str, ArticleRow]:
    """All articles by IRI, in the order of their IRIs."""
    ids = _one(query, "dcterms:identifier", "?s a kg:Article .")
    published, language = _one(query, "kg:published"), _one(query, "schema:inLanguage")
    publisher = _one(query, "schema:publisher")
    origin = _origins(ids, _many(query, "kg:nearCopyOf"))
    return {
        iri: ArticleRow(iri, ids[iri], origin[iri], published.get(iri), language.get(iri), publisher.get(iri))
        for iri in sorted(ids)
    }


def claims(query: Query, types: dict[str, str], roles: Iterable[str]) -> list[ClaimRow]:
    """All claims whose class is among ``types`` (class IRI to code), sorted, with the fillers of these roles.

    A claim that lacks its article, action or stage is left out: it is still being written.
    """
    known = articles(query)
    action, stage, instrument = (_codes(query, name) for name in ("action", "stage", "instrument"))
    earliest, latest = _one(query, "kg:earliest"), _one(query, "kg:latest")
    confidence = _one(query, "kg:confidence")
    fillers = {role: _many(query, f"kg:{role}") for role in roles if role != "measure"}
    if "measure" in roles:
        fillers["measure"] = _measures(query)
    rows = []
    for iri, graph, kind in _typed(query, types):
        article = known.get(graph)
        if article and iri in action and iri in stage:
            filled = {role: tuple(sorted(found[iri])) for role, found in fillers.items() if iri in found}
            sure = float(confidence[iri]) if iri in confidence else None
            row = (iri, article, kind, action[iri], stage[iri], instrument.get(iri), earliest.get(iri), latest.get(iri))
            rows.append(ClaimRow(*row, sure, filled))
    return sorted(rows, key=lambda row: row.iri)


def quotes(query: Query, wanted: Iterable[str]) -> dict[str, list[str]]:
    """The quoted words of these claims, each claim's in alphabetical order."""
    found: dict[str, list[str]] = defaultdict(list)
    pattern = "GRAPH ?g { ?s kg:evidence ?e . ?e oa:hasSelector ?x . ?x oa:exact ?o }"
    for batch in batches(sorted(wanted)):
        for row in query(f"SELECT ?s ?o {{ VALUES ?s {{ {batch} }} {pattern} }}"):
            found[row[0].value].append(row[1].value)
    return {claim: sorted(set(texts)) for claim, texts in found.items()}


def batches(iris: Sequence[str], size: int = 500) -> Iterator[str]:
    """IRIs as SPARQL terms, so many at a time that a query stays short."""
    for start in range(0, len(iris), size):
        yield " ".join(f"<{iri}>" for iri in iris[start : start + size])


def _one(query: Query, predicate: str, more: str = "") -> dict[str, str]:
    rows = query(f"SELECT ?s ?o {{ GRAPH ?g {{ {more} ?s {predicate} ?o }} }}")
    return {row[0].value: row[1].value for row in rows}


def _many(query: Query, predicate: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in query(f"SELECT ?s ?o {{ GRAPH ?g {{ ?s {predicate} ?o }} }}"):
        found.setdefault(row[0].value, []).append(row[1].value)
    return found


def _codes(query: Query, name: str) -> dict[str, str]:
    """Codes by claim. A code is the last part of its IRI; actions have a list a claim type."""
    return {claim: iri.rsplit("/", 1)[-1] for claim, iri in _one(query, f"kg:{name}").items()}


def _typed(query: Query, types: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for iri, name in sorted(types.items()):
        for row in query(f"SELECT ?s ?g {{ GRAPH ?g {{ ?s a <{iri}> }} }}"):
            yield row[0].value, row[1].value, name


def _measures(query: Query) -> dict[str, list[str]]:
    """The measures that each claim was resolved into."""
    found: dict[str, list[str]] = {}
    for row in query(f"SELECT ?s ?o {{ GRAPH <{DERIVED}> {{ ?o kg:step ?x . ?x kg:claim ?s }} }}"):
        found.setdefault(row[0].value, []).append(row[1].value)
    return found


def _origins(ids: dict[str, str], copies: dict[str, list[str]]) -> dict[str, str]:
    """The first article, by IRI, of each group of near-copies, also through a third; as ``kg.resolve`` counts them."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = name = parent.setdefault(parent[name], parent[name])
        return name

    for iri in sorted(ids):
        for name in (ids[iri], *copies.get(iri, ())):
            parent[root(f"id {name}")] = root(iri)
    first: dict[str, str] = {}
    return {iri: first.setdefault(root(iri), iri) for iri in sorted(ids)}
