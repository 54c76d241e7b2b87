"""The names that kg knows: entries and their surface forms, from ``data/forms.tsv``.

Loaded once a process and language, on first use. Matching is by code point, at word boundaries, case as written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.errors import ResourceError
from kg.ids import slug
from kg.lang import languages, table
from kg.mentions.matcher import Matcher, endings
from kg.resources import resource

FALLBACK = "en"
"""The language whose names are looked up in articles of a language that kg does not read."""

_CROSS = frozenset({"name", "capital", "seat", "adjective", "inhabitant"})
_FIELDS_OF_ENTRY = 9
_FIELDS_OF_FORM = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A known thing. ``principal`` is the key of the state or bloc that a body or official acts for."""

    key: str
    type: str
    name: str
    link: str | None = None
    principal: str | None = None
    since: str | None = None
    until: str | None = None
    hs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a surface string: which entry, as what (name, adjective, capital, weak, stem, surname …)."""

    entry: Entry
    form: str


@dataclass(frozen=True, slots=True)
class Match:
    """A surface string found in a text, with all its readings, the likeliest first."""

    start: int
    end: int
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of forms: one entry's surfaces in one language."""

    entry: Entry
    language: str
    form: str
    surfaces: tuple[str, ...]


@cache
def _lines() -> tuple[_Line, ...]:
    """The file of forms. Raises ResourceError for a line of another shape."""
    path = resource("data/forms.tsv")
    found: list[_Line] = []
    entry: Entry | None = None
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            fields = line.rstrip("\n").split("\t")
            if fields[0] == "E" and len(fields) == _FIELDS_OF_ENTRY:
                entry = _entry(fields)
            elif fields[0] == "F" and len(fields) == _FIELDS_OF_FORM and entry is not None:
                found.append(_Line(entry, fields[1], fields[2], tuple(fields[3].split("|"))))
            elif not line.startswith("#"):
                raise ResourceError(
                    "neither an entry nor its forms",
                    where=f"data/forms.tsv, line {number}",
                    hint="run scripts/forms.py",
                )
    return tuple(found)


def _entry(fields: list[str]) -> Entry:
    _, key, kind, name, link, principal, since, until, hs = fields
    return Entry(
        key,
        kind,
        name,
        link or None,
        principal or None,
        since or None,
        until or None,
        tuple(hs.split("|")) if hs else (),
    )


@cache
def entries() -> dict[str, Entry]:
    """All entries by key."""
    return {line.entry.key: line.entry for line in _lines()}


@cache
def kinds() -> dict[str, tuple[Entry, ...]]:
    """Bodies by their kind, "finance ministry" and the like."""
    found: dict[str, list[Entry]] = {}
    for line in _lines():
        if line.form == "kind":
            for kind in line.surfaces:
                found.setdefault(kind, []).append(line.entry)
    return {kind: tuple(bodies) for kind, bodies in found.items()}


class Gazetteer:
    """All surface forms that are looked up in articles of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.forms: dict[str, tuple[Form, ...]] = {}
        self.stems: dict[str, tuple[Form, ...]] = {}
        foreign: list[_Line] = []
        for line in _lines():
            if line.form == "stem":
                if line.language == language:
                    _add(self.stems, line.surfaces, Form(line.entry, "stem"))
            elif line.language in (language, "*") and line.form != "kind":
                _add(self.forms, _cased(line), Form(line.entry, line.form))
            elif line.form in _CROSS and line.entry.type != "commodity":
                foreign.append(line)
        self._add_foreign(foreign)
        self._names = Matcher(self.forms)
        self._stems = Matcher(self.stems, open_right=True) if self.stems else None
        self._heads = frozenset(endings(table(language, "names")["heads"]))
        self._state_heads = frozenset(endings(table(language, "names")["state_heads"]))

    def _add_foreign(self, lines: Iterable[_Line]) -> None:
        """Names of other languages, where the article's own language has no such word."""
        own = set(self.forms)
        for line in lines:
            _add(self.forms, [s for s in line.surfaces if s not in own and s[0].isupper()], Form(line.entry, line.form))

    def find(self, text: str) -> Iterator[Match]:
        """All matches, overlapping ones too: names, and compounds of a stem with a known head (Waffenlieferung)."""
        for start, end, forms in self._names.find(text):
            yield Match(start, self._extended(text, end, forms), forms)
        for start, end, forms in self._stems.find(text) if self._stems else ():
            stop = _word_end(text, end)
            if text[end:stop] in self._heads_for(forms[0]):
                yield Match(start, stop, forms)

    def _extended(self, text: str, end: int, forms: tuple[Form, ...]) -> int:
        """The end of a compound that is written with a hyphen, for goods: Öl-Embargo."""
        if forms[0].entry.type != "commodity" or text[end : end + 1] not in ("-", "‑"):
            return end
        stop = _word_end(text, end + 1)
        return stop if text[end + 1 : stop].casefold() in self._heads else end

    def _heads_for(self, form: Form) -> frozenset[str]:
        return self._heads if form.entry.type == "commodity" else self._state_heads


def _word_end(text: str, position: int) -> int:
    while position < len(text) and text[position].isalnum():
        position += 1
    return position


def _cased(line: _Line) -> list[str]:
    """The surfaces, and as they stand at the head of a sentence or in a headline."""
    found = list(line.surfaces)
    for surface in line.surfaces:
        if surface[0].islower():
            found.append(surface[0].upper() + surface[1:])
            if line.language == "en" and line.entry.type == "commodity":
                found.append(surface.title())
    return list(dict.fromkeys(found))


def _add(known_as: dict[str, tuple[Form, ...]], surfaces: Iterable[str], form: Form) -> None:
    for surface in surfaces:
        known = known_as.get(surface, ())
        if form not in known:
            known_as[surface] = (*known, form)


@cache
def _gazetteer(language: str) -> Gazetteer:
    return Gazetteer(language)


def gazetteer(language: str) -> Gazetteer:
    """The gazetteer of an article's language, or of FALLBACK where kg does not read that language."""
    return _gazetteer(language if language in languages() else FALLBACK)


@cache
def by_last_name() -> dict[str, tuple[tuple[Entry, tuple[str, ...]], ...]]:
    """Officials and persons by the last word of each form of their full name, as in kg.ids.slug, with all its words."""
    return _by_word(-1)


@cache
def by_first_name() -> dict[str, tuple[tuple[Entry, tuple[str, ...]], ...]]:
    """The same by the first word."""
    return _by_word(0)


def _by_word(place: int) -> dict[str, tuple[tuple[Entry, tuple[str, ...]], ...]]:
    found: dict[str, list[tuple[Entry, tuple[str, ...]]]] = {}
    for line in _lines():
        if line.entry.type in ("official", "person") and line.form == "name":
            for surface in line.surfaces:
                words = tuple(slug(surface).split("-"))
                if len(words) > 1:
                    found.setdefault(words[place], []).append((line.entry, words))
    return {word: tuple(known) for word, known in found.items()}
