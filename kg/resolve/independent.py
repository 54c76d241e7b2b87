"""How many reports are independent: near copies count once."""

from __future__ import annotations

from collections.abc import Iterable

from kg.resolve.records import Report


def independent(reports: Iterable[Report]) -> int:
    """The number of reports when those that are near copies of one another, also through a third, count as one.

    The same text is one article from the start, whoever printed it.
    """
    given = {report.iri: report for report in reports}
    parent: dict[str, str] = {name: name for report in given.values() for name in _names(report)}
    for report in given.values():
        first, *rest = _names(report)
        for name in rest:
            parent[_root(parent, name)] = _root(parent, first)
    return len({_root(parent, report.iri) for report in given.values()})


def _names(report: Report) -> list[str]:
    """The IRI first, then the identifiers that the article itself and its near copies go by."""
    return [report.iri, *([report.identifier] if report.identifier else []), *sorted(report.near_copies)]


def _root(parent: dict[str, str], name: str) -> str:
    while parent[name] != name:
        parent[name] = parent[parent[name]]
        name = parent[name]
    return name
