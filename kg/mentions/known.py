"""Names that the gazetteer knows: which reading of an ambiguous one holds here."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.mentions.document import Candidate, Document, of_entry
from kg.mentions.gazetteer import Form, Match
from kg.mentions.headlines import headline

_STATES = ("state", "bloc")
_WORD_BEFORE = re.compile(r"(\w+)\s$")
_WORD_AFTER = re.compile(r" (\w+)")
_QUOTES = "\"„“‚'"
_CAPITALS = re.compile(r"\b[A-ZÄÖÜ]{3,}\b")


@dataclass(frozen=True, slots=True)
class _Context:
    """What is named without doubt: keys of things and of their principals, and the sentences that name a state."""

    named: Collection[str | None]
    sentences: frozenset[int]


def _numbers(document: Document, matches: Sequence[Match]) -> Iterator[int]:
    """The numbers of sentences that name a state without doubt."""
    for match in matches:
        first = match.forms[0]
        if (
            first.entry.type == "state"
            and first.form in ("name", "adjective")
            and (s := document.sentence(match.start))
        ):
            yield s.number


def known(document: Document) -> list[Candidate]:
    """Candidates for all names of the gazetteer in the document."""
    matches = [m for m in _matches(document) if document.inside(m.start, m.end)]
    strong: set[str | None] = {f.entry.key for m in matches for f in m.forms if f.form not in ("weak", "surname")}
    named = strong | {f.entry.principal for m in matches for f in m.forms if f.form == "name" and f.entry.principal}
    context = _Context(named, frozenset(_numbers(document, matches)))
    chosen = [c for m in matches if (c := _choose(m, document, context)) is not None]
    return chosen + _same_city(document, matches, chosen)


def _same_city(document: Document, matches: Sequence[Match], chosen: Sequence[Candidate]) -> list[Candidate]:
    """Further mentions of a city that acts elsewhere in the article, but for those after a preposition of place."""
    acting = {document.text[c.start : c.end]: c for c in chosen if c.form == "seat" and c.type in _STATES}
    return [
        replace(acting[surface], start=m.start, end=m.end, rank=2)
        for m in matches
        if (surface := document.text[m.start : m.end]) in acting and not located(m, document)
    ]


def _matches(document: Document) -> Iterator[Match]:
    """Matches in the text, and those that appear once words in capitals are written as names: PRESIDENT BIDEN."""
    yield from document.gazetteer.find(document.text)
    known_forms = document.gazetteer.forms
    if all(m.group() in known_forms for m in _CAPITALS.finditer(document.text)):
        return
    plain = _CAPITALS.sub(lambda m: m.group().capitalize(), document.text)
    if len(plain) == len(document.text):
        for match in document.gazetteer.find(plain):
            if plain[match.start : match.end] != document.text[match.start : match.end]:
                yield match


def _choose(match: Match, document: Document, context: _Context) -> Candidate | None:
    """The first reading that holds; a place before others where a preposition of place stands before it."""
    excluded = document.rules.not_before.get(document.text[match.start : match.end].casefold())
    if excluded and (after := _WORD_AFTER.match(document.text, match.end)) and after.group(1).casefold() in excluded:
        return None
    if match.forms[0].entry.type == "state" and document.rules.currency.match(document.text, match.end):
        return None
    for form in sorted(match.forms, key=_order) if len(match.forms) > 1 else match.forms:
        if _holds(form, match, document, context):
            return of_entry(match.start, match.end, form.entry, _form(form, match, document))
    return None


def _order(form: Form) -> int:
    """Which reading is tried first: a weak state (Georgia), a weak place (in Luxemburg), then the others as listed."""
    return (0 if form.entry.type == "state" else 1 if form.entry.type == "place" else 2) if form.form == "weak" else 2


def _form(form: Form, match: Match, document: Document) -> str:
    """What the mention is: a name before a hyphen is part of a compound."""
    if form.form in ("weak", "name"):
        return "compound" if document.text[match.end : match.end + 1] in ("-", "‑") else "name"
    return {"stem": "compound", "generic": "name", "city": "seat", "surname": "short form"}.get(form.form, form.form)


def _holds(  # noqa: PLR0911  one line a form
    form: Form, match: Match, document: Document, context: _Context
) -> bool:
    if form.entry.type == "commodity" and _in_a_name(match, document):
        return False
    if form.form == "weak":
        return _weak_holds(form, match, document, context)
    if form.form == "generic":
        return document.rules.governs.search(document.text, max(0, match.start - 60), match.start) is not None
    if (
        form.form in ("city", "capital")
        and document.language == "de"
        and document.text[match.end - 2 : match.end] == "er"
    ):
        return _before_government(match, document)
    if document.rules.skip_after.search(document.text, max(0, match.start - 24), match.start):
        return False
    if form.form == "city":
        return acts(match, document)
    if form.form == "surname":
        return in_office(form, document.published) and not _bracketed(match, document)
    return not (form.entry.type == "organisation" and _bracketed(match, document))


def _in_a_name(match: Match, document: Document) -> bool:
    """Whether a good is part of a longer name in English: "China Electronics Corporation"."""
    word = document.text[match.start : match.end]
    if document.language == "de" or not (word[0].isupper() and word[1:].islower()) or headline(document, match.start):
        return False
    after = document.text[match.end : match.end + 2]
    before = document.text[match.start - 2 : match.start]
    return after[:1] == " " and after[1:].isupper() and before[1:] == " " and before[0].isalpha()


def _before_government(match: Match, document: Document) -> bool:
    """Whether "Moskauer" stands before a word for the government or a body; else it names the place."""
    after = _WORD_AFTER.match(document.text, match.end)
    return after is not None and (
        after.group(1) in document.rules.government_words or after.group(1) in document.rules.body_words
    )


def _bracketed(match: Match, document: Document) -> bool:
    """Whether a name stands alone in brackets, as agencies do after the place of a report: "Moscow (Reuters)"."""
    return document.text[match.start - 1 : match.start] == "(" and document.text[match.end : match.end + 3] in (
        ") -",
        ") –",
        ") —",
    )


def _weak_holds(form: Form, match: Match, document: Document, context: _Context) -> bool:
    """An ambiguous name: goods near a word of trade, others where the article names them or their state in full."""
    entry, sentence = form.entry, document.sentence(match.start)
    if entry.type == "place":
        return located(match, document)
    if entry.type == "commodity":
        return sentence is not None and document.rules.trade.search(sentence.text.casefold()) is not None
    if entry.key in context.named:
        return True
    if entry.type == "state":
        return sentence is not None and sentence.number in context.sentences and not _part_of_name(match, document)
    return entry.principal is not None and entry.principal in context.named


def _part_of_name(match: Match, document: Document) -> bool:
    """Whether a capitalised word stands right before or after, as in a person's name."""
    before = document.text[max(0, match.start - 24) : match.start].rstrip(" ").rpartition(" ")[2]
    after = document.text[match.end : match.end + 2]
    return before[:1].isupper() or (after[:1] == " " and after[1:].isupper())


def in_office(form: Form, published: str | None) -> bool:
    """Whether an official's bare surname may stand in an article of that day: not before the first office began."""
    since = form.entry.since
    return not (since and published) or since[: len(published)] <= published


def acts(match: Match, document: Document) -> bool:
    """Whether a city stands for its state: no preposition of place before it, and a word in small letters after it."""
    if located(match, document):
        return False
    if document.text[match.start : match.end].endswith("er") or document.text[match.start - 1 : match.start] in (
        "-",
        "(",
    ):
        return False
    after = document.text[match.end : match.end + 2]
    return after[1:] != "" and after[0] == " " and (after[1].islower() or after[1] in _QUOTES)


def located(match: Match, document: Document) -> bool:
    """Whether a preposition of place stands before a name."""
    begin = max(0, match.start - 32)
    if document.rules.near.search(document.text, begin, match.start):
        return True
    before = _WORD_BEFORE.search(document.text, begin, match.start)
    return before is not None and (
        before.group(1) in document.rules.locative or before.group(1).casefold() in document.rules.locative
    )


def by_place(
    candidates: Sequence[Candidate], types: Sequence[str] = _STATES
) -> tuple[dict[int, Candidate], dict[int, Candidate]]:
    """Candidates of the given types by their start and by their end; the longest of each."""
    starts: dict[int, Candidate] = {}
    ends: dict[int, Candidate] = {}
    for c in _longest_last(candidates, types):
        starts[c.start] = c
        ends[c.end] = c
    return starts, ends


def _longest_last(candidates: Sequence[Candidate], types: Sequence[str]) -> Iterator[Candidate]:
    yield from sorted((c for c in candidates if c.type in types), key=lambda c: c.end - c.start)
