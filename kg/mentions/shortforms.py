"""Short forms of names that the article gave in full: surnames, and abbreviations in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.mentions.document import Candidate, Document

_INTRODUCED = re.compile(r" ?\((?:kurz|short:|also known as|the|„|“|\"|'|‘)? ?([A-ZÄÖÜ][\w&.-]{1,9})(?:“|”|\"|'|’)?\)")
_EXPANDED = re.compile(r" \($")
_BRACKET = re.compile(r"^\)")
_SURNAME = re.compile(r"((?:(?:von der|van der|von|van|de|le|al|el|bin|ben|di|da) |[Aa]l-|[Ee]l-)?[^\s]+)$")
_ABBREVIATED = frozenset({"government-body", "organisation", "company", "exchange", "legal-act", "bloc", "commodity"})
_PERSONS = frozenset({"official", "person"})
_FAMILY_FIRST = re.compile(
    r"^(?:Xi|Wang|Li|Hu|Wen|Kim|Moon|Park|Yoon|Lee|Tsai|Zhao|Hua|Mao|Liu|He|Lin|Geng|Ban|Ren|Meng|Chen|Yang|Zhang|Guo|Sun)\b"
)
_LEAST = 3


def short_forms(document: Document, chosen: Sequence[Candidate]) -> list[Candidate]:
    """Candidates for short forms of the things already found."""
    forms: dict[str, Candidate] = {}
    for candidate in chosen:
        for short, how in _shorts(document, candidate):
            forms.setdefault(short, replace(candidate, form="short form", how=how, rank=4))
    known = {document.text[c.start : c.end] for c in chosen}
    wanted = {s: c for s, c in forms.items() if s not in known or c.type in _PERSONS}
    if not wanted:
        return []
    alternatives = "|".join(re.escape(s) for s in sorted(wanted, key=len, reverse=True))
    ending = "s?" if document.language == "de" else ""
    pattern = re.compile(rf"(?<!\w)({alternatives}){ending}(?!\w)")
    return [
        _at(match, wanted[match.group(1)])
        for match in pattern.finditer(document.text)
        if document.inside(match.start(), match.end())
    ]


def _at(match: re.Match[str], candidate: Candidate) -> Candidate:
    return replace(candidate, start=match.start(), end=match.end())


def _shorts(document: Document, candidate: Candidate) -> Iterator[tuple[str, str]]:
    """The short forms of one candidate, with how each is known."""
    text = document.text[candidate.start : candidate.end]
    if candidate.type in _ABBREVIATED:
        match = _INTRODUCED.match(document.text, candidate.end)
        if match and _fits(match.group(1), text):
            yield match.group(1), "abbreviation"
    full = candidate.type in _PERSONS and candidate.form == "name" and " " in text
    if full and (surname := _surname(text)):
        yield surname, "short form"


def _fits(short: str, full: str) -> bool:
    """Whether an abbreviation has two capitals at least and begins like the name, or one of its words."""
    capitals = [c for c in short if c.isupper()]
    initials = {word[0].upper() for word in re.findall(r"\w+", full)}
    return len(capitals) > 1 and capitals[0] in initials


def _surname(name: str) -> str | None:
    """The last word with its particle; the first word where the family's name stands first."""
    if match := _FAMILY_FIRST.match(name):
        return match.group() if len(match.group()) >= _LEAST else None
    match = _SURNAME.search(name)
    surname = match.group(1).rstrip("'’") if match else ""
    return surname if len(surname) >= _LEAST and surname[-1] != "." else None
