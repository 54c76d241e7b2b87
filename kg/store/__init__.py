"""The store: what articles say, one named graph each, and what is derived from it. Embedded, on disk or in memory.

>>> with Store.open() as store:  # in memory
...     store.stats().articles
0
"""

from __future__ import annotations

from kg.store.result import Result
from kg.store.store import Store
from kg.store.values import (
    ArticleRow,
    Counts,
    EntityRow,
    Evidence,
    Excerpt,
    ExplainedStep,
    Explanation,
    MeasureRow,
    Resolved,
    Stats,
)

__all__ = [
    "ArticleRow",
    "Counts",
    "EntityRow",
    "Evidence",
    "Excerpt",
    "ExplainedStep",
    "Explanation",
    "MeasureRow",
    "Resolved",
    "Result",
    "Stats",
    "Store",
]
