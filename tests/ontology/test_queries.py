"""The named questions: each gives the expected rows on a few readings, and refuses what is no value."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import schema
from kg.errors import ResourceError, UsageError
from kg.ids import BASE
from kg.model import Reading
from kg.schema.queries import Query, queries, query
from kg.store import Store

ENTITIES: dict[str, tuple[str, str, str | None]] = {
    "us": ("state", "United States", "iso:US"),
    "eu": ("bloc", "European Union", "wd:Q458"),
    "ru": ("state", "Russia", "iso:RU"),
    "cn": ("state", "China", "iso:CN"),
    "lme": ("exchange", "London Metal Exchange", "mic:XLME"),
    "al": ("commodity", "aluminium", "hs:76"),
    "yellen": ("official", "Janet Yellen", "wd:Q263725"),
}


def claim(type_: str, action: str, stage: str, quote: str, **said: Any) -> dict[str, Any]:
    return {"type": type_, "action": action, "stage": stage, "evidence": [quote], **said}


def reading(name: str, published: str, *claims: dict[str, Any], publisher: str = "Daily") -> Reading:
    head = {"id": name, "language": "en", "title": f"Title {name}", "publisher": publisher, "published": published}
    named = [
        {"id": code, "type": kind, "name": title, "link": link, "mentions": [title]}
        for code, (kind, title, link) in ENTITIES.items()
    ]
    return Reading.model_validate({"article": head, "entities": named, "claims": claims})


def measure(action: str, stage: str, quote: str, **said: Any) -> dict[str, Any]:
    return claim("measure", action, stage, quote, **said)


EXCHANGE: dict[str, Any] = {"measure": "exchange-ban", "agent": ["us"], "target": ["ru"], "addressee": ["lme"]}
EXCHANGE |= {"goods": ["al"], "date": "2024-04-13"}
DIAMONDS: dict[str, Any] = {"measure": "import-ban", "agent": ["eu"], "target": ["ru"]}
BANKS: dict[str, Any] = {"measure": "secondary-sanctions", "agent": ["us"], "target": ["cn"]}
TARIFF: dict[str, Any] = {"measure": "tariff", "agent": ["us"], "target": ["cn"]}
FLOW: dict[str, Any] = {"agent": ["cn"], "target": ["ru"], "goods": ["al"]}
READINGS = [
    reading("a1", "2024-04-12", measure("impose", "announced", "will bar metal", **EXCHANGE, speaker=["yellen"])),
    reading("a2", "2024-04-14", measure("impose", "done", "bars metal", **EXCHANGE), publisher="Weekly"),
    reading(
        "a3",
        "2024-05-01",
        measure("impose", "threatened", "may sanction banks", **BANKS),
        claim("supply", "supply", "done", "sells tools", **FLOW),
        claim("statement", "warn", "done", "warned China", agent=["yellen"], target=["cn"]),
        claim("figure", "trade", "done", "900 million", **FLOW, value=9e8, unit="USD"),
        claim("meeting", "talks", "done", "met", agent=["ru", "cn"]),
        claim("support", "political", "done", "stands by", agent=["cn"], target=["ru"]),
    ),
    reading("a4", "2024-06-01", measure("impose", "done", "bans gems", **DIAMONDS, date="2024-01-01")),
    reading("a5", "2024-06-03", measure("lift", "denied", "will not lift", **DIAMONDS, speaker=["yellen"])),
    reading(
        "a6",
        "2024-06-05",
        measure("impose", "done", "tariff", **TARIFF, date="2020"),
        measure("lift", "done", "tariff ends", **TARIFF, date="2020-03"),
    ),
]


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.open() as opened:
        opened.add(READINGS)
        opened.resolve()
        yield opened


def ask(store: Store, name: str, *columns: str, **values: str | int) -> list[tuple[Any, ...]]:
    result = store.named(name, **values)
    places = [result.columns.index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in result]


@pytest.mark.parametrize(
    ("name", "values", "columns", "rows"),
    [
        ("measures-by-sender", {"sender": "European Union"}, "instrument articles", [("import ban", 2)]),
        ("measures-by-sender", {"sender": "iso:US", "instrument": "tariff,quota"}, "instrument", [("tariff",)]),
        ("measures-by-sender", {"sender": "iso:US", "since": "2024-05"}, "instrument", [("secondary sanctions",)]),
        ("measures-by-sender", {"sender": "iso:US", "until": 2020}, "instrument first", [("tariff", "2020-01-01")]),
        ("measures-by-sender", {"sender": "iso:US", "limit": 0}, "instrument", []),
        ("measures-against-target", {"target": "Russia"}, "instrument", [("import ban",), ("exchange ban",)]),
        (
            "measures-against-target",
            {"target": "iso:RU", "language": "de"},
            "instrument",
            [("Einfuhrverbot",), ("Börsenverbot",)],
        ),
        ("measures-on-goods", {"goods": "aluminium"}, "instrument claims", [("exchange ban", 2)]),
        ("measures-in-force-on", {"target": "iso:RU"}, "instrument since", [
            ("exchange ban", "2024-04-13"), ("import ban", "2024-01-01"),
        ]),
        ("measures-in-force-on", {"target": "iso:RU", "day": "2024-03"}, "instrument", [("import ban",)]),
        ("measures-in-force-on", {"target": "iso:CN"}, "instrument", []),
        ("measures-via-exchange", {}, "exchangeName last", [("London Metal Exchange", "2024-04-13")]),
        ("measures-via-exchange", {"exchange": "iso:US"}, "exchangeName", []),
        ("threats-not-carried-out", {}, "instrument", [("secondary sanctions",)]),
        ("threats-not-carried-out", {"target": "iso:RU"}, "instrument", []),
        ("threats-not-carried-out", {"sender": "iso:US", "target": "iso:CN"}, "instrument", [("secondary sanctions",)]),
        ("easings", {}, "action stage earliest", [("lift", "done", "2020-03-01"), ("lift", "denied", None)]),
        ("easings", {"stage": "done"}, "stage", [("done",)]),
        ("easings", {"since": 2021}, "stage", []),
        ("who-measures-whom", {}, "sourceName targetName articles", [
            ("United States", "Russia", 2), ("United States", "China", 1), ("European Union", "Russia", 1),
        ]),
        ("who-measures-whom", {"from": "iso:US", "to": "China"}, "targetName", [("China",)]),
        ("who-threatens-whom", {}, "sourceName targetName", [("United States", "China")]),
        ("who-supplies-whom", {}, "sourceName targetName", [("China", "Russia")]),
        ("who-supports-whom", {}, "sourceName targetName", [("China", "Russia")]),
        ("who-meets-whom", {"who": "Russia"}, "sourceName targetName", [("China", "Russia")]),
        ("who-meets-whom", {"who": "iso:US"}, "sourceName", []),
        ("edges", {"predicate": "exportsTo,supplies", "to": "iso:RU"}, "sourceName", [("China",), ("China",)]),
        ("restricted-goods", {}, "targetName goodsName articles", [("Russia", "aluminium", 2)]),
        ("statements-of-official", {"who": "Janet Yellen"}, "action stage targetName quote", [
            ("lift", "denied", "Russia", "will not lift"),
            ("warn", "done", "China", "warned China"),
            ("impose", "announced", "Russia", "will bar metal"),
        ]),
        ("statements-of-official", {"who": "wd:Q263725", "since": "2024-06"}, "quote", [("will not lift",)]),
        ("claims-and-denials", {}, "denied speakerName quote", [("lift", "Janet Yellen", "will not lift")]),
        ("claims-and-denials", {"target": "iso:CN"}, "quote", []),
        ("evidence-of-edge", {"from": "iso:US", "to": "iso:RU"}, "stage publisher quote", [
            ("done", "Weekly", "bars metal"), ("announced", "Daily", "will bar metal"),
        ]),
        ("evidence-of-edge", {"from": "iso:RU", "to": "iso:US"}, "quote", []),
        ("evidence-of-edge", {"from": "iso:RU", "to": "iso:CN", "predicate": "meets"}, "quote", [("met",)]),
        ("evidence-of-edge", {"from": "iso:CN", "to": "iso:RU", "predicate": "meets"}, "quote", [("met",)]),
        ("figures-of-flow", {}, "kind value unit agentName targetName goodsName", [
            ("trade", 9e8, "USD", "China", "Russia", "aluminium"),
        ]),
        ("figures-of-flow", {"goods": "hs:76", "from": "iso:CN", "to": "iso:RU", "kind": "trade"}, "quote", [
            ("900 million",),
        ]),
        ("figures-of-flow", {"kind": "price"}, "quote", []),
        ("newest-claims", {"articles": 1}, "published type action", [
            ("2024-06-05", "measure", "impose"), ("2024-06-05", "measure", "lift"),
        ]),
        ("newest-claims", {"type": "supply", "language": "de"}, "type action quote", [
            ("Lieferung", "liefern", "sells tools"),
        ]),
        ("single-source-measures", {}, "instrument published", [
            ("tariff", "2024-06-05"), ("secondary sanctions", "2024-05-01"),
        ]),
        ("single-source-measures", {"target": "iso:RU"}, "instrument", []),
        ("publishers", {}, "publisher articles first last", [
            ("Daily", 5, "2024-04-12", "2024-06-05"), ("Weekly", 1, "2024-04-14", "2024-04-14"),
        ]),
    ],
)  # fmt: skip
def test_answers(store: Store, name: str, values: dict[str, Any], columns: str, rows: list[tuple[Any, ...]]) -> None:
    found = ask(store, name, *columns.split(), **values)
    assert sorted(found, key=str) == sorted(rows, key=str)
    if name not in {"who-measures-whom", "newest-claims"}:  # ties stand in the order of IRIs
        assert found == rows


def test_the_life_of_a_measure_is_in_order(store: Store) -> None:
    ((measure,),) = ask(store, "measures-on-goods", "measure", goods="aluminium")
    rows = [("announced", "2024-04-13", 1), ("done", "2024-04-13", 1)]
    for name in (measure, measure.removeprefix(f"{BASE}measure/")):
        assert sorted(ask(store, "life-of-measure", "stage", "earliest", "articles", measure=name)) == rows


@pytest.mark.parametrize("name", list(queries()))
def test_header_and_query_agree(store: Store, name: str) -> None:
    asked = query(name)
    needed = {"entity": "iso:US", "measure": "x", "last-day": "2024-05"}
    values = {key: needed[p.type] for key, p in asked.parameters.items() if p.required}
    assert store.named(name, **values).columns == asked.columns
    assert len({*asked.titles.values(), *asked.descriptions.values()}) == 4
    assert asked.title == asked.titles["en"]
    assert all(p.description for p in asked.parameters.values())


def test_no_two_questions_have_one_title() -> None:
    for language in ("en", "de"):
        titles = [asked.titles[language] for asked in queries().values()]
        assert len(set(titles)) == len(titles) >= 12


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("measures-by-sender", {}, ["sender", "iso:US"]),
        ("measures-by-sender", {"sender": "iso:US", "target": "x"}, ["target", "instrument", "limit"]),
        ("measures-by-sender", {"sender": "iso:US", "instrument": "import-bans"}, ["import-bans", "import-ban"]),
        ("measures-by-sender", {"sender": "iso:US", "since": "yesterday"}, ["since", "yesterday", "2024-04"]),
        ("measures-by-sender", {"sender": "iso:US", "since": "../2024"}, ["since", "open"]),
        ("measures-by-sender", {"sender": "iso:US", "limit": "ten"}, ["limit", "ten"]),
        ("measures-by-sender", {"sender": "iso:US", "limit": -1}, ["limit", "-1"]),
        ("measures-by-sender", {"sender": "iso:US", "language": "fr"}, ["language", "de, en"]),
        ("measures-by-sender", {"sender": "> } DROP ALL"}, ["sender", "iso:US"]),
        ("edges", {"predicate": "loves"}, ["loves", "measures", "supplies"]),
        ("life-of-measure", {"measure": "a> ?b ?c . <d"}, ["measure", "kg list measures"]),
    ],
)
def test_a_wrong_value_is_refused_with_the_valid_ones(name: str, values: dict[str, Any], words: list[str]) -> None:
    with pytest.raises(UsageError) as error:
        query(name).render(**values)
    assert all(word in str(error.value) for word in words), str(error.value)


def test_an_unknown_question_is_refused_with_all_names() -> None:
    with pytest.raises(UsageError, match="who-measures-whom"):
        query("who-loves-whom")


def test_what_the_resolver_finds_must_be_an_iri() -> None:
    with pytest.raises(UsageError, match="no IRI"):
        query("edges").render(lambda _: "x> <y", **{"from": "x"})


def parsed(folder: Path, *lines: str) -> Query:
    told = [f"# {what}.{lang}: {what} {lang}" for what in ("title", "description") for lang in ("en", "de")]
    (folder / "q.rq").write_text("\n".join([*told, *lines]), encoding="utf-8")
    return queries(folder)["q"]


@given(st.text())
def test_a_text_stays_a_text_and_is_not_filled_in_again(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.getbasetemp() / "texts"
    folder.mkdir(exist_ok=True)
    asked = parsed(
        folder, "# param a: text — a text", "# param b: text = $a — another", "SELECT ($a AS ?a) ($b AS ?b) {}"
    )
    (row,) = ox.Store().query(asked.render(a=text))
    assert [term.value for term in row] == [text, "$a"]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["# param a: txt — x", "$a"], ["line 5", "txt"]),
        (["# param a text", "$a"], ["line 5", "NAME: TYPE"]),
        (["SELECT $a"], ["line 5", "$a"]),
        (["# param a: text — x", "SELECT ?a"], ["'a'", "not used"]),
    ],
)
def test_a_wrong_header_is_named_with_its_line(tmp_path: Path, lines: list[str], words: list[str]) -> None:
    with pytest.raises(ResourceError) as error:
        parsed(tmp_path, *lines)
    assert all(word in str(error.value) for word in ["q.rq", *words])


def test_a_title_in_one_language_is_not_enough(tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("# title.en: x\nSELECT * {}", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"title\.de"):
        queries(tmp_path)


def test_the_schema_gives_the_questions_of_its_folder() -> None:
    assert schema.load().queries == queries()
