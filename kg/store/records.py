"""What resolution needs of an article, noted beside it in META as one JSON value: its claims without their words.

Reading the claims of an article from its graph takes some twenty quads a claim, twenty times as long. The note is
written and dropped in the transaction of the article, so that both always agree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from sys import intern
from typing import Any

from kg import edtf, rdf
from kg.errors import ReadingError
from kg.ids import BASE, article_iri, entity_iri
from kg.model import Claim, Head, Reading
from kg.resolve import ClaimRecord, Interval, Report
from kg.store.database import NOTES

RECORDS = f"{NOTES}records"
"""The property of the note."""

SIZES = f"{NOTES}sizes"
"""The property of a second note: how many quads the article's graph holds, and how many claims."""

FORM = 1
"""Of the note. One of another form is passed over, and the article's graph is read instead."""

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|2[01])\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Records:
    """An article: its claims, and the entities that it names (IRIs)."""

    claims: tuple[ClaimRecord, ...]
    entities: tuple[str, ...]


def place(article: str) -> str:
    """What bears the note: not the article itself, which DESCRIBE shows with all that any graph says of it."""
    return f"{article}#records"


def of_reading(reading: Reading) -> Records:
    """The records of a reading, as they would be read from its quads."""
    report = _report(reading.article)
    entities = {entity.id: entity_iri(entity) for entity in reading.entities}
    claims = zip(rdf.claim_iris(reading), reading.claims, strict=True)
    return Records(tuple(_record(iri, claim, report, entities) for iri, claim in claims), tuple(entities.values()))


def written(records: Records, head: Head) -> str:
    """The note, as JSON."""
    report = _report(head)
    value = {
        "form": FORM,
        "id": report.identifier,
        "published": _isoformat(report.published),
        "suspect": report.suspect,
        "copies": sorted(report.near_copies),
        "entities": sorted({iri.removeprefix(BASE) for iri in records.entities}),
        "claims": [_row(claim) for claim in records.claims],
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read(article: str, note: str, wanted: Collection[str] | None = None) -> Records | None:
    """The records that a note holds, of all claims or of the wanted IRIs; None for a note of another form."""
    value = json.loads(note)
    if value.get("form") != FORM:
        return None
    copies = frozenset(value["copies"])
    report = Report(article, value["id"], _interval(value["published"]), value["suspect"], copies)
    begin = f"{article}/claim/"
    rows = (row for row in value["claims"] if wanted is None or begin + row[0] in wanted)
    claims = tuple(_of_row(row, begin, report) for row in rows)
    return Records(claims, tuple(BASE + iri for iri in value["entities"]))


def has_year(words: str) -> bool:
    """Whether the words of a date give the year themselves."""
    return _YEAR.search(words) is not None


def bounds(published: str | None) -> Interval | None:
    """The days of a publication date; None where there is none that can be read."""
    try:
        return edtf.bounds(published) if published else None
    except ReadingError:
        return None


def _report(head: Head) -> Report:
    copies = frozenset(head.near_copies)
    return Report(article_iri(head), head.id, bounds(head.published), head.published_suspect, copies)


def _record(iri: str, claim: Claim, report: Report, entities: dict[str, str]) -> ClaimRecord:
    first, last = rdf.bounds(claim.date) if claim.date else (None, None)
    return ClaimRecord(
        iri=iri,
        report=report,
        type=claim.type,
        action=claim.action,
        stage=claim.stage,
        instrument=claim.measure,
        roles={role: frozenset(entities[filler] for filler in fillers) for role, fillers in claim.roles().items()},
        date=(first, last) if first and last else None,
        absolute=bool(claim.date_text and has_year(claim.date_text)),
    )


def _row(claim: ClaimRecord) -> list[Any]:
    roles = {role: sorted(iri.removeprefix(BASE) for iri in fillers) for role, fillers in sorted(claim.roles.items())}
    name = claim.iri.rpartition("/claim/")[2]
    kind = claim.type, claim.action, claim.stage, claim.instrument
    return [name, *kind, roles, _isoformat(claim.date), claim.absolute]


def _of_row(row: Sequence[Any], begin: str, report: Report) -> ClaimRecord:
    name, kind, action, stage, instrument, roles, when, absolute = row
    claim, fillers = begin + name, {intern(role): _fillers(tuple(found)) for role, found in roles.items()}
    codes = intern(kind), intern(action), intern(stage), intern(instrument) if instrument else None
    return ClaimRecord(claim, report, *codes, fillers, _interval(when), absolute)


@lru_cache(maxsize=8192)
def _fillers(names: tuple[str, ...]) -> frozenset[str]:
    """The same few sets come again and again, and a block may hold thousands of claims."""
    return frozenset(map(_iri, names))


@lru_cache(maxsize=8192)
def _iri(name: str) -> str:
    return BASE + name


def _isoformat(interval: Interval | None) -> list[str] | None:
    return [day.isoformat() for day in interval] if interval else None


def _interval(days: Sequence[str] | None) -> Interval | None:
    return (_day(days[0]), _day(days[1])) if days else None


@lru_cache(maxsize=8192)
def _day(text: str) -> date:
    return date.fromisoformat(text)
