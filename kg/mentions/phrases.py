"""Names that no list holds, told by their form: a head word with capitalised words around it, a number, a ship's type.

"Forced Labor Enforcement Task Force", "Institut für Weltwirtschaft", "Executive Order 14071", "tanker Eagle S".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.ids import slug
from kg.mentions.document import Candidate, Document
from kg.mentions.headlines import headline
from kg.mentions.rules import NAME

_WORDS = 7
_NUMBERED = 4
_HELD = frozenset({"government-body", "organisation", "company", "exchange", "legal-act", "official", "person"})
_CAPITAL = re.compile(rf"(?:{NAME}|[A-Z]\.?|[A-Z0-9&+-]{{2,}})$")
_LINKS = {
    "legal-act": frozenset({"of", "for", "and", "the", "on", "&"}),
    "organisation": frozenset({"of", "for", "the", "&", "and"}),
    "government-body": frozenset({"and", "&"}),
    "company": frozenset({"&"}),
}
"""Small words that may stand inside a name of each type, before its head word."""
_RIGHT_EN = re.compile(
    rf"(?: (?:of|for|on)(?: the)?(?: {NAME})(?:(?:,| and| &|, and)? {NAME}){{0,4}})?"
    r"(?: (?:No\. ?)?\d{1,3} of \d{4}\b| for Fiscal Year \d{4}\b| (?:of )?\d{4}\b)?"
)
_RIGHT_DE = re.compile(
    r"(?: (?:für|der|des|zur|zum|über|gegen)(?: die| den| das| der)?(?: [a-zäöüß]+e[nrs]?)?"
    rf" {NAME}(?: und (?:die |den )?{NAME})?| {NAME})"
)
_AFTER = re.compile(rf" (?:the )?[„“\"»'‚]?({NAME}(?: (?:{NAME}|[0-9IVX]{{1,3}}\b)){{0,2}})")


def phrases(document: Document, known: Sequence[Candidate]) -> list[Candidate]:
    """Candidates for names that are told by their form, but for those that hold a known name."""
    held = sorted((c.start, c.end) for c in known if c.type in _HELD)
    ends = {c.end for c in known if c.type in ("state", "bloc")}
    acts = {c.start: c for c in known if c.type == "legal-act"}
    found = []
    for candidate in _all(document):
        act = acts.get(candidate.start)
        if act is not None and candidate.type == "legal-act":
            found.append(replace(act, end=candidate.end))
        elif candidate.rank == _NUMBERED or not (_holds_one(candidate, held) or candidate.end in ends):
            found.append(candidate)
    return found


def _holds_one(candidate: Candidate, held: list[tuple[int, int]]) -> bool:
    """Whether a known name lies inside a candidate, or overlaps with it."""
    at = bisect_left(held, (candidate.start, 0))
    return any(start < candidate.end and end > candidate.start for start, end in held[max(0, at - 1) : at + 2])


def _all(document: Document) -> list[Candidate]:
    found = [*_numbered(document), *_introduced(document)]
    for start, end, kind in document.rules.heads.find(document.text):
        if document.inside(start, end) and not headline(document, start):
            found.extend(_headed(document, start, end, kind))
    for start, end, kind in document.rules.following.find(document.text):
        match = (_RIGHT_DE if document.language == "de" else _RIGHT_EN).match(document.text, end)
        if match and match.end() > end and document.inside(start, match.end()) and not headline(document, start):
            found.append(_candidate(document, start, match.end(), kind))
    return found


def _headed(document: Document, start: int, end: int, kind: str) -> Iterator[Candidate]:
    """The name that a head word ends, with what follows it by "of" or "for"."""
    begin = _left(document, start, _LINKS.get(kind, _LINKS["organisation"]))
    if (
        begin == start
        or not document.inside(begin, end)
        or document.text[begin:start].split()[0] in document.rules.title_words
    ):
        return
    open_end = document.language != "de" and kind not in ("place", "vessel")
    match = _RIGHT_EN.match(document.text, end) if open_end else None
    stop = match.end() if match and document.inside(begin, match.end()) else end
    yield _candidate(document, begin, stop, kind)


def _left(document: Document, start: int, links: frozenset[str]) -> int:
    """Where a name begins that goes on to the left of a head word: over capitalised words, and links between them.

    A possessive, a comma, a number and a word that only begins a sentence end it.
    """
    text = document.text
    begin, at = start, start
    for _ in range(_WORDS):
        if at == 0:
            break
        space = text.rfind(" ", 0, at - 1)
        word = text[space + 1 : at - 1]
        if not word or text[at - 1] != " " or word.endswith(("'s", "’s")):
            break
        if _CAPITAL.match(word) and word not in document.rules.no_name:
            begin = space + 1
        elif word not in links:
            break
        at = space + 1
    return begin


def _numbered(document: Document) -> Iterator[Candidate]:
    for needs, pattern, kind, name in document.rules.numbered:
        if needs and not any(word in document.text for word in needs):
            continue
        for match in pattern.finditer(document.text):
            if document.inside(match.start(), match.end()):
                full = re.sub(r"\{(\d)\}", lambda m, found=match: found.group(int(m.group(1))), name)  # type: ignore[misc]
                yield Candidate(
                    match.start(), match.end(), kind, f"{kind}/{slug(full)}", full, None, "name", "pattern", _NUMBERED
                )


def _introduced(document: Document) -> Iterator[Candidate]:
    """Ships and places by the word before them; in German a ship's name stands in quotation marks."""
    for _, end, kind in document.rules.introducing.find(document.text):
        match = _AFTER.match(document.text, end)
        if match is None or not document.inside(match.start(1), match.end(1)):
            continue
        quoted = document.text[match.start(1) - 1] != " "
        if (quoted or document.language != "de") if kind == "vessel" else not quoted:
            yield _candidate(document, match.start(1), match.end(1), kind)


def _candidate(document: Document, start: int, end: int, kind: str) -> Candidate:
    name = document.text[start:end]
    return Candidate(start, end, kind, f"{kind}/{slug(name)}", name, None, "name", "pattern", 6)
