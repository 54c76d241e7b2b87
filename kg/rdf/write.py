"""From a Reading to triples. All of them go to the named graph of the article.

Text is written, and parsed only where quads are asked for: a store takes text, and that is several times faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from kg import ids
from kg.errors import ReadingError
from kg.model import ROLES, Claim, Entity, Head, Provenance, Quote, Reading
from kg.rdf.literals import iri, number, string, typed
from kg.schema import Schema, bounds
from kg.schema.terms import Term
from kg.vocab import DCTERMS, KG, OA, PROV, RDF, SCHEMA, XSD

_A = iri(RDF.type)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_HEX = re.compile(r"[0-9a-f]{20,}")
_TRUE = typed("true", XSD.boolean)

_HEAD = {
    "id": DCTERMS.identifier,
    "title": SCHEMA.headline,
    "language": SCHEMA.inLanguage,
    "publisher": SCHEMA.publisher,
    "author": SCHEMA.author,
    "published": KG.published,
    "url": SCHEMA.url,
    "licence": SCHEMA.license,
    "source": KG.source,
    "sha256": KG.sha256,
    "near_copies": KG.nearCopyOf,
}
_RUN = {"kg": KG.kgVersion, "ontology": KG.ontologyVersion, "lexicon": KG.lexiconVersion, "models": KG.model}
_CLAIM = {"date_text": KG.dateText, "unit": KG.unit, "period": KG.period, "decided": KG.decidedBy}
STRINGS: Mapping[str, Mapping[str, str]] = {"head": _HEAD, "run": _RUN, "claim": _CLAIM}
"""Fields that are written as plain strings, with their property; ``kg.rdf.read`` goes the other way."""


def lines(reading: Reading, schema: Schema) -> Iterator[str]:
    """The triples of a reading, each as subject, property and object without the closing point.

    Raises ReadingError for a code that the ontology does not declare and for a date that is not EDTF.
    """
    return _Writer(reading, schema).lines()


class _Writer:
    """Writes one reading."""

    def __init__(self, reading: Reading, schema: Schema) -> None:
        self._reading, self._schema = reading, schema
        head = reading.article
        if head.sha256 is not None and not _HEX.fullmatch(head.sha256):
            raise ReadingError(f"sha256 {head.sha256[:40]!r} is no hex digest", where=head.id)
        self._article = ids.article_iri(head)
        self._run = iri(f"{self._article}#reading") if reading.provenance else None
        self._entities = {entity.id: iri(self._entity_iri(entity)) for entity in reading.entities}

    def lines(self) -> Iterator[str]:
        yield from self._head(self._reading.article)
        if self._reading.provenance:
            yield from self._provenance(self._reading.provenance)
        for entity in self._reading.entities:
            yield from self._entity(entity)
        for order, (claim, subject) in enumerate(zip(self._reading.claims, claim_iris(self._reading), strict=True)):
            yield from self._claim(order, claim, iri(subject))

    def _code(self, terms: Mapping[str, Term], code: str, what: str) -> Term:
        if code not in terms:
            where = self._reading.article.id
            raise ReadingError(f"unknown {what} {code!r}", where=where, hint=f"valid: {', '.join(terms)}")
        return terms[code]

    def _entity_iri(self, entity: Entity) -> str:
        self._code(self._schema.entity_types, entity.type, "entity type")
        return ids.entity_iri(entity)

    def _head(self, head: Head) -> Iterator[str]:
        subject = iri(self._article)
        yield f"{subject} {_A} <{KG.Article}>"
        yield f"{subject} {_A} <{SCHEMA.NewsArticle}>"
        yield from _strings(subject, head, _HEAD)
        if head.published and _DAY.fullmatch(head.published):
            self._bounds(head.published)
            yield f"{subject} <{SCHEMA.datePublished}> {typed(head.published, XSD.date)}"
        if head.published_how is not None:
            origin = self._code(self._schema.date_origins, head.published_how, "origin of a date")
            yield f"{subject} <{KG.publishedHow}> <{origin.iri}>"
        if head.published_suspect:
            yield f"{subject} <{KG.publishedSuspect}> {_TRUE}"

    def _provenance(self, provenance: Provenance) -> Iterator[str]:
        yield f"{self._run} {_A} <{KG.ReadingRun}>"
        yield f"{self._run} {_A} <{PROV.Activity}>"
        yield f"{self._run} <{PROV.used}> <{self._article}>"
        yield from _strings(self._run or "", provenance, _RUN)

    def _entity(self, entity: Entity) -> Iterator[str]:
        subject = self._entities[entity.id]
        yield f"{subject} {_A} <{self._schema.entity_classes[entity.type]}>"
        yield f"{subject} <{KG.name}> {string(entity.name)}"
        yield f"{subject} <{KG.localId}> {string(entity.id)}"
        if entity.link:
            yield f"{subject} <{KG.link}> {string(entity.link)}"
        for quote in entity.mentions:
            words = f"<{self._article}#{_fragment(quote)}>"
            yield f"{words} <{KG.mentionOf}> {subject}"
            yield f"{words} <{OA.exact}> {string(quote.text)}"

    def _claim(self, order: int, claim: Claim, subject: str) -> Iterator[str]:
        kind = self._schema.claim_types.get(claim.type)
        if kind is None:
            raise self._unknown_type(claim.type)
        yield f"{subject} {_A} <{KG.Claim}>"
        yield f"{subject} {_A} <{kind.class_iri}>"
        yield f"{subject} <{KG.action}> <{self._code(kind.actions, claim.action, f'action of a {claim.type}').iri}>"
        yield f"{subject} <{KG.stage}> <{self._code(self._schema.stages, claim.stage, 'stage').iri}>"
        if claim.measure is not None:
            instrument = self._code(self._schema.instruments, claim.measure, "instrument")
            yield f"{subject} <{KG.instrument}> <{instrument.iri}>"
        yield f"{subject} <{KG.order}> {number(order)}"
        yield f"{subject} <{PROV.wasDerivedFrom}> <{self._article}>"
        if self._run:
            yield f"{subject} <{PROV.wasGeneratedBy}> {self._run}"
        yield from self._said(subject, claim)

    def _said(self, subject: str, claim: Claim) -> Iterator[str]:
        for role in (*ROLES, "speaker"):
            for filler in getattr(claim, role):
                yield f"{subject} <{KG[role]}> {self._entities[filler]}"
        if claim.date is not None:
            yield from self._date(subject, claim.date)
        yield from _strings(subject, claim, _CLAIM)
        if claim.value is not None:
            yield f"{subject} <{KG.value}> {number(claim.value)}"
        if claim.confidence is not None:
            yield f"{subject} <{KG.confidence}> {number(float(claim.confidence))}"
        for quote in claim.evidence:
            yield from self._evidence(subject, quote)

    def _unknown_type(self, code: str) -> ReadingError:
        valid = ", ".join(self._schema.claim_types)
        return ReadingError(f"unknown claim type {code!r}", where=self._reading.article.id, hint=f"valid: {valid}")

    def _bounds(self, edtf: str) -> tuple[str, str]:
        try:
            return _days(edtf)
        except ReadingError as error:
            raise ReadingError(error.message, where=self._reading.article.id, hint=error.hint) from None

    def _date(self, subject: str, edtf: str) -> Iterator[str]:
        yield f"{subject} <{KG.date}> {string(edtf)}"
        earliest, latest = self._bounds(edtf)
        if earliest:
            yield f"{subject} <{KG.earliest}> {earliest}"
        if latest:
            yield f"{subject} <{KG.latest}> {latest}"

    def _evidence(self, subject: str, quote: Quote) -> Iterator[str]:
        fragment = _fragment(quote)
        words = f"<{self._article}#{fragment}>"
        selector = f"<{self._article}#selector={fragment.partition('=')[2]}>"
        yield f"{subject} <{KG.evidence}> {words}"
        yield f"{words} {_A} <{OA.SpecificResource}>"
        yield f"{words} <{OA.hasSource}> <{self._article}>"
        yield f"{words} <{OA.hasSelector}> {selector}"
        yield f"{selector} {_A} <{OA.TextQuoteSelector}>"
        yield f"{selector} <{OA.exact}> {string(quote.text)}"
        if quote.start is not None and quote.end is not None:
            yield f"{selector} {_A} <{OA.TextPositionSelector}>"
            yield f"{selector} <{OA.start}> {number(quote.start)}"
            yield f"{selector} <{OA.end}> {number(quote.end)}"


def claim_iris(reading: Reading) -> list[str]:
    """The IRIs of a reading's claims; a second claim that says the very same gets a number, so that both are kept."""
    article, found = ids.article_iri(reading.article), dict[str, None]()
    for claim in reading.claims:
        made = ids.claim_iri(article, claim)
        name, number_ = made, 1
        while name in found:
            number_ += 1
            name = f"{made}-{number_}"
        found[name] = None
    return list(found)


@lru_cache(maxsize=4096)
def _days(edtf: str) -> tuple[str, str]:
    """Earliest and latest day as literals, empty where the date is open."""
    earliest, latest = bounds(edtf)
    return tuple(typed(day.isoformat(), XSD.date) if day else "" for day in (earliest, latest))  # type: ignore[return-value]  # two, since bounds gives two


def _fragment(quote: Quote) -> str:
    """RFC 5147 for a quote with offsets; a hash of the words for one without."""
    if quote.start is None:
        return f"quote={ids.digest(quote.text, length=12)}"
    return f"char={quote.start},{quote.end}"


def _strings(subject: str, value: object, properties: Mapping[str, str]) -> Iterator[str]:
    for name, predicate in properties.items():
        found = getattr(value, name)
        if isinstance(found, tuple):
            for one in found:
                yield f"{subject} <{predicate}> {string(one)}"
        elif found is not None:
            yield f"{subject} <{predicate}> {string(found)}"
