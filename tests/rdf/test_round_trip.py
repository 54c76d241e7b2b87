"""A reading goes to RDF and back without loss, whatever its texts hold."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import edtf_dates, readings, unordered

from kg import rdf
from kg.errors import ReadingError
from kg.ids import article_iri
from kg.model import Reading
from kg.rdf.literals import number, parsed

_SLOW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def gold(folder: Path) -> list[Reading]:
    files = [folder / "gold" / part / "gold.jsonl" for part in ("train", "dev", "seed")]
    return [Reading.model_validate_json(line) for file in files for line in file.read_text().splitlines()]


@given(readings())
@_SLOW
def test_what_was_written_is_read_again(reading: Reading) -> None:
    assert unordered(rdf.reading(rdf.quads(reading))) == unordered(reading)


@given(readings())
@_SLOW
def test_the_store_keeps_every_quad_as_it_was_written(reading: Reading) -> None:
    # It rewrites literals that are not canonical, and then replacing and comparing would fail.
    store, quads = ox.Store(), rdf.quads(reading)
    graph = article_iri(reading.article)
    store.update(f"INSERT DATA {{ GRAPH <{graph}> {{ {rdf.ntriples(reading)} }} }}")
    assert set(store) == set(quads)
    assert unordered(rdf.reading(store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))) == unordered(reading)


@given(readings())
@settings(_SLOW, max_examples=25)
def test_every_quad_is_in_the_article_s_graph_and_has_no_blank_node(reading: Reading) -> None:
    graph = ox.NamedNode(article_iri(reading.article))
    for quad in rdf.quads(reading):
        assert quad.graph_name == graph
        assert isinstance(quad.subject, ox.NamedNode)
        assert not isinstance(quad.object, ox.BlankNode)


@given(readings())
@settings(_SLOW, max_examples=20)
def test_rdflib_sees_the_same_graph(reading: Reading) -> None:
    import rdflib
    from rdflib.compare import isomorphic

    ours = rdflib.Graph().parse(data=rdf.ntriples(reading), format="nt")
    turtle = ox.serialize([quad.triple for quad in rdf.quads(reading)], format=ox.RdfFormat.TURTLE)
    theirs = rdflib.Graph().parse(data=turtle, format="turtle")
    assert isomorphic(ours, theirs)


def test_all_coded_readings_return(shared: Path) -> None:
    coded = gold(shared)
    assert len(coded) > 200
    for reading in coded:
        assert unordered(rdf.reading(rdf.quads(reading))) == unordered(reading), reading.article.id


@given(st.integers() | st.floats(allow_nan=False))
def test_numbers_return_and_are_canonical(value: float) -> None:
    literal = next(ox.parse(f"<a:a> <a:b> {number(value)} .", format=ox.RdfFormat.N_TRIPLES)).object
    back = parsed(literal.value, literal.datatype.value)
    assert back == value
    assert isinstance(back, int) == isinstance(value, int)
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), literal))
    assert next(iter(store)).object == literal


@given(edtf_dates())
def test_bounds_hold_the_date(edtf: str) -> None:
    earliest, latest = rdf.bounds(edtf)
    assert earliest is not None
    assert latest is not None
    assert earliest <= latest
    assert earliest.isoformat().startswith(edtf.partition("/")[0])
    assert latest.isoformat().startswith(edtf.rpartition("/")[2])


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2024-04-12", "2024-04-12", "2024-04-12"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-10-01/2023-12-31", "2023-10-01", "2023-12-31"),
        ("2023-10/2024", "2023-10-01", "2024-12-31"),
        ("2024-04-12/..", "2024-04-12", "None"),
        ("2024/", "2024-01-01", "None"),
        ("../2024-02", "None", "2024-02-29"),
    ],
)
def test_bounds(edtf: str, earliest: str, latest: str) -> None:
    assert tuple(map(str, rdf.bounds(edtf))) == (earliest, latest)


@pytest.mark.parametrize("edtf", ["", "2024-13", "2024-02-30", "12.4.2024", "2024/2023", "../..", "/", "0000"])
def test_what_is_no_date_is_refused(edtf: str) -> None:
    with pytest.raises(ReadingError):
        rdf.bounds(edtf)


def test_two_names_of_one_thing_become_one_entity() -> None:
    line = {
        "article": {"id": "a"},
        "entities": [
            {"id": "us", "type": "state", "name": "United States", "link": "iso:US", "mentions": ["USA"]},
            {"id": "usa", "type": "state", "name": "USA", "link": "iso:US", "mentions": ["America"]},
        ],
        "claims": [
            {
                "type": "attack",
                "action": "armed",
                "stage": "done",
                "agent": ["usa"],
                "target": ["us"],
                "evidence": ["x"],
            }
        ],
    }
    once = rdf.reading(rdf.quads(Reading.model_validate_json(json.dumps(line))))
    assert [one.id for one in once.entities] == ["us"]
    assert {quote.text for quote in once.entities[0].mentions} == {"USA", "America"}
    assert once.claims[0].agent == once.claims[0].target == ("us",)
    assert rdf.reading(rdf.quads(once)) == once
