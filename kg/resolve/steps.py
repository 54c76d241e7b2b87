"""The steps of one measure: which of its claims report the same act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date as Day  # noqa: N812 - a field is named date

from kg.resolve.records import ClaimRecord, Interval, days_apart, narrower

NEAR = 3
"""Days by which reports of one act may differ: a weekend between decision and publication."""

FRESH = 60
"""Days by which reports of an act with no stated date may differ."""

_NEVER: Interval = (Day.min, Day.min)

STAGES = ("threatened", "proposed", "announced", "done", "denied")
"""In the order in which a measure goes through them; a stage that is not among them comes last."""


@dataclass(frozen=True, slots=True)
class Step:
    """An action at a stage, with all claims that report it, and the narrowest date that they state.

    A date that is in doubt stands only where there is no other.
    """

    action: str
    stage: str
    date: Interval | None
    claims: tuple[ClaimRecord, ...]

    @property
    def when(self) -> Interval | None:
        """Its date, else when it was first reported."""
        reported = [claim.report.published for claim in self.claims if claim.report.published]
        return self.date or min(reported, default=None)

    @property
    def reported(self) -> Day | None:
        """The day of the first report; the last that is possible, of a month or a year."""
        return min((claim.report.published[1] for claim in self.claims if claim.report.published), default=None)

    @property
    def order(self) -> tuple[Day, int, str, str]:
        """In time; at the same time a threat before the act."""
        begin = self.when[0] if self.when else Day.max
        return begin, stage_rank(self.stage), self.action, self.claims[0].iri


def stage_rank(stage: str) -> int:
    """The place of a stage in the life of a measure."""
    return STAGES.index(stage) if stage in STAGES else len(STAGES)


def steps(claims: Iterable[ClaimRecord]) -> tuple[Step, ...]:
    """The steps of a measure in time. Each claim is in exactly one."""
    kinds: dict[tuple[str, str], list[ClaimRecord]] = defaultdict(list)
    for claim in claims:
        kinds[claim.action, claim.stage].append(claim)
    found = [step for (action, stage), members in kinds.items() for step in _of_one_kind(action, stage, members)]
    return tuple(sorted(found, key=lambda step: step.order))


@dataclass(slots=True)
class _Draft:
    """A step in the making: its date where one is stated, else the time over which it was reported."""

    date: Interval | None
    doubtful: Interval | None = None
    reported: Interval | None = None
    claims: list[ClaimRecord] = field(default_factory=list)

    def take(self, claim: ClaimRecord) -> None:
        self.claims.append(claim)
        self.date = narrower(self.date, claim.firm_date)
        self.doubtful = narrower(self.doubtful, claim.date)
        if published := claim.report.published:
            known = self.reported or published
            self.reported = min(known[0], published[0]), max(known[1], published[1])


def _of_one_kind(action: str, stage: str, claims: list[ClaimRecord]) -> list[Step]:
    """Precise dates first, so that "in April" joins the 12th of April and not the other way round."""
    drafts: list[_Draft] = []
    for claim in sorted(claims, key=_precision):
        draft = _dated(claim, drafts) if claim.firm_date else _reported(claim, drafts)
        if draft is None:
            draft = _Draft(claim.firm_date)
            drafts.append(draft)
        draft.take(claim)
    return [Step(action, stage, d.date or d.doubtful, tuple(sorted(d.claims, key=lambda c: c.iri))) for d in drafts]


def _precision(claim: ClaimRecord) -> tuple[int, Day, str]:
    if claim.firm_date is None:
        return 10**6, claim.report.published[0] if claim.report.published else Day.max, claim.iri
    first, last = claim.firm_date
    return (last - first).days, first, claim.iri


def _dated(claim: ClaimRecord, drafts: list[_Draft]) -> _Draft | None:
    """The nearest step that is not further away than NEAR."""
    stated = claim.firm_date
    near = [(days_apart(stated, d.date), d.date, d) for d in drafts if stated and d.date]
    close = [entry for entry in near if entry[0] <= NEAR]
    return min(close, key=lambda entry: entry[:2])[2] if close else None


def _reported(claim: ClaimRecord, drafts: list[_Draft]) -> _Draft | None:
    """Where a claim without a date belongs.

    News may look back for years: what is done is the last such act that is dated before the report.
    Else it is the act that is nearest in time, within FRESH days.
    """
    published = claim.report.published
    if published is None:
        return next((draft for draft in drafts if draft.date is None), None)
    if claim.stage == "done":
        before = [d for d in drafts if d.date and (d.date[0] - published[1]).days <= NEAR]
        if before:
            return max(before, key=lambda draft: draft.date or _NEVER)
    near = [(days_apart(published, when), n) for n, d in enumerate(drafts) if (when := d.date or d.reported)]
    close = [entry for entry in near if entry[0] <= FRESH]
    return drafts[min(close)[1]] if close else None
