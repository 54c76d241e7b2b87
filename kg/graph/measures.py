"""Measures of centrality and groups, computed by igraph and scaled as networkx scales them.

Each takes an ``igraph.Graph`` and the weights (or None) and gives one number a node. Paths see weights as distances
1/weight: what many articles say lies near. Sources: the functions of the same name in networkx 3.6 for the scaling;
R. Burt, Structural Holes (1992), for constraint; V. Traag et al., From Louvain to Leiden (2019).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Weights = list[float] | None
Values = Sequence[float]
_SEED = 1


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure and how it takes a graph unless the caller asks otherwise; None where it cannot be chosen.

    ``low`` says that the smallest value ranks first; ``group`` that values are numbers of groups, 1 the largest.
    """

    name: str
    compute: Callable[[Any, Weights], Values]
    directed: bool
    weighted: bool
    choice: frozenset[str] = frozenset({"directed", "weighted"})
    low: bool = False
    group: bool = False


def distances(weights: Weights) -> Weights:
    """Weights as lengths of edges."""
    return [1 / weight for weight in weights] if weights else None


def degree(graph: Any, weights: Weights, mode: str = "all") -> Values:
    """Number of partners, each way counted; with weights their sum (strength)."""
    return graph.strength(mode=mode, weights=weights) if weights else graph.degree(mode=mode)  # type: ignore[no-any-return]


def betweenness(graph: Any, weights: Weights) -> Values:
    """Share of shortest paths between other nodes that lead through the node."""
    n = graph.vcount()
    pairs = (n - 1) * (n - 2) / (1 if graph.is_directed() else 2)
    found = graph.betweenness(directed=graph.is_directed(), weights=distances(weights))
    return [value / pairs if pairs > 0 else 0.0 for value in found]


def closeness(graph: Any, weights: Weights) -> Values:
    """How near the node is to those that reach it, scaled by how many do (Wasserman and Faust)."""
    n = graph.vcount()
    reach = graph.neighborhood_size(order=n, mode="in")
    found = graph.closeness(mode="in", weights=distances(weights), normalized=True)
    # igraph averages over those that reach the node, and gives nan where none does.
    return [v * (r - 1) / (n - 1) if r > 1 and n > 1 else 0.0 for v, r in zip(found, reach, strict=True)]


def eigenvector(graph: Any, weights: Weights) -> Values:
    """A node is central when central ones point to it; length of the vector 1.

    In a graph of several parts those outside the strongest one get 0.
    """
    # True is also right for an undirected graph, and python-igraph 1.0.0 fails on False.
    found = graph.eigenvector_centrality(directed=True, weights=weights)
    return _unit(found, math.hypot(*found))


def pagerank(graph: Any, weights: Weights) -> Values:
    """PageRank with damping 0.85; sums to 1."""
    return graph.pagerank(directed=graph.is_directed(), damping=0.85, weights=weights)  # type: ignore[no-any-return]


def hub(graph: Any, weights: Weights) -> Values:
    """HITS: points to many authorities; sums to 1."""
    found = graph.hub_score(weights=weights)
    return _unit(found, sum(found))


def authority(graph: Any, weights: Weights) -> Values:
    """HITS: many hubs point to it; sums to 1."""
    found = graph.authority_score(weights=weights)
    return _unit(found, sum(found))


def core(graph: Any, _: Weights) -> Values:
    """The largest k such that the node lies in a part where each has k partners."""
    return graph.coreness(mode="all")  # type: ignore[no-any-return] # igraph has no types


def constraint(graph: Any, weights: Weights) -> Values:
    """Burt's constraint: low for brokers, whose partners do not know each other; nan for a node without partners."""
    return graph.constraint(weights=weights)  # type: ignore[no-any-return] # igraph has no types


def component(graph: Any, _: Weights) -> Values:
    """Number of the weakly connected component, the largest first."""
    return _numbered(graph.connected_components(mode="weak").membership)


def community(graph: Any, weights: Weights) -> Values:
    """Number of the community by Leiden's method on modularity, the largest first, with a fixed seed."""
    with seeded():
        found = graph.community_leiden(objective_function="modularity", weights=weights, n_iterations=-1)
    return _numbered(found.membership)


class seeded:  # noqa: N801 - used like a function, as contextlib's are
    """igraph draws the same numbers inside; afterwards it draws from Python's ``random`` again, as by default."""

    def __init__(self, seed: int = _SEED) -> None:
        self._seed = seed

    def __enter__(self) -> None:
        import random

        import igraph

        igraph.set_random_number_generator(random.Random(self._seed))  # noqa: S311 - a layout is no secret

    def __exit__(self, *_: object) -> None:
        import random

        import igraph

        igraph.set_random_number_generator(random)


def _unit(values: Values, size: float) -> Values:
    return [value / size if size else 0.0 for value in values]


def _numbered(membership: list[int]) -> Values:
    """Groups from 1 on, the largest first, then the one with the first node."""
    sizes, first = Counter(membership), {group: n for n, group in reversed(list(enumerate(membership)))}
    ordered = sorted(sizes, key=lambda group: (-sizes[group], first[group]))
    number = {group: place for place, group in enumerate(ordered, 1)}
    return [number[group] for group in membership]


def _degree(mode: str) -> Callable[[Any, Weights], Values]:
    return lambda graph, weights: degree(graph, weights, mode)


_FREE = frozenset({"directed", "weighted"})
_WEIGHTED = frozenset({"weighted"})
_ONE_WAY: frozenset[str] = frozenset()

MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure("degree", _degree("all"), True, False, frozenset({"directed"})),
        Measure("in-degree", _degree("in"), True, False, _ONE_WAY),
        Measure("out-degree", _degree("out"), True, False, _ONE_WAY),
        Measure("strength", _degree("all"), True, True, frozenset({"directed"})),
        Measure("in-strength", _degree("in"), True, True, _ONE_WAY),
        Measure("out-strength", _degree("out"), True, True, _ONE_WAY),
        Measure("betweenness", betweenness, True, False, _FREE),
        Measure("closeness", closeness, True, False, _FREE),
        Measure("eigenvector", eigenvector, False, True, _FREE),
        Measure("pagerank", pagerank, True, True, _FREE),
        Measure("hub", hub, True, True, _WEIGHTED),
        Measure("authority", authority, True, True, _WEIGHTED),
        Measure("core", core, False, False, _ONE_WAY),
        Measure("constraint", constraint, False, True, _WEIGHTED, low=True),
        Measure("component", component, False, False, _ONE_WAY, low=True, group=True),
        Measure("community", community, False, True, _WEIGHTED, low=True, group=True),
    )
}
