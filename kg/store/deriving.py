"""The derived graph: labels of entities, shortcut edges, measures with their steps.

What has to be derived is marked in META in the transaction that changes an article; the marker goes in the transaction
that derives it. So the derived graph may lag behind after a kill, and the next call goes on; it is never
half of a thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

import pyoxigraph as ox

from kg.ids import digest
from kg.resolve import VERSION, Block, EdgeKey, edge, measures
from kg.schema import Schema
from kg.store.claims import Claims
from kg.store.database import DERIVED_GRAPH, META_GRAPH, NOTES, Database, delete, insert, line, subject, text
from kg.store.derived import Names, edge_lines, entity_lines, measure_lines
from kg.store.keys import (
    STALE_BLOCK,
    STALE_EDGE,
    STALE_ENTITY,
    Key,
    block_marker,
    block_of,
    edge_of,
    entity_key,
    forms,
    touched_by,
)
from kg.store.known import goods_codes
from kg.store.values import Resolved
from kg.vocab import DERIVED, KG, META, RDF, SKOS

_BATCH = 400  # things derived in one transaction
_MANY = 1000  # edges and blocks from which on all claims are read at once
_OF_BLOCK = f"{NOTES}block"
_RULE = f"{NOTES}rule"
_BLOCK_ROLES = ("target", "goods", "agent", "addressee")
_PARTIES = (KG.sender, KG.target, KG.goods)
_LABELS = (RDF.type, KG.link, SKOS.prefLabel)

Translations = Callable[[str], dict[str, str]]
"""From the link of an entity to its names by language, English left out."""


class Change:
    """What one transaction takes from and adds to the derived graph and to META."""

    def __init__(self) -> None:
        self._old: dict[str, set[str]] = {DERIVED: set(), META: set()}
        self._new: dict[str, set[str]] = {DERIVED: set(), META: set()}

    def replace(self, graph: str, old: Iterable[str], new: Iterable[str]) -> None:
        """Triples that were there, and those that shall be."""
        self._old[graph].update(old)
        self._new[graph].update(new)

    @property
    def update(self) -> str:
        """As SPARQL; what stays is not touched."""
        return "".join(
            delete(graph, sorted(self._old[graph] - self._new[graph]))
            + insert(graph, sorted(self._new[graph] - self._old[graph]))
            for graph in (DERIVED, META)
        )


class Deriver:
    """Derives what is marked. One use: it remembers claims that it read."""

    def __init__(self, database: Database, schema: Schema, translations: Translations | None = None) -> None:
        self._database, self._schema, self._forms = database, schema, forms(schema)
        self._claims, self._names = Claims(database, schema), Names(database)
        self._translations = translations or (lambda _: {})
        self._rule = _rule(schema)

    def run(self) -> Resolved:
        """Derive all that is marked; entities first, since measures bear their names.

        All is derived anew where another rule, ontology or list of goods made what is there.
        """
        if self._database.values(DERIVED, _RULE, META_GRAPH) != [self._rule]:
            self.restart()
        entities = self._all(STALE_ENTITY, self._entity)
        marked = chain.from_iterable(self._database.match(None, m, None, META_GRAPH) for m in (STALE_EDGE, STALE_BLOCK))
        if next(islice(marked, _MANY, None), None):
            self._claims.read_all()
        edges = self._all(STALE_EDGE, self._edge)
        return Resolved(entities, edges, self._all(STALE_BLOCK, self._block))

    def restart(self) -> None:
        """Drop the derived graph and mark everything, in one transaction."""
        empty = next(self._database.match(graph=DERIVED_GRAPH), None) is None
        markers = set() if empty else {key.line for key in self._everything()}
        self._database.update(
            f"DROP SILENT GRAPH <{DERIVED}> ; DELETE WHERE {{ GRAPH <{META}> {{ ?m <{_OF_BLOCK}> ?b }} }} ;\n"
            f"DELETE WHERE {{ GRAPH <{META}> {{ <{DERIVED}> <{_RULE}> ?r }} }} ;\n"
            + insert(META, [f'<{DERIVED}> <{_RULE}> "{self._rule}"', *sorted(markers)])
        )

    def _all(self, marker: str, derive: Callable[[Key, Change], None]) -> int:
        done = 0
        while keys := self._marked(marker):
            change = Change()
            for key in keys:
                derive(key, change)
                change.replace(META, [key.line], [])
            self._database.update(change.update)
            done += len(keys)
        return done

    def _marked(self, marker: str) -> list[Key]:
        quads = islice(self._database.match(None, marker, None, META_GRAPH), _BATCH)
        return [Key.read(subject(q), marker, text(q)) for q in quads]

    def _entity(self, key: Key, change: Change) -> None:
        old = [line(q) for p in _LABELS for q in self._database.match(key.iri, p, None, DERIVED_GRAPH)]
        names, types, links = (self._database.said_of(key.iri, p) for p in (KG.name, RDF.type, KG.link))
        new = entity_lines(key.iri, names, types, sorted(links), self._translations)
        change.replace(DERIVED, old, new)
        if set(old) != set(new):
            self._mark_measures_of(key.iri, change)

    def _mark_measures_of(self, entity: str, change: Change) -> None:
        for predicate in _PARTIES:
            for quad in self._database.match(None, predicate, entity, DERIVED_GRAPH):
                for block in self._database.values(subject(quad), _OF_BLOCK, META_GRAPH):
                    change.replace(META, [], [block_marker(Block(*block.split(" ", 1))).line])

    def _edge(self, key: Key, change: Change) -> None:
        wanted = edge_of(key)
        found = edge(wanted, self._claims.records(self._on_edge(wanted)), self._forms)
        old = [line(quad) for quad in self._database.match(key.iri, None, None, DERIVED_GRAPH)]
        ends = [(wanted.source, wanted.target), *([(wanted.target, wanted.source)] if wanted.symmetric else [])]
        for source, target in ends:
            old += map(line, self._database.match(source, wanted.predicate, target, DERIVED_GRAPH))
        change.replace(DERIVED, old, edge_lines(found) if found else [])

    def _on_edge(self, key: EdgeKey) -> set[str]:
        claims: set[str] = set()
        for predicate, form in self._forms:
            if predicate == key.predicate:
                claims |= self._between(form.source, key.source, form.target, key.target)
                if key.symmetric:
                    claims |= self._between(form.source, key.target, form.target, key.source)
        return claims

    def _between(self, source_role: str, source: str, target_role: str, target: str) -> frozenset[str]:
        return self._claims.with_filler(source_role, source) & self._claims.with_filler(target_role, target)

    def _block(self, key: Key, change: Change) -> None:
        block = block_of(key)
        candidates: set[str] = set()
        for role in _BLOCK_ROLES:
            candidates |= self._claims.with_filler(role, block.anchor)
        candidates &= self._claims.with_instrument(block.instrument)
        note = f"{block.instrument} {block.anchor}"
        before = list(self._database.match(None, _OF_BLOCK, ox.Literal(note), META_GRAPH))
        change.replace(META, map(line, before), [])
        for quad in before:
            change.replace(DERIVED, self._measure(subject(quad)), [])
        for measure in measures(block, self._claims.records(candidates), goods_codes()):
            change.replace(DERIVED, [], measure_lines(measure, self._names, self._schema))
            change.replace(META, [], [f'<{measure.iri}> <{_OF_BLOCK}> "{note}"'])

    def _measure(self, iri: str) -> Iterator[str]:
        """All that the derived graph says of a measure and its steps."""
        for quad in self._database.match(iri, None, None, DERIVED_GRAPH):
            yield line(quad)
            if quad.predicate.value == KG.step:
                yield from map(line, self._database.match(text(quad), None, None, DERIVED_GRAPH))

    def _everything(self) -> Iterator[Key]:
        for iri in self._database.subjects(KG.name):
            yield entity_key(iri)
        for record in self._claims.all():
            yield from touched_by([record], (), self._forms)


def _rule(schema: Schema) -> str:
    """What the derived graph depends on beside the claims."""
    edges = sorted(
        repr((e.type, e.source, e.target, e.predicate.iri, sorted(e.actions), sorted(e.stages))) for e in schema.edges
    )
    return digest(VERSION, schema.version, *edges, *(f"{iri} {codes}" for iri, codes in sorted(goods_codes().items())))
