"""Rankings agree with networkx and with the definitions."""

from __future__ import annotations

import math
import random
from itertools import pairwise
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.graph import MEASURES, rank, stability
from kg.graph.simple import simple

TOLERANCE = 1e-7


def random_graph(nodes: int, edges: int, seed: int) -> Any:
    """A projection with parallel and undirected edges, and articles behind them."""
    draw = random.Random(seed)  # noqa: S311 - a test graph is no secret
    graph: Any = nx.MultiDiGraph()
    graph.add_nodes_from((f"n{n:03}", {"label": f"Node {n}", "type": "state"}) for n in range(nodes))
    for number in range(edges):
        a, b = draw.sample(range(nodes), 2)
        both = draw.random() < 0.2
        ends = (f"n{min(a, b):03}", f"n{max(a, b):03}") if both else (f"n{a:03}", f"n{b:03}")
        origins = tuple(sorted({f"a{draw.randrange(30)}" for _ in range(draw.randint(1, 4))}))
        graph.add_edge(*ends, key=f"k{number}", directed=not both, origins=origins, weight=len(origins))
    return graph


def plain(graph: Any, *, directed: bool) -> Any:
    """The simple networkx graph that the documentation of ``rank`` describes, made by hand."""
    found: Any = nx.DiGraph() if directed else nx.Graph()
    found.add_nodes_from(graph)
    origins: dict[tuple[str, str], set[str]] = {}
    for a, b, data in graph.edges(data=True):
        for ends in [(a, b)] if data["directed"] else [(a, b), (b, a)]:
            key = ends if directed else tuple(sorted(ends))
            origins.setdefault(key, set()).update(data["origins"])
    for ends, articles in origins.items():
        found.add_edge(*ends, weight=len(articles), length=1 / len(articles))
    return found


def power(graph: Any, step: Any, rounds: int = 3000) -> dict[str, float]:
    """A vector that ``step`` keeps, scaled to sum 1."""
    values = dict.fromkeys(graph, 1 / len(graph))
    for _ in range(rounds):
        values = step(values)
        total = sum(values.values())
        values = {node: value / total for node, value in values.items()}
    return values


def pagerank(graph: Any) -> dict[str, float]:
    """PageRank as its definition says; networkx needs scipy for it."""
    out = dict(graph.out_degree(weight="weight"))
    size = len(graph)

    def step(values: dict[str, float]) -> dict[str, float]:
        idle = sum(values[node] for node in graph if not out[node])
        incoming = {
            node: sum(values[p] * d["weight"] / out[p] for p, _, d in graph.in_edges(node, data=True)) for node in graph
        }
        return {node: 0.15 / size + 0.85 * (idle / size + incoming[node]) for node in graph}

    return power(graph, step, 200)


def hits(graph: Any) -> tuple[dict[str, float], dict[str, float]]:
    def authorities(hubs: dict[str, float]) -> dict[str, float]:
        return {n: sum(hubs[p] * d["weight"] for p, _, d in graph.in_edges(n, data=True)) for n in graph}

    def step(hubs: dict[str, float]) -> dict[str, float]:
        points = authorities(hubs)
        return {n: sum(points[s] * d["weight"] for _, s, d in graph.out_edges(n, data=True)) for n in graph}

    hubs = power(graph, step)
    points = authorities(hubs)
    return hubs, {node: value / sum(points.values()) for node, value in points.items()}


def reference(graph: Any, by: str) -> dict[str, float]:
    directed, undirected = plain(graph, directed=True), plain(graph, directed=False)
    return {
        "degree": lambda: dict(directed.degree()),
        "in-degree": lambda: dict(directed.in_degree()),
        "out-degree": lambda: dict(directed.out_degree()),
        "strength": lambda: dict(directed.degree(weight="weight")),
        "in-strength": lambda: dict(directed.in_degree(weight="weight")),
        "out-strength": lambda: dict(directed.out_degree(weight="weight")),
        "betweenness": lambda: nx.betweenness_centrality(directed),
        "closeness": lambda: nx.closeness_centrality(directed),
        "eigenvector": lambda: nx.eigenvector_centrality(undirected, weight="weight", max_iter=5000, tol=1e-12),
        "pagerank": lambda: pagerank(directed),
        "hub": lambda: hits(directed)[0],
        "authority": lambda: hits(directed)[1],
        "core": lambda: nx.core_number(undirected),
        "constraint": lambda: nx.constraint(undirected, weight="weight"),
    }[by]()


@pytest.mark.parametrize("by", [name for name, measure in MEASURES.items() if not measure.group])
@pytest.mark.parametrize("seed", [1, 2])
def test_values_are_those_of_networkx(by: str, seed: int) -> None:
    graph = random_graph(40, 160, seed)
    expected = reference(graph, by)
    found = {row.node: row.value for row in rank(graph, by)}
    assert found.keys() == expected.keys()
    for node, value in expected.items():
        assert found[node] == pytest.approx(value, abs=TOLERANCE, nan_ok=True), node


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("weighted", [True, False])
def test_paths_follow_direction_and_weight(directed: bool, weighted: bool) -> None:
    graph = random_graph(30, 50, 3)
    nodes = plain(graph, directed=directed)
    length = "length" if weighted else None
    found = {row.node: row.value for row in rank(graph, "betweenness", directed=directed, weighted=weighted)}
    assert found == pytest.approx(nx.betweenness_centrality(nodes, weight=length), abs=TOLERANCE)
    found = {row.node: row.value for row in rank(graph, "closeness", directed=directed, weighted=weighted)}
    assert found == pytest.approx(nx.closeness_centrality(nodes, distance=length), abs=TOLERANCE)


def test_groups_are_numbered_by_size_and_always_the_same() -> None:
    graph = random_graph(60, 60, 4)
    parts = sorted(nx.weakly_connected_components(graph), key=len, reverse=True)
    found = {row.node: row.value for row in rank(graph, "component")}
    assert {node for node, number in found.items() if number == 1} == parts[0]
    communities = rank(graph, "community")
    assert communities == rank(graph, "community")
    sizes = [sum(row.value == number for row in communities) for number in range(1, int(communities[-1].value) + 1)]
    assert sizes == sorted(sizes, reverse=True)


def test_two_cliques_are_two_communities_and_their_bridge_is_the_broker() -> None:
    graph: Any = nx.MultiDiGraph()
    for name in "ab":
        for i in range(5):
            for j in range(5):
                if i != j:
                    graph.add_edge(f"{name}{i}", f"{name}{j}", weight=1)
    graph.add_edge("a0", "x", weight=1)
    graph.add_edge("x", "b0", weight=1)
    groups = {row.node: row.value for row in rank(graph, "community")}
    assert groups["a1"] != groups["b1"]
    assert len({groups[f"a{n}"] for n in range(5)}) == 1
    assert rank(graph, "betweenness")[0].node in {"x", "a0", "b0"}
    assert rank(graph, "betweenness", directed=False)[0].node == "x"


def test_equal_values_share_a_place_and_stand_by_label() -> None:
    graph: Any = nx.MultiDiGraph()
    graph.add_node("1", label="Österreich")
    graph.add_node("2", label="Belgien")
    graph.add_edge("1", "2")
    graph.add_edge("2", "1")
    assert [(row.label, row.place) for row in rank(graph, "pagerank")] == [("Belgien", 1), ("Österreich", 1)]


def test_no_nodes_no_rows_and_wrong_names() -> None:
    empty: Any = nx.MultiDiGraph()
    assert all(rank(empty, by) == [] for by in MEASURES)
    with pytest.raises(UsageError, match="measures: degree"):
        rank(empty, "importance")
    with pytest.raises(UsageError, match="always undirected"):
        rank(empty, "core", directed=True)


def test_one_node_and_no_edges_are_ranked_too() -> None:
    graph: Any = nx.MultiDiGraph()
    graph.add_nodes_from("abc")
    for by in MEASURES:
        assert len(rank(graph, by)) == 3


def test_a_place_that_one_article_makes_is_unstable() -> None:
    graph: Any = nx.MultiDiGraph()
    many = tuple(f"a{n}" for n in range(40))
    for other in "bcd":
        graph.add_edge("firm", other, origins=many, weight=40)
    for n in range(5):
        graph.add_edge("odd", f"x{n}", origins=("lone",), weight=1)
    found = {row.node: row for row in stability(graph, "out-degree", samples=100)}
    assert (found["odd"].place, found["firm"].place) == (1, 2)
    assert found["firm"].present == 1
    assert found["firm"].high == 2
    assert 0.4 < found["odd"].present < 0.9
    assert found["odd"].high == len(graph)
    assert stability(graph, "out-degree", samples=100) == stability(graph, "out-degree", samples=100)
    with pytest.raises(UsageError, match="no order"):
        stability(graph, "community")


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 12), st.integers(0, 30), st.integers(0, 1000))
def test_places_are_in_order_for_any_graph(nodes: int, edges: int, seed: int) -> None:
    graph = random_graph(nodes, edges, seed)
    for by, measure in MEASURES.items():
        rows = rank(graph, by)
        values = [row.value for row in rows if not math.isnan(row.value)]
        assert len(rows) == nodes
        for a, b in pairwise(values):
            assert math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9) or (a < b if measure.low else a > b)


def test_parallel_edges_of_one_article_weigh_one() -> None:
    graph: Any = nx.MultiDiGraph()
    graph.add_edge("a", "b", origins=("x", "y"), weight=2)
    graph.add_edge("a", "b", origins=("y",), weight=1)
    assert simple(graph, directed=True).weights == {(0, 1): 2}
