"""A projection as the simple graph that measures of centrality are defined on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from networkx import MultiDiGraph

Bundles = dict[tuple[int, int], list[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Simple:
    """Nodes in the graph's order, and one weight a pair of their numbers. Undirected pairs stand low number first."""

    nodes: tuple[str, ...]
    weights: dict[tuple[int, int], float]
    directed: bool

    def igraph(self) -> Any:
        """The same as ``igraph.Graph`` with the edge attribute ``weight``."""
        import igraph

        graph = igraph.Graph(n=len(self.nodes), edges=list(self.weights), directed=self.directed)
        graph.es["weight"] = list(self.weights.values())
        return graph


def weigh(edges: Iterable[Mapping[str, Any]]) -> float:
    """The number of independent articles behind parallel edges: one that makes two of them counts once.

    Edges without ``origins`` (of a graph from elsewhere, or of pairs that share a sender) add up their weights.
    """
    origins: set[str] = set()
    total = 0.0
    for edge in edges:
        if edge.get("origins") and not edge.get("shared"):
            origins.update(edge["origins"])
        else:
            total += edge.get("weight", 1)
    return total + len(origins)


def bundled(graph: MultiDiGraph[str], *, directed: bool) -> Bundles:
    """The parallel edges of each pair of nodes, by their numbers, without loops.

    An edge marked ``directed=False`` goes both ways.
    """
    number = {node: place for place, node in enumerate(graph)}
    bundles: Bundles = defaultdict(list)
    for source, target, data in graph.edges(data=True):
        a, b = number[source], number[target]
        if a == b:
            continue
        if not directed:
            bundles[min(a, b), max(a, b)].append(data)
        else:
            bundles[a, b].append(data)
            if data.get("directed") is False:
                bundles[b, a].append(data)
    return dict(sorted(bundles.items()))


def simple(graph: MultiDiGraph[str], *, directed: bool) -> Simple:
    """Parallel edges as one with the weight that ``weigh`` gives them."""
    bundles = bundled(graph, directed=directed)
    weighed = {pair: weigh(edges) for pair, edges in bundles.items()}
    return Simple(tuple(graph), {pair: value for pair, value in weighed.items() if value > 0}, directed)
