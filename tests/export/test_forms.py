"""The other forms: read back by the programs that they are for."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet
from rdflib.compare import isomorphic

from kg import rdf
from kg.errors import UsageError
from kg.export import FORMATS, export
from kg.export.flat import clean
from kg.model import Claim, Entity, Head, Reading

US, MU = "https://x/us", "https://x/mü"


def test_graphml_is_read_by_networkx_and_igraph(graph: Any, tmp_path: Path) -> None:
    path = export(graph, tmp_path / "g.graphml").path
    back = nx.read_graphml(path)
    assert set(back) == set(graph)
    assert back.nodes[MU]["label"] == graph.nodes[MU]["label"]
    edges = {data.get("kind"): data for *_, data in back.edges(data=True)}
    assert edges["measures"]["claims"] == 5
    assert edges["measures"]["stages"] == "done=4 | announced=1"
    assert edges["measures"]["spells"] == "2024-04-12/2024-04-12 | 2024-05-01/2024-05-31"
    assert [edges[kind]["confidence_max"] for kind in ("measures", "supplies")] == [1.0, 0.5]
    assert edges["meets"]["directed"] is False
    other = igraph.Graph.Read_GraphML(str(path))
    assert (other.vcount(), other.ecount(), other.is_directed()) == (3, 3, True)
    assert graph.nodes[MU]["label"] in other.vs["label"]
    assert sorted(other.es["kind"]) == ["measures", "meets", "supplies"]


def test_node_link_is_the_graph(graph: Any, tmp_path: Path) -> None:
    text = export(graph, tmp_path / "g.json").path.read_text(encoding="utf-8")
    back = nx.node_link_graph(json.loads(text), edges="edges")
    assert back.is_directed()
    assert back.is_multigraph()
    assert set(back.edges(keys=True)) == set(graph.edges(keys=True))
    assert back.graph["left_out"] == {"time": 2}
    assert back.edges[US, MU, "measures"]["quotes"] == list(graph.edges[US, MU, "measures"]["quotes"])
    assert back.edges[US, MU, "measures"]["stages"] == {"done": 4, "announced": 1}


def test_cytoscape_has_places_and_one_id_an_element(graph: Any, tmp_path: Path) -> None:
    found = json.loads(export(graph, tmp_path / "g.cyjs").path.read_text(encoding="utf-8"))
    elements = found["elements"]
    ids = [element["data"]["id"] for kind in ("nodes", "edges") for element in elements[kind]]
    assert len(ids) == len(set(ids)) == 6
    assert {edge["data"]["source"] for edge in elements["edges"]} <= set(ids)
    assert all(set(node["position"]) == {"x", "y"} for node in elements["nodes"])
    back = nx.cytoscape_graph({**found, "data": []})
    assert back.number_of_edges() == 3


def test_csv_is_what_gephi_takes_and_spreadsheets_run_nothing(graph: Any, tmp_path: Path) -> None:
    written = export(graph, tmp_path / "g.csv")
    assert [path.name for path in written.paths] == ["g.edges.csv", "g.nodes.csv"]
    assert written.bytes == sum(path.stat().st_size for path in written.paths)
    with written.paths[0].open(encoding="utf-8", newline="") as file:
        edges = list(csv.DictReader(file))
    with written.paths[1].open(encoding="utf-8", newline="") as file:
        nodes = list(csv.DictReader(file))
    assert list(edges[0])[:6] == ["Source", "Target", "Type", "Kind", "Weight", "Label"]
    assert list(nodes[0])[:2] == ["Id", "Label"]
    kinds = {edge["Kind"]: edge for edge in edges}
    assert kinds["meets"]["Type"] == "Undirected"
    assert kinds["supplies"]["Label"] == "'=supplies"
    assert kinds["supplies"]["quotes"] == "'@cmd"
    assert (kinds["measures"]["Weight"], kinds["measures"]["undated"]) == ("3", "0")
    assert {node["Id"] for node in nodes} == set(graph)
    label = graph.nodes[MU]["label"]
    assert label in {node["Label"] for node in nodes}


def test_parquet_keeps_types(graph: Any, tmp_path: Path) -> None:
    edges_path, nodes_path = export(graph, tmp_path / "g.parquet").paths
    edges, nodes = parquet.read_table(edges_path), parquet.read_table(nodes_path)
    kinds = {row["Kind"]: row for row in edges.to_pylist()}
    assert kinds["measures"]["claims"] == 5
    assert kinds["measures"]["quotes"][1] == "=1+1"
    assert kinds["supplies"]["claims"] is None
    assert {row["Id"] for row in nodes.to_pylist()} == set(graph)
    assert json.loads(edges.schema.metadata[b"kg"])["view"] == "actors"
    again = tmp_path / "again.parquet"
    export(graph, again)
    assert (tmp_path / "again.edges.parquet").read_bytes() == edges_path.read_bytes()


def test_empty_tables_still_have_their_columns(tmp_path: Path) -> None:
    empty: Any = nx.MultiDiGraph()
    edges, nodes = export(empty, tmp_path / "g.csv").paths
    assert edges.read_bytes() == b"Source,Target,Type,Kind,Weight,Label\r\n"
    assert nodes.read_bytes() == b"Id,Label\r\n"
    assert parquet.read_table(export(empty, tmp_path / "g.parquet").paths[0]).num_rows == 0


@pytest.fixture
def store() -> ox.Store:
    """A store with one reading."""
    entities = (
        Entity(id="us", type="state", name="United States", link="iso:US", mentions=("USA",)),  # type: ignore[arg-type]
        Entity(id="mü", type="company", name="Müller „&“ Söhne"),
    )
    claim = Claim(type="support", action="economic", stage="done", agent=("us",), target=("mü",), date="2024-04")
    reading = Reading(article=Head(id="a", language="de"), entities=entities, claims=(claim,))
    made = ox.Store()
    made.extend(rdf.quads(reading))
    return made


# rdflib 7 warns of its own calls
@pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")
@pytest.mark.parametrize("form", ["ttl", "nt", "trig", "nq", "jsonld"])
def test_rdf_is_read_by_rdflib(store: ox.Store, tmp_path: Path, form: str) -> None:
    path = export(store, tmp_path / f"g.{form}").path
    names = {"ttl": "turtle", "nt": "nt", "trig": "trig", "nq": "nquads", "jsonld": "json-ld"}
    whole = rdflib.Dataset()
    whole.parse(data=store.dump(format=ox.RdfFormat.N_QUADS), format="nquads")
    expected = rdflib.Graph()
    for s, p, o, _ in whole.quads():
        expected.add((s, p, o))
    found = rdflib.Graph()
    if form in {"ttl", "nt"}:
        found.parse(path, format=names[form])
    else:
        back = rdflib.Dataset()
        back.parse(path, format=names[form])
        assert {str(g) for *_, g in back.quads()} == {str(g) for *_, g in whole.quads()}
        for s, p, o, _ in back.quads():
            found.add((s, p, o))
    assert isomorphic(found, expected)


def test_a_store_is_projected_on_the_way(store: ox.Store, tmp_path: Path) -> None:
    written = export(store, tmp_path / "g.gexf", view="actors", since="2024")
    assert (written.nodes, written.edges) == (2, 1)
    assert written.graph["filters"] == {"since": "2024-01-01"}
    assert export(store, tmp_path / "h.gexf", since="2025").edges == 0


def test_filters_that_cannot_be_heeded_are_refused(store: ox.Store, graph: Any, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="since, view cannot be heeded"):
        export(store, tmp_path / "g.ttl", view="actors", since="2024")
    with pytest.raises(UsageError, match=r"kg\.graph\.project"):
        export(graph, tmp_path / "g.gexf", view="actors")


def test_each_ending_belongs_to_one_form() -> None:
    endings = [ending for form in FORMATS.values() for ending in form.extensions]
    assert len(endings) == len(set(endings))


cells = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=20)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=5))
def test_any_text_comes_back_from_csv_and_parquet(tmp_path_factory: Any, rows: list[tuple[str, str]]) -> None:
    made: Any = nx.MultiDiGraph()
    for number, (label, note) in enumerate(rows):
        made.add_node(f"n{number}", label=label, note=note)
    folder = tmp_path_factory.mktemp("any")
    with export(made, folder / "g.csv").paths[1].open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    for row, (label, note) in zip(found, rows, strict=True):
        for cell, text in ((row["Label"], label), (row.get("note", ""), clean(note))):
            assert cell in {text, f"'{text}"}
            assert not cell.startswith(("=", "+", "-", "@", "\t"))
    table = parquet.read_table(export(made, folder / "g.parquet").paths[1]).to_pylist()
    assert [row["Label"] for row in table] == [label for label, _ in rows]
    assert [row.get("note") or "" for row in table] == [clean(note) for _, note in rows]
