"""Who supplies and who receives what a figure counts, by the words around the names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.figures_lexicon import Lexicon

BREAKS = frozenset(",;:–—()")
_GOVERNS = 3  # words before a name among which its preposition stands
_PARTICIPLE = 6  # words behind "von Russland" among which "importierten" stands


@dataclass(frozen=True, slots=True)
class Place:
    """A name in a sentence: its key and the tokens it covers."""

    key: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sides:
    """The names of a stretch by side: their own (subject, adjective, genitive), or behind from, to, in, with."""

    own: tuple[str, ...] = ()
    from_: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    in_: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    share: tuple[str, ...] = ()


def sides(words: Sequence[str], places: Sequence[Place], lexicon: Lexicon) -> Sides:
    """Sorts names by side. ``words`` are the words of the sentence in lower case."""
    found: dict[str, list[str]] = {"own": [], "from": [], "to": [], "in": [], "with": [], "share": []}
    for place in places:
        side = _side(words, place, lexicon)
        if place.key not in found[side]:
            found[side].append(place.key)
    return Sides(*(tuple(found[side]) for side in ("own", "from", "to", "in", "with", "share")))


def _side(words: Sequence[str], place: Place, lexicon: Lexicon) -> str:
    role = "own"
    for index in range(place.first - 1, max(-1, place.first - 1 - _GOVERNS), -1):
        if words[index] in BREAKS:
            break
        if words[index] in lexicon.roles:
            role = lexicon.roles[words[index]]
            break
    if role == "from" and lexicon.means("bought", words[place.last : place.last + _PARTICIPLE]):
        return "own"  # "der von Russland importierten Maschinen"
    if role in ("own", "from") and lexicon.means("share", words[place.last : place.last + 2]):
        return "share"  # "auf China entfielen", "China accounted for"
    return role


def roles(kind: str, s: Sides, *, receives: bool, deficit: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Agent (the supplying side) and target (the receiving side) of a figure."""
    first = s.own[:1]
    trade = (s.own[:2] or s.from_, s.with_ or s.to)
    pairs = {
        "import": (s.share or s.from_, first + s.to or s.in_),
        "export": (first or s.share or s.from_, s.to or s.in_),
        "trade": trade[::-1] if deficit else trade,
        "price": ((), ()),
        "aid": (s.from_, first or s.to) if receives else (first or s.from_, s.to or s.own[1:2] or s.in_),
        "production": (first or s.in_ or s.from_, ()),
        "stock": (first or s.in_ or s.from_, s.to),
    }
    return pairs.get(kind, (first or s.from_, s.in_ or s.to))
