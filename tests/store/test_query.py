from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NotFound, QueryError, UsageError
from kg.schema.queries import queries
from kg.store import Store
from kg.store.querying import check

Make = Callable[..., Any]


@pytest.fixture(scope="module")
def store(read: Make, say: Make) -> Iterator[Store]:
    with Store.open() as opened:
        opened.add([read("a", say(date="2024-04-12", confidence=0.8, goods=("nickel",))), read("b", say("gb"))])
        opened.resolve()
        yield opened


def test_rows_as_python_values(store: Store) -> None:
    result = store.query("SELECT ?c ?d ?n ?none { ?c kg:confidence ?n ; kg:earliest ?d }")
    assert (result.kind, result.columns) == ("rows", ("c", "d", "n", "none"))
    ((claim, day, confidence, none),) = result
    assert claim.startswith("https://w3id.org/kg/article/")
    assert (day, confidence, none) == ("2024-04-12", 0.8, None)
    assert store.query("SELECT (true AS ?t) (2 AS ?two) ('x' AS ?x) {}").to_records() == [
        {"t": True, "two": 2, "x": "x"}
    ]
    json.dumps(store.query("SELECT * { ?s ?p ?o }").to_records())


def test_ask_and_construct(store: Store) -> None:
    yes = store.query("ASK { <entity/iso%3AUS> kg:measures <entity/iso%3ARU> }")
    assert (yes.kind, bool(yes), list(yes)) == ("boolean", True, [(True,)])
    triples = store.query("CONSTRUCT { ?s kg:measures ?o } WHERE { ?s kg:measures ?o }")
    assert (triples.kind, triples.columns) == ("triples", ("subject", "predicate", "object"))
    assert len(list(triples)) == 2
    with pytest.raises(UsageError, match="neither true nor false"):
        bool(store.query("SELECT * { ?s ?p ?o }"))
    assert list(store.query("DESCRIBE <entity/iso%3AUS>"))


def test_serialize_each_form(store: Store, tmp_path: Path) -> None:
    for text in ("SELECT * { ?s kg:measures ?o }", "ASK {}", "CONSTRUCT { ?s kg:name ?o } WHERE { ?s kg:name ?o }"):
        for form in store.query(text).formats:
            data = store.query(text).serialize(form)
            assert data
            store.query(text).serialize(form, str(tmp_path / form))
            assert (tmp_path / form).stat().st_size > 0
    with pytest.raises(UsageError, match="no form 'ttl' for rows; forms: csv, tsv, json, xml"):
        store.query("SELECT * {}").serialize("ttl")


def test_results_stream(store: Store) -> None:
    rows = iter(store.query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"))
    assert len(next(rows)) == 9


@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        ("SELECT * { ?s ?p }", "line 1, column 19", "something is missing before it"),
        ("SELECT ?x\nWHERE { ?x nope:y 1 }", "line 2, column 18", "prefix before this is not declared"),
        ("SELECT *\n{ SERVICE <http://example.org/sparql> { ?s ?p ?o } }", "line 2, column 3", "SERVICE is refused"),
        ("select * { service silent ?x { ?s ?p ?o } }", "line 1, column 12", "SERVICE is refused"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "line 1, column 10", "a file cannot be queried"),
        ("SELECT * FROM NAMED <FILE:///etc/passwd> { ?s ?p ?o }", "line 1", "a file cannot be queried"),
        ("LOAD <http://example.org/>", "line 1, column 1", "LOAD is an update"),
        ("PREFIX a: <http://b/>\nINSERT DATA { a:a a:b a:c }", "line 2, column 1", "INSERT is an update"),
        ("DELETE WHERE { ?s ?p ?o }", "line 1", "DELETE is an update"),
        ("# nothing\n", "", "the query is empty"),
        ("SELECT hello { ?s ?p ?o }", "line 1", ""),
        ("hello", "line 1, column 1", "this is no SPARQL query"),
        ("SELECT * { ?s ?p ?o FILTER(?o > ) }", "line 1, column 36", ""),
    ],
)
def test_what_is_refused(store: Store, text: str, where: str, says: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(text)
    assert (caught.value.where or "").startswith(where)
    assert says in caught.value.message
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service ?load ?insert }",
        'SELECT * { ?s kg:name \'SERVICE <x>\', """LOAD " \' \n SERVICE""" }',
        "SELECT * { ?s ?p <http://example.org/SERVICE#LOAD> } # SERVICE <http://x>",
        "PREFIX service: <http://x/> SELECT * { ?s service:SERVICE ?o FILTER(?o < 3 && ?o > 1) }",
        "SELECT * FROM <http://example.org/g> { ?s ?p ?o }",
    ],
)
def test_words_that_only_look_like_it(store: Store, text: str) -> None:
    assert store.query(text).kind == "rows"


@given(st.text(max_size=80))
def test_any_text_gives_a_result_or_a_query_error(store: Store, text: str) -> None:
    try:
        store.query(text)
    except QueryError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either is right


@given(st.text(alphabet="\"'<>#\\ {}SERVICE\n", max_size=60))
def test_service_is_never_let_through(store: Store, text: str) -> None:
    query = f"SELECT * {{ {text} SERVICE <http://127.0.0.1:9/> {{ ?s ?p ?o }} }}"
    try:
        check(query)
        rows = next(iter(store.query(query)), ())
    except QueryError:
        return
    assert rows is not None  # SERVICE stood inside a comment or a string: nobody was called


def test_named_questions(store: Store) -> None:
    rows = store.named("who-measures-whom").to_records()
    assert len(rows) == 2
    result = store.named("measures-against-target", target="Russia")
    assert len(list(result)) == 2
    with pytest.raises(UsageError, match="no query 'nope'; queries: "):
        store.named("nope")
    with pytest.raises(NotFound, match=r"nothing called 'Rusia' in the store; did you mean 'Russia'"):
        store.named("measures-against-target", target="Rusia")


def test_each_named_question_runs(store: Store) -> None:
    given = {"entity": "Russia", "measure": "x", "integer": "3", "language": "de", "text": "x"}
    for name, question in queries().items():
        needed = {p.name: given.get(p.type, "2024") for p in question.parameters.values() if p.required}
        assert store.named(name, **needed).kind in {"rows", "boolean", "triples"}, name


def test_select_gives_terms(store: Store) -> None:
    ((term, none),) = store.select("SELECT ?n ?none { <entity/iso%3AUS> skos:prefLabel ?n FILTER(LANG(?n) = 'en') }")
    assert (term.value, term.language, none) == ("United States", "en", None)
