"""What the rules of identity see of a claim, and of the article that makes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kg.ids import BASE

Interval = tuple[date, date]
"""First and last day, both included."""

_STATE = (f"{BASE}entity/iso%3A", f"{BASE}entity/state/")


@dataclass(frozen=True, slots=True)
class Report:
    """An article, as far as its date and its independence matter. ``near_copies`` are identifiers, not IRIs."""

    iri: str
    identifier: str = ""
    published: Interval | None = None
    suspect: bool = False
    near_copies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """A claim with IRIs of entities in its roles and bare codes for action, stage and instrument."""

    iri: str
    report: Report
    type: str
    action: str
    stage: str
    instrument: str | None = None
    roles: dict[str, frozenset[str]] = field(default_factory=dict)
    date: Interval | None = None
    absolute: bool = False

    @property
    def targets(self) -> frozenset[str]:
        """Whom it is directed against. One who evades a measure is taken for its target where none is named."""
        named = self.roles.get("target", frozenset())
        return named or (self.roles.get("agent", frozenset()) if self.action == "evade" else frozenset())

    @property
    def senders(self) -> frozenset[str]:
        """Whose measure it is: a claim of evasion does not say, and nobody takes one against himself."""
        agents = self.roles.get("agent", frozenset())
        return frozenset() if self.action == "evade" else agents - self.targets

    @property
    def goods(self) -> frozenset[str]:
        """The goods that are named."""
        return self.roles.get("goods", frozenset())

    @property
    def firm_date(self) -> Interval | None:
        """The stated date, unless it was resolved from the article's own date and that is in doubt.

        ``absolute`` says that the words give the year, so that nothing had to be resolved.
        """
        return None if self.report.suspect and not self.absolute else self.date

    @property
    def when(self) -> Interval | None:
        """The stated date, else that of the report: by then the act was known or expected."""
        return self.firm_date or self.report.published


def is_state(entity: str) -> bool:
    """Whether the IRI is that of a state."""
    return entity.startswith(_STATE)


def days_apart(a: Interval, b: Interval) -> int:
    """Days between two intervals, 0 where they touch or overlap."""
    return max(0, (b[0] - a[1]).days, (a[0] - b[1]).days)


def narrower(a: Interval | None, b: Interval | None) -> Interval | None:
    """The shorter of two intervals, the earlier one of two that are equally long."""
    known = [interval for interval in (a, b) if interval]
    return min(known, key=lambda i: (i[1] - i[0], i[0]), default=None)
