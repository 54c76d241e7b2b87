"""A claim in the making: what one sentence says, before the mentions of one event are merged."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Draft:
    """One possible claim. Role fillers and speakers are ``Mention.key`` values; offsets are into the article's text."""

    type: str
    action: str
    stage: str
    sentence: int  # number of the sentence that says it
    start: int  # evidence: the shortest clause or sentence that says it
    end: int
    measure: str | None = None
    agent: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    date: str | None = None
    date_text: str | None = None
    value: float | int | None = None
    unit: str | None = None
    period: str | None = None
    confidence: float = 0.5
    decided: tuple[str, ...] = field(default=())
    marks: frozenset[str] = frozenset()  # what merging and judging look at: bare, general, lead, agent, target, …
    others: tuple[tuple[int, int], ...] = ()  # further evidence, of mentions merged into this one
