"""Rankings of the nodes of a projection, and how far they can be trusted."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import UsageError
from kg.graph.measures import MEASURES, Measure
from kg.graph.simple import Bundles, Simple, bundled, simple, weigh

if TYPE_CHECKING:
    from networkx import MultiDiGraph


class Ranked(NamedTuple):
    """A node, its value, its place (equal values share the best one), and what the graph says of it."""

    node: str
    value: float
    place: int
    label: str
    type: str


class Stability(NamedTuple):
    """A node's place in the whole graph, and under resampling: median, 5 and 95 % bounds of its places.

    ``present`` is the share of samples that hold the node at all; where it is missing it takes the last place.
    """

    node: str
    value: float
    place: int
    label: str
    type: str
    median: float
    low: float
    high: float
    present: float


def rank(
    graph: MultiDiGraph[str], by: str = "betweenness", *, directed: bool | None = None, weighted: bool | None = None
) -> list[Ranked]:
    """The nodes in the order of a measure, the most central first; groups and constraint from the lowest value on.

    Measures: degree, in-degree, out-degree, strength, in-strength, out-strength, betweenness, closeness, eigenvector,
    pagerank, hub, authority (HITS), core (k-core), constraint (Burt; low means broker), component, community (Leiden).

    Parallel edges are taken as one, since two kinds of act between two actors are one tie; its weight is the number of
    independent articles behind them. Edges without a direction go both ways. Unless asked otherwise: degree,
    betweenness and closeness are directed and count each tie alike; strength, pagerank, hub and authority are directed
    and weighted; eigenvector, community and constraint are undirected and weighted; core and component are undirected
    and unweighted. Where weights hold, paths take 1/weight as the length of a tie.
    Values are scaled as networkx scales them. Equal values stand in the order of label and IRI.

    Raises UsageError for an unknown measure, and for a choice that a measure does not leave.
    """
    measure = _measure(by)
    ways = _choices(measure, directed, weighted)
    tied = simple(graph, directed=ways["directed"])
    return _ranked(graph, measure, _values(measure, tied, weighted=ways["weighted"]))


def stability(  # noqa: PLR0913 - the measure's own choices, and the size of the sample
    graph: MultiDiGraph[str],
    by: str = "betweenness",
    *,
    directed: bool | None = None,
    weighted: bool | None = None,
    samples: int = 200,
    seed: int = 1,
) -> list[Stability]:
    """The ranking with the spread of each place when the articles are drawn anew (bootstrap over articles).

    Each sample draws as many independent articles as there are, with replacement; near-copies come and go together.
    A place that one article makes has a wide interval. Groups (component, community) have no order to test.
    """
    import random

    measure = _measure(by)
    if measure.group:
        raise UsageError(f"{by} is no order", hint="choose a measure such as betweenness or pagerank")
    ways = _choices(measure, directed, weighted)
    origins = sorted({iri for *_, data in graph.edges(data=True) for iri in data.get("origins", ())})
    if not origins:
        raise UsageError("the edges name no articles", hint="make the graph with kg.graph.project")
    draw = random.Random(seed)  # noqa: S311 - a sample is no secret
    places: dict[str, list[int]] = {node: [] for node in graph}
    bundles = bundled(graph, directed=ways["directed"])
    weights = _resampler(bundles, origins)
    for _ in range(samples):
        tied = Simple(tuple(graph), weights(draw.choices(range(len(origins)), k=len(origins))), ways["directed"])
        present = {tied.nodes[number] for pair in tied.weights for number in pair}
        for row in _ranked(graph, measure, _values(measure, tied, weighted=ways["weighted"]), present):
            places[row.node].append(row.place)
    last = len(places)
    return [
        _spread(row, places[row.node], samples, last) for row in rank(graph, by, directed=directed, weighted=weighted)
    ]


def _measure(by: str) -> Measure:
    if by not in MEASURES:
        raise UsageError(f"no measure {by!r}", hint=f"measures: {', '.join(MEASURES)}")
    return MEASURES[by]


def _choices(measure: Measure, directed: bool | None, weighted: bool | None) -> dict[str, bool]:
    ways = {"directed": measure.directed, "weighted": measure.weighted}
    for name, asked in (("directed", directed), ("weighted", weighted)):
        if asked is not None and asked != ways[name] and name not in measure.choice:
            hint = f"{measure.name} is always {'' if ways[name] else 'un'}{name}"
            raise UsageError(f"{name}={asked} makes no sense for {measure.name}", hint=hint)
        ways[name] = ways[name] if asked is None else asked
    return ways


def _values(measure: Measure, tied: Simple, *, weighted: bool) -> dict[str, float]:
    if not tied.nodes:
        return {}
    graph = tied.igraph()
    with warnings.catch_warnings():
        # igraph warns that values mean little in a graph of several parts or without edges: so the docstrings say.
        warnings.simplefilter("ignore", RuntimeWarning)
        found = measure.compute(graph, graph.es["weight"] if weighted and tied.weights else None)
    return dict(zip(tied.nodes, map(_number, found), strict=True))


def _number(value: float) -> float:
    """Whole numbers stay whole."""
    return value if isinstance(value, int) else float(value)


def _ranked(
    graph: MultiDiGraph[str], measure: Measure, values: Mapping[str, float], only: Iterable[str] | None = None
) -> list[Ranked]:
    data = graph.nodes
    nodes = values if only is None else only

    def order(node: str) -> tuple[float, str, str]:
        value = values[node]
        # What cannot be computed for a node comes last.
        key = math.inf if math.isnan(value) else value if measure.low else -value
        return key, data[node].get("label", node), node

    rows: list[Ranked] = []
    for number, node in enumerate(sorted(nodes, key=order), 1):
        value = values[node]
        same = rows and math.isclose(rows[-1].value, value, rel_tol=1e-9, abs_tol=1e-12)
        place = rows[-1].place if same else number
        rows.append(Ranked(node, value, place, data[node].get("label", node), data[node].get("type", "")))
    return rows


def _resampler(bundles: Bundles, origins: list[str]) -> Callable[[list[int]], dict[tuple[int, int], float]]:
    """Gives the weights of ``weigh`` with each article as often as its number was drawn.

    Ties of pairs that share a sender keep their weight as long as one of their articles is drawn.
    """
    number = {origin: place for place, origin in enumerate(origins)}
    behind = {
        pair: ([number[o] for o in {o for edge in edges for o in edge.get("origins", ())}], _fixed(edges))
        for pair, edges in bundles.items()
    }

    def weights(drawn: list[int]) -> dict[tuple[int, int], float]:
        times = [0] * len(origins)
        for place in drawn:
            times[place] += 1
        found: dict[tuple[int, int], float] = {}
        for pair, (places, fixed) in behind.items():
            if times_drawn := sum([times[place] for place in places]):
                found[pair] = fixed or times_drawn
        return found

    return weights


def _fixed(edges: list[Mapping[str, Any]]) -> float:
    return weigh(edges) if any(edge.get("shared") for edge in edges) else 0


def _spread(row: Ranked, places: list[int], samples: int, last: int) -> Stability:
    whole = sorted([*places, *[last] * (samples - len(places))])

    def at(share: float) -> float:
        return whole[min(len(whole) - 1, round(share * (len(whole) - 1)))] if whole else math.nan

    present = len(places) / samples if samples else math.nan
    return Stability(*row, at(0.5), at(0.05), at(0.95), present)
