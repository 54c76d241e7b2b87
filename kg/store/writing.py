"""Adding and dropping articles, each in one transaction together with the markers of what must be derived again."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg import rdf
from kg.errors import ReadingError
from kg.ids import BASE, article_iri, digest
from kg.model import Provenance, Reading
from kg.rdf.literals import string
from kg.schema import Schema
from kg.store import records
from kg.store.claims import Claims
from kg.store.database import META_GRAPH, NOTES, Database, insert, subject, text
from kg.store.keys import Key, forms, touched
from kg.store.records import RECORDS, SIZES
from kg.store.values import Counts
from kg.vocab import META

BATCH = 100
"""Articles after which what was written is flushed, and from which on new ones are loaded in bulk (see scripts)."""

_CONTENT, _PROVENANCE, _SIGNATURE = f"{NOTES}content", f"{NOTES}provenance", f"{NOTES}signature"

OnError = Callable[[ReadingError], None]
OnStored = Callable[[Sequence[str]], None]


@dataclass(frozen=True, slots=True)
class _Draft:
    """An article ready to be written: its triples as text, and what the store notes of it."""

    iri: str
    id: str
    triples: str
    notes: tuple[str, ...]
    new: bool

    @property
    def nquads(self) -> str:
        """Article and notes as N-Quads."""
        article = self.triples.replace(" .\n", f" <{self.iri}> .\n")
        return article + "".join(f"{note} <{META}> .\n" for note in self.notes)

    @property
    def update(self) -> str:
        """The article replaced whole."""
        return (
            f"DROP SILENT GRAPH <{self.iri}> ;\n{_forget(self.iri, (_CONTENT, _PROVENANCE))}"
            f"INSERT DATA {{ GRAPH <{self.iri}> {{\n{self.triples}}} }} ;\n{insert(META, self.notes)}"
        )


class Writer:
    """Writes articles to a database. Not to be used by two threads at once."""

    def __init__(self, database: Database, schema: Schema) -> None:
        self._database, self._schema, self._forms = database, schema, forms(schema)

    def batches(
        self, readings: Iterable[Reading], on_error: OnError | None, signatures: Mapping[str, bytes] | None
    ) -> Iterator[tuple[Counts, list[str]]]:
        """Write the readings; after each batch give its counts and the ids of the articles that are now stored."""
        for batch in _batched(readings):
            failed = 0
            drafts: dict[str, _Draft] = {}
            same: list[str] = []
            for reading in batch:
                try:
                    draft = self._draft(reading, (signatures or {}).get(reading.article.id))
                except ReadingError as error:
                    failed += 1
                    _report(error, on_error)
                    continue
                if draft is None:
                    same.append(reading.article.id)
                else:
                    drafts[draft.iri] = draft
            written = self._write(list(drafts.values()), on_error)
            new = sum(draft.new for draft in written)
            lost = len(drafts) - len(written)
            yield Counts(new, len(written) - new, len(same), failed + lost), [*same, *(draft.id for draft in written)]

    def drop(self, article: str) -> None:
        """Take an article out of the store with all notes of it; what was derived from it is marked."""
        markers = [key.line for key in self._touched_before(article)]
        self._database.update(f"DROP SILENT GRAPH <{article}> ;\n{_forget(article)}{insert(META, markers)}")

    def has(self, sha256: str, provenance: Provenance | None) -> bool:
        """Whether a reading of this text by these versions is stored."""
        article = f"{BASE}article/{sha256[:20]}"
        return _provenance_digest(provenance) in self._database.values(article, _PROVENANCE, META_GRAPH)

    def signatures(self) -> Iterator[tuple[str, bytes]]:
        """Articles (IRIs) with the bytes that were stored beside them to find near copies."""
        for quad in self._database.match(None, _SIGNATURE, None, META_GRAPH):
            yield subject(quad), base64.b64decode(text(quad))

    def _draft(self, reading: Reading, signature: bytes | None) -> _Draft | None:
        """The article to write; None when the store holds the very same."""
        article, triples = article_iri(reading.article), rdf.ntriples(reading, self._schema)
        lines = sorted(set(triples.splitlines()))  # the same for the same set of triples in any order
        content = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]
        known = self._database.values(article, _CONTENT, META_GRAPH)
        if known == [content]:
            return None
        found = records.of_reading(reading)
        keys = touched(found, self._forms)
        if known:
            keys |= self._touched_before(article)
        notes = [
            f'<{article}> <{_CONTENT}> "{content}"',
            f'<{article}> <{_PROVENANCE}> "{_provenance_digest(reading.provenance)}"',
            f"<{records.place(article)}> <{RECORDS}> {string(records.written(found, reading.article))}",
            f'<{records.place(article)}> <{SIZES}> "{len(lines)} {len(found.claims)}"',
            *([f'<{article}> <{_SIGNATURE}> "{base64.b64encode(signature).decode()}"'] if signature else []),
            *sorted(key.line for key in keys),
        ]
        return _Draft(article, reading.article.id, triples, tuple(notes), not known)

    def _touched_before(self, article: str) -> frozenset[Key]:
        return touched(Claims(self._database, self._schema).of_article(article), self._forms)

    def _write(self, drafts: list[_Draft], on_error: OnError | None) -> list[_Draft]:
        new = [draft for draft in drafts if draft.new]
        if len(new) < BATCH:
            return [draft for draft in drafts if self._write_one(draft, on_error)]
        try:
            self._database.bulk("".join(draft.nquads for draft in new))
        except (SyntaxError, ValueError):  # one that cannot be written spoils all: find it
            return [draft for draft in drafts if self._write_one(draft, on_error)]
        return new + [draft for draft in drafts if not draft.new and self._write_one(draft, on_error)]

    def _write_one(self, draft: _Draft, on_error: OnError | None) -> bool:
        try:
            self._database.update(draft.update)
        except (SyntaxError, ValueError) as error:
            _report(ReadingError(f"cannot be written as RDF: {error}", where=draft.id), on_error)
            return False
        return True


def _batched(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
    """Lists of BATCH; what was read before the source failed or was interrupted is given first.

    An article that comes again closes its batch, so that the later reading is seen to replace the earlier.
    """
    batch: dict[str, Reading] = {}
    try:
        for reading in readings:
            article = article_iri(reading.article)
            if len(batch) == BATCH or article in batch:
                yield list(batch.values())
                batch = {}
            batch[article] = reading
    except (Exception, KeyboardInterrupt):
        if batch:
            yield list(batch.values())
        raise
    if batch:
        yield list(batch.values())


def _report(error: ReadingError, on_error: OnError | None) -> None:
    if on_error is None:
        raise error
    on_error(error)


def _forget(article: str, predicates: Iterable[str] = (_CONTENT, _PROVENANCE, _SIGNATURE)) -> str:
    notes = [
        *((article, predicate) for predicate in predicates),
        *((records.place(article), predicate) for predicate in (RECORDS, SIZES)),
    ]
    return "".join(f"DELETE WHERE {{ GRAPH <{META}> {{ <{s}> <{p}> ?o }} }} ;\n" for s, p in notes)


def _provenance_digest(provenance: Provenance | None) -> str:
    return digest(provenance.model_dump_json() if provenance else "none")
