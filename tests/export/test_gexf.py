"""GEXF: valid by its schema, within the rules of Gephi's importer, and read back by networkx and graphology."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kg.export import export
from kg.export.flat import clean

G, V = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"
HERE = Path(__file__).parent
DIRECTIONS = {"directed", "undirected"}
TYPES = {"string", "integer", "long", "double", "float", "boolean", "liststring"}


def faults(path: Path) -> list[str]:
    """What the schema finds wrong. It declares colour, position and size in the namespace of GEXF itself, against all
    programs, Gephi included: they are moved there before it looks."""
    tree = etree.parse(path)
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag.startswith(V):
            element.tag = G + element.tag.removeprefix(V)
    schema = etree.XMLSchema(etree.parse(HERE / "gexf-1.3" / "gexf.xsd"))
    schema.validate(tree)
    return [f"{error.line}: {error.message}" for error in schema.error_log]


def importer_faults(path: Path) -> list[str]:
    """What Gephi's ImporterGEXF would warn of or drop."""
    graph = etree.parse(path).getroot().find(f"{G}graph")
    order = [child.tag.removeprefix(G) for child in graph]
    found = [] if order == ["attributes", "attributes", "nodes", "edges"] else [f"order {order}"]
    for element in ("node", "edge"):
        found += _column_faults(graph, element)
    return found + _edge_faults(graph)


def _column_faults(graph: Any, element: str) -> list[str]:
    declared = graph.find(f"{G}attributes[@class='{element}']")
    ids, titles = {a.get("id") for a in declared}, [a.get("title").lower() for a in declared]
    values = [value for one in graph.iter(f"{G}{element}") for value in one.iter(f"{G}attvalue")]
    found = [f"type {a.get('type')}" for a in declared if a.get("type") not in TYPES]
    found += [f"double {title}" for title in titles if titles.count(title) > 1]
    found += [f"undeclared {value.get('for')}" for value in values if value.get("for") not in ids]
    found += [f"empty {value.get('for')}" for value in values if not value.get("value")]
    return found + [f"{element} with start" for one in graph.iter(f"{G}{element}") if one.get("start")]


def _edge_faults(graph: Any) -> list[str]:
    nodes, edges = {node.get("id") for node in graph.iter(f"{G}node")}, list(graph.iter(f"{G}edge"))
    ends = {edge.get(end) for edge in edges for end in ("source", "target")}
    keys = [(edge.get("source"), edge.get("target"), edge.get("kind")) for edge in edges]
    found = [f"no node {end}" for end in ends - nodes]
    found += [f"merged {key}" for key in set(keys) if keys.count(key) > 1]
    found += [f"type {edge.get('type')}" for edge in edges if edge.get("type", "directed") not in DIRECTIONS]
    return found + ["spell backwards" for s in graph.iter(f"{G}spell") if s.get("start") > s.get("end")]


def test_the_file_is_valid_and_gephi_takes_all_of_it(graph: Any, tmp_path: Path) -> None:
    written = export(graph, tmp_path / "g.gexf")
    assert (written.format, written.nodes, written.edges) == ("gexf", 3, 3)
    assert written.bytes == written.path.stat().st_size
    assert faults(written.path) == []
    assert importer_faults(written.path) == []


def test_what_it_says(graph: Any, tmp_path: Path) -> None:
    root = etree.parse(export(graph, tmp_path / "g.gexf").path).getroot()
    shape = root.find(f"{G}graph")
    assert dict(shape.attrib) == {
        "defaultedgetype": "directed",
        "idtype": "string",
        "mode": "dynamic",
        "timeformat": "date",
        "timerepresentation": "interval",
    }
    edges = {edge.get("kind"): edge for edge in root.iter(f"{G}edge")}
    spells = [(s.get("start"), s.get("end")) for s in edges["measures"].iter(f"{G}spell")]
    assert spells == [("2024-04-12", "2024-04-12"), ("2024-05-01", "2024-05-31")]
    assert edges["measures"].get("weight") == "3"
    assert edges["meets"].get("type") == "undirected"
    values = {a.get("for"): a.get("value") for a in edges["measures"].iter(f"{G}attvalue")}
    assert (values["start"], values["end"]) == ("2024-04-12", "2024-05-31")
    assert (values["stage"], values["stages"]) == ("done", '["done=4", "announced=1"]')
    assert values["entity_type"] == "odd"
    assert not list(edges["supplies"].iter(f"{G}spell"))
    colours = {n.get("label"): n.find(f"{V}color").attrib for n in root.iter(f"{G}node")}
    assert dict(colours["United States"]) == {"r": "0", "g": "114", "b": "178"}
    assert dict(colours["alone"]) == {"r": "153", "g": "153", "b": "153"}
    sizes = {n.get("label"): float(n.find(f"{V}size").get("value")) for n in root.iter(f"{G}node")}
    assert sizes["United States"] == 40
    assert sizes["alone"] == 6
    told = json.loads(root.findtext(f"{G}meta/{G}description"))
    assert (told["view"], told["as_of"]) == ("actors", "2024-05-03")


def test_the_same_graph_gives_the_same_bytes(graph: Any, tmp_path: Path) -> None:
    one = export(graph, tmp_path / "a.gexf").path.read_bytes()
    assert export(graph, tmp_path / "b.gexf").path.read_bytes() == one
    assert b"lastmodifieddate" not in one
    dated = export(graph, tmp_path / "c.gexf", date="2024-05-03").path.read_bytes()
    assert b'lastmodifieddate="2024-05-03"' in dated


def test_networkx_reads_it(graph: Any, tmp_path: Path) -> None:
    back = nx.read_gexf(export(graph, tmp_path / "g.gexf", mixed=False).path, version="1.3")
    assert set(back) == set(graph)
    assert back.number_of_edges() == 3
    assert back.nodes["https://x/mü"]["label"] == graph.nodes["https://x/mü"]["label"]
    assert back.nodes["https://x/us"]["viz"]["size"] == 40
    assert ("2024-05-01", "2024-05-31") in [d.get("spells", [()])[-1] for *_, d in back.edges(data=True)]


def test_graphology_reads_it(graph: Any, tmp_path: Path) -> None:
    modules = os.environ.get("NODE_PATH_KG")
    if not modules:
        pytest.skip("NODE_PATH_KG names no folder with graphology (see graphology.mjs)")
    paths = [export(graph, tmp_path / "g.gexf").path, export(graph, tmp_path / "g.json", format="graphology").path]
    ran = subprocess.run(["node", HERE / "graphology.mjs", *paths], capture_output=True, text=True, check=True)
    for line in ran.stdout.splitlines():
        found = json.loads(line)
        assert (found["order"], found["size"]) == (3, 3)
        nodes = {node["key"]: node for node in found["nodes"]}
        assert nodes["https://x/mü"]["label"] == graph.nodes["https://x/mü"]["label"]
        assert nodes["https://x/us"]["color"] in {"rgb(0,114,178)", "#0072b2"}
        edges = {edge["kind"]: edge for edge in found["edges"] if edge.get("kind")}
        quotes = [clean(quote) for quote in graph.edges["https://x/us", "https://x/mü", "measures"]["quotes"]]
        assert [clean(quote) for quote in edges["measures"]["quotes"]] == quotes
        assert [edge["undirected"] for edge in found["edges"]].count(True) == 1


def test_a_graph_of_one_day_is_no_timeline(tmp_path: Path) -> None:
    made: Any = nx.MultiDiGraph()
    made.add_edge("a", "b", spells=(("2024-04-12", "2024-04-12"),), kind="k")
    path = export(made, tmp_path / "g.gexf").path
    assert b'mode="static"' in path.read_bytes()
    assert b"<spell" not in path.read_bytes()
    assert faults(path) == []


def test_graphs_from_elsewhere_and_empty_ones(tmp_path: Path) -> None:
    empty: Any = nx.MultiDiGraph()
    assert faults(export(empty, tmp_path / "empty.gexf").path) == []
    plain = nx.path_graph(3, create_using=nx.Graph)
    assert export(nx.relabel_nodes(plain, str), tmp_path / "plain.gexf").edges == 4
    mixed: Any = nx.MultiDiGraph()
    mixed.add_node("a", value=1, other=True)
    mixed.add_node("b", value=2.5, other="yes")
    path = export(mixed, tmp_path / "mixed.gexf").path
    assert faults(path) == []
    back = nx.read_gexf(path, version="1.3")
    assert [back.nodes[n]["value"] for n in "ab"] == [1.0, 2.5]
    assert [back.nodes[n]["other"] for n in "ab"] == ["true", "yes"]


texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=6))
def test_any_text_comes_back(tmp_path_factory: Callable[..., Any], rows: list[tuple[str, str, str]]) -> None:
    made: Any = nx.MultiDiGraph()
    for number, (label, kind, quote) in enumerate(rows):
        made.add_node(f"n{number}", label=label, note=quote)
        made.add_edge(f"n{number}", "n0", kind=f"{number}{kind}", quotes=(quote, label))
    path = tmp_path_factory.mktemp("any") / "g.gexf"  # type: ignore[attr-defined]
    export(made, path)
    root = etree.parse(BytesIO(path.read_bytes())).getroot()
    nodes = {node.get("id"): node for node in root.iter(f"{G}node")}
    for number, (label, _, quote) in enumerate(rows):
        node = nodes[f"n{number}"]
        assert node.get("label") == clean(label)
        notes = [a.get("value") for a in node.iter(f"{G}attvalue") if a.get("for") == "note"]
        assert notes == ([clean(quote)] if clean(quote) else [])
    assert importer_faults(path) == []
