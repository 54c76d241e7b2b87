"""Projections of the claims in a store to graphs, and rankings of their nodes.

>>> from kg.graph import views
>>> list(views())[:2]
['actors', 'measures']
"""

from __future__ import annotations

from kg.graph.measures import MEASURES
from kg.graph.project import project
from kg.graph.rank import Ranked, Stability, rank, stability
from kg.graph.view import View, views

__all__ = ["MEASURES", "Ranked", "Stability", "View", "project", "rank", "stability", "views"]
