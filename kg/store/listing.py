"""Tables of what is stored, and its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.resolve import Step, status
from kg.resolve.steps import stage_rank
from kg.schema import Schema
from kg.store.database import DERIVED_GRAPH, Database, subject
from kg.store.derived import Names
from kg.store.keys import STALE_BLOCK, STALE_EDGE, STALE_ENTITY
from kg.store.naming import ENTITY, all_articles
from kg.store.nodes import Node, scanned
from kg.store.records import SIZES, place
from kg.store.values import ArticleRow, EntityRow, MeasureRow, Stats
from kg.vocab import DCTERMS, DERIVED, KG, META, RDF, SCHEMA, SKOS

_ANY = "9999"  # after each date, where one is missing
_HEAD = (DCTERMS.identifier, SCHEMA.headline, SCHEMA.publisher, KG.published, SCHEMA.inLanguage, SCHEMA.url)
_LABELS = (RDF.type, KG.link, SKOS.prefLabel)
_MEASURE = (
    KG.instrument,
    KG.sender,
    KG.target,
    KG.goods,
    KG.step,
    KG.first,
    KG.last,
    KG.asOf,
    KG.claimCount,
    KG.articleCount,
)
_STEP = (KG.action, KG.stage)


def articles(database: Database) -> Iterator[ArticleRow]:
    """The articles, by date and id."""
    sizes, heads = _sizes(database), scanned(database, _HEAD)
    rows = (_article(heads.get(iri) or Node(iri), claims) for iri, (_, claims) in sizes.items())
    return iter(sorted(rows, key=lambda row: (row.published or _ANY, row.id, row.iri)))


def entities(database: Database, schema: Schema) -> Iterator[EntityRow]:
    """The entities, those that most articles name first."""
    counts = database.counted(f"?x <{KG.name}> ?name")
    types = {iri: code for code, iri in schema.entity_classes.items()}
    nodes, names = scanned(database, _LABELS, DERIVED), Names(database)
    names.read_all()
    for iri in sorted(counts, key=lambda iri: (-counts[iri], iri)):
        node, derived = nodes.get(iri), iri in nodes
        if node is None:  # not yet derived
            node = Node.read(database, iri)
        kind = next((types[cls] for cls in node.all(RDF.type) if cls in types), "")
        yield EntityRow(iri, names(iri) if derived else node.need(KG.name), kind, node.one(KG.link), counts[iri])


def measures(database: Database) -> Iterator[MeasureRow]:
    """The measures, those with most independent articles first."""
    names, nodes = Names(database), scanned(database, (*_MEASURE, *_STEP), DERIVED)
    names.read_all()
    found = [subject(quad) for quad in database.match(None, RDF.type, KG.Measure, DERIVED_GRAPH)]
    rows = [_measure(nodes[iri], [nodes[step] for step in nodes[iri].all(KG.step)], names) for iri in found]
    return iter(sorted(rows, key=lambda row: (-row.articles, -row.claims, row.iri)))


def measure(database: Database, iri: str, names: Names) -> MeasureRow:
    """One measure, with where it stands."""
    node = Node.read(database, iri, DERIVED_GRAPH)
    return _measure(node, [step for _, step in steps(database, node)], names)


def _measure(node: Node, step_nodes: Iterable[Node], names: Names) -> MeasureRow:
    return MeasureRow(
        iri=node.iri,
        label=names(node.iri),
        instrument=node.code(KG.instrument),
        status=status([step for step, _ in _ordered(step_nodes)]),
        as_of=node.one(KG.asOf),
        senders=names.all(node.all(KG.sender)),
        targets=names.all(node.all(KG.target)),
        goods=names.all(node.all(KG.goods)),
        first=node.one(KG.first),
        last=node.one(KG.last),
        claims=node.number(KG.claimCount),
        articles=node.number(KG.articleCount),
    )


def steps(database: Database, node: Node) -> list[tuple[Step, Node]]:
    """The steps of a measure in time, without their claims, each with its node."""
    return _ordered(Node.read(database, iri, DERIVED_GRAPH) for iri in node.all(KG.step))


def _ordered(nodes: Iterable[Node]) -> list[tuple[Step, Node]]:
    pairs = [(Step(node.code(KG.action), node.code(KG.stage), None, ()), node) for node in nodes]
    return sorted(pairs, key=_in_time)


def stats(database: Database, schema: Schema, root: Path | None) -> Stats:
    """Numbers of all that is stored."""
    types = {code: database.count(f"?claim a <{kind.class_iri}>") for code, kind in schema.claim_types.items()}
    languages = database.counted(f"?article <{SCHEMA.inLanguage}> ?x")
    days = sorted(database.counted(f"?article <{KG.published}> ?x"))
    sizes = _sizes(database)
    return Stats(
        articles=len(sizes),
        quads=sum(quads for quads, _ in sizes.values()),
        claims={code: number for code, number in types.items() if number},
        entities=len({iri for iri, _ in database.pairs(SKOS.prefLabel, DERIVED) if iri.startswith(ENTITY)}),
        measures=database.count(f"?x a <{KG.Measure}>"),
        edges=database.count(f"?x a <{KG.Edge}>"),
        pending=sum(database.count(f"?x <{marker}> ?y") for marker in (STALE_ENTITY, STALE_EDGE, STALE_BLOCK)),
        languages=dict(languages.most_common()),
        size=_size(root) if root else None,
        published=(days[0], days[-1]) if days else None,
    )


def _sizes(database: Database) -> dict[str, tuple[int, int]]:
    """How many quads and claims each article has: as noted when it was written, else counted now."""
    noted = dict(database.pairs(SIZES, META))
    found = {}
    for iri in all_articles(database):
        if note := noted.get(place(iri)):
            quads, claims = map(int, note.split())
        else:
            predicates = [quad.predicate.value for quad in database.match(graph=ox.NamedNode(iri))]
            quads, claims = len(predicates), predicates.count(KG.action)
        found[iri] = quads, claims
    return found


def _article(node: Node, claims: int) -> ArticleRow:
    return ArticleRow(
        iri=node.iri,
        id=node.need(DCTERMS.identifier),
        title=node.one(SCHEMA.headline),
        publisher=node.one(SCHEMA.publisher),
        published=node.one(KG.published),
        language=node.one(SCHEMA.inLanguage),
        url=node.one(SCHEMA.url),
        claims=claims,
    )


def _in_time(pair: tuple[Step, Node]) -> tuple[str, int, str, str]:
    step, node = pair
    return node.one(KG.first) or _ANY, stage_rank(step.stage), step.action, node.iri


def _size(root: Path) -> int:
    """Bytes on disk; a file with several names (snapshots) counts once."""
    sizes: dict[int, int] = {}
    for path in root.rglob("*"):
        try:
            stat = path.lstat()
        except FileNotFoundError:  # a writer removes what it no longer needs
            continue
        sizes[stat.st_ino] = stat.st_blocks * 512
    return sum(sizes.values())
