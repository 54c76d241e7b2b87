"""Blocs as one actor, or as their members on a day (``data/bloc_members.csv``)."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

from kg.errors import ResourceError
from kg.graph.edges import Parties
from kg.graph.read import ClaimRow
from kg.ids import BASE, entity_iri
from kg.model import Entity
from kg.resources import resource

SOURCE = "data/bloc_members.csv"
"""Where the members are listed."""

EXPANDED = ("agent", "target", "addressee")
"""Roles in which a bloc gives way to its members. A speaker stays who spoke."""


class Member(NamedTuple):
    """A member of a bloc: the first day of its membership and the first day after it, None where there is none."""

    iri: str
    since: str | None
    until: str | None

    def on(self, day: str) -> bool:
        """Whether it was a member on this day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


Members = Mapping[str, tuple[Member, ...]]


def members() -> Members:
    """The members of each bloc, by the bloc's IRI. Raises ResourceError for a line that is wrong."""
    blocs = {row["id"]: row for row in _table("data/blocs.csv")}
    found: dict[str, list[Member]] = defaultdict(list)
    for number, row in enumerate(_table(SOURCE), 1):
        try:
            bloc = _bloc(blocs[row["bloc"]])
            found[bloc].append(Member(linked(f"iso:{row['state']}"), row["since"] or None, row["until"] or None))
        except KeyError as error:
            hint = "columns: bloc (an id of blocs.csv), state, since, until"
            raise ResourceError(f"member {number}: {error} is unknown", where=SOURCE, hint=hint) from error
    return {bloc: tuple(rows) for bloc, rows in found.items()}


def linked(link: str) -> str:
    """The IRI of the entity that has this link."""
    return f"{BASE}entity/{quote(link, safe='')}"


def _bloc(row: Mapping[str, str]) -> str:
    return entity_iri(Entity(id=row["id"], type="bloc", name=row["name"], link=row["link"] or None))


def _table(name: str) -> list[dict[str, str]]:
    with resource(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def with_members(parties: Parties, members: Members) -> dict[str, dict[str, frozenset[str]]]:
    """The parties of measures with the members of each bloc among them, of any day: claims know the day."""
    return {
        name: {
            measure: entities | {member.iri for bloc in entities for member in members.get(bloc, ())}
            for measure, entities in lists.items()
        }
        for name, lists in parties.items()
    }


def states() -> dict[str, tuple[str, str]]:
    """The name and the link of each state that may come in a bloc's place, by its IRI (``data/states.csv``)."""
    rows = [row for row in _table("data/states.csv") if row["kind"] == "state"]
    return {linked(f"iso:{row['iso']}"): (row["name"], f"iso:{row['iso']}") for row in rows}


def expanded(claims: Iterable[ClaimRow], members: Members, today: str) -> Iterator[ClaimRow]:
    """The claims with each bloc replaced by its members.

    The day is the claim's own, else that of its publication, else ``today``, the newest day in the store.
    """
    for claim in claims:
        roles = claim.roles
        if any(not members.keys().isdisjoint(roles.get(role, ())) for role in EXPANDED):
            published = (claim.article.published or "").split("/")[0]
            day = claim.earliest or (published if len(published) == len("2024-04-12") else "") or today
            roles = {role: _members(iris, members, day) if role in EXPANDED else iris for role, iris in roles.items()}
            yield claim._replace(roles=roles)
        else:
            yield claim


def _members(iris: tuple[str, ...], members: Members, day: str) -> tuple[str, ...]:
    found = set()
    for iri in iris:
        # A bloc with no known member on that day stays as it is, so that nothing is lost.
        found |= {member.iri for member in members.get(iri, ()) if member.on(day)} or {iri}
    return tuple(sorted(found))
