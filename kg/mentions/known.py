"""Names that the gazetteer knows: which reading of an ambiguous one holds here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.mentions.document import Candidate, Document, of_entry
from kg.mentions.gazetteer import Form, Match

_STATES = ("state", "bloc")
_WORD_BEFORE = re.compile(r"(\w+)\s$")
_NAME_AFTER = re.compile(r" [A-ZÄÖÜ][a-zäöü]+")


def known(document: Document) -> list[Candidate]:
    """Candidates for all names of the gazetteer in the document."""
    matches = [m for m in document.gazetteer.find(document.text) if document.inside(m.start, m.end)]
    strong = {f.entry.key for m in matches for f in m.forms if f.form not in ("weak", "surname")}
    named = strong | {f.entry.principal for m in matches for f in m.forms if f.form == "name" and f.entry.principal}
    return [c for m in matches if (c := _choose(m, document, named)) is not None]


def _choose(match: Match, document: Document, named: set[str | None]) -> Candidate | None:
    """The first reading that holds."""
    for form in match.forms:
        if _holds(form, match, document, named):
            return of_entry(match.start, match.end, form.entry, _form(form, match, document))
    return None


def _form(form: Form, match: Match, document: Document) -> str:
    """What the mention is: a name before a hyphen is part of a compound."""
    if form.form in ("weak", "name"):
        return "compound" if document.text[match.end : match.end + 1] in ("-", "‑") else "name"
    return {"stem": "compound", "city": "seat", "surname": "short form"}.get(form.form, form.form)


def _holds(form: Form, match: Match, document: Document, named: set[str | None]) -> bool:
    if form.form == "weak":
        return _weak_holds(form, match, document, named)
    if form.form == "city":
        return acts(match, document)
    if form.form == "surname":
        return in_office(form, document.published) and not _NAME_AFTER.match(document.text, match.end)
    return True


def _weak_holds(form: Form, match: Match, document: Document, named: set[str | None]) -> bool:
    """An ambiguous name: goods near a word of trade, others where the article names them or their state in full."""
    entry = form.entry
    if entry.key in named and entry.type != "commodity":
        return True
    if entry.type == "commodity":
        sentence = document.sentence(match.start)
        return sentence is not None and document.rules.trade.search(sentence.text.casefold()) is not None
    return entry.principal is not None and entry.principal in named


def in_office(form: Form, published: str | None) -> bool:
    """Whether an official's bare surname may stand in an article of that day: not before the first office began."""
    since = form.entry.since
    return not (since and published) or since[: len(published)] <= published


def acts(match: Match, document: Document) -> bool:
    """Whether a city stands for its state: no preposition of place before it, and a word in small letters after it."""
    before = _WORD_BEFORE.search(document.text, max(0, match.start - 24), match.start)
    if before and (before.group(1) in document.rules.locative or before.group(1).casefold() in document.rules.locative):
        return False
    if document.text[match.start : match.end].endswith("er") or document.text[match.start - 1 : match.start] in ("-", "("):
        return False
    after = document.text[match.end : match.end + 2]
    return len(after) == 2 and after[0] == " " and after[1].islower()


def by_place(candidates: Sequence[Candidate], types: Sequence[str] = _STATES) -> tuple[dict[int, Candidate], dict[int, Candidate]]:
    """Candidates of the given types by their start and by their end; the longest of each."""
    starts: dict[int, Candidate] = {}
    ends: dict[int, Candidate] = {}
    for c in _longest_last(candidates, types):
        starts[c.start] = c
        ends[c.end] = c
    return starts, ends


def _longest_last(candidates: Sequence[Candidate], types: Sequence[str]) -> Iterator[Candidate]:
    yield from sorted((c for c in candidates if c.type in types), key=lambda c: c.end - c.start)
