"""A small graph with all that a projection may hold, and text that breaks careless writers."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

NASTY = "Müller & „Söhne“ <b>'x'</b> \"y\" \\ 🚢 — a, b; [c] | d\nnew line\ttab"


@pytest.fixture
def graph() -> Any:
    """Three nodes, parallel edges of two kinds, one without direction, dates, lists, counts, empty values."""
    made: Any = nx.MultiDiGraph(view="actors", as_of="2024-05-03", left_out={"time": 2}, note=NASTY)
    made.add_node("https://x/us", label="United States", type="state", articles=3, first="2024-04-12", last=None)
    made.add_node("https://x/mü", label=NASTY, label_de="Müller", type="company", articles=1)
    made.add_node("https://x/lone", label="alone", type="novelty")
    made.add_edge(
        "https://x/us",
        "https://x/mü",
        key="measures",
        kind="measures",
        label="measures",
        directed=True,
        weight=3,
        claims=5,
        first="2024-04-12",
        last="2024-05-31",
        spells=(("2024-04-12", "2024-04-12"), ("2024-05-01", "2024-05-31")),
        stages={"done": 4, "announced": 1},
        quotes=(NASTY, "=1+1", "control \x00\x0b\x1f end"),
        confidence_max=1,
        type="odd",
        undated=0,
        shared=(),
    )
    more = {"directed": True, "weight": 1, "first": None, "spells": (), "quotes": ("@cmd",), "confidence_max": 0.5}
    made.add_edge("https://x/us", "https://x/mü", key="supplies", kind="supplies", label="=supplies", **more)
    made.add_edge("https://x/mü", "https://x/us", key="meets", kind="meets", directed=False, weight=2, quotes=())
    return made
