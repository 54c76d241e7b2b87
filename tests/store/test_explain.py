from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kg.errors import NotFound, UsageError
from kg.store import Store

Make = Callable[..., Any]


@pytest.fixture(scope="module")
def store(read: Make, say: Make) -> Iterator[Store]:
    meeting = say(goods=("nickel",)).model_copy(
        update={"type": "meeting", "action": "talks", "measure": None, "agent": ("gb", "ir"), "target": ()}
    )
    with Store.open() as opened:
        opened.add(
            [
                read("a", say(date="2024-04-12", goods=("nickel",), decided=("action: verb ban",), confidence=0.75)),
                read("b", say(stage="denied", speaker=("ru",), quote="There is no ban."), published="2024-04-20"),
                read("c", say(stage="threatened"), published="2024-03-01", publisher=None, published_suspect=True),
                read("d", say(date="2024-04-12"), near_copies=("a",), published="2024-04-14"),
                read("m", meeting),
            ]
        )
        opened.resolve()
        yield opened


def test_measure_with_its_steps(store: Store) -> None:
    row = next(store.measures())
    found = store.explain(row.iri.rpartition("/")[2])
    assert (found.kind, found.label) == ("measure", "United States → Russia: import ban (nickel), since 2024-04-12")
    assert found == store.explain(row.iri)
    assert [(step.action, step.stage, step.date, len(step.evidence)) for step in found.steps] == [
        ("impose", "threatened", None, 1),
        ("impose", "done", "2024-04-12", 2),
        ("impose", "denied", None, 1),
    ]
    assert found.facts["status"] == "in force, as of 2024-04-20"
    assert found.facts["reports"] == "4 claims in 3 independent articles"


def test_evidence_says_who_where_when(store: Store) -> None:
    steps = store.explain(next(store.measures()).iri).steps
    first = steps[1].evidence[0]
    assert (first.article_id, first.publisher, first.title) == ("a", "Daily Example", "Headline a")
    assert (first.url, first.published) == ("https://example.org/a", "2024-04-13")
    (quote,) = first.quotes
    assert (quote.text, quote.start, quote.end) == ("Washington banned imports of nickel.", 0, 36)
    assert (first.confidence, first.decided, first.instrument) == (0.75, ("action: verb ban",), "import-ban")
    assert first.roles == {"agent": ("United States",), "target": ("Russia",), "goods": ("nickel",)}
    denial, threat = steps[2].evidence[0], steps[0].evidence[0]
    assert denial.speakers == ("Russia",)
    assert threat.published_suspect
    assert threat.publisher is None


@pytest.mark.parametrize("names", [("us", "ru"), ("United States", "Russia"), ("US -> RU",), ("iso:US → iso:RU",)])
def test_edge(store: Store, names: tuple[str, ...]) -> None:
    if names[0].startswith("US"):
        names = ("Washington -> Russia",)
    found = store.explain(*names)
    assert (found.kind, found.label) == ("edge", "United States → Russia")
    assert found.facts["measures"].startswith("2 claims in 1 independent article")
    assert found.facts["threatens with measures"].startswith("1 claim in ")
    assert sum(len(step.evidence) for step in found.steps) == 3
    assert len(found.measures) == 1


def test_symmetric_edge_from_both_sides(store: Store) -> None:
    there, back = store.explain("gb", "ir"), store.explain("ir", "gb")
    assert there.facts == back.facts
    assert list(there.facts) == ["meets"]


@pytest.mark.parametrize("name", ["United States", "iso:US", "us", "Washington", "united states"])
def test_entity_by_each_name(store: Store, name: str) -> None:
    found = store.explain(name)
    assert (found.kind, found.label, found.facts["type"]) == ("entity", "United States", "state")
    assert found == store.explain(found.iri)
    assert len(found.measures) == 1
    assert sum(len(step.evidence) for step in found.steps) == 4


def test_limit_says_what_is_left_out(store: Store) -> None:
    found = store.explain("us", limit=3)
    assert (sum(len(step.evidence) for step in found.steps), found.omitted) == (3, 1)
    measure = store.explain(next(store.measures()).iri, limit=3)
    assert (sum(len(step.evidence) for step in measure.steps), measure.omitted) == (3, 1)


def test_article_and_claim(store: Store) -> None:
    article = store.explain("m")
    assert (article.kind, article.label, len(article.steps)) == ("article", "Headline m", 1)
    claim = article.steps[0].evidence[0].claim
    assert store.explain(claim).steps == article.steps


def test_unknown_names_come_with_suggestions(store: Store) -> None:
    with pytest.raises(NotFound, match=r"nothing called 'Rusland' in the store; did you mean 'Russland', 'Russia'\?"):
        store.explain("Rusland")
    with pytest.raises(NotFound, match="no edge Russia → United States"):
        store.explain("ru", "us")
    with pytest.raises(UsageError, match="3 names"):
        store.explain("a", "b", "c")
    assert store.names("uni")[:2] == ["United Kingdom", "United States"]
    assert store.names("kingdom") == ["United Kingdom"]
