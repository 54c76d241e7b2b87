"""Governments and bodies that are named by their state: US-Beamte, the Ministry of Finance of Peru."""

from __future__ import annotations

from collections.abc import Sequence

from kg.mentions.document import Candidate, Document, of_entry
from kg.mentions.gazetteer import entries, kinds
from kg.mentions.known import by_place

_SENTENCES = 1
"""How many sentences back a bare "the ministry" looks for its state."""
_POSSESSIVE = ("'s ", "’s ", "' ", "’ ")


class _Neighbours:
    """The state, bloc or official that stands right before or after a word."""

    def __init__(self, document: Document, candidates: Sequence[Candidate]) -> None:
        self.document = document
        self.starts, self.ends = by_place(candidates, ("state", "bloc", "official", "place"))

    def left(self, start: int) -> Candidate | None:
        """Before it: an adjective, a possessive, or the first part of a compound."""
        text = self.document.text
        if start and text[start - 1] in "-‑ ":
            found = self.ends.get(start - 1)
            if found is not None and (
                text[start - 1] != " " or self.document.language != "de" or _may_stand_before(found, text)
            ):
                return found
        for mark in _POSSESSIVE:
            if text.endswith(mark, 0, start):
                return self.ends.get(start - len(mark))
        return None

    def right(self, end: int) -> Candidate | None:
        """After it, joined by a word such as "of" or "in"."""
        match = self.document.rules.of.match(self.document.text, end)
        return self.starts.get(match.end()) if match else None


def _may_stand_before(candidate: Candidate, text: str) -> bool:
    """In German only adjectives, genitives (Polens Parlament) and city names in -er stand before the noun."""
    return (
        candidate.form == "adjective"
        or text[candidate.end - 1] == "s"
        or text[candidate.end - 2 : candidate.end] == "er"
    )


def governments(document: Document, candidates: Sequence[Candidate]) -> list[Candidate]:
    """States named by their government: the adjective, compound or capital with the word for it is one mention."""
    near = _Neighbours(document, candidates)
    found = []
    for start, end, _ in document.rules.governments.find(document.text):
        left, right = near.left(start), near.right(end)
        owner = next((c for c in (left, right) if c is not None and _state(c)), None)
        if owner is None or (state := entries().get(_state(owner) or "")) is None:
            continue
        candidate = of_entry(min(start, owner.start), max(end, owner.end), state, "government", "pattern")
        if document.inside(candidate.start, candidate.end):
            found.append(candidate)
    return found


def _state(candidate: Candidate) -> str | None:
    """The key of the state or bloc a neighbour stands for."""
    return candidate.key if candidate.type in ("state", "bloc") else candidate.principal


def bodies(document: Document, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Bodies named by their kind and state.

    A bare "the ministry" is the last one of its kind, else that of the nearest state before it.
    """
    near = _Neighbours(document, candidates)
    states = [c for c in sorted(candidates, key=lambda c: c.start) if c.type in ("state", "bloc")]
    last: dict[str, str] = {entry.kind: entry.owner for entry in _listed(candidates)}
    found: list[Candidate] = []
    for start, end, kind in sorted(document.rules.bodies.find(document.text)):
        owner = next((c for c in (near.left(start), near.right(end)) if c is not None and _state(c)), None)
        if not document.inside(start, end):
            continue
        if owner is not None:
            last[kind] = _state(owner) or ""
            found.append(_body(document, kind, last[kind], (min(start, owner.start), max(end, owner.end))))
        elif (
            kind not in document.rules.joined
            and (key := last.get(kind) or _nearest(states, start, document)) is not None
        ):
            found.append(_body(document, kind, key, (start, end), rank=6))
    return found


class _Owned:
    """A listed body's kind and whose it is."""

    def __init__(self, kind: str, owner: str) -> None:
        self.kind, self.owner = kind, owner


def _listed(candidates: Sequence[Candidate]) -> list[_Owned]:
    keys = {c.key for c in candidates if c.type == "government-body"}
    return [_Owned(kind, e.principal) for kind, es in kinds().items() for e in es if e.key in keys and e.principal]


def _nearest(states: Sequence[Candidate], start: int, document: Document) -> str | None:
    """The last state named before a place, in the same sentence or the one before."""
    sentence = document.sentence(start)
    if sentence is None:
        return None
    before = [c for c in states if c.start < start and c.type == "state"]
    near = [
        c
        for c in before[-1:]
        if (s := document.sentence(c.start)) is not None and sentence.number - s.number <= _SENTENCES
    ]
    return near[0].key if near else None


def _body(document: Document, kind: str, owner: str, span: tuple[int, int], rank: int = 2) -> Candidate:
    """The listed body of that kind and state where there is one, else one made from both."""
    for entry in kinds().get(kind, ()):
        if entry.principal == owner:
            return of_entry(*span, entry, "name", "pattern", rank)
    key, name = f"{owner}/{kind.replace(' ', '-')}", document.rules.body_names[kind].format(entries()[owner].name)
    return Candidate(*span, "government-body", key, name, None, "name", "pattern", rank, owner)
