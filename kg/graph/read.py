"""What a projection reads from a store: claims and articles as rows, by one scan a predicate.

Each scan is one SPARQL pattern that gives two columns, about 5 µs a row in Oxigraph. One query that joins the patterns
of a claim takes longer (measured: twice for two patterns), and multiplies rows where a role has several fillers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kg.ids import ONTOLOGY
from kg.schema import bounds
from kg.vocab import DERIVED

PREFIXES = f"""PREFIX kg: <{ONTOLOGY}>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


_MARKS = str.maketrans("", "", '<>"')


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


class Query:
    """Asks a store in SPARQL: kg's own, or a bare ``pyoxigraph.Store``."""

    def __init__(self, store: Any) -> None:
        self._store = store

    def rows(self, text: str) -> Iterable[Sequence[Any]]:
        """Rows of terms that have a ``value``, or None where a variable is unbound."""
        ask = getattr(self._store, "select", None) or self._store.query
        return ask(PREFIXES + text)  # type: ignore[no-any-return]  # any store that answers SPARQL

    def lines(self, text: str) -> list[str]:
        """Rows as text with tabs between the columns, for columns of IRIs, numbers and dates alone.

        Through SPARQL's TSV, whose marks around such values are taken off in one go: a third of the time of terms.
        """
        found = self._store.query(PREFIXES + text)
        tsv = found.serialize("tsv") if hasattr(self._store, "select") else _tsv(found)
        return tsv.decode().translate(_MARKS).split("\n")[1:-1]


def articles(query: Query) -> dict[str, ArticleRow]:
    """All articles by IRI, in the order of their IRIs."""
    ids = _one(query, "dcterms:identifier", "?s a kg:Article .")
    published, language = _one(query, "kg:published"), _one(query, "schema:inLanguage")
    publisher = _one(query, "schema:publisher")
    copies: dict[str, list[str]] = {}
    for row in query.rows("SELECT ?s ?o { GRAPH ?g { ?s kg:nearCopyOf ?o } }"):
        copies.setdefault(row[0].value, []).append(row[1].value)
    origin = _origins(ids, copies)
    return {
        iri: ArticleRow(iri, ids[iri], origin[iri], published.get(iri), language.get(iri), publisher.get(iri))
        for iri in sorted(ids)
    }


def claims(query: Query, types: Mapping[str, str], roles: Iterable[str]) -> list[ClaimRow]:
    """All claims whose class is among ``types`` (class IRI to code), sorted, with the fillers of these roles.

    A claim that lacks its article, action or stage is left out: it is still being written.
    """
    known = articles(query)
    action, stage, instrument = (_codes(query, name) for name in ("action", "stage", "instrument"))
    days = _days(query)
    confidence = _pairs(query, "confidence")
    fillers = {role: _fillers(query, role) for role in roles}
    rows = []
    for iri, kind in _typed(query, types):
        article = known.get(iri.split("/claim/")[0])
        if article and iri in action and iri in stage:
            filled = {role: tuple(sorted(found[iri])) for role, found in fillers.items() if iri in found}
            sure = float(confidence[iri].split("^^")[0]) if iri in confidence else None
            code = (kind, action[iri], stage[iri], instrument.get(iri))
            rows.append(ClaimRow(iri, article, *code, *days.get(iri, (None, None)), sure, filled))
    return sorted(rows, key=lambda row: row.iri)


def _fillers(query: Query, role: str) -> dict[str, list[str]]:
    return _measures(query) if role == "measure" else _many(query, f"SELECT ?s ?o {{ GRAPH ?g {{ ?s kg:{role} ?o }} }}")


def _tsv(found: Any) -> bytes:
    import pyoxigraph as ox

    return found.serialize(format=ox.QueryResultsFormat.TSV)  # type: ignore[no-any-return]


def quotes(query: Query, wanted: Iterable[str]) -> dict[str, list[str]]:
    """The quoted words of these claims, each claim's in alphabetical order."""
    found: dict[str, list[str]] = defaultdict(list)
    pattern = "GRAPH ?g { ?s kg:evidence ?e . ?e oa:hasSelector ?x . ?x oa:exact ?o }"
    for batch in batches(sorted(wanted)):
        for row in query.rows(f"SELECT ?s ?o {{ VALUES ?s {{ {batch} }} {pattern} }}"):
            found[row[0].value].append(row[1].value)
    return {claim: sorted(set(texts)) for claim, texts in found.items()}


def batches(iris: Sequence[str], size: int = 500) -> Iterator[str]:
    """IRIs as SPARQL terms, so many at a time that a query stays short."""
    for start in range(0, len(iris), size):
        yield " ".join(f"<{iri}>" for iri in iris[start : start + size])


def _one(query: Query, predicate: str, more: str = "") -> dict[str, str]:
    rows = query.rows(f"SELECT ?s ?o {{ GRAPH ?g {{ {more} ?s {predicate} ?o }} }}")
    return {row[0].value: row[1].value for row in rows}


def _many(query: Query, text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in query.lines(text):
        subject, value = line.split("\t")
        found.setdefault(subject, []).append(value)
    return found


def _pairs(query: Query, name: str) -> dict[str, str]:
    """The one value of a property by subject."""
    lines = query.lines(f"SELECT ?s ?o {{ GRAPH ?g {{ ?s kg:{name} ?o }} }}")
    return dict(line.split("\t") for line in lines)


def _codes(query: Query, name: str) -> dict[str, str]:
    """Codes by claim. A code is the last part of its IRI; actions have a list a claim type."""
    known: dict[str, str] = {}
    return {
        claim: known.get(iri) or known.setdefault(iri, iri.rsplit("/", 1)[-1])
        for claim, iri in _pairs(query, name).items()
    }


def _typed(query: Query, types: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for iri, name in sorted(types.items()):
        for claim in query.lines(f"SELECT ?s {{ GRAPH ?g {{ ?s a <{iri}> }} }}"):
            yield claim, name


def _days(query: Query) -> dict[str, tuple[str | None, str | None]]:
    """The first and last day of each dated claim; None where it is open."""
    known: dict[str, tuple[str | None, str | None]] = {}
    found = {}
    for claim, edtf in _pairs(query, "date").items():
        if edtf not in known:
            first, last = bounds(edtf)
            known[edtf] = (first.isoformat() if first else None, last.isoformat() if last else None)
        found[claim] = known[edtf]
    return found


def parties(query: Query, names: Iterable[str]) -> dict[str, dict[str, frozenset[str]]]:
    """Each measure's senders, targets and goods, as derived from its claims."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for name in names:
        pattern = f"GRAPH <{DERIVED}> {{ ?s a kg:Measure ; kg:{name} ?o }}"
        lists = _many(query, f"SELECT ?s ?o {{ {pattern} }}")
        found[name] = {measure: frozenset(entities) for measure, entities in lists.items()}
    return found


def _measures(query: Query) -> dict[str, list[str]]:
    """The measures that each claim was resolved into."""
    return _many(query, f"SELECT ?s ?o {{ GRAPH <{DERIVED}> {{ ?o kg:step ?x . ?x kg:claim ?s }} }}")


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
