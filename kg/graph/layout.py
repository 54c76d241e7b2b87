"""Where the nodes of a picture stand, how large they are and in which colour."""

from __future__ import annotations

import math
import random
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import ResourceError
from kg.graph.measures import seeded
from kg.graph.rank import rank
from kg.graph.simple import simple
from kg.resources import resource

if TYPE_CHECKING:
    from networkx import MultiDiGraph

EXTENT = 1000.0
"""Half the width of a layout, in the units of GEXF positions."""
SIZES = (6.0, 40.0)
"""The smallest and the largest node."""
_ROUNDS = 300
_GRID_FROM = 1000  # nodes from which igraph compares near ones alone


@dataclass(frozen=True, slots=True)
class Look:
    """How a node is shown: place, size, and colour as red, green, blue from 0 to 255."""

    x: float
    y: float
    size: float
    colour: tuple[int, int, int]

    @property
    def hex(self) -> str:
        """The colour as #rrggbb."""
        return "#{:02x}{:02x}{:02x}".format(*self.colour)


def looks(graph: MultiDiGraph[str], size_by: str = "degree") -> dict[str, Look]:
    """The look of each node: the same graph gives the same picture. The area grows with the measure ``size_by``."""
    places, sizes, paint = positions(graph), _sizes(graph, size_by), colours(graph)
    return {
        node: Look(*places[node], sizes[node], paint[data.get("type", "")]) for node, data in graph.nodes(data=True)
    }


def positions(graph: MultiDiGraph[str]) -> dict[str, tuple[float, float]]:
    """Fruchterman and Reingold's layout by igraph with a fixed seed; nodes without edges stand on a ring around it."""
    tied = simple(graph, directed=False)
    joined = sorted({number for pair in tied.weights for number in pair})
    found: dict[str, tuple[float, float]] = {}
    if joined:
        part = tied.igraph().induced_subgraph(joined)
        with seeded():
            grid = len(joined) >= _GRID_FROM
            laid = part.layout_fruchterman_reingold(niter=_ROUNDS, grid=grid, seed=_start(len(joined)))
        inner = EXTENT if len(joined) == len(tied.nodes) else EXTENT * 0.85
        points = _scaled(laid.coords, inner)
        found = {tied.nodes[number]: point for number, point in zip(joined, points, strict=True)}
    alone = [node for node in tied.nodes if node not in found]
    for place, node in enumerate(alone):
        turn = 2 * math.pi * place / len(alone)
        found[node] = (round(EXTENT * math.cos(turn), 2), round(EXTENT * math.sin(turn), 2))
    return found


def _start(count: int) -> list[list[float]]:
    """Random places in the square where igraph begins. From a circle it takes 70 times as long: its cells overflow."""
    draw, half = random.Random(1), math.sqrt(count) / 2  # noqa: S311 - a layout is no secret
    return [[draw.uniform(-half, half), draw.uniform(-half, half)] for _ in range(count)]


def colours(graph: MultiDiGraph[str]) -> dict[str, tuple[int, int, int]]:
    """The colour of each type of node in the graph (``ontology/views/_style.toml``)."""
    style = _style()
    types = sorted({data.get("type", "") for _, data in graph.nodes(data=True)})
    known, others = style["colours"], style["others"]
    rest = [name for name in types if name not in known]
    chosen = {name: known.get(name) or others[rest.index(name) % len(others)] for name in types}
    return {name: _rgb(text) for name, text in chosen.items()}


def _style() -> dict[str, Any]:
    path = resource("ontology/views/_style.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ResourceError(str(error), where="views/_style.toml") from error


def _rgb(text: str) -> tuple[int, int, int]:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _sizes(graph: MultiDiGraph[str], size_by: str) -> dict[str, float]:
    values = {row.node: 0.0 if math.isnan(row.value) else float(row.value) for row in rank(graph, size_by)}
    top = max(values.values(), default=0.0)
    low, high = SIZES
    return {
        node: round(low + (high - low) * math.sqrt(value / top if top else 0.0), 2) for node, value in values.items()
    }


def _scaled(points: list[list[float]], half: float) -> list[tuple[float, float]]:
    """Points moved to the middle and stretched alike in both directions to fit."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    reach = max(max(xs) - min(xs), max(ys) - min(ys)) / 2 or 1.0
    return [(round((x - middle[0]) * half / reach, 2), round((y - middle[1]) * half / reach, 2)) for x, y in points]
