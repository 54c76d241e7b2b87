"""Names in an article: where they stand, what they are, and what they are known as elsewhere."""

from __future__ import annotations

from kg.mentions.blocs import members
from kg.mentions.entities import entities, principal
from kg.mentions.finder import find

__all__ = ["entities", "find", "members", "principal"]
