"""Claims read from the store as the records that resolution compares."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from kg import edtf
from kg.errors import ReadingError
from kg.model import ROLES
from kg.resolve import ClaimRecord, Interval, Report
from kg.schema import Schema
from kg.store.database import Database, subject, text
from kg.vocab import DCTERMS, KG, RDF

if TYPE_CHECKING:
    import pyoxigraph as ox

_ROLES = {KG[role]: role for role in ROLES}
_READ = {RDF.type, KG.action, KG.stage, KG.instrument, KG.earliest, KG.latest, KG.dateText, *_ROLES}
_INDEXED = {*_ROLES, KG.instrument}
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|2[01])\d\d(?!\d)")
_CACHED = 200_000  # records, some 1.5 kB each
Node = Mapping[str, Sequence[str]]


class Claims:
    """Reads claims, and remembers what it read: to be thrown away when articles change."""

    def __init__(self, database: Database, schema: Schema) -> None:
        self._database = database
        self._types = {kind.class_iri: kind.code for kind in schema.claim_types.values()}
        self._instruments = {code: term.iri for code, term in schema.instruments.items()}
        self._records: dict[str, ClaimRecord] = {}
        self._reports: dict[str, Report] = {}
        self._of: dict[tuple[str, str], frozenset[str]] = {}
        self._complete = False

    def with_filler(self, role: str, entity: str) -> frozenset[str]:
        """The IRIs of the claims that have the entity in this role."""
        return self._subjects(KG[role], entity)

    def with_instrument(self, code: str) -> frozenset[str]:
        """The IRIs of the claims on this instrument."""
        return self._subjects(KG.instrument, self._instruments.get(code, ""))

    def records(self, claims: Iterable[str]) -> list[ClaimRecord]:
        """The records of these claims."""
        return [self._record(claim) for claim in claims]

    def read_all(self) -> None:
        """Read every claim by one scan a property, which is several times faster than claim by claim.

        Does nothing where there are more than fit into memory well, or when it was done.
        """
        if self._complete:
            return
        nodes: dict[str, dict[str, list[str]]] = {}
        for claim, cls in self._database.pairs(RDF.type):
            if cls in self._types:
                nodes.setdefault(claim, defaultdict(list))[RDF.type].append(cls)
            if len(nodes) > _CACHED:
                return
        fillers: dict[tuple[str, str], set[str]] = defaultdict(set)
        for predicate in sorted(_READ - {RDF.type}):
            for claim, value in self._database.pairs(predicate):
                if claim in nodes:
                    nodes[claim][predicate].append(value)
                    if predicate in _INDEXED:
                        fillers[predicate, value].add(claim)
        self._of = {key: frozenset(claims) for key, claims in fillers.items()}
        self._complete = True
        self._records = {iri: self._made(iri, node, self._report(_article(iri))) for iri, node in nodes.items()}

    def all(self) -> Iterator[ClaimRecord]:
        """The records of all claims."""
        self.read_all()
        if self._complete:
            yield from self._records.values()
        else:
            for quad in self._database.match(None, RDF.type, KG.Claim):
                yield self._read(subject(quad))

    def of_article(self, quads: Iterable[ox.Quad]) -> tuple[list[ClaimRecord], list[str]]:
        """The claims and the entities (IRIs) in one article's quads. The report is left empty."""
        nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            nodes[subject(quad)][quad.predicate.value].append(text(quad))
        claims = [self._made(iri, node, Report("")) for iri, node in nodes.items() if KG.action in node]
        return claims, [iri for iri, node in nodes.items() if KG.localId in node]

    def _subjects(self, predicate: str, value: str) -> frozenset[str]:
        if not value:
            return frozenset()
        if (predicate, value) not in self._of:
            if self._complete:
                return frozenset()
            found = self._database.subjects(predicate, value)
            self._of[predicate, value] = frozenset(iri for iri in found if "/claim/" in iri)
        return self._of[predicate, value]

    def _record(self, claim: str) -> ClaimRecord:
        if claim not in self._records:
            if len(self._records) >= _CACHED:
                self._records.clear()
            self._records[claim] = self._read(claim)
        return self._records[claim]

    def _read(self, claim: str) -> ClaimRecord:
        node: dict[str, list[str]] = defaultdict(list)
        for quad in self._database.match(claim):
            if (predicate := quad.predicate.value) in _READ:
                node[predicate].append(text(quad))
        return self._made(claim, node, self._report(_article(claim)))

    def _made(self, iri: str, node: Node, report: Report) -> ClaimRecord:
        return ClaimRecord(
            iri=iri,
            report=report,
            type=next((self._types[cls] for cls in node[RDF.type] if cls in self._types), ""),
            action=_code(node, KG.action) or "",
            stage=_code(node, KG.stage) or "",
            instrument=_code(node, KG.instrument),
            roles={_ROLES[p]: frozenset(found) for p, found in node.items() if p in _ROLES},
            date=_interval(node),
            absolute=any(map(_YEAR.search, node.get(KG.dateText, ()))),
        )

    def _report(self, article: str) -> Report:
        if article not in self._reports:
            self._reports[article] = self._read_report(article)
        return self._reports[article]

    def _read_report(self, article: str) -> Report:
        node: dict[str, list[str]] = defaultdict(list)
        for quad in self._database.match(article):
            node[quad.predicate.value].append(text(quad))
        return Report(
            iri=article,
            identifier=min(node[DCTERMS.identifier], default=""),
            published=_bounds(min(node[KG.published], default=None)),
            suspect=KG.publishedSuspect in node,
            near_copies=frozenset(node[KG.nearCopyOf]),
        )


def _article(claim: str) -> str:
    return claim.partition("/claim/")[0]


def _code(node: Node, predicate: str) -> str | None:
    return node[predicate][0].rpartition("/")[2] if predicate in node else None


def _interval(node: Node) -> Interval | None:
    if KG.earliest in node and KG.latest in node:
        return date.fromisoformat(node[KG.earliest][0]), date.fromisoformat(node[KG.latest][0])
    return None


def _bounds(published: str | None) -> Interval | None:
    try:
        return edtf.bounds(published) if published else None
    except ReadingError:
        return None
