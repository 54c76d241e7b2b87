"""The face of the store: few verbs over the modules beside it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from kg import rdf
from kg.errors import StoreError, StoreFull
from kg.model import Provenance, Reading
from kg.schema import Schema
from kg.schema import load as load_schema
from kg.schema.queries import query as question
from kg.store import explaining, listing, naming, opening, snapshots
from kg.store.database import NOTES, Database, insert
from kg.store.deriving import Deriver, Translations
from kg.store.disk import explained
from kg.store.dumping import dump
from kg.store.querying import query
from kg.store.result import Result
from kg.store.values import ArticleRow, Counts, EntityRow, Explanation, MeasureRow, Resolved, Stats
from kg.store.writing import BATCH, OnError, OnStored, Writer
from kg.vocab import META, VOCABULARY

_PUBLISHED_EVERY = 30.0  # seconds between two states that readers see while somebody writes
_THINGS_AN_ARTICLE = 10  # derived things that weigh as much as an article
_ONTOLOGY = f"{NOTES}ontology"


class Store:
    """What articles say, one graph each, and what is derived from it. One writer, many readers; not for two threads.

    Open it with ``Store.open`` in a ``with`` block: closing publishes to readers what was written.
    """

    def __init__(self, database: Database, opened: opening.Opened | None, schema: Schema, *, writable: bool) -> None:
        self._database: Database | None = database
        self._opened, self._schema, self._writable = opened, schema, writable
        self._unflushed, self._published = 0, time.monotonic()

    @classmethod
    def open(
        cls, path: str | os.PathLike[str] | None = None, write: bool = False, *, schema: Schema | None = None
    ) -> Self:
        """Open the store in a folder, or an empty one in memory (``path`` None, always writable).

        A writer makes the store where the folder is missing or empty; readers see what was last published.
        Raises StoreMissing, StoreForeign, StoreVersion, StoreLocked (somebody else writes) or StoreFull.
        """
        schema = schema or load_schema()
        if path is None:
            store = cls(Database.in_memory(), None, schema, writable=True)
        else:
            with explained(Path(path), "the store cannot be opened"):
                opened = opening.for_writing(Path(path)) if write else opening.for_reading(Path(path))
            store = cls(opened.take(), opened, schema, writable=write)
        if store._writable:
            store._keep_vocabulary()
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        except StoreFull:  # a full disk was most likely the first error already
            if error is None:
                raise

    def close(self) -> None:
        """Publish what was written, and let go. Nothing happens the second time."""
        if self._database is None:
            return
        try:
            self.publish()
        finally:
            self._database = None
            if self._opened is not None:
                self._opened.release()

    # What changes the store

    def add(
        self,
        readings: Iterable[Reading],
        *,
        on_error: OnError | None = None,
        on_stored: OnStored | None = None,
        signatures: Mapping[str, bytes] | None = None,
    ) -> Counts:
        """Store readings, each whole or not at all. Any other reading of the same text replaces the one that is there.

        Written in batches: after each, ``on_stored`` gets the ids of articles that now survive the end of the process.
        A reading that breaks the ontology goes to ``on_error`` (without it, it is raised) and the others are
        stored. ``signatures`` are bytes to keep beside an article, by its id. Raises StoreFull; what was stored stays.
        """
        writer, counts = Writer(self._to_write(), self._schema), Counts()
        for done, articles in writer.batches(readings, on_error, signatures):
            counts += done
            if on_stored is not None:
                on_stored(articles)
            self._written(done.stored)
        return counts

    def drop(self, names: Iterable[str]) -> int:
        """Take articles out, with all that was derived from them: by id, IRI, URL, or the first digits of the hash.

        Gives their number. Raises NotFound, before anything is dropped, when one of them is not there.
        """
        articles = {iri for name in names for iri in naming.articles(self._db, name)}
        writer = Writer(self._to_write(), self._schema)
        for article in sorted(articles):
            writer.drop(article)
        if articles:
            self.resolve()
        return len(articles)

    def resolve(self, *, rebuild: bool = False, translations: Translations | None = None) -> Resolved:
        """Derive measures, edges and labels where articles came or went; all of them anew with ``rebuild``.

        ``translations`` gives names in other languages by the link or IRI of an entity, instead of the gazetteer's.
        The rule: ``kg.resolve``. A process that is killed in between goes on in the next call.
        """
        database = self._to_write()
        deriver = Deriver(database, self._schema, translations)
        if rebuild:
            deriver.restart()
        done = deriver.run()
        self._written((done.entities + done.edges + done.blocks) // _THINGS_AN_ARTICLE)
        return done

    def publish(self) -> None:
        """Let readers see what is stored now. Closing does it too."""
        opened = self._opened
        if opened is not None and self._writable and opened.layout.unpublished.exists():
            snapshots.publish(opened.layout, self._db.store)
            self._unflushed, self._published = 0, time.monotonic()

    # What asks it

    def has(self, sha256: str, provenance: Provenance | None) -> bool:
        """Whether the text with this hash is stored as read by these versions, so that it need not be read again."""
        return Writer(self._db, self._schema).has(sha256, provenance)

    def signatures(self) -> Iterator[tuple[str, bytes]]:
        """The bytes kept beside articles, with the ids of these."""
        for article, kept in Writer(self._db, self._schema).signatures():
            yield naming.article_id(self._db, article), kept

    def query(self, text: str, *, graphs: Iterable[str] | None = None) -> Result:
        """Ask in SPARQL 1.1. The default graph is the union of all, or of ``graphs`` (IRIs, derived, vocabulary, meta).

        Prefixes of kg need not be declared. Raises QueryError with line and column; SERVICE and updates are refused.
        """
        return query(self._db, text, graphs)

    def select(self, text: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query as pyoxigraph terms, None where a variable is unbound."""
        return self.query(text).terms()

    def named(self, name: str, /, **params: str | int) -> Result:
        """Ask a question of ``ontology/queries`` with its parameters; entities by any of their names.

        Raises UsageError, with what would be valid, for an unknown question or parameter, NotFound for an entity.
        """
        return self.query(question(name).render(self._entities, schema=self._schema, **params))

    def explain(self, *names: str, limit: int = 100) -> Explanation:
        """Every step of a measure, edge or entity: who said it, where and when, in which words.

        One name: an IRI, the end of a measure's IRI, a link ("iso:US"), a name in any language that articles use,
        an article's id. Two names, or "US -> RU": the edge between them. Raises NotFound, with names that are near.
        """
        return explaining.explain(self._db, self._schema, names, limit)

    def articles(self) -> Iterator[ArticleRow]:
        """The articles, by date and id."""
        return listing.articles(self._db)

    def entities(self) -> Iterator[EntityRow]:
        """The entities, those that most articles name first."""
        return listing.entities(self._db, self._schema)

    def measures(self) -> Iterator[MeasureRow]:
        """The measures, those with most independent articles first."""
        return listing.measures(self._db)

    def names(self, prefix: str, limit: int = 10) -> list[str]:
        """Names of entities and ids of articles that begin with, contain or resemble this."""
        return naming.suggestions(self._db, prefix, limit)

    def stats(self) -> Stats:
        """Numbers of all that is stored."""
        return listing.stats(self._db, self._schema, self._opened.layout.root if self._opened else None)

    def dump(
        self, form: str, output: IO[bytes] | str | os.PathLike[str], *, graphs: Iterable[str] | None = None
    ) -> None:
        """Write quads (nq, trig, jsonld) or triples (nt, ttl, rdf) of all graphs but META, or of some."""
        dump(self._db, form, output, graphs)

    def reading(self, name: str) -> Reading:
        """The reading of an article, by any of its names. Raises NotFound."""
        from pyoxigraph import NamedNode

        (article,) = naming.articles(self._db, name)[:1]
        return rdf.reading(self._db.match(graph=NamedNode(article)), self._schema)

    # Inside

    @property
    def _db(self) -> Database:
        if self._database is None:
            raise StoreError("the store is closed", hint="open it again")
        return self._database

    def _entities(self, name: str) -> list[str]:
        return [naming.entity(self._db, name)]

    def _to_write(self) -> Database:
        if not self._writable:
            where = str(self._opened.layout.root) if self._opened else None
            raise StoreError("the store was opened for reading", where=where, hint="Store.open(path, write=True)")
        if self._opened is not None:
            snapshots.mark_unpublished(self._opened.layout)
        return self._db

    def _written(self, articles: int) -> None:
        """Flush each BATCH articles, publish now and then."""
        self._unflushed += articles
        if self._opened is None or self._unflushed < BATCH:
            return
        self._db.flush()
        self._unflushed = 0
        if time.monotonic() - self._published > _PUBLISHED_EVERY:
            self.publish()

    def _keep_vocabulary(self) -> None:
        """Ontology and code lists as this version of kg has them."""
        from kg.ids import digest

        lines = sorted({f"{q.subject} {q.predicate} {q.object}" for q in rdf.vocabulary_quads(self._schema)})
        wanted = digest(*lines)
        if self._db.values(VOCABULARY, _ONTOLOGY, None) != [wanted]:
            forget = f"DELETE WHERE {{ GRAPH <{META}> {{ <{VOCABULARY}> <{_ONTOLOGY}> ?o }} }} ;\n"
            note = insert(META, [f'<{VOCABULARY}> <{_ONTOLOGY}> "{wanted}"'])
            self._to_write().update(f"DROP SILENT GRAPH <{VOCABULARY}> ;\n{forget}{insert(VOCABULARY, lines)}{note}")
