"""What a build did: counts, reasons, times."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from time import perf_counter
from typing import Any

from kg.errors import KgError
from kg.model import Reading

_REASONS = 50  # distinct reasons kept, so that memory stays constant over a million broken files
OTHER = "other reasons"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build has done so far, or in all.

    ``articles`` is how many were met, ``handled`` how many of them are through; ``new`` and ``replaced`` of them were
    stored, ``unchanged`` were in the store already, in this reading; ``repeated`` had a text that another article of
    this run has too. ``near_copies`` of the stored ones are linked to articles with nearly the same text.
    ``skipped`` inputs gave nothing, for ``reasons``.
    """

    articles: int = 0
    handled: int = 0
    new: int = 0
    replaced: int = 0
    unchanged: int = 0
    repeated: int = 0
    near_copies: int = 0
    skipped: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    claims: Mapping[str, int] = field(default_factory=dict)
    """Claims by type, in the readings that this run gave to the store."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Wall-clock time of ``reading`` (and looking ahead), ``storing``, ``resolving``, and in ``all``."""

    @property
    def stored(self) -> int:
        """Articles that this run wrote."""
        return self.new + self.replaced

    def to_dict(self) -> dict[str, Any]:
        """As plain values, for JSON."""
        return asdict(self)


class Tally:
    """The counts while a build runs."""

    def __init__(self) -> None:
        self.articles = self.handled = self.new = self.replaced = self.unchanged = self.repeated = self.near_copies = (
            self.skipped
        ) = 0
        self.reasons: Counter[str] = Counter()
        self.claims: Counter[str] = Counter()
        self._seconds: dict[str, float] = defaultdict(float)
        self._begin = perf_counter()

    def skip(self, error: KgError) -> None:
        """Count an input that gave nothing. Reasons carry no place, so that equal ones add up."""
        self.skipped += 1
        known = error.message in self.reasons or len(self.reasons) < _REASONS
        self.reasons[error.message if known else OTHER] += 1

    def read(self, reading: Reading) -> None:
        """Count what a reading says."""
        self.claims.update(claim.type for claim in reading.claims)
        self.near_copies += bool(reading.article.near_copies)

    @contextmanager
    def timed(self, phase: str) -> Iterator[None]:
        """Add the time spent inside to a phase."""
        begin = perf_counter()
        try:
            yield
        finally:
            self._seconds[phase] += perf_counter() - begin

    def summary(self) -> Summary:
        """The counts as they stand."""
        total = perf_counter() - self._begin
        known = {phase: self._seconds[phase] for phase in ("storing", "resolving")}
        seconds = {"reading": total - sum(known.values()), **known, "all": total}
        return Summary(
            self.articles,
            self.handled,
            self.new,
            self.replaced,
            self.unchanged,
            self.repeated,
            self.near_copies,
            self.skipped,
            dict(self.reasons.most_common()),
            dict(sorted(self.claims.items())),
            {phase: round(value, 2) for phase, value in seconds.items()},
        )
