"""Measures, edges and entities as triples of the derived graph, in N-Triples without the points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from pyoxigraph import Literal

from kg import edtf
from kg.ids import code_iri, digest
from kg.rdf.literals import number, string, typed
from kg.resolve import Edge, Interval, Measure, Step, independent, status
from kg.schema import Schema
from kg.store.database import DERIVED_GRAPH, Database, subject
from kg.vocab import KG, RDF, SKOS, XSD

_SHOWN = 4  # names in a label before "and 3 more"


class Names:
    """Labels of entities in the derived graph, read once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, str] = {}

    def __call__(self, entity: str) -> str:
        """The English label, else the end of the IRI."""
        if entity not in self._known:
            self._known[entity] = self._read(entity)
        return self._known[entity]

    def read_all(self) -> None:
        """Read all labels by one scan, for long lists."""
        for quad in self._database.match(None, SKOS.prefLabel, None, DERIVED_GRAPH):
            label = quad.object
            if isinstance(label, Literal) and label.language == "en":
                iri = subject(quad)
                self._known[iri] = min(self._known.get(iri, label.value), label.value)

    def all(self, entities: Iterable[str]) -> tuple[str, ...]:
        """The labels of several."""
        return tuple(self(entity) for entity in entities)

    def _read(self, entity: str) -> str:
        labels = [q.object for q in self._database.match(entity, SKOS.prefLabel, None, DERIVED_GRAPH)]
        english = [label.value for label in labels if isinstance(label, Literal) and label.language == "en"]
        return min(english, default=entity.rpartition("/")[2])


def entity_lines(
    iri: str,
    names: Counter[str],
    types: Counter[str],
    links: Sequence[str],
    translations: Callable[[str], dict[str, str]],
) -> list[str]:
    """Type, link and labels of an entity: those that most articles give, the first in the alphabet of several."""
    if not names:
        return []
    labels = {"en": _most(names)}
    for known_as in (iri, *links):
        labels |= {language: name for language, name in translations(known_as).items() if language != "en"}
    return [
        *([f"<{iri}> <{RDF.type}> <{_most(types)}>"] if types else []),
        *(f"<{iri}> <{KG.link}> {string(link)}" for link in links),
        *(f"<{iri}> <{SKOS.prefLabel}> {string(name)}@{language}" for language, name in sorted(labels.items())),
    ]


def edge_lines(edge: Edge) -> Iterator[str]:
    """The direct triple, in both directions when it is symmetric, and the node with the counts."""
    key, node = edge.key, f"<{edge.key.iri}>"
    yield f"<{key.source}> <{key.predicate}> <{key.target}>"
    if key.symmetric:
        yield f"<{key.target}> <{key.predicate}> <{key.source}>"
    yield f"{node} <{RDF.type}> <{KG.Edge}>"
    yield f"{node} <{KG.edgeFrom}> <{key.source}>"
    yield f"{node} <{KG.edgeTo}> <{key.target}>"
    yield f"{node} <{KG.predicate}> <{key.predicate}>"
    yield from _counts(node, len(edge.claims), edge.articles)
    yield from _span(node, edge.span, KG.first, KG.last)
    for claim in edge.claims:
        yield f"{node} <{KG.claim}> <{claim}>"


def measure_lines(measure: Measure, names: Names, schema: Schema) -> Iterator[str]:
    """A measure with its parties, counts, label and steps."""
    node, term = f"<{measure.iri}>", schema.instruments.get(measure.block.instrument)
    instrument = term.iri if term else code_iri("instrument", measure.block.instrument)
    yield f"{node} <{RDF.type}> <{KG.Measure}>"
    yield f"{node} <{KG.instrument}> <{instrument}>"
    parties = {KG.sender: measure.senders, KG.target: measure.targets, KG.goods: measure.goods}
    for predicate, entities in parties.items():
        for entity in entities:
            yield f"{node} <{predicate}> <{entity}>"
    claims = measure.claims
    yield from _counts(node, len(claims), independent(claim.report for claim in claims))
    yield from _span(node, measure.span, KG.first, KG.last)
    yield from _day(node, KG.reported, measure.reported)
    yield from _day(node, KG.asOf, measure.as_of)
    yield f"{node} <{SKOS.prefLabel}> {string(label(measure, names, schema))}@en"
    for step in measure.steps:
        iri = f"{measure.iri}/step/{digest(step.action, step.stage, step.claims[0].iri, length=10)}"
        yield f"{node} <{KG.step}> <{iri}>"
        yield from _step(f"<{iri}>", step, schema)


def label(measure: Measure, names: Names, schema: Schema) -> str:
    """``United States, United Kingdom → Russia: exchange ban (aluminium, copper, nickel), since 2024-04-12``."""
    term = schema.instruments.get(measure.block.instrument)
    senders = _listed(names.all(measure.senders)) or "sender not named"
    targets = _listed(names.all(measure.targets)) or "target not named"
    goods = f" ({_listed(names.all(measure.goods))})" if measure.goods else ""
    what = term.label("en") if term else measure.block.instrument
    return f"{senders} → {targets}: {what}{goods}, {_since(measure)}"


def _since(measure: Measure) -> str:
    imposed, ended = _days(measure, "impose"), _days(measure, "lift")
    state = status(measure.steps)
    if state == "lifted" and ended:
        return f"{imposed[0]} to {ended[-1]}" if imposed else f"lifted {ended[-1]}"
    if imposed and state in {"in force", "eased"}:
        return f"since {imposed[0]}" + (", eased" if state == "eased" else "")
    reported = f", first reported {measure.span[0]}" if measure.span else ""
    return state + reported


def _days(measure: Measure, action: str) -> list[str]:
    """When it was done, in time: a day, month or year; of other intervals the first day."""
    dates = sorted(step.date for step in measure.steps if (step.action, step.stage) == (action, "done") and step.date)
    return [edtf.between(*date).partition("/")[0] for date in dates]


def _step(node: str, step: Step, schema: Schema) -> Iterator[str]:
    kind = schema.claim_types.get(step.claims[0].type)
    action = kind.actions.get(step.action) if kind else None
    stage = schema.stages.get(step.stage)
    yield f"{node} <{RDF.type}> <{KG.Step}>"
    yield f"{node} <{KG.action}> <{action.iri if action else code_iri('measure-action', step.action)}>"
    yield f"{node} <{KG.stage}> <{stage.iri if stage else code_iri('stage', step.stage)}>"
    yield from _span(node, step.date, KG.earliest, KG.latest)
    yield from _span(node, step.when, KG.first, KG.last)
    yield from _day(node, KG.reported, step.reported)
    yield from _counts(node, len(step.claims), independent(claim.report for claim in step.claims))
    for claim in step.claims:
        yield f"{node} <{KG.claim}> <{claim.iri}>"


def _counts(node: str, claims: int, articles: int) -> Iterator[str]:
    yield f"{node} <{KG.claimCount}> {number(claims)}"
    yield f"{node} <{KG.articleCount}> {number(articles)}"


def _span(node: str, span: Interval | None, first: str, last: str) -> Iterator[str]:
    if span:
        yield f"{node} <{first}> {typed(span[0].isoformat(), XSD.date)}"
        yield f"{node} <{last}> {typed(span[1].isoformat(), XSD.date)}"


def _day(node: str, predicate: str, day: date | None) -> Iterator[str]:
    if day:
        yield f"{node} <{predicate}> {typed(day.isoformat(), XSD.date)}"


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda name: (-counts[name], name))


def _listed(names: tuple[str, ...]) -> str:
    if len(names) <= _SHOWN:
        return ", ".join(names)
    return f"{', '.join(names[: _SHOWN - 1])} and {len(names) - _SHOWN + 1} more"
