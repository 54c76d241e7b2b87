"""Blocks: the parts within which claims are compared, so that a new article touches few of them."""

from __future__ import annotations

from dataclasses import dataclass

from kg.resolve.records import ClaimRecord, is_state


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """One instrument (its code) and the entity (its IRI) that a measure is aimed at, or known by."""

    instrument: str
    anchor: str


def blocks(record: ClaimRecord) -> frozenset[Block]:
    """The blocks a claim belongs to; none when it speaks of no measure or names nobody and nothing."""
    if record.instrument is None:
        return frozenset()
    return frozenset(Block(record.instrument, anchor) for anchor in _anchors(record))


def _anchors(record: ClaimRecord) -> frozenset[str]:
    if states := frozenset(filter(is_state, record.targets)):
        return states
    others = (record.targets, record.senders, record.goods, record.roles.get("addressee"))
    return next((entities for entities in others if entities), frozenset())
