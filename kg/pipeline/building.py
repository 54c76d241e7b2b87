"""The main job: sources → articles → readings → store → measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.model import Article, Reading
from kg.pipeline.bulk import TIME_LIMIT, OnError, read_articles
from kg.pipeline.loading import BATCH, write
from kg.pipeline.reader import current_provenance
from kg.pipeline.summary import Summary, Tally

if TYPE_CHECKING:
    from kg.store import Store

OnProgress = Callable[[Summary], None]
"""Told how far a build is, after each article that was read."""

_PATIENCE = 10.0  # seconds after which a batch is written though it is not full: slow reading is then not lost either


def build(  # noqa: PLR0913 - all but two are keywords with a default
    sources: Iterable[str | Path],
    store: Store,
    *,
    jobs: int | None = None,
    language: str | None = None,
    on_error: OnError | None = None,
    progress: OnProgress | None = None,
    time_limit: float | None = TIME_LIMIT,
) -> Summary:
    """Read all articles of the sources into an open store and put their measures together.

    What the store holds in the same reading (text, kg, ontology and lexicon agree) is not read again, so that the same
    call after an interruption goes on where that stopped. Articles in a language without lexicon are reported and
    left out. Near-copies are linked, to articles of earlier runs too. Memory does not grow with the number of articles.
    Parameters as of ``read``; without ``on_error`` failed inputs are only counted, in the summary.

    Raises StoreError when the store cannot be written; what was stored before stays.
    """
    from kg.sources import articles

    run = _Run(store, on_error)
    found = articles(sources, language=language, on_error=run.report, on_duplicate=run.repeat)
    due = monotonic() + _PATIENCE
    for outcome in read_articles(run.new(found), jobs=jobs, time_limit=time_limit):
        run.take(outcome.reading, outcome.error)
        if len(run.batch) >= BATCH or monotonic() > due:
            run.write()
            due = monotonic() + _PATIENCE
        if progress:
            progress(run.tally.summary())
    run.write()
    with run.tally.timed("resolving"):
        store.resolve()
    return run.tally.summary()


class _Run:
    """What a build holds while it runs: the counts, the index of near-copies, the batch to be written next."""

    def __init__(self, store: Store, on_error: OnError | None) -> None:
        from kg.sources.near import NearCopies

        self.tally, self.batch = Tally(), list[Reading]()
        self._store, self._on_error = store, on_error
        self._made_by = current_provenance()
        self._near = NearCopies()
        for name, signature in store.signatures():
            self._near.add_signature(name, signature)
        self._signatures: dict[str, bytes] = {}  # of the articles between here and the store

    def new(self, articles: Iterable[Article]) -> Iterator[Article]:
        """The articles that have to be read, with links to their near-copies."""
        for article in articles:
            self.tally.articles += 1
            if article.sha256 and self._store.has(article.sha256, self._made_by):
                self.tally.unchanged += 1
                self.tally.handled += 1
            else:
                signature = self._near.signature(article)
                copies = self._near.add_signature(article.id, signature)
                self._signatures[article.id] = signature
                yield article.model_copy(update={"near_copies": copies})

    def take(self, reading: Reading, error: KgError | None) -> None:
        """Keep a reading for the next batch, or tell why there is none."""
        self.tally.handled += 1
        if error:
            self._signatures.pop(reading.article.id, None)
            self.report(error)
        else:
            self.batch.append(reading)

    def write(self) -> None:
        """Store the batch."""
        batch, self.batch = self.batch, []
        signatures = {each.article.id: self._signatures.pop(each.article.id, b"") for each in batch}
        write(batch, self._store, self.tally, on_error=self.report, signatures=signatures)

    def report(self, error: KgError) -> None:
        """An input that gave nothing."""
        self.tally.skip(error)
        if self._on_error:
            self._on_error(error)

    def repeat(self, _article: Article, _earlier: str) -> None:
        """An article with the text of an earlier one."""
        self.tally.articles += 1
        self.tally.handled += 1
        self.tally.repeated += 1
