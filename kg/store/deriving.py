"""The derived graph: labels of entities, shortcut edges, measures with their steps.

What has to be derived is marked in META in the transaction that changes an article; the marker goes in the transaction
that derives it. So the derived graph may lag behind after a kill, and the next call goes on; it is never
half of a thing.

In memory are the claims of one block or of one entity, and what one transaction changes: not all articles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice

import pyoxigraph as ox

from kg.ids import digest
from kg.resolve import VERSION, Block, ClaimRecord, EdgeKey, edge, measures
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
    forms,
    touched,
)
from kg.store.known import goods_codes, translations
from kg.store.naming import all_articles
from kg.store.values import Resolved
from kg.vocab import DERIVED, KG, META, RDF, SKOS

_MARKED = 10_000  # markers that are looked at at once
_LINES = 10_000  # triples that one transaction changes, or a few more
_FLUSHED = 4 * 1024**2  # characters of updates after which the database is flushed
_ARTICLES = 500  # whose markers are written at once
_SHARED = 400  # claims of an entity to be read for each of its edges, above which the edges are read one by one
_OF_BLOCK = f"{NOTES}block"
_RULE = f"{NOTES}rule"
_BLOCK_ROLES = ("target", "goods", "agent", "addressee")
_PARTIES = (KG.sender, KG.target, KG.goods)
_LABELS = (RDF.type, KG.link, SKOS.prefLabel)

Translations = Callable[[str], dict[str, str]]
"""From the link of an entity, or its IRI, to its names by language."""


class Change:
    """What one transaction takes from and adds to the derived graph and to META."""

    def __init__(self) -> None:
        self._old: dict[str, set[str]] = {DERIVED: set(), META: set()}
        self._new: dict[str, set[str]] = {DERIVED: set(), META: set()}

    def replace(self, graph: str, old: Iterable[str], new: Iterable[str]) -> None:
        """Triples that were there, and those that shall be."""
        self._old[graph].update(old)
        self._new[graph].update(new)

    def __len__(self) -> int:
        return sum(map(len, (*self._old.values(), *self._new.values())))

    @property
    def update(self) -> str:
        """As SPARQL; what stays is not touched."""
        return "".join(
            delete(graph, sorted(self._old[graph] - self._new[graph]))
            + insert(graph, sorted(self._new[graph] - self._old[graph]))
            for graph in (DERIVED, META)
        )


class Deriver:
    """Derives what is marked."""

    def __init__(self, database: Database, schema: Schema, names: Translations | None = None) -> None:
        self._database, self._schema, self._forms = database, schema, forms(schema)
        self._claims, self._names = Claims(database, schema), Names(database)
        self._translations = names or translations
        self._rule, self._written = _rule(schema), 0

    def run(self) -> Resolved:
        """Derive all that is marked; entities first, since measures bear their names.

        All is derived anew where another rule, ontology or table of names made what is there.
        """
        if self._database.values(DERIVED, _RULE, META_GRAPH) != [self._rule]:
            self.restart()
        entities = self._all(STALE_ENTITY, self._entities)
        edges = self._all(STALE_EDGE, self._edges)
        return Resolved(entities, edges, self._all(STALE_BLOCK, self._blocks))

    def restart(self) -> None:
        """Mark everything, and drop the derived graph. What is killed in between begins again with the next run."""
        forget = f"DELETE WHERE {{ GRAPH <{META}> {{ <{DERIVED}> <{_RULE}> ?r }} }} ;\n"
        self._database.update(forget)
        if next(self._database.match(graph=DERIVED_GRAPH), None) is not None:
            self._mark_everything()
            self._empty(DERIVED, lambda: self._database.match(graph=DERIVED_GRAPH))
            self._empty(META, lambda: self._database.match(None, _OF_BLOCK, None, META_GRAPH))
        self._database.update(insert(META, [f'<{DERIVED}> <{_RULE}> "{self._rule}"']))

    def _mark_everything(self) -> None:
        articles = list(all_articles(self._database))
        for start in range(0, len(articles), _ARTICLES):
            found = (self._claims.of_article(article) for article in articles[start : start + _ARTICLES])
            self._write(insert(META, {key.line for each in found for key in touched(each, self._forms)}))

    def _empty(self, graph: str, left: Callable[[], Iterator[ox.Quad]]) -> None:
        """Delete these quads, some at a time: one transaction holds all that it changes in memory."""
        while lines := list(map(line, islice(left(), _LINES))):
            self._write(delete(graph, lines))

    def _all(self, marker: str, derive: Callable[[list[Key]], Iterator[tuple[Key, Change]]]) -> int:
        """Derive all that bears the marker, and write it in transactions of some size."""
        done = 0
        while keys := self._marked(marker):
            pending: list[str] = []
            size = 0
            for key, change in derive(keys):
                change.replace(META, [key.line], [])
                pending.append(change.update)
                size += len(change)
                if size > _LINES:
                    self._write("".join(pending))
                    pending, size = [], 0
            self._write("".join(pending))
            done += len(keys)
        return done

    def _write(self, update: str) -> None:
        """Run an update. The database holds what it was given in memory until it is flushed."""
        self._database.update(update)
        self._written += len(update)
        if self._written > _FLUSHED:
            self._database.flush()
            self._written = 0

    def _marked(self, marker: str) -> list[Key]:
        quads = islice(self._database.match(None, marker, None, META_GRAPH), _MARKED)
        return [Key.read(subject(q), marker, text(q)) for q in quads]

    def _entities(self, keys: list[Key]) -> Iterator[tuple[Key, Change]]:
        for key in keys:
            change = Change()
            self._entity(key, change)
            yield key, change

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

    def _edges(self, keys: list[Key]) -> Iterator[tuple[Key, Change]]:
        """Those that leave one entity one after the other."""
        wanted = sorted(((edge_of(key), key) for key in keys), key=lambda pair: (pair[0].source, pair[0]))
        for source, group in groupby(wanted, key=lambda pair: pair[0].source):
            pairs = list(group)
            shared = self._leaving(source, {key.predicate for key, _ in pairs}, _SHARED * len(pairs))
            for key, marker in pairs:
                claims = shared.get(key.target, ()) if shared is not None else self._on_edge(key)
                yield marker, self._edge(key, claims)

    def _edge(self, key: EdgeKey, claims: Iterable[ClaimRecord]) -> Change:
        change, found = Change(), edge(key, claims, self._forms)
        old = [line(quad) for quad in self._database.match(key.iri, None, None, DERIVED_GRAPH)]
        ends = [(key.source, key.target), *([(key.target, key.source)] if key.symmetric else [])]
        for source, target in ends:
            old += map(line, self._database.match(source, key.predicate, target, DERIVED_GRAPH))
        change.replace(DERIVED, old, edge_lines(found) if found else [])
        return change

    def _leaving(self, source: str, predicates: set[str], most: int) -> dict[str, list[ClaimRecord]] | None:
        """The claims that may become edges of an entity, by the other end; None where there are too many to read."""
        wanted = [form for predicate, form in self._forms if predicate in predicates]
        either = {form.target for form in wanted if form.symmetric}
        types, found = {form.type for form in wanted}, dict[str, dict[str, ClaimRecord]]()
        roles = sorted({form.source for form in wanted} | either)
        if sum(self._claims.how_many(role, source) for role in roles) > most:
            return None
        for role in roles:
            for record in self._claims.with_filler(role, source):
                if record.type in types:
                    for other in set().union(*record.roles.values()):
                        found.setdefault(other, {})[record.iri] = record
        return {other: list(claims.values()) for other, claims in found.items()}

    def _on_edge(self, key: EdgeKey) -> Iterator[ClaimRecord]:
        for predicate, form in self._forms:
            if predicate == key.predicate:
                yield from self._claims.between(form.source, key.source, form.target, key.target)
                if key.symmetric:
                    yield from self._claims.between(form.source, key.target, form.target, key.source)

    def _blocks(self, keys: list[Key]) -> Iterator[tuple[Key, Change]]:
        for key in sorted(keys, key=lambda key: (block_of(key).anchor, key.iri)):
            yield key, self._block(block_of(key))

    def _block(self, block: Block) -> Change:
        change, note = Change(), f"{block.instrument} {block.anchor}"
        before = list(self._database.match(None, _OF_BLOCK, ox.Literal(note), META_GRAPH))
        change.replace(META, map(line, before), [])
        for quad in before:
            change.replace(DERIVED, self._measure(subject(quad)), [])
        claims = self._claims.on(block.instrument, block.anchor, _BLOCK_ROLES)
        for measure in measures(block, claims, goods_codes()):
            change.replace(DERIVED, [], measure_lines(measure, self._names, self._schema))
            change.replace(META, [], [f'<{measure.iri}> <{_OF_BLOCK}> "{note}"'])
        return change

    def _measure(self, iri: str) -> Iterator[str]:
        """All that the derived graph says of a measure and its steps."""
        for quad in self._database.match(iri, None, None, DERIVED_GRAPH):
            yield line(quad)
            if quad.predicate.value == KG.step:
                yield from map(line, self._database.match(text(quad), None, None, DERIVED_GRAPH))


def _rule(schema: Schema) -> str:
    """What the derived graph depends on beside the claims."""
    edges = sorted(
        repr((e.type, e.source, e.target, e.predicate.iri, sorted(e.actions), sorted(e.stages))) for e in schema.edges
    )
    return digest(VERSION, schema.version, *edges, *(f"{iri} {codes}" for iri, codes in sorted(goods_codes().items())))
