"""From the triples of one article back to a Reading."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kg.errors import ReadingError
from kg.model import ROLES, Claim, Entity, Head, Provenance, Quote, Reading
from kg.rdf.literals import parsed
from kg.rdf.write import STRINGS
from kg.schema import Schema
from kg.vocab import KG, OA, RDF

if TYPE_CHECKING:
    import pyoxigraph

_CHAR = re.compile(r"#char=(\d+),(\d+)$")
_SETS = frozenset({"author", "near_copies", "models", "decided"})
_NUMBERS = frozenset({KG.value, KG.confidence, KG.order})
Node = dict[str, list[Any]]


def read(quads: Iterable[pyoxigraph.Quad | pyoxigraph.Triple], schema: Schema) -> Reading:
    """The reading whose triples these are. Where order is not kept, values come sorted.

    Raises ReadingError when they are not those of one article.
    """
    return _Reader(quads, schema).reading()


class _Reader:
    """Reads the triples of one article."""

    def __init__(self, quads: Iterable[pyoxigraph.Quad | pyoxigraph.Triple], schema: Schema) -> None:
        self._nodes: dict[str, Node] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            subject: Any = quad.subject  # RDF 1.2 allows a triple here, kg writes none
            self._add(subject.value, quad.predicate.value, quad.object)
        self._types = {kind.class_iri: kind.code for kind in schema.claim_types.values()}
        self._entity_types = {cls: code for code, cls in schema.entity_classes.items()}
        self._ids: dict[str, str] = {}

    def _add(self, subject: str, predicate: str, value: Any) -> None:
        found: Any = value.value
        if predicate in _NUMBERS:
            found = parsed(found, value.datatype.value)
        self._nodes[subject][predicate].append(found)

    def _of(self, cls: str) -> list[str]:
        return [iri for iri, node in self._nodes.items() if cls in node.get(RDF.type, ())]

    def reading(self) -> Reading:
        articles = self._of(KG.Article)
        if len(articles) != 1:
            raise ReadingError(f"{len(articles)} articles in these triples", hint="give the graph of one article")
        entities = self._entities()
        return Reading(
            article=self._head(self._nodes[articles[0]]),
            entities=entities,
            claims=self._claims(),
            provenance=self._provenance(),
        )

    def _head(self, node: Node) -> Head:
        fields = _fields(node, "head")
        if how := node.get(KG.publishedHow):
            fields["published_how"] = _code(how[0])
        return Head(**fields, published_suspect=KG.publishedSuspect in node)

    def _provenance(self) -> Provenance | None:
        runs = self._of(KG.ReadingRun)
        return Provenance(**_fields(self._nodes[runs[0]], "run")) if runs else None

    def _entities(self) -> tuple[Entity, ...]:
        mentions: dict[str, list[Quote]] = defaultdict(list)
        for iri, node in self._nodes.items():
            for entity in node.get(KG.mentionOf, ()):
                mentions[entity].append(_quote(iri, node[OA.exact][0]))
        self._ids = {iri: min(node[KG.localId]) for iri, node in self._nodes.items() if KG.localId in node}
        found = [self._entity(iri, mentions[iri]) for iri in self._ids]
        return tuple(sorted(found, key=lambda entity: entity.id))

    def _entity(self, iri: str, mentions: list[Quote]) -> Entity:
        node = self._nodes[iri]
        return Entity(
            id=self._ids[iri],
            type=min(self._entity_types[cls] for cls in node[RDF.type]),
            name=min(node[KG.name]),
            link=min(node.get(KG.link, ()), default=None),
            mentions=tuple(sorted(mentions, key=_place)),
        )

    def _claims(self) -> tuple[Claim, ...]:
        found = [self._nodes[iri] for iri in self._of(KG.Claim)]
        return tuple(self._claim(node) for node in sorted(found, key=lambda node: node[KG.order][0]))

    def _claim(self, node: Node) -> Claim:
        roles = {
            role: tuple(sorted(self._ids[filler] for filler in node.get(KG[role], ()))) for role in (*ROLES, "speaker")
        }
        return Claim(
            type=next(self._types[cls] for cls in node[RDF.type] if cls in self._types),
            action=_code(node[KG.action][0]),
            stage=_code(node[KG.stage][0]),
            measure=next((_code(iri) for iri in node.get(KG.instrument, ())), None),
            date=next(iter(node.get(KG.date, ())), None),
            value=next(iter(node.get(KG.value, ())), None),
            confidence=next(iter(node.get(KG.confidence, ())), None),
            evidence=tuple(sorted(map(self._evidence, node.get(KG.evidence, ())), key=_place)),
            **roles,
            **_fields(node, "claim"),
        )

    def _evidence(self, iri: str) -> Quote:
        selector = self._nodes[self._nodes[iri][OA.hasSelector][0]]
        return _quote(iri, selector[OA.exact][0])


def _fields(node: Mapping[str, list[Any]], part: str) -> dict[str, Any]:
    """The fields that are written as plain strings."""
    found: dict[str, Any] = {}
    for name, predicate in STRINGS[part].items():
        if predicate in node:
            found[name] = tuple(sorted(node[predicate])) if name in _SETS else node[predicate][0]
    return found


def _code(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def _quote(iri: str, text: str) -> Quote:
    if match := _CHAR.search(iri):
        return Quote(text=text, start=int(match[1]), end=int(match[2]))
    return Quote(text=text)


def _place(quote: Quote) -> tuple[int, str]:
    return (-1 if quote.start is None else quote.start, quote.text)
