"""The explorer page: one file, whole, closed to the outside, and true to the graph."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import re
import tomllib
from pathlib import Path
from typing import Any

import explorer_pages as pages
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg.export
from kg.export import export
from kg.export.flat import clean
from kg.export.html_data import OPENED
from kg.export.html_evidence import http
from kg.export.html_names import german

EXPLORER = Path(kg.export.__file__).parent / "explorer"
SOURCES = sorted((EXPLORER / "src").glob("*.js"))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(pages.store(), tmp_path_factory.mktemp("page") / "graph.html").path


def test_the_page_loads_nothing_and_runs_one_program(page: Path) -> None:
    tree = pages.page(page)
    assert not tree.xpath("//@src | //link | //iframe | //object | //base | //@style")
    assert not [name for element in tree.iter() for name in element.attrib if name.lower().startswith("on")]
    scripts = [script for script in tree.xpath("//script") if script.get("type") is None]
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert len(scripts) == 1
    assert policy.startswith("default-src 'none'; ")
    for element, name in ((scripts[0], "script-src"), (tree.xpath("//style")[0], "style-src")):
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{name} 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_hostile_names_and_quotes_stay_text(page: Path) -> None:
    raw = page.read_text(encoding="utf-8")
    assert "document.title" not in raw.split("<noscript>")[0]
    assert raw.count("</script>") == 2
    assert "<b>verboten" not in raw
    cells = pages.page(page).xpath("//noscript//td/text()")
    assert pages.HOSTILE in cells
    assert pages.HOSTILE in {node["en"] for node in pages.data(page)["nodes"]}


def test_edges_bring_their_claims_word_by_word(page: Path) -> None:
    found = pages.data(page)
    edge = next(edge for edge in found["edges"] if found["kinds"][edge["k"]]["code"] == "measures")
    names = [found["nodes"][edge[end]]["en"] for end in ("s", "t")]
    claims = [found["claims"][number] for number in edge["ev"]]
    assert names == ["Bulgaria", pages.HOSTILE]
    first = next(claim for claim in claims if claim.get("i") == "export-ban")
    assert (first["t"], first["a"], first["s"], first["d"], first["dt"], first["c"]) == (
        *("measure", "impose", "done"),
        *("2024-03-05", "am Dienstag", 0.75),
    )
    assert first["q"] == [pages.QUOTE]
    assert first["sp"] == [["Ada Speaker", "Ada Speaker"]]
    assert first["by"] == ["action: verb untersagen"]
    article = found["articles"][first["ar"]]
    assert (article["p"], article["h"], article["l"]) == ("Beispielblatt", "Ein <i>Titel</i>", "de")
    assert article["u"] == "https://example.org/a?x=1&y=2"


def test_only_web_addresses_become_links(page: Path) -> None:
    articles = {article["id"]: article for article in pages.data(page)["articles"]}
    assert "u" not in articles["two"]
    assert http("http://example.org/") == "http://example.org/"
    for address in (
        "javascript:x",
        "data:text/html,x",
        "file:///etc/hostname",
        "//x",
        "http:",
        "https://[",
    ):
        assert http(address) is None, address


def test_what_is_shown_and_left_out_is_said(tmp_path: Path) -> None:
    about = pages.data(export(pages.store(), tmp_path / "g.html", since="2024").path)["about"]
    assert about["filters"] == {"since": "2024-01-01"}
    assert (about["as_of"], about["view"], about["blocs"]) == ("2024-09-02", "actors", "as-one")
    assert about["left_out"] == {"time": 1, "undated": 1}
    assert (about["nodes"], about["edges"], about["claims_read"]) == (2, 1, 4)


def test_the_same_graph_gives_the_same_bytes(page: Path, graph: Any, tmp_path: Path) -> None:
    assert export(pages.store(), tmp_path / "again.htm").path.read_bytes() == page.read_bytes()
    assert export(graph, tmp_path / "a.html").path.read_bytes() == export(graph, tmp_path / "b.html").path.read_bytes()


def test_a_graph_without_its_store_brings_quotes(graph: Any, tmp_path: Path) -> None:
    found = pages.data(export(graph, tmp_path / "g.html").path)
    assert found["about"]["evidence"] is False
    quotes = [quote for edge in found["edges"] for quote in edge.get("q", ())]
    assert "=1+1" in quotes
    assert "control  end" in quotes
    assert all("ev" not in edge for edge in found["edges"])
    assert {edge["d"] for edge in found["edges"] if "d" in edge} == {False}
    assert found["nodes"][1]["de"] == "Müller"


def test_an_empty_graph_is_a_page(tmp_path: Path) -> None:
    empty: Any = nx.MultiDiGraph()
    found = pages.data(export(empty, tmp_path / "g.html").path)
    assert (found["nodes"], found["edges"], found["opened"]) == ([], [], 0)


def test_a_large_graph_opens_on_its_strongest_nodes(tmp_path: Path) -> None:
    wheel: Any = nx.MultiDiGraph()
    for number in range(1, 301):
        wheel.add_edge("hub", f"n{number:03}", key="k", kind="k", weight=number)
    found = pages.data(export(wheel, tmp_path / "g.html").path)
    opened = {node["en"] for node in found["nodes"] if "o" in node}
    assert found["opened"] == len(opened) == OPENED
    assert {"hub", "n300"} <= opened
    assert "n001" not in opened
    assert all(len(node["p"]) == 2 for node in found["nodes"])


def test_states_and_blocs_have_german_names(page: Path) -> None:
    assert {german()[link] for link in ("iso:RU", "wd:Q458", "wd:Q1065")} == {
        *("Russland", "Europäische Union", "Vereinte Nationen"),
    }
    assert {node.get("de") for node in pages.data(page)["nodes"]} == {"Bulgarien", "Norwegen", None}


def test_the_page_is_small(page: Path) -> None:
    assert (EXPLORER / "explorer.min.js").stat().st_size <= 300_000
    assert page.stat().st_size < 330_000


@settings(max_examples=20, deadline=None)
@given(st.text(), st.text(), st.dictionaries(st.text(min_size=1), st.integers()))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, name: str, quote: str, stages: Any) -> None:
    made: Any = nx.MultiDiGraph(title=name)
    made.add_node("a", label=name, type=quote)
    made.add_edge(
        "a", "b", key="k", kind=quote, label=name, quotes=(quote,), stages=stages, confidence_max=float("nan")
    )
    path = export(made, tmp_path_factory.mktemp("text") / "g.html").path
    found = pages.data(path)
    assert found["nodes"][0]["en"] == clean(name)
    assert found["edges"][0]["q"] == [clean(quote)]
    assert "cm" not in found["edges"][0]
    assert path.read_text(encoding="utf-8").count("</script>") == 2


def test_the_texts_are_complete_in_both_languages() -> None:
    texts = tomllib.loads((EXPLORER / "texts.toml").read_text(encoding="utf-8"))
    assert set(texts) == {"en", "de"}
    assert set(texts["en"]) == set(texts["de"])
    for key, english in texts["en"].items():
        assert sorted(re.findall(r"\{\w+\}", english)) == sorted(re.findall(r"\{\w+\}", texts["de"][key])), key
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    used = set(re.findall(r'\bt\("(\w+)"', source))
    used |= set(re.findall(r'data-t(?:-\w+)?="(\w+)"', (EXPLORER / "page.html").read_text(encoding="utf-8")))
    assert used <= set(texts["en"])


def test_colours_are_colours() -> None:
    look = tomllib.loads((EXPLORER / "look.toml").read_text(encoding="utf-8"))
    for colour in (*look["others"], *look["edges"].values()):
        assert re.fullmatch(r"#[0-9a-f]{6}", colour)


def test_the_program_is_built_from_its_source() -> None:
    path = Path(__file__).resolve().parents[2] / "scripts" / "build_explorer.py"
    spec = importlib.util.spec_from_file_location("build_explorer", path)
    assert spec is not None
    assert spec.loader is not None
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    bundle = (EXPLORER / "explorer.min.js").read_text(encoding="utf-8")
    assert f"Source: {build.source()} */" in bundle, "run scripts/build_explorer.py"
    assert "</script" not in bundle.lower()


def test_the_program_makes_no_markup_of_text() -> None:
    for path in SOURCES:
        source = path.read_text(encoding="utf-8")
        assert len(source.splitlines()) < 400, path.name
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", source), (
            path.name
        )
