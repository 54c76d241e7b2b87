"""Blocs as one actor, or as their members on a day (``data/blocs.csv``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

from kg.graph.read import ClaimRow
from kg.ids import BASE

EXPANDED = ("agent", "target", "addressee")
"""Roles in which a bloc gives way to its members. A speaker stays who spoke."""


class Member(NamedTuple):
    """A member of a bloc and the days of its membership, both included; None where it has no bound."""

    iri: str
    since: str | None
    until: str | None

    def on(self, day: str) -> bool:
        """Whether it was a member on this day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def linked(link: str) -> str:
    """The IRI of the entity that has this link."""
    return f"{BASE}entity/{quote(link, safe='')}"


def expanded(claims: Iterable[ClaimRow], members: Mapping[str, tuple[Member, ...]], today: str) -> Iterator[ClaimRow]:
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


def _members(iris: tuple[str, ...], members: Mapping[str, tuple[Member, ...]], day: str) -> tuple[str, ...]:
    found = set()
    for iri in iris:
        # A bloc with no known member on that day stays as it is, so that nothing is lost.
        found |= {member.iri for member in members.get(iri, ()) if member.on(day)} or {iri}
    return tuple(sorted(found))
