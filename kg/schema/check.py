"""Whether a reading keeps the rules of the codebook, as far as data can tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from kg import ids
from kg.errors import ReadingError
from kg.model import ROLES, Claim, Entity, Quote, Reading
from kg.schema.dates import bounds

if TYPE_CHECKING:
    from kg.schema import ClaimType, Schema

_LINK = re.compile(r"iso:[A-Z]{2}|mic:[A-Z0-9]{4}|wd:Q\d+|hs:\d{2,10}")
# The field of a claim for a property that a type may need.
_FIELDS = {"instrument": "measure", "decidedBy": "decided", "dateText": "date_text"}


def faults(schema: Schema, reading: Reading, text: str | None) -> list[str]:
    """One line a fault: where it is, what is wrong, what would be valid."""
    squeezed = " ".join(text.split()) if text is not None else None
    check = _Check(schema, reading, text, squeezed)
    return [*check.head(), *check.entities(), *check.claims()]


class _Check:
    """Checks one reading."""

    def __init__(self, schema: Schema, reading: Reading, text: str | None, squeezed: str | None) -> None:
        self._schema, self._reading, self._text, self._squeezed = schema, reading, text, squeezed
        self._types = {entity.id: entity.type for entity in reading.entities}

    def head(self) -> Iterator[str]:
        head = self._reading.article
        yield from _date(head.published, "article: published")
        if head.published_how is not None:
            yield from _among(head.published_how, self._schema.date_origins, "article: origin of its date")

    def entities(self) -> Iterator[str]:
        for entity in self._reading.entities:
            yield from self._entity(entity)
        iris = Counter(map(ids.entity_iri, self._reading.entities))
        for iri, times in iris.items():
            if times > 1:
                yield f"{times} entities stand for the same thing: {iri}; one entity a thing"

    def _entity(self, entity: Entity) -> Iterator[str]:
        where = f"entity {entity.id}"
        yield from _among(entity.type, self._schema.entity_types, f"{where}: type")
        if entity.link and not _LINK.fullmatch(entity.link):
            yield f"{where}: bad link {entity.link!r}; valid: iso:US, mic:XLME, wd:Q458, hs:7601"
        if not entity.mentions:
            yield f"{where}: no mentions"
        yield from self._quotes(entity.mentions, f"{where}: mention")

    def claims(self) -> Iterator[str]:
        for number, claim in enumerate(self._reading.claims):
            where = f"claim {number} ({claim.type})"
            kind = self._schema.claim_types.get(claim.type)
            if kind is None:
                yield f"{where}: unknown type; valid: {', '.join(self._schema.claim_types)}"
            else:
                yield from (f"{where}: {fault}" for fault in self._claim(claim, kind))

    def _claim(self, claim: Claim, kind: ClaimType) -> Iterator[str]:
        yield from _among(claim.action, kind.actions, "action")
        yield from _among(claim.stage, self._schema.stages, "stage")
        if claim.measure is not None:
            yield from _among(claim.measure, self._schema.instruments, "instrument")
        yield from self._needs(claim, kind)
        yield from self._roles(claim, kind)
        yield from _date(claim.date, "date")
        yield from _date(claim.period, "period")
        if not claim.evidence:
            yield "no evidence"
        yield from self._quotes(claim.evidence, "evidence")

    def _needs(self, claim: Claim, kind: ClaimType) -> Iterator[str]:
        for need in sorted(kind.needs):
            if getattr(claim, _FIELDS.get(need, need)) in (None, "", ()):
                yield f"no {need}, which this type needs"
        if claim.measure is not None and "instrument" not in kind.needs:
            yield "an instrument on a type that has none"
        filled = [role for role in ROLES if self._schema.roles[role].core and getattr(claim, role)]
        if len(filled) < kind.minimum_roles and not _enough(claim, kind, filled):
            core = ", ".join(role for role in ROLES if self._schema.roles[role].core)
            yield f"fewer than {kind.minimum_roles} of {core} (and no date)"

    def _roles(self, claim: Claim, kind: ClaimType) -> Iterator[str]:
        for role in (*ROLES, "speaker"):
            fillers = getattr(claim, role)
            if fillers and role not in kind.roles:
                yield f"role {role} is not one of this type; valid: {', '.join(sorted(kind.roles))}"
            allowed = self._schema.roles[role].fillers
            for filler in fillers:
                if allowed and self._types[filler] not in allowed:
                    yield f"{role} {filler!r} is a {self._types[filler]}; valid: {', '.join(sorted(allowed))}"

    def _quotes(self, quotes: Iterable[Quote], what: str) -> Iterator[str]:
        if self._text is None or self._squeezed is None:
            return
        for quote in quotes:
            if quote.start is not None:
                if self._text[quote.start : quote.end] != quote.text:
                    yield f"{what} is not at {quote.start}-{quote.end} of the text: {quote.text[:60]!r}"
            elif " ".join(quote.text.split()) not in self._squeezed:
                yield f"{what} is not in the text: {quote.text[:60]!r}"


def _enough(claim: Claim, kind: ClaimType, filled: list[str]) -> bool:
    """One core role and a date make an event, and so do two agents who act with one another."""
    return bool(filled and claim.date) or (kind.symmetric and len(claim.agent) > 1)


def _among(code: str, valid: Mapping[str, object], what: str) -> Iterator[str]:
    if code not in valid:
        yield f"{what} {code!r} is unknown; valid: {', '.join(valid)}"


def _date(edtf: str | None, what: str) -> Iterator[str]:
    if edtf is None:
        return
    try:
        bounds(edtf)
    except ReadingError as error:
        yield f"{what}: {error}"
