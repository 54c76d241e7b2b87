"""The claims that the explorer quotes, read from the store: words, speaker, date, article and address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from kg.export.flat import clean
from kg.export.html_names import german
from kg.graph import nodes
from kg.graph.read import Query, batches

_CLAIM = {
    "a": "kg:action",
    "s": "kg:stage",
    "i": "kg:instrument",
    "d": "kg:date",
    "dt": "kg:dateText",
    "c": "kg:confidence",
}
_CODES = {"a", "s", "i"}
_ARTICLE = {
    "id": "dcterms:identifier",
    "h": "schema:headline",
    "u": "schema:url",
    "p": "schema:publisher",
    "d": "kg:published",
    "l": "schema:inLanguage",
    "x": "kg:publishedSuspect",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Claims and articles as rows of plain values, and the place of each claim by its IRI."""

    claims: list[dict[str, Any]] = field(default_factory=list)
    articles: list[dict[str, Any]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)


def read(store: Any, claims: Iterable[str]) -> Evidence:
    """What the store knows of these claims; nothing without a store."""
    wanted = sorted(set(claims))
    if store is None or not wanted:
        return Evidence()
    query = Query(store)
    rows: dict[str, dict[str, Any]] = {iri: {"n": iri.rpartition("/claim/")[2]} for iri in wanted}
    for name, predicate in _CLAIM.items():
        for iri, value in _values(query, wanted, f"?s {predicate} ?o"):
            rows[iri][name] = _plain(name, value)
    _kinds(query, wanted, rows)
    words = "?s kg:evidence ?e . ?e oa:hasSelector ?x . ?x oa:exact ?o"
    for iri, value in sorted(_values(query, wanted, words)):
        rows[iri].setdefault("q", []).append(clean(value))
    for iri, value in sorted(_values(query, wanted, "?s kg:decidedBy ?o")):
        rows[iri].setdefault("by", []).append(clean(value))
    _speakers(query, wanted, rows)
    places = {iri: place for place, iri in enumerate(sorted({iri.partition("/claim/")[0] for iri in wanted}))}
    for iri, row in rows.items():
        row["ar"] = places[iri.partition("/claim/")[0]]
    numbers = {iri: number for number, iri in enumerate(wanted)}
    return Evidence(list(rows.values()), _articles(query, list(places)), numbers)


def http(address: str) -> str | None:
    """The address if a browser may be sent there: http or https with a host, and nothing else."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in {"http", "https"} and parts.netloc else None


def _articles(query: Query, iris: list[str]) -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {iri: {"iri": iri} for iri in iris}
    for name, predicate in _ARTICLE.items():
        for iri, value in sorted(_values(query, iris, f"?s {predicate} ?o"), reverse=True):
            rows[iri][name] = clean(value)
    for row in rows.values():
        if not http(row.get("u", "")):
            row.pop("u", None)
        if row.pop("x", "") == "true":
            row["x"] = 1
    return list(rows.values())


def _kinds(query: Query, wanted: list[str], rows: dict[str, dict[str, Any]]) -> None:
    from kg import schema

    types = {kind.class_iri: code for code, kind in schema.load().claim_types.items()}
    for iri, value in sorted(_values(query, wanted, "?s a ?o")):
        if value in types:
            rows[iri]["t"] = types[value]


def _speakers(query: Query, wanted: list[str], rows: dict[str, dict[str, Any]]) -> None:
    """Who is cited, as pairs of an English and a German name."""
    found = sorted(_values(query, wanted, "?s kg:speaker ?o"))
    known = nodes.nodes(query, {speaker for _, speaker in found}, {})
    for iri, speaker in found:
        row = known[speaker]
        rows[iri].setdefault("sp", []).append(
            [clean(row.label), clean(row.label_de or german().get(row.link or "", row.label))]
        )


def _plain(name: str, value: str) -> Any:
    if name == "c":
        return round(float(value), 4)
    return value.rsplit("/", 1)[-1] if name in _CODES else clean(value)


def _values(query: Query, iris: list[str], pattern: str) -> Iterable[tuple[str, str]]:
    for batch in batches(iris):
        for row in query.rows(f"SELECT DISTINCT ?s ?o {{ VALUES ?s {{ {batch} }} GRAPH ?g {{ {pattern} }} }}"):
            yield row[0].value, row[1].value
