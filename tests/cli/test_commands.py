"""What commands print, in the forms they offer."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.cli.listing import KINDS
from kg.model import Article, Reading

Run = Callable[..., Any]
STATES = "SELECT DISTINCT ?name { ?state a kg:State ; kg:name ?name } ORDER BY ?name LIMIT 3"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, built once."""
    from kg.cli import main

    folder = tmp_path_factory.mktemp("samples") / "graph"
    assert main(["build", "--sample", "--store", str(folder), "--quiet"]) == 0
    return folder


@pytest.fixture
def ask(run: Run, graph: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the samples' graph, which must go well and say nothing on the error stream."""
    monkeypatch.setenv("KG_STORE", str(graph))

    def command(*words: Any) -> str:
        done = run(*words)
        assert (done.code, done.err) == (0, "")
        return str(done.out)

    return command


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_build_tells_what_it_found_and_where(run: Run, home: Path) -> None:
    done = run("build", "--sample")
    assert (done.code, done.err) == (0, "")
    assert done.lines[0].startswith("Articles   16: 16 new, 0 read anew, 0 unchanged")
    assert "measure" in done.lines[1]
    assert "Graph      graph" in done.lines
    assert (home / "graph").is_dir()
    again = run("build", "--sample", "--json")
    found = json.loads(again.out)
    assert (found["store"], found["articles"], found["new"], found["unchanged"]) == ("graph", 16, 0, 16)
    assert run("build", "--sample", "--quiet").out == ""


def test_read_prints_readings_and_articles_prints_articles(run: Run, home: Path) -> None:
    articles = run("articles", "--sample")
    assert (articles.code, articles.err) == (0, "")
    found = [Article.model_validate_json(line) for line in articles.lines]
    assert len(found) == 16
    (home / "articles.jsonl").write_text(articles.out, encoding="utf-8")
    straight, again = run("read", "--sample", "--jobs", 1), run("read", "articles.jsonl", "--jobs", 1)
    readings, same = ([Reading.model_validate_json(line) for line in done.lines] for done in (straight, again))
    assert [reading.claims for reading in readings] == [reading.claims for reading in same]
    assert [reading.article.sha256 for reading in readings] == [article.sha256 for article in found]
    for article, reading in zip(found, readings, strict=True):
        quotes = [quote for claim in reading.claims for quote in claim.evidence]
        assert all(article.text[quote.start : quote.end] == quote.text for quote in quotes)


def test_loading_what_was_read_gives_the_graph_of_a_build(run: Run, graph: Path) -> None:
    run("read", "--sample", "-o", "readings.jsonl")
    done = run("load", "readings.jsonl", "--json")
    assert (done.code, json.loads(done.out)["new"]) == (0, 16)
    built, loaded = (json.loads(run("stats", "--json", "--store", store).out) for store in (graph, "graph"))
    for same in ("articles", "claims", "entities", "measures", "edges"):
        assert loaded[same] == built[same]


def test_the_graph_in_a_folder_of_articles_is_no_article(run: Run, home: Path) -> None:
    (home / "a.txt").write_text(
        "A headline\nThe United States imposed tariffs on steel from China.\n", encoding="utf-8"
    )
    for known in (0, 1):
        done = run("build", ".", "--json")
        assert (done.code, done.err) == (0, "")
        assert (json.loads(done.out)["articles"], json.loads(done.out)["unchanged"]) == (1, known)


def test_drop_takes_an_article_out(run: Run) -> None:
    run("build", "--sample", "--quiet")
    done = run("drop", "andean-report-2024-04-18")
    assert (done.code, done.out) == (0, "1 of 1 articles dropped\n")
    assert "andean-report" not in run("list", "articles").out
    gone = run("drop", "andean-report-2024-04-18")
    assert gone.code == 5
    assert "no article 'andean-report-2024-04-18'" in gone.one_error()


@pytest.mark.parametrize("kind", KINDS)
def test_list(kind: str, ask: Run) -> None:
    found = table(ask("list", kind))
    assert found
    assert [*found[0]] == [*json.loads(ask("list", kind, "--json", "--limit", 1))[0]]
    assert next(iter(found[0])) in ask("list", kind, "--format", "table", "--limit", 1)


def test_rows_come_in_all_forms(ask: Run) -> None:
    names = [row["name"] for row in table(ask("query", STATES))]
    assert len(names) == 3
    assert ask("query", STATES, "--format", "tsv").splitlines()[1].strip('"') == names[0]
    found = json.loads(ask("query", STATES, "--format", "json"))
    assert [row["name"]["value"] for row in found["results"]["bindings"]] == names
    root = ET.fromstring(ask("query", STATES, "--format", "xml"))  # noqa: S314 - our own output
    assert [literal.text for literal in root.iter("{http://www.w3.org/2005/sparql-results#}literal")] == names
    assert all(name in ask("query", STATES, "--format", "table") for name in names)


def test_triples_come_in_all_forms(ask: Run) -> None:
    import pyoxigraph as ox

    question = "CONSTRUCT { ?s kg:name ?name } { ?s a kg:State ; kg:name ?name }"
    read = {form: ask("query", question, "--format", form) for form in ("ttl", "nt", "trig", "nq", "jsonld", "rdf")}
    known = {"ttl": "TURTLE", "nt": "N_TRIPLES", "trig": "TRIG", "nq": "N_QUADS", "jsonld": "JSON_LD", "rdf": "RDF_XML"}
    graphs = [
        {quad.triple for quad in ox.parse(text.encode(), getattr(ox.RdfFormat, known[form]))}
        for form, text in read.items()
    ]
    assert graphs[0]
    assert all(graph == graphs[0] for graph in graphs)
    assert ask("query", question) == read["ttl"]


def test_questions_by_name_file_text_and_standard_input(ask: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "states.rq").write_text("﻿" + STATES, encoding="utf-8")
    expected = ask("query", STATES)
    assert ask("query", "states.rq") == expected
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(STATES.encode())))
    assert ask("query", "-") == expected
    assert ask("query", "ASK { ?claim kg:stage ?stage }") == "true\n"
    found = table(ask("query", "who-measures-whom", "-p", "limit=2"))
    assert len(found) == 2
    ask("query", "who-measures-whom", "-o", "out.csv")
    assert len(table((home / "out.csv").read_text(encoding="utf-8"))) > 2
    assert [path.name for path in home.iterdir() if path.name.startswith(".")] == []


def test_explain_shows_words_and_where_they_stand(ask: Run) -> None:
    text = ask("explain", "Russia")
    found = json.loads(ask("explain", "Russia", "--json"))
    assert found["kind"] == "entity"
    assert found["label"] in text
    claims = [claim for step in found["steps"] for claim in step["evidence"]]
    for claim in claims:
        assert claim["quotes"]
        assert (claim["publisher"] or claim["article_id"]) in text
        assert claim["quotes"][0]["text"].split()[0] in text
    assert "read as measure" in text
    assert "decided by" in text


def test_explain_an_edge_and_a_measure(ask: Run) -> None:
    assert "(edge)" in ask("explain", "United States", "Russia")
    measure = table(ask("list", "measures", "--limit", 1))[0]
    text = ask("explain", measure["id"])
    assert "(measure)" in text
    assert f"status: {measure['status']}" in text


def test_stats_and_rank(ask: Run) -> None:
    assert "articles   16" in ask("stats").splitlines()
    places = [int(row["place"]) for row in table(ask("rank", "--by", "strength", "--top", 3))]
    assert places[0] == 1
    assert places == sorted(places)


@pytest.mark.parametrize("ending", ["gexf", "graphml", "csv", "json", "parquet", "ttl", "trig", "nq", "jsonld"])
def test_export(ending: str, run: Run, graph: Path, home: Path) -> None:
    done = run("export", f"out.{ending}", "--store", graph)
    assert done.code == 0
    assert done.one_error().startswith("kg: wrote out.")
    assert any(path.stat().st_size for path in home.glob("out*"))


def test_resolve_again_changes_nothing(run: Run) -> None:
    run("build", "--sample", "--quiet")
    before = run("list", "measures").out
    assert run("resolve").code == 0
    done = run("resolve", "--rebuild")
    assert done.code == 0
    assert done.out.startswith(f"graph: {len(before.splitlines()) - 1} measures")
    assert run("list", "measures").out == before
