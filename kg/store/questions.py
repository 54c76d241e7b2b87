"""Questions with a name: SPARQL in ``ontology/queries``, with parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.errors import UsageError
from kg.schema import Schema


def text(schema: Schema, name: str, params: Mapping[str, str], entity: Callable[[str], str]) -> str:
    """The SPARQL of a named question with its parameters filled in."""
    del params, entity
    raise UsageError(f"no question {name!r}", hint=f"questions: {', '.join(getattr(schema, 'queries', {}))}")
