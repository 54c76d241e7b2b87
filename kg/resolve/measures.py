"""From the claims of one block to its measures, by the rule that the package states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kg.ids import BASE, digest, slug
from kg.resolve.blocks import Block, blocks
from kg.resolve.goods import Codes, cover
from kg.resolve.records import ClaimRecord, Interval, days_apart, is_state, narrower
from kg.resolve.steps import NEAR, Step, steps

GAP = 400
"""Days without a report or act after which a new claim opens a new measure: what is renewed each year stays one."""

_ANCHOR = 16  # characters of the target's name in the IRI of a measure


@dataclass(frozen=True, slots=True)
class Measure:
    """One sanction or trade restriction with its life. Entities in the order of how many claims name them."""

    iri: str
    block: Block
    senders: tuple[str, ...]
    targets: tuple[str, ...]
    goods: tuple[str, ...]
    addressees: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def claims(self) -> tuple[ClaimRecord, ...]:
        """All claims, in the order of the steps."""
        return tuple(claim for step in self.steps for claim in step.claims)

    @property
    def span(self) -> Interval | None:
        """The first and the last day that is known: of an act, else of a report."""
        known = [step.when for step in self.steps if step.when]
        return (min(i[0] for i in known), max(i[1] for i in known)) if known else None

    @property
    def reported(self) -> date | None:
        """The day of the first report; the last that is possible, of a month or a year."""
        return min((day for step in self.steps if (day := step.reported)), default=None)

    @property
    def as_of(self) -> date | None:
        """The day of the newest report; the first that is possible, of a month or a year."""
        return max((claim.report.published[0] for claim in self.claims if claim.report.published), default=None)


def measures(block: Block, records: Iterable[ClaimRecord], codes: Codes | None = None) -> tuple[Measure, ...]:
    """The measures of a block. Records of other blocks are passed over, and the order of records plays no part.

    ``codes`` tell which goods are kinds of others.
    """
    drafts = _Drafts(codes or {})
    own = {record.iri: record for record in records if block in blocks(record)}
    for record in sorted(own.values(), key=_order):
        drafts.place(record, _names(record, block))
    return tuple(sorted((_finish(block, draft) for draft in drafts.all), key=lambda measure: measure.iri))


def _order(record: ClaimRecord) -> tuple[bool, date, date, str]:
    first, last = record.when or (date.max, date.max)
    return not record.senders, first, last, record.iri


def _names(record: ClaimRecord, block: Block) -> frozenset[str]:
    """The firms, persons and vessels named beside the state."""
    return frozenset(e for e in record.targets if e != block.anchor and not is_state(e))


@dataclass(slots=True)
class _Draft:
    """A measure in the making: all that was named so far, and the dates that bind it."""

    number: int
    senders: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    goods: set[str] = field(default_factory=set)
    span: Interval | None = None
    imposed: Interval | None = None
    lifted: Interval | None = None
    claims: list[ClaimRecord] = field(default_factory=list)

    def take(self, record: ClaimRecord, names: frozenset[str]) -> None:
        self.claims.append(record)
        self.senders |= record.senders
        self.names |= names
        self.goods |= record.goods
        if when := record.when:
            self.span = (min(self.span[0], when[0]), max(self.span[1], when[1])) if self.span else when
        if _carried_out(record, "impose"):
            self.imposed = narrower(self.imposed, record.firm_date)
        if _carried_out(record, "lift"):
            self.lifted = narrower(self.lifted, record.firm_date)

    def agreement(
        self, record: ClaimRecord, names: frozenset[str], codes: Codes
    ) -> tuple[int, int, int, int, int] | None:
        """How well the claim fits, the more the better; None when it speaks of another measure."""
        if not (self._in_time(record) and _agree(self.names, names) and cover(self.goods, record.goods, codes)):
            return None
        apart = days_apart(self.span, record.when) if self.span and record.when else GAP
        shared = len(self.senders & record.senders), len(self.goods & record.goods), len(self.names & names)
        return *shared, -apart, -self.number

    def _in_time(self, record: ClaimRecord) -> bool:
        when = record.when
        if self.span and when and days_apart(self.span, when) > GAP:
            return False
        if not _carried_out(record, "impose") or not record.firm_date:
            return True
        again = self.lifted is not None and (record.firm_date[0] - self.lifted[1]).days > NEAR
        return not again and (self.imposed is None or days_apart(self.imposed, record.firm_date) <= NEAR)


class _Drafts:
    """The measures of a block, found by sender."""

    def __init__(self, codes: Codes) -> None:
        self._codes = codes
        self.all: list[_Draft] = []
        self._by_sender: dict[str, dict[int, _Draft]] = {}

    def place(self, record: ClaimRecord, names: frozenset[str]) -> None:
        """Give the claim to the measure that it agrees with most, or open one."""
        fits = [
            (fit, draft) for draft in self._candidates(record) if (fit := draft.agreement(record, names, self._codes))
        ]
        draft = max(fits, key=lambda entry: entry[0])[1] if fits else self._open()
        draft.take(record, names)
        for sender in record.senders:
            self._by_sender.setdefault(sender, {})[draft.number] = draft

    def _candidates(self, record: ClaimRecord) -> Iterable[_Draft]:
        """By a common sender; all where the claim names none (those come last)."""
        if not record.senders:
            return self.all
        found: dict[int, _Draft] = {}
        for sender in record.senders:
            found |= self._still_open(sender, record)
        return found.values()

    def _still_open(self, sender: str, record: ClaimRecord) -> dict[int, _Draft]:
        """Claims come in the order of time: what is too old for this one is so for all that follow."""
        drafts, when = self._by_sender.get(sender, {}), record.when
        if when:
            for draft in [d for d in drafts.values() if d.span and (when[0] - d.span[1]).days > GAP]:
                del drafts[draft.number]
        return drafts

    def _open(self) -> _Draft:
        draft = _Draft(len(self.all))
        self.all.append(draft)
        return draft


def _carried_out(record: ClaimRecord, action: str) -> bool:
    return record.action == action and record.stage == "done"


def _agree(a: set[str], b: frozenset[str]) -> bool:
    return not a or not b or not a.isdisjoint(b)


def _finish(block: Block, draft: _Draft) -> Measure:
    """The IRI comes from the earliest claim, so that later reports leave it as it is."""
    asserted = [claim for claim in draft.claims if claim.stage != "denied"] or draft.claims
    return Measure(
        iri=_iri(block, min(draft.claims, key=_order)),
        block=block,
        senders=_by_frequency(claim.senders for claim in asserted),
        targets=_by_frequency(_against(claim, block) for claim in draft.claims),
        goods=_by_frequency(claim.goods for claim in draft.claims),
        addressees=_by_frequency(claim.roles.get("addressee", frozenset()) for claim in draft.claims),
        steps=steps(draft.claims),
    )


def _against(claim: ClaimRecord, block: Block) -> frozenset[str]:
    """The targets without the other states, against which it is another measure."""
    return frozenset(entity for entity in claim.targets if entity == block.anchor or not is_state(entity))


def _iri(block: Block, claim: ClaimRecord) -> str:
    # Short enough to be read and typed; the digest tells measures apart.
    anchor = slug(block.anchor.rpartition("/")[2].replace("%3A", "-"))[:_ANCHOR].strip("-")
    return f"{BASE}measure/{slug(block.instrument)}-{anchor}-{digest(block.anchor, claim.iri, length=10)}"


def _by_frequency(entities: Iterable[Iterable[str]]) -> tuple[str, ...]:
    counts = Counter(entity for group in entities for entity in group)
    return tuple(sorted(counts, key=lambda entity: (-counts[entity], entity)))
