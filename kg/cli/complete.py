"""What the shell completes: names that the installation knows. Errors complete nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable

Completer = Callable[[str], list[str]]


def _names(of: Callable[[], Iterable[str]]) -> Completer:
    def complete(incomplete: str) -> list[str]:
        try:
            return [name for name in of() if name.startswith(incomplete)]
        except Exception:  # noqa: BLE001 - a shell that completes is no place for error messages
            return []

    return complete


def _queries() -> Iterable[str]:
    from kg.schema.queries import queries

    return queries()


def _views() -> Iterable[str]:
    from kg.graph.view import views

    return views()


def _kinds() -> Iterable[str]:
    from kg.cli.listing import KINDS

    return KINDS


query_names = _names(_queries)
view_names = _names(_views)
kind_names = _names(_kinds)
