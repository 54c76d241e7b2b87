"""``kg explain``: everything behind a measure, an edge or an entity, as text."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from kg.cli.options import DEFAULT_STORE, Json, StorePath, option
from kg.cli.render import document

if TYPE_CHECKING:
    from kg.store import Evidence, Explanation, MeasureRow

WIDTH = 100


def explain(
    name: Annotated[
        list[str],
        Argument(help="Name, id, link or IRI of a measure, entity, article or claim; two names for their edge."),
    ],
    store: StorePath = DEFAULT_STORE,
    limit: Annotated[int, Option("--limit", "-n", min=1, metavar="N", help="Claims shown at most.")] = 20,
    json: Json = False,
) -> None:
    """Show who said it, where, when and in which words.

    Everything behind a measure, an edge, an entity: step by step, with what decided each
    reading. What the graph only derives is traced to its claims.

    Examples:
      kg explain "United States"
      kg explain iso:RU --limit 3
      kg explain "European Union" --json
    """
    from kg.store import Store

    with Store.open(store) as graph:
        found = graph.explain(*name, limit=limit)
    if json:
        document(found, sys.stdout.buffer)
        return
    for line in lines(found, store):
        print(line)


def lines(found: Explanation, store: Path) -> Iterator[str]:
    """An explanation as lines of text."""
    yield f"{found.label}  ({found.kind})"
    yield found.iri
    for key, value in found.facts.items():
        yield f"  {key}: {value}"
    for row in found.measures:
        yield ""
        yield f"  {row.label}  [{_status(row)}, {_times(row.articles, 'article')}]"
        yield f"    kg explain {row.iri.rpartition('/')[2]}{option(store)}"
    for step in found.steps:
        yield ""
        yield f"{step.date or 'no date'}  {step.action}, {step.stage}  ({_times(len(step.evidence), 'claim')})"
        for evidence in step.evidence:
            yield from _evidence(evidence)
    if found.omitted:
        yield ""
        yield f"{found.omitted} more claims; --limit shows more"


def _evidence(claim: Evidence) -> Iterator[str]:
    for quote in claim.quotes:
        yield ""
        yield from textwrap.wrap(f"“{quote.text}”", WIDTH, initial_indent="    ", subsequent_indent="     ")
    yield f"      {_cited(claim)}"
    roles = "; ".join(f"{role}: {', '.join(names)}" for role, names in claim.roles.items() if names)
    yield f"      read as {' '.join(filter(None, (claim.type, claim.instrument, claim.action)))}, {claim.stage}"
    if roles:
        yield f"        {roles}"
    if claim.value is not None:
        yield f"        value: {claim.value} {claim.unit or ''} {claim.period or ''}".rstrip()
    if claim.date:
        yield f"        date: {claim.date}" + (f" (“{claim.date_text}”)" if claim.date_text else "")
    if claim.confidence is not None:
        yield f"        confidence: {float(claim.confidence):.2f}"
    for reason in claim.decided:
        yield f"        decided by {reason}"


def _cited(claim: Evidence) -> str:
    """Who said it, where and when."""
    source = claim.publisher or claim.article_id
    day = f", {claim.published}" if claim.published else ""
    doubt = " (date in doubt)" if claim.published_suspect else ""
    speaker = f"{', '.join(claim.speakers)} in " if claim.speakers else ""
    address = f" <{claim.url}>" if claim.url else ""
    return f"{speaker}{source}{day}{doubt}: {claim.title or claim.article_id}{address}"


def _status(row: MeasureRow) -> str:
    return f"{row.status} as of {row.as_of}" if row.as_of else row.status


def _times(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
