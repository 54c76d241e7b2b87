"""One claim as it is shown: what it says, and who said it where, when and in which words."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.model import ROLES
from kg.schema import Schema
from kg.store.database import Database
from kg.store.derived import Names
from kg.store.nodes import Node
from kg.store.values import Evidence, Excerpt
from kg.vocab import DCTERMS, KG, OA, RDF, SCHEMA


class Evidences:
    """Reads claims with their evidence; heads of articles are read once."""

    def __init__(self, database: Database, schema: Schema, names: Names) -> None:
        self._database, self._names = database, names
        self._types = {kind.class_iri: kind.code for kind in schema.claim_types.values()}
        self._heads: dict[str, Node] = {}

    def all(self, claims: Iterable[str]) -> tuple[Evidence, ...]:
        """In the order in which the articles were published."""
        return tuple(sorted(map(self.one, claims), key=lambda e: (e.published or "9999", e.article_id, e.claim)))

    def one(self, claim: str) -> Evidence:
        """A claim by its IRI."""
        article = claim.partition("/claim/")[0]
        node, head = Node.read(self._database, claim, ox.NamedNode(article)), self._head(article)
        confidence = node.one(KG.confidence)
        return Evidence(
            claim=claim,
            type=next((self._types[cls] for cls in node.all(RDF.type) if cls in self._types), ""),
            action=node.code(KG.action),
            stage=node.code(KG.stage),
            instrument=node.code(KG.instrument) or None,
            roles={role: self._names.all(found) for role in ROLES if (found := node.all(KG[role]))},
            speakers=self._names.all(node.all(KG.speaker)),
            date=node.one(KG.date),
            date_text=node.one(KG.dateText),
            value=node.one(KG.value),
            unit=node.one(KG.unit),
            period=node.one(KG.period),
            confidence=float(confidence) if confidence else None,
            decided=node.all(KG.decidedBy),
            quotes=self._quotes(node, article),
            article=article,
            article_id=head.need(DCTERMS.identifier),
            title=head.one(SCHEMA.headline),
            publisher=head.one(SCHEMA.publisher),
            url=head.one(SCHEMA.url),
            published=head.one(KG.published),
            published_suspect=head.one(KG.publishedSuspect) == "true",
        )

    def _head(self, article: str) -> Node:
        if article not in self._heads:
            self._heads[article] = Node.read(self._database, article, ox.NamedNode(article))
        return self._heads[article]

    def _quotes(self, claim: Node, article: str) -> tuple[Excerpt, ...]:
        graph = ox.NamedNode(article)
        selectors = [
            Node.read(self._database, selector, graph)
            for words in claim.all(KG.evidence)
            for selector in self._database.values(words, OA.hasSelector, graph)
        ]
        found = [Excerpt(s.need(OA.exact), _integer(s.one(OA.start)), _integer(s.one(OA.end))) for s in selectors]
        return tuple(sorted(found, key=lambda quote: (quote.start or 0, quote.text)))


def _integer(text: str | None) -> int | None:
    return int(text) if text is not None else None
