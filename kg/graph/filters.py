"""Which claims a projection keeps, and why it leaves the others out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from kg import edtf
from kg.errors import ReadingError, UsageError
from kg.graph.read import ClaimRow

BLOCS = ("as-one", "members")
ANY = "all"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a claim must be to be kept. Empty tuples and None keep all.

    ``since`` and ``until`` are days (ISO 8601, both included) that the claim's own dates must overlap; ``known_by`` is
    the last day of publication; ``speaker`` holds IRIs.
    """

    since: str | None = None
    until: str | None = None
    known_by: str | None = None
    stage: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    action: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    min_confidence: float = 0.0
    undated: bool = False

    def keep(self, claims: Iterable[ClaimRow], left_out: Counter[str]) -> Iterator[ClaimRow]:
        """The claims that pass. Counts each of the others in ``left_out``, under the first filter that it fails."""
        checks = list(self._checks())
        for claim in claims:
            for name, passes in checks:
                if not passes(claim):
                    left_out[name] += 1
                    break
            else:
                yield claim

    def _checks(self) -> Iterator[tuple[str, Callable[[ClaimRow], bool]]]:
        """Only the filters that are set, since each costs time a claim."""
        for name, allowed in (("type", self.type), ("stage", self.stage), ("action", self.action)):
            if allowed:
                yield name, _among(name, allowed)
        if self.instrument:
            yield "instrument", _among("instrument", self.instrument)
        if self.language:
            yield "language", lambda claim: claim.article.language in self.language
        if self.speaker:
            yield "speaker", lambda claim: not set(self.speaker).isdisjoint(claim.roles.get("speaker", ()))
        if self.min_confidence > 0:
            # A reading coded by hand has no confidence: it is sure.
            yield "confidence", lambda claim: claim.confidence is None or claim.confidence >= self.min_confidence
        if self.known_by:
            yield "published", self._published
        if self.since or self.until:
            if not self.undated:
                yield "undated", lambda claim: bool(claim.earliest or claim.latest)
            yield "time", self._overlaps

    def _published(self, claim: ClaimRow) -> bool:
        """An article of unknown date cannot be said to have been known."""
        return claim.article.published is not None and edtf.bounds(claim.article.published)[1].isoformat() <= str(
            self.known_by
        )

    def _overlaps(self, claim: ClaimRow) -> bool:
        """A date that is open at an end reaches as far as one likes; so does none at all."""
        after = not self.since or claim.latest is None or claim.latest >= self.since
        return after and (not self.until or claim.earliest is None or claim.earliest <= self.until)


def day(value: object, *, last: bool, name: str) -> str | None:
    """The first or last day of what a caller gives: a date, or text such as "2024", "2024-04", "2024-04-12"."""
    if value is None:
        return None
    try:
        return edtf.bounds(str(value))[1 if last else 0].isoformat()
    except ReadingError:
        raise UsageError(f"{name} {str(value)!r} is no date", hint="valid are 2024, 2024-04 and 2024-04-12") from None


def values(given: str | Iterable[str] | None) -> tuple[str, ...]:
    """One value or several as a tuple without doubles."""
    return tuple(dict.fromkeys([given] if isinstance(given, str) else given or ()))


def among(given: Iterable[str], valid: Collection[str], name: str) -> tuple[str, ...]:
    """The values, or a UsageError that names those that are valid."""
    kept = tuple(given)
    if unknown := [value for value in kept if value not in valid]:
        hint = f"valid: {', '.join(sorted(valid))}"
        raise UsageError(f"no {name} {', '.join(map(repr, unknown))}", hint=hint)
    return kept


def _among(name: str, allowed: tuple[str, ...]) -> Callable[[ClaimRow], bool]:
    number, kept = ClaimRow._fields.index(name), frozenset(allowed)
    return lambda claim: claim[number] in kept
