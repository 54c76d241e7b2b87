"""The whole way: sources → readings → store. What ``kg build``, ``kg read`` and ``kg load`` run."""

from kg.pipeline.building import build
from kg.pipeline.bulk import Outcome, read, read_articles
from kg.pipeline.inputs import estimate, samples
from kg.pipeline.loading import load, readings
from kg.pipeline.reader import current_provenance, read_article, unread
from kg.pipeline.summary import Summary

__all__ = [
    "Outcome",
    "Summary",
    "build",
    "current_provenance",
    "estimate",
    "load",
    "read",
    "read_article",
    "read_articles",
    "readings",
    "samples",
    "unread",
]
