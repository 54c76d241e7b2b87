"""Tables of what is stored, and its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.resolve import Step, status
from kg.resolve.steps import stage_rank
from kg.schema import Schema
from kg.store.database import DERIVED_GRAPH, META_GRAPH, Database, subject
from kg.store.derived import Names
from kg.store.keys import STALE_BLOCK, STALE_EDGE, STALE_ENTITY
from kg.store.naming import ENTITY, all_articles
from kg.store.nodes import Node
from kg.store.values import ArticleRow, EntityRow, MeasureRow, Stats
from kg.vocab import DCTERMS, DERIVED, KG, PROV, RDF, SCHEMA, SKOS

_ANY = "9999"  # after each date, where one is missing


def articles(database: Database) -> Iterator[ArticleRow]:
    """The articles, by date and id."""
    counts = database.counted(f"?c <{RDF.type}> <{KG.Claim}> ; <{PROV.wasDerivedFrom}> ?x")
    rows = (_article(database, iri, counts[iri]) for iri in all_articles(database))
    return iter(sorted(rows, key=lambda row: (row.published or _ANY, row.id, row.iri)))


def entities(database: Database, schema: Schema) -> Iterator[EntityRow]:
    """The entities, those that most articles name first."""
    counts = database.counted(f"?x <{KG.name}> ?name")
    types = {iri: code for code, iri in schema.entity_classes.items()}
    names = Names(database)
    for iri in sorted(counts, key=lambda iri: (-counts[iri], iri)):
        node = Node(database, iri, DERIVED_GRAPH)
        if not node.one(SKOS.prefLabel):  # not yet derived
            node = Node(database, iri)
        kind = next((types[cls] for cls in node.all(RDF.type) if cls in types), "")
        name = names(iri) if node.one(SKOS.prefLabel) else node.need(KG.name)
        yield EntityRow(iri, name, kind, node.one(KG.link), counts[iri])


def measures(database: Database) -> Iterator[MeasureRow]:
    """The measures, those with most independent articles first."""
    names = Names(database)
    found = [subject(quad) for quad in database.match(None, RDF.type, KG.Measure, DERIVED_GRAPH)]
    rows = [measure(database, iri, names) for iri in found]
    return iter(sorted(rows, key=lambda row: (-row.articles, -row.claims, row.iri)))


def measure(database: Database, iri: str, names: Names) -> MeasureRow:
    """One measure, with where it stands."""
    node = Node(database, iri, DERIVED_GRAPH)
    return MeasureRow(
        iri=iri,
        label=node.need(SKOS.prefLabel),
        instrument=node.code(KG.instrument),
        status=status([step for step, _ in steps(database, node)]),
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
    found = [Node(database, iri, DERIVED_GRAPH) for iri in node.all(KG.step)]
    pairs = [(Step(step.code(KG.action), step.code(KG.stage), None, ()), step) for step in found]
    return sorted(pairs, key=_in_time)


def stats(database: Database, schema: Schema, root: Path | None) -> Stats:
    """Numbers of all that is stored."""
    classes = database.counted(f"?claim <{KG.action}> ?a ; a ?x", f"FILTER(?g != <{DERIVED}>)")
    types = {code: classes[kind.class_iri] for code, kind in schema.claim_types.items()}
    languages = database.counted(f"?article <{SCHEMA.inLanguage}> ?x")
    days = sorted(database.counted(f"?article <{KG.published}> ?x"))
    labels = database.match(None, SKOS.prefLabel, None, DERIVED_GRAPH)
    return Stats(
        articles=sum(1 for _ in all_articles(database)),
        quads=len(database.store),
        claims={code: number for code, number in types.items() if number},
        entities=len({subject(q) for q in labels if subject(q).startswith(ENTITY)}),
        measures=_count(database, RDF.type, KG.Measure, DERIVED_GRAPH),
        edges=_count(database, RDF.type, KG.Edge, DERIVED_GRAPH),
        pending=sum(_count(database, marker, None, META_GRAPH) for marker in (STALE_ENTITY, STALE_EDGE, STALE_BLOCK)),
        languages=dict(languages.most_common()),
        size=_size(root) if root else None,
        published=(days[0], days[-1]) if days else None,
    )


def _article(database: Database, iri: str, claims: int) -> ArticleRow:
    node = Node(database, iri, ox.NamedNode(iri))
    return ArticleRow(
        iri=iri,
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


def _count(database: Database, predicate: str, value: str | None, graph: ox.NamedNode | None = None) -> int:
    return sum(1 for _ in database.match(None, predicate, value, graph))


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
