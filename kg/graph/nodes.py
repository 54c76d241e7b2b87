"""What is known of a node: its type, its labels, its link."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from kg.errors import NotFound
from kg.graph.read import Query, batches
from kg.ids import BASE
from kg.vocab import DERIVED, KG

MEASURE = "measure"
UNKNOWN = "unknown"


class NodeRow(NamedTuple):
    """A node. ``label`` is English where it is known, ``label_de`` is None where it is not."""

    iri: str
    type: str
    label: str
    label_de: str | None
    link: str | None


def nodes(query: Query, wanted: Collection[str], types: Mapping[str, str]) -> dict[str, NodeRow]:
    """What is known of these nodes; ``types`` names entity types by class IRI.

    The derived graph says it once an entity. What it lacks is taken from the articles, the most frequent value first.
    """
    iris = sorted(wanted)
    kinds = _typed(query, iris, types)
    labels = _labels(query, iris)
    names = _said(query, [iri for iri in iris if (iri, "en") not in labels], "kg:name")
    links = _said(query, iris, "kg:link")
    measures = _measure_names(query, [iri for iri in iris if kinds.get(iri) == MEASURE and (iri, "en") not in labels])
    return {
        iri: NodeRow(
            iri,
            kinds.get(iri, UNKNOWN),
            labels.get((iri, "en")) or labels.get((iri, "")) or names.get(iri) or measures.get(iri) or _last(iri),
            labels.get((iri, "de")),
            links.get(iri),
        )
        for iri in iris
    }


def find(query: Query, name: str) -> tuple[str, ...]:
    """The entities that a user means: by IRI, by link such as "iso:US", or by a name. Raises NotFound."""
    from urllib.parse import quote

    if name.startswith(BASE):
        return (name,)
    linked = f"{BASE}entity/{quote(name, safe='')}"
    text = name.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    by_label = f'GRAPH <{DERIVED}> {{ VALUES ?l {{ "{text}" "{text}"@en "{text}"@de }} ?s skos:prefLabel ?l }}'
    by_name = f'GRAPH ?g {{ ?s kg:name "{text}" }}'
    by_link = f"GRAPH ?g {{ <{linked}> kg:link ?l . BIND(<{linked}> AS ?s) }}"
    for pattern in (by_link, by_label, by_name):
        if found := {row[0].value for row in query.rows(f"SELECT DISTINCT ?s {{ {pattern} }}")}:
            return tuple(sorted(found))
    raise NotFound(f"no entity {name!r} in the store", hint="give a name, a link such as iso:US, or an IRI")


def _typed(query: Query, iris: list[str], types: Mapping[str, str]) -> dict[str, str]:
    known = {**types, KG.Measure: MEASURE}
    derived = f"GRAPH <{DERIVED}> {{ ?s a ?o }}"
    kinds = _best(query, iris, derived, known)
    rest = [iri for iri in iris if iri not in kinds]
    return {**_best(query, rest, "GRAPH ?g { ?s a ?o }", known), **kinds}


def _best(query: Query, iris: list[str], pattern: str, known: Mapping[str, str]) -> dict[str, str]:
    found = _counted(query, iris, pattern)
    return {iri: kinds[0] for iri, values in found.items() if (kinds := [known[v] for v in values if v in known])}


def _labels(query: Query, iris: list[str]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for batch in batches(iris):
        pattern = f"VALUES ?s {{ {batch} }} GRAPH <{DERIVED}> {{ ?s skos:prefLabel ?o }}"
        for row in query.rows(f"SELECT ?s ?o {{ {pattern} }}"):
            key = (row[0].value, row[1].language or "")
            found[key] = min(found.get(key, row[1].value), row[1].value)
    return found


def _said(query: Query, iris: list[str], predicate: str) -> dict[str, str]:
    found = _counted(query, iris, f"GRAPH ?g {{ ?s {predicate} ?o }}")
    return {iri: values[0] for iri, values in found.items()}


def _counted(query: Query, iris: list[str], pattern: str) -> dict[str, list[str]]:
    """The values of each IRI, the most frequent first, then by the alphabet."""
    found: dict[str, list[tuple[int, str]]] = {}
    for batch in batches(iris):
        select = f"SELECT ?s ?o (COUNT(*) AS ?n) {{ VALUES ?s {{ {batch} }} {pattern} }} GROUP BY ?s ?o"
        for row in query.rows(select):
            found.setdefault(row[0].value, []).append((-int(row[2].value), row[1].value))
    return {iri: [value for _, value in sorted(values)] for iri, values in found.items()}


def _measure_names(query: Query, iris: list[str]) -> dict[str, str]:
    """A name for a measure that has no label: its instrument and the last part of its IRI."""
    instruments = _said(query, iris, "kg:instrument")
    return {iri: f"{_last(instruments[iri])} {_last(iri)}" for iri in iris if iri in instruments}


def _last(iri: str) -> str:
    from urllib.parse import unquote

    return unquote(iri.rstrip("/").rsplit("/", 1)[-1])


def by_type(rows: Iterable[NodeRow]) -> dict[str, int]:
    """How many nodes of each type, the types in alphabetical order."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.type] = counts.get(row.type, 0) + 1
    return dict(sorted(counts.items()))
