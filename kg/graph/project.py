"""From a store to a graph: ``project`` reads claims once, filters them, and sums them up to nodes and edges."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.graph import blocs as _blocs
from kg.graph import edges as _edges
from kg.graph import filters as _filters
from kg.graph import nodes as _nodes
from kg.graph import read as _read
from kg.graph import summary as _summary
from kg.graph.edges import EdgeRow, Form, Kind, Known
from kg.graph.filters import Filters
from kg.graph.view import View, view_named

if TYPE_CHECKING:
    from pathlib import Path

    from networkx import MultiDiGraph

    from kg.schema import Schema

_SHOWN = ("speaker", "goods")
"""Roles whose fillers an edge names beside its ends."""


@dataclass(frozen=True, slots=True)
class _Question:
    """What a caller asks for, checked."""

    view: View
    kept: Filters
    schema: Schema
    blocs: str
    quotes: int


@dataclass(frozen=True, slots=True)
class _Projection:
    """All that was read and decided, before it becomes a graph."""

    rows: dict[tuple[str, str, str], list[EdgeRow]]
    nodes: dict[str, _nodes.NodeRow]
    quotes: dict[str, list[str]]
    most: int
    about: dict[str, Any]


def project(  # noqa: PLR0913 - the filters are the question; all but the store have defaults
    store: Any,
    view: str | View = "actors",
    *,
    since: object = None,
    until: object = None,
    known_by: object = None,
    stage: str | Iterable[str] = (),
    type: str | Iterable[str] = (),  # noqa: A002 - the codebook's own word
    action: str | Iterable[str] = (),
    instrument: str | Iterable[str] = (),
    speaker: str | Iterable[str] | None = None,
    min_confidence: float = 0.0,
    language: str | Iterable[str] | None = None,
    blocs: str = "as-one",
    undated: bool = False,
    quotes: int = 3,
    schema: Schema | None = None,
    folder: Path | None = None,
) -> MultiDiGraph[str]:
    """The graph of a view: one node an entity or measure, one edge a (source, target, kind).

    ``store`` is a ``kg.store.Store`` or a ``pyoxigraph.Store``. ``since`` and ``until`` (days, months or years, both
    included) keep claims whose own dates overlap them; claims without a date go unless ``undated``. ``known_by`` keeps
    what was published by then. ``stage``, ``type``, ``action``, ``instrument``: codes; a view may have defaults, which
    "all" lifts. ``speaker``: IRI, link or name of who is cited. ``blocs``: "as-one", or "members", which puts the
    members at the claim's date in the place of the EU, G7, NATO … (``data/bloc_members.csv``). ``quotes``: how many
    quotes an edge keeps. ``folder`` holds other views, ``schema`` another ontology.

    Node attributes: label, label_de (where known), type, link (where known), articles (independent ones), claims,
    degree (edges, as networkx counts them), first, last (days, or None).
    Edge attributes (the key is ``kind``): kind, label, label_de, predicate (IRI, or empty), directed (False: the ends
    stand in the order of their IRIs), weight (independent articles, near-copies once; for co-targets shared senders),
    claims, first, last, published_first, published_last, spells (pairs of days, both included), undated (claims
    without a date), claim_types, stages, actions, instruments, languages (counts by code), shared, speakers, goods
    (names), quotes, quoted (IRIs of the claims that they are from), articles (ids), origins (IRIs, one an independent
    article), sources (publishers), confidence_max, confidence_mean (a reading without confidence counts as 1). Pairs
    that share a sender stand on the three surest claims of each end and sender; their counts are of these.
    Graph attributes: view, title, filters, blocs, as_of (newest publication), articles, independent_articles, claims,
    claims_read, left_out (claims by the reason why they are not in the graph), node_types, ontology.

    Raises UsageError for an unknown view or value, NotFound for an unknown speaker.
    """
    from kg import schema as _schema

    known = schema or _schema.load()
    chosen = view_named(view, folder)
    query = _read.Query(store)
    if blocs not in _filters.BLOCS:
        raise UsageError(f"no value {blocs!r} for blocs", hint=f"valid: {', '.join(_filters.BLOCS)}")
    kept = Filters(
        since=_filters.day(since, last=False, name="since"),
        until=_filters.day(until, last=True, name="until"),
        known_by=_filters.day(known_by, last=True, name="known_by"),
        stage=_codes(stage, known.stages, "stage", chosen),
        type=_codes(type, known.claim_types, "type", chosen),
        action=_codes(action, {code for kind in known.claim_types.values() for code in kind.actions}, "action", chosen),
        instrument=_codes(instrument, known.instruments, "instrument", chosen),
        speaker=tuple(iri for name in _filters.values(speaker) for iri in _nodes.find(query, name)),
        language=_filters.values(language),
        min_confidence=min_confidence,
        undated=undated,
    )
    return _graph(_gather(query, _Question(chosen, kept, known, blocs, quotes)))


def _codes(given: str | Iterable[str], valid: Iterable[str], name: str, view: View) -> tuple[str, ...]:
    """The codes a caller asks for, else those that the view keeps by itself."""
    wanted = _filters.values(given)
    if _filters.ANY in wanted:
        return ()
    return _filters.among(wanted, set(valid), name) or view.defaults.get(name, ())


def forms(schema: Schema) -> list[Form]:
    """The edges that an ontology declares for its claim types."""
    return [
        Form(edge.type, edge.source, edge.target, _kind(edge), frozenset(edge.actions), frozenset(edge.stages))
        for edge in schema.edges
    ]


def _kind(edge: Any) -> Kind:
    predicate = edge.predicate
    return Kind(predicate.code, predicate.iri, not edge.symmetric, predicate.label("en"), predicate.label("de"))


def _gather(query: _read.Query, ask: _Question) -> _Projection:
    view, schema = ask.view, ask.schema
    declared, left_out = forms(schema), Counter[str]()
    roles = _edges.roles_of(view, declared) | set(_SHOWN)
    types = {kind.class_iri: code for code, kind in schema.claim_types.items()}
    read = _read.claims(query, types, roles)
    as_of = max((claim.article.published or "" for claim in read), default="") or None
    claims = list(ask.kept.keep(read, left_out))
    parties = _read.parties(query, {rule.party for rule in view.rules} - {""})
    if ask.blocs == "members":
        claims = list(_blocs.expanded(claims, _blocs.members(), as_of or ""))
        parties = _blocs.with_members(parties, _blocs.members())
    known = _nodes.nodes(query, _ends(claims, roles), {iri: code for code, iri in schema.entity_classes.items()})
    if ask.blocs == "members":
        known = {**known, **_unnamed(known)}
    kinds = {iri: row.type for iri, row in known.items()}
    rows: dict[tuple[str, str, str], list[EdgeRow]] = defaultdict(list)
    for row in _edges.edges(claims, view, declared, Known(kinds, parties), left_out):
        rows[row.source, row.target, row.kind.name].append(row)
    shown = {claim.iri for edge in rows.values() for claim in _summary.best(edge, ask.quotes)}
    about = {
        "view": view.name,
        "title": view.title["en"],
        "title_de": view.title["de"],
        "filters": {name: value for name, value in asdict(ask.kept).items() if value},
        "blocs": ask.blocs,
        "blocs_source": _blocs.SOURCE if ask.blocs == "members" else None,
        "as_of": as_of,
        "claims_read": len(read),
        "left_out": dict(sorted(left_out.items())),
        "ontology": schema.version,
    }
    return _Projection(
        rows, known, _read.quotes(query, shown), ask.quotes, {k: v for k, v in about.items() if v is not None}
    )


def _unnamed(known: dict[str, _nodes.NodeRow]) -> dict[str, _nodes.NodeRow]:
    """The members of blocs that no article names."""
    states = _blocs.states()
    missing = [iri for iri, row in known.items() if row.type == _nodes.UNKNOWN and iri in states]
    return {iri: _nodes.NodeRow(iri, "state", states[iri][0], None, states[iri][1]) for iri in missing}


def _ends(claims: Iterable[_read.ClaimRow], roles: Iterable[str]) -> set[str]:
    wanted = frozenset(roles)
    return {iri for claim in claims for role, iris in claim.roles.items() if role in wanted for iri in iris}


def _graph(found: _Projection) -> MultiDiGraph[str]:
    import networkx as nx

    graph: MultiDiGraph[str] = nx.MultiDiGraph()
    names = {iri: row.label for iri, row in found.nodes.items()}
    ordered = sorted(found.rows)
    for iri, row in sorted(_touched(found).items()):
        graph.add_node(iri, **row)
    for source, target, kind in ordered:
        rows = found.rows[source, target, kind]
        best = _summary.best(rows, found.most)
        graph.add_edge(source, target, key=kind, **_summary.edge(rows, best, _quotes(found, best), names))
    for iri, degree in graph.degree():
        graph.nodes[iri]["degree"] = degree
    claims = {row.claim.iri: row.claim for rows in found.rows.values() for row in rows}.values()
    graph.graph.update(
        found.about,
        articles=len({claim.article.iri for claim in claims}),
        independent_articles=len({claim.article.origin for claim in claims}),
        claims=len(claims),
        node_types=_nodes.by_type(found.nodes[iri] for iri in graph),
    )
    return graph


def _quotes(found: _Projection, best: list[_read.ClaimRow]) -> tuple[str, ...]:
    texts = (text for claim in best for text in found.quotes.get(claim.iri, ()))
    return tuple(dict.fromkeys(texts))[: found.most]


def _touched(found: _Projection) -> dict[str, dict[str, Any]]:
    """The attributes of each node that has an edge."""
    claims: dict[str, dict[str, _read.ClaimRow]] = defaultdict(dict)
    for rows in found.rows.values():
        for row in rows:
            claims[row.source][row.claim.iri] = row.claim
            claims[row.target][row.claim.iri] = row.claim
    return {iri: dict(_node(found.nodes[iri], said.values())) for iri, said in claims.items()}


def _node(row: _nodes.NodeRow, said: Iterable[_read.ClaimRow]) -> Iterator[tuple[str, Any]]:
    claims = list(said)
    yield "label", row.label
    if row.label_de:
        yield "label_de", row.label_de
    yield "type", row.type
    if row.link:
        yield "link", row.link
    yield "articles", len({claim.article.origin for claim in claims})
    yield "claims", len(claims)
    yield "first", min((claim.earliest for claim in claims if claim.earliest), default=None)
    yield "last", max((claim.latest for claim in claims if claim.latest), default=None)
