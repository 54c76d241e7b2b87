"""What a projection makes of claims."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import NotFound, UsageError
from kg.graph import project
from kg.ids import BASE
from kg.vocab import DERIVED

Make = Callable[..., Any]

US, GB, RU, CN = (f"{BASE}entity/iso%3A{code}" for code in ("US", "GB", "RU", "CN"))


def test_one_edge_a_predicate_and_one_weight_an_article(store_of: Make, say: Make, paper: Make) -> None:
    ban = say("measure", "impose", measure="import-ban", agent=("us", "gb"), target="ru", goods="al", date="2024-04-12")
    again = say("measure", "expand", measure="asset-freeze", agent="us", target="ru", date="2024-05", confidence=0.5)
    graph = project(store_of([paper("a", ban), paper("b", ban, again, language="de")]))
    edge = graph.edges[US, RU, "measures"]
    assert (edge["weight"], edge["claims"], edge["first"], edge["last"]) == (2, 3, "2024-04-12", "2024-05-31")
    assert edge["spells"] == (("2024-04-12", "2024-04-12"), ("2024-05-01", "2024-05-31"))
    assert edge["instruments"] == {"import-ban": 2, "asset-freeze": 1}
    assert edge["actions"] == {"impose": 2, "expand": 1}
    assert edge["articles"] == ("a", "b")
    assert edge["languages"] == {"de": 1, "en": 1}
    assert edge["goods"] == ("aluminium",)
    assert (edge["confidence_max"], edge["confidence_mean"]) == (1.0, 0.8333)
    assert graph.edges[GB, RU, "measures"]["claims"] == 2
    assert graph.nodes[US]["label"] == "United States"
    assert (graph.nodes[RU]["type"], graph.nodes[RU]["degree"], graph.nodes[RU]["articles"]) == ("state", 2, 2)


def test_near_copies_count_once(store_of: Make, say: Make, paper: Make) -> None:
    ban = say("measure", "impose", measure="import-ban", agent="us", target="ru")
    copies = [
        paper("a", ban),
        paper("b", ban, near_copies=("a",)),
        paper("c", ban, near_copies=("b",)),
        paper("d", ban),
    ]
    graph = project(store_of(copies))
    assert graph.edges[US, RU, "measures"]["weight"] == 2
    assert graph.edges[US, RU, "measures"]["claims"] == 4
    assert (graph.graph["articles"], graph.graph["independent_articles"]) == (4, 2)


def test_a_threat_an_easing_and_a_denial_are_no_measure(store_of: Make, say: Make, paper: Make) -> None:
    claims = [
        say("measure", "impose", "threatened", measure="tariff", agent="us", target="cn"),
        say("measure", "lift", measure="import-ban", agent="gb", target="ru"),
        say("measure", "impose", "denied", measure="tariff", agent="us", target="ru"),
    ]
    store = store_of([paper("a", *claims)])
    graph = project(store)
    assert set(graph.edges(keys=True)) == {(US, CN, "threatens"), (GB, RU, "eases")}
    assert graph.graph["left_out"] == {"no edge": 1}
    everything = project(store, "everything")
    assert everything.edges[US, RU, "acts upon/measure/impose/denied"]["stages"] == {"denied": 1}


def test_two_who_meet_are_joined_without_a_direction(store_of: Make, say: Make, paper: Make) -> None:
    talks = say("meeting", "talks", agent=("us", "gb"), date="2024-04-02")
    graph = project(store_of([paper("a", talks)]))
    assert list(graph.edges(keys=True)) == [(GB, US, "meets")]
    assert graph.edges[GB, US, "meets"]["directed"] is False
    assert graph.edges[GB, US, "meets"]["label_de"] == "trifft"


@pytest.fixture
def spread(store_of: Make, say: Make, paper: Make) -> Any:
    """Five claims that differ in what filters look at."""
    early = say("measure", "impose", measure="tariff", agent="us", target="cn", date="2018", confidence=0.4)
    late = say("measure", "impose", measure="tariff", agent="us", target="cn", date="2024-05-14", speaker="min")
    timeless = say("measure", "expand", measure="export-ban", agent="us", target="cn")
    aid = say("support", "military", agent="us", target="gb", date="2024-04")
    named = paper("a", early, late, published="2024-05-15", language="de")
    return store_of([named, paper("b", timeless, aid, published="2023-01")])


@pytest.mark.parametrize(
    ("filters", "kept", "reasons"),
    [
        ({"since": "2020"}, 2, {"time": 1, "undated": 1}),
        ({"since": "2020", "undated": True}, 3, {"time": 1}),
        ({"until": "2018-06-30"}, 1, {"time": 2, "undated": 1}),
        ({"type": "support"}, 1, {"type": 3}),
        ({"instrument": ["tariff"]}, 2, {"instrument": 2}),
        ({"action": "expand"}, 1, {"action": 3}),
        ({"speaker": "Jürgen Müßig"}, 1, {"speaker": 3}),
        ({"speaker": f"{BASE}entity/official/jurgen-mussig"}, 1, {"speaker": 3}),
        ({"min_confidence": 0.5}, 3, {"confidence": 1}),
        ({"language": "de"}, 2, {"language": 2}),
        ({"known_by": "2023"}, 2, {"published": 2}),
    ],
)
def test_filters_say_what_they_leave_out(
    spread: Any, filters: dict[str, Any], kept: int, reasons: dict[str, int]
) -> None:
    graph = project(spread, **filters)
    assert graph.graph["claims"] == kept
    assert graph.graph["left_out"] == reasons
    assert graph.graph["claims_read"] == 4
    assert graph.graph["as_of"] == "2024-05-15"


def test_wrong_values_name_the_valid_ones(spread: Any) -> None:
    with pytest.raises(UsageError, match="valid: announced, denied, done"):
        project(spread, stage="finished")
    with pytest.raises(UsageError, match="views: actors, measures"):
        project(spread, "actor")
    with pytest.raises(UsageError, match="2024-04-12"):
        project(spread, since="yesterday")
    with pytest.raises(UsageError, match="as-one"):
        project(spread, blocs="split")
    with pytest.raises(NotFound, match="Nobody"):
        project(spread, speaker='No"body'.replace('"', ""))


def test_an_empty_store_gives_an_empty_graph(store_of: Make) -> None:
    graph = project(store_of([]))
    assert graph.number_of_nodes() == 0
    assert graph.graph["claims"] == 0


def test_measures_are_nodes_where_claims_were_resolved(store_of: Make, say: Make, paper: Make) -> None:
    ban = say(
        "measure", "impose", measure="import-ban", agent=("us", "gb"), target=("ru", "cn"), goods="al", addressee="lme"
    )
    store = store_of([paper("a", ban)])
    claim = next(iter(store.query(f"SELECT ?c {{ GRAPH ?g {{ ?c <{BASE}ontology#agent> ?o }} }}")))[0]
    measure = f"{BASE}measure/import-ban/1"
    kg = f"{BASE}ontology#"
    store.update(
        f"INSERT DATA {{ GRAPH <{DERIVED}> {{ <{measure}> a <{kg}Measure> ; <{kg}step> <{measure}/1> ;"
        f" <{kg}sender> <{US}> ; <{kg}target> <{RU}> ; <{kg}goods> <{BASE}entity/wd%3AQ663> ;"
        f' <http://www.w3.org/2004/02/skos/core#prefLabel> "US ban on aluminium"@en, "US-Verbot"@de .'
        f" <{measure}/1> <{kg}claim> {claim} }} }}"
    )
    graph = project(store, "measures")
    assert {(a, b, k) for a, b, k in graph.edges(keys=True) if measure in (a, b)} == set(graph.edges(keys=True))
    assert {key for *_, key in graph.edges(keys=True)} == {"sender", "target", "goods", "addressee"}
    assert GB not in graph  # no sender of this measure, whatever a claim on it says
    assert CN not in graph
    node = graph.nodes[measure]
    assert (node["type"], node["label"], node["label_de"]) == ("measure", "US ban on aluminium", "US-Verbot")


def test_goods_exchanges_statements_and_co_targets(store_of: Make, say: Make, paper: Make) -> None:
    claims = [
        say("measure", "impose", measure="exchange-ban", agent="us", target="ru", goods="al", addressee="lme"),
        say("measure", "impose", measure="tariff", agent="us", target="cn", speaker="min"),
        say("measure", "impose", measure="tariff", agent="gb", target=("cn", "ru")),
        say("statement", "warn", agent="min", target="cn"),
    ]
    store = store_of([paper("a", *claims)])
    al, lme = f"{BASE}entity/wd%3AQ663", f"{BASE}entity/mic%3AXLME"
    assert set(project(store, "goods").edges(keys=True)) == {
        (US, al, "acts on/measure/impose"),
        (al, RU, "concerns/measure/impose"),
    }
    exchanges = set(project(store, "exchanges").edges(keys=True))
    assert exchanges == {(lme, al, "goods/measure/impose"), (US, lme, "acts on/measure/impose")}
    spoken = {key for *_, key in project(store, "statements").edges(keys=True)}
    assert spoken == {"addresses", "demandsOf", "speaks of/measure"}
    co_targets = project(store, "co-targets")
    assert list(co_targets.edges(keys=True)) == [(CN, RU, "co-target")]
    assert co_targets.edges[CN, RU, "co-target"]["weight"] == 2
    assert co_targets.edges[CN, RU, "co-target"]["shared"] == ("United Kingdom", "United States")


def test_labels_come_from_the_derived_graph(store_of: Make, say: Make, paper: Make) -> None:
    store = store_of([paper("a", say("support", "military", agent="us", target="gb"))])
    label = "http://www.w3.org/2004/02/skos/core#prefLabel"
    store.update(
        f'INSERT DATA {{ GRAPH <{DERIVED}> {{ <{US}> <{label}> "United States"@en, "Vereinigte Staaten"@de }} }}'
    )
    graph = project(store)
    assert graph.nodes[US]["label_de"] == "Vereinigte Staaten"
    assert "label_de" not in graph.nodes[GB]


def test_quotes_are_the_surest_and_only_as_many_as_asked(store_of: Make, say: Make, paper: Make) -> None:
    claims = [
        say(
            "support",
            "military",
            agent="us",
            target="gb",
            date=f"202{n}",
            confidence=n / 10,
            evidence=f"Nr. {n} „ß“ 🚢",
        )
        for n in range(5)
    ]
    graph = project(store_of([paper("a", *claims)]), quotes=2)
    assert graph.edges[US, GB, "supports"]["quotes"] == ("Nr. 4 „ß“ 🚢", "Nr. 3 „ß“ 🚢")


def test_the_order_of_articles_plays_no_part(store_of: Make, say: Make, paper: Make) -> None:
    ban = say("measure", "impose", measure="import-ban", agent="us", target="ru", date="2024-04-12", evidence="x")
    papers = [paper(name, ban, published=f"2024-05-0{n}") for n, name in enumerate("abcd", 1)]
    one, other = project(store_of(papers)), project(store_of(reversed(papers)))
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))
    assert one.graph == other.graph


def test_gold_readings_project_in_every_view(shared: Path, store_of: Make) -> None:
    from kg.graph import views
    from kg.model import Reading

    lines = (shared / "gold" / "dev" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    store = store_of([Reading.model_validate_json(line) for line in lines])
    for name in views():
        graph = project(store, name)
        assert graph.graph["claims"] + graph.graph["left_out"].get("no edge", 0) <= graph.graph["claims_read"]
        assert all(edge["weight"] >= 1 and edge["claims"] >= 1 for *_, edge in graph.edges(data=True))
        assert not any(source == target for source, target in graph.edges())
    assert project(store).number_of_edges() > 200
