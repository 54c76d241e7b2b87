"""Views: which claims become which edges, declared in files and not in code (``ontology/views/*.toml``).

A view file has ``title``, ``description`` (each with ``en`` and ``de``), optional ``order`` and ``defaults``
(filters that hold unless the caller asks for others: ``stage``, ``action``), and one ``[[edges]]`` table a rule:

    declared = true          the edges that the ontology declares for claim types; source and target limit the roles
    source, target           lists of roles: agent, target, addressee, goods, place, speaker, or measure (as resolved)
    pair, by, most           joins fillers of the role ``pair`` that share a filler of ``by``; at most ``most`` of each
    predicate, label         name and labels of edges that the ontology does not declare
    types                    claim types, all when left out
    source_types, target_types   entity types of the ends, all when left out
    party                    sender, target or goods: only those that the measure at the other end has as such
    split                    an edge of its own for each value of: type, action, stage, instrument
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from kg.errors import ResourceError, UsageError
from kg.model import ROLES
from kg.resources import resource

ENDS = (*ROLES, "speaker", "measure")
PARTIES = ("sender", "target", "goods")
SPLITS = ("type", "action", "stage", "instrument")
_DEFAULTS = ("stage", "action")


@dataclass(frozen=True, slots=True)
class Rule:
    """One ``[[edges]]`` table of a view."""

    declared: bool = False
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    pair: str = ""
    by: str = ""
    most: int = 0
    predicate: str = ""
    label: dict[str, str] = field(default_factory=dict)
    types: tuple[str, ...] = ()
    source_types: tuple[str, ...] = ()
    target_types: tuple[str, ...] = ()
    split: tuple[str, ...] = ()
    party: str = ""

    def roles(self) -> frozenset[str]:
        """The roles that the rule looks at; for a declared one, those it is limited to."""
        return frozenset((*self.source, *self.target, self.pair, self.by)) - {""}


@dataclass(frozen=True, slots=True)
class View:
    """A named projection of the claims to a graph."""

    name: str
    title: dict[str, str]
    description: dict[str, str]
    rules: tuple[Rule, ...]
    defaults: dict[str, tuple[str, ...]]
    order: int = 0


def views(folder: Path | None = None) -> dict[str, View]:
    """The views by name, in their order, from ``folder`` (default: ``ontology/views`` of this installation).

    Raises ResourceError for a file that is missing or wrong, with what would be right.
    """
    folder = resource("ontology/views") if folder is None else folder
    found = [_view(path) for path in sorted(folder.glob("*.toml")) if not path.name.startswith("_")]
    return {view.name: view for view in sorted(found, key=lambda view: (view.order, view.name))}


def view_named(name: str | View, folder: Path | None = None) -> View:
    """The view of this name. Raises UsageError that lists the names."""
    if isinstance(name, View):
        return name
    known = views(folder)
    if name not in known:
        raise UsageError(f"no view {name!r}", hint=f"views: {', '.join(known)}")
    return known[name]


def _view(path: Path) -> View:
    where = f"{path.parent.name}/{path.name}"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ResourceError(str(error), where=where) from error
    _known_keys(table, {"order", "title", "description", "defaults", "edges"}, where)
    for name in ("title", "description"):
        if set(table.get(name, {})) < {"en", "de"}:
            raise ResourceError(f"{name} is needed in English and German", where=where, hint="en = …, de = …")
    defaults = table.get("defaults", {})
    _known_keys(defaults, set(_DEFAULTS), where)
    return View(
        name=path.stem,
        title=table["title"],
        description=table["description"],
        rules=tuple(_rule(edges, where) for edges in table.get("edges", ())),
        defaults={name: tuple(values) for name, values in defaults.items()},
        order=table.get("order", 0),
    )


def _rule(table: dict[str, Any], where: str) -> Rule:
    _known_keys(table, {f.name for f in fields(Rule)}, where)
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    rule = Rule(**values)
    if unknown := rule.roles() - frozenset(ENDS):
        raise ResourceError(f"no role {', '.join(sorted(unknown))}", where=where, hint=f"roles: {', '.join(ENDS)}")
    if unknown := frozenset(rule.split) - frozenset(SPLITS):
        raise ResourceError(
            f"no split by {', '.join(sorted(unknown))}", where=where, hint=f"splits: {', '.join(SPLITS)}"
        )
    if rule.party not in ("", *PARTIES):
        raise ResourceError(f"no party {rule.party!r}", where=where, hint=f"parties: {', '.join(PARTIES)}")
    whole = rule.declared or (rule.predicate and ((rule.source and rule.target) or (rule.pair and rule.by)))
    if not whole:
        hint = "give declared = true, or a predicate with source and target, or with pair and by"
        raise ResourceError("an [[edges]] table says nothing", where=where, hint=hint)
    return rule


def _known_keys(table: dict[str, Any], known: set[str], where: str) -> None:
    if unknown := set(table) - known:
        hint = f"keys: {', '.join(sorted(known))}"
        raise ResourceError(f"unknown key {', '.join(sorted(unknown))}", where=where, hint=hint)
