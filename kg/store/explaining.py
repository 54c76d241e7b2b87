"""Why something is in the graph: every step with every claim behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from kg.errors import NotFound, UsageError
from kg.model import ROLES
from kg.schema import Schema
from kg.store import listing, naming
from kg.store.database import DERIVED_GRAPH, Database, subject
from kg.store.derived import Names
from kg.store.evidence import Evidences
from kg.store.nodes import Node
from kg.store.values import Evidence, ExplainedStep, Explanation, MeasureRow
from kg.vocab import KG, PROV, RDF, SCHEMA

_ARROWS = ("->", "→")


def explain(database: Database, schema: Schema, names: Sequence[str], limit: int) -> Explanation:
    """Explain what one name means, or the edges between two. ``limit`` bounds the claims that are shown."""
    if len(names) == 1:
        for arrow in _ARROWS:
            if arrow in names[0]:
                names = [part.strip() for part in names[0].split(arrow, 1)]
                break
    explainer = _Explainer(database, schema, Names(database), limit)
    if len(names) == 2:  # noqa: PLR2004 - the two ends of an edge
        return explainer.edge(naming.entity(database, names[0]), naming.entity(database, names[1]))
    if len(names) != 1:
        raise UsageError(f"{len(names)} names to explain", hint='give one name, or two for an edge: "US" "Russia"')
    return explainer.anything(names[0])


@dataclass(frozen=True, slots=True)
class _Explainer:
    database: Database
    schema: Schema
    names: Names
    limit: int
    days: dict[str, str] = field(default_factory=dict)

    def anything(self, name: str) -> Explanation:
        """A measure, an edge's node, an entity or an article, in this order."""
        for measure in (name, naming.MEASURE + name.removeprefix("measure/")):
            if measure.startswith(naming.MEASURE) and Node.read(self.database, measure, DERIVED_GRAPH):
                return self.measure(measure)
        if name.startswith(naming.EDGE) and (node := Node.read(self.database, name, DERIVED_GRAPH)):
            return self.edge(node.need(KG.edgeFrom), node.need(KG.edgeTo))
        if found := naming.find_entity(self.database, name):
            return self.entity(found)
        if "/claim/" in name and (articles := naming.find_articles(self.database, name.partition("/claim/")[0])):
            return self.article(articles[0], [name])
        if articles := naming.find_articles(self.database, name):
            return self.article(articles[0])
        hint = naming.did_you_mean(naming.suggestions(self.database, name, 3))
        raise NotFound(f"nothing called {name!r} in the store", hint=hint or "kg list entities, kg list measures")

    def measure(self, iri: str) -> Explanation:
        row = listing.measure(self.database, iri, self.names)
        evidences, left, steps = self._evidences(), self.limit, []
        for step, node in listing.steps(self.database, Node.read(self.database, iri, DERIVED_GRAPH)):
            claims = node.all(KG.claim)
            shown = evidences.all(self._some(claims, left, newest=False))
            left -= len(claims)
            steps.append(ExplainedStep(step.action, step.stage, _span(node), shown))
        facts = {
            "instrument": row.instrument,
            "status": f"{row.status}, as of {row.as_of}" if row.as_of else row.status,
            "senders": ", ".join(row.senders),
            "targets": ", ".join(row.targets),
            "goods": ", ".join(row.goods),
            "reports": _reports(row.claims, row.articles),
        }
        known = {key: fact for key, fact in facts.items() if fact}
        return Explanation("measure", iri, row.label, known, tuple(steps), omitted=max(0, -left))

    def edge(self, source: str, target: str) -> Explanation:
        """All edges between two entities, in the direction that is asked for, and what is symmetric."""
        nodes = [Node.read(self.database, iri, DERIVED_GRAPH) for iri in self._edges(source, target)]
        label = f"{self.names(source)} → {self.names(target)}"
        if not nodes:
            raise NotFound(f"no edge {label} in the store", hint="the other direction, or kg resolve if it was not run")
        facts = {self._predicate(node): _counted(node) for node in nodes}
        claims = {claim for node in nodes for claim in node.all(KG.claim)}
        steps, omitted = self._grouped(claims)
        measures = self._measures(source, KG.sender) & self._measures(target, KG.target)
        facts |= {"measures in common": left_out} if (left_out := self._left_out(measures)) else {}
        return Explanation("edge", nodes[0].iri, label, facts, steps, self._rows(measures), omitted)

    def entity(self, iri: str) -> Explanation:
        node = Node.read(self.database, iri)
        types = {cls: code for code, cls in self.schema.entity_classes.items()}
        claims: set[str] = set()
        for role in (*ROLES, "speaker"):
            claims.update(found for found in self.database.subjects(KG[role], iri) if "/claim/" in found)
        steps, omitted = self._grouped(claims)
        measures = {measure for p in (KG.sender, KG.target, KG.goods) for measure in self._measures(iri, p)}
        facts = {
            "type": next((types[cls] for cls in node.all(RDF.type) if cls in types), ""),
            "link": node.need(KG.link),
            "names": ", ".join(node.all(KG.name)),
            "articles": str(sum(1 for _ in self.database.match(iri, KG.name))),
            "claims": str(len(claims)),
            "measures": self._left_out(measures),
        }
        known = {key: fact for key, fact in facts.items() if fact}
        return Explanation("entity", iri, self.names(iri), known, steps, self._rows(measures), omitted)

    def article(self, iri: str, claims: Iterable[str] | None = None) -> Explanation:
        node = Node.read(self.database, iri)
        kind = "claim" if claims is not None else "article"
        found = set(self.database.subjects(PROV.wasDerivedFrom, iri))
        steps, omitted = self._grouped(found & set(claims) if claims is not None else found)
        facts = {
            "publisher": node.need(SCHEMA.publisher),
            "published": node.need(KG.published),
            "url": node.need(SCHEMA.url),
            "source": node.need(KG.source),
        }
        known = {key: fact for key, fact in facts.items() if fact}
        return Explanation(kind, iri, node.one(SCHEMA.headline) or iri, known, steps, (), omitted)

    def _evidences(self) -> Evidences:
        return Evidences(self.database, self.schema, self.names)

    def _grouped(self, claims: Collection[str]) -> tuple[tuple[ExplainedStep, ...], int]:
        """Claims by what they say was done, the earliest first; and how many are left out: the oldest."""
        groups: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        for one in self._evidences().all(self._some(claims, self.limit, newest=True)):
            groups[f"{one.type}: {one.action}", one.stage].append(one)
        steps = tuple(ExplainedStep(action, stage, None, tuple(found)) for (action, stage), found in groups.items())
        return steps, max(0, len(claims) - self.limit)

    def _some(self, claims: Iterable[str], limit: int, *, newest: bool) -> list[str]:
        """As many as may be shown, those of the newest or of the oldest articles."""
        chosen = sorted(claims)
        if len(chosen) > limit:
            days = self._days()
            chosen.sort(key=lambda claim: days.get(claim.partition("/claim/")[0], ""), reverse=newest)
        return chosen[: max(limit, 0)]

    def _days(self) -> dict[str, str]:
        """When each article was published, read once."""
        if not self.days:
            self.days.update(self.database.pairs(KG.published))
        return self.days

    def _edges(self, source: str, target: str) -> list[str]:
        def ends(a: str, b: str) -> set[str]:
            leaving = {subject(q) for q in self.database.match(None, KG.edgeFrom, a, DERIVED_GRAPH)}
            reaching = {subject(q) for q in self.database.match(None, KG.edgeTo, b, DERIVED_GRAPH)}
            return leaving & reaching

        symmetric = {form.predicate.iri for form in self.schema.edges if form.symmetric or form.source == form.target}
        back = {iri for iri in ends(target, source) if Node.read(self.database, iri).one(KG.predicate) in symmetric}
        return sorted(ends(source, target) | back)

    def _predicate(self, node: Node) -> str:
        term = self.schema.predicates.get(node.need(KG.predicate))
        return term.label("en") if term else node.need(KG.predicate)

    def _measures(self, entity: str, predicate: str) -> set[str]:
        """The measures that an entity has a part in."""
        return {iri for iri in self.database.subjects(predicate, entity) if iri.startswith(naming.MEASURE)}

    def _left_out(self, measures: Collection[str]) -> str:
        """``712 measures, the 100 with most articles are shown``; empty where all are."""
        return f"{len(measures)}, the {self.limit} with most articles are shown" if len(measures) > self.limit else ""

    def _rows(self, measures: Iterable[str]) -> tuple[MeasureRow, ...]:
        """Those with most independent articles first."""

        def rank(iri: str) -> tuple[int, str]:
            return -int(next(iter(self.database.values(iri, KG.articleCount)), 0)), iri

        chosen = sorted(measures, key=rank)[: self.limit]
        return tuple(listing.measure(self.database, iri, self.names) for iri in chosen)


def _span(node: Node) -> str | None:
    first, last = node.one(KG.earliest), node.one(KG.latest)
    return first if first == last or last is None else f"{first}/{last}"


def _counted(node: Node) -> str:
    counted = _reports(node.number(KG.claimCount), node.number(KG.articleCount))
    first, last = node.one(KG.first), node.one(KG.last)
    return f"{counted}, {first} to {last}" if first else counted


def _reports(claims: int, articles: int) -> str:
    """``1 claim in 1 article``; near copies are one article."""
    return f"{claims} claim{'s' * (claims != 1)} in {articles} independent article{'s' * (articles != 1)}"
