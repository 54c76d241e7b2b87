"""Persons: by title, by first name, by an office in apposition, and by surname once they are known.

"Außenminister Heiko Maas", "Treasury Secretary Janet Yellen", "Wang Yi, China's foreign minister".
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.ids import slug
from kg.mentions.document import Candidate, Document, of_entry
from kg.mentions.gazetteer import Entry, by_first_name, by_last_name
from kg.mentions.headlines import headline
from kg.mentions.known import by_place
from kg.mentions.rules import NAME
from kg.resources import resource

_PARTICLE = (
    r"(?:von der|von dem|van der|van den|von|van|de la|de|del|della|di|da|dos|du|le|la|al|el|bin|ben|ibn|ter|zu|af|bint"
    r"|Van|De|Di|Del|Bin|Ben|Bon|El|Le|La|Du|Von)"
)
_INITIAL = r"(?:[A-Z]\.(?:-?[A-Z]\.)*)"
_AL = r"(?:[Aa]l|[Ee]l|[Aa]sh?|[Aa]n|[Aa]r)-"
_WORD = rf"(?:{_AL})?{NAME}"
_FULL = re.compile(rf"({_WORD}|{_INITIAL})((?: {_INITIAL})*(?: {_PARTICLE})*(?: {_WORD}){{1,2}})")
_SINGLE = re.compile(_WORD)
_BETWEEN = re.compile(r"[ ]+(?:(?:Dr|Prof|h\.c|Sir|Lord|Dame)\.? )*")
_APPOSITION = re.compile(r"(?:,| ist| is| was| war|\s\() ?([^,;.()]{4,90})")
_CAPITAL_BEFORE = re.compile(r"[A-Z][\w.]* $")
_NEAR = 30
_LONG = 4
_BEFORE = re.compile(r"((?:\w[\w-]*) (?:of|for|der|des|für|in|von|im) (?:[\w-]+ ){0,4}[\w-]+),? $")


@cache
def first_names() -> frozenset[str]:
    """First names that tell a person."""
    lines = resource("data/firstnames.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@dataclass(frozen=True, slots=True)
class _Title:
    """A title before a name: where it begins, and whether it is of public office."""

    start: int
    office: bool


def persons(document: Document, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates for persons whom the gazetteer does not know by that name."""
    taken = _Taken(candidates)
    titles = _titles(document)
    starts = {start for start, _, _ in document.rules.titles.find(document.text)}
    found: dict[int, Candidate] = {}
    for at, title in titles.items():
        if at not in starts and (candidate := _titled(document, at, title, taken)) is not None:
            found[candidate.start] = candidate
    for candidate in _by_first_name(document, taken, starts):
        found.setdefault(candidate.start, candidate)
    return list(found.values())


class _Taken:
    """Names of other things, which are no names of persons, and the states beside titles."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.starts, self.ends = by_place(
            candidates,
            (
                "state",
                "bloc",
                "government-body",
                "organisation",
                "company",
                "exchange",
                "place",
                "commodity",
                "legal-act",
                "vessel",
            ),
        )
        self._spans = sorted((c.start, c.end) for c in self.starts.values())
        self._persons = sorted((c.start, c.end) for c in candidates if c.type in ("official", "person"))

    def overlap(self, start: int, words: Iterable[tuple[int, int]]) -> bool:
        """Whether one of a name's words lies in another thing's name."""
        return any(self._covered(begin) for begin, _ in words) or self._covered(start)

    def person(self, position: int) -> bool:
        """Whether a known person's name, or title and name, stands there."""
        return _covers(self._persons, position)

    def _covered(self, position: int) -> bool:
        return _covers(self._spans, position)


def _covers(spans: Sequence[tuple[int, int]], position: int) -> bool:
    """Whether one of the sorted spans holds a position."""
    at = bisect_right(spans, (position, sys.maxsize)) - 1
    return at >= 0 and spans[at][1] > position


def _titles(document: Document) -> dict[int, _Title]:
    """Titles by the place where a name would begin; of two that end together the longer."""
    found: dict[int, _Title] = {}
    for start, end, kind in document.rules.titles.find(document.text):
        match = _BETWEEN.match(document.text, end)
        if match and document.inside(start, end):
            before = found.get(match.end())
            if before is None or start < before.start:
                found[match.end()] = _Title(start, kind == "office" or (before is not None and before.office))
    return found


def _titled(document: Document, at: int, title: _Title, taken: _Taken) -> Candidate | None:
    """The name after a title."""
    if taken.person(at) or not document.inside(at, at + 1):
        return None
    owner = _owner(document, title.start, taken)
    match = _FULL.match(document.text, at)
    if match is not None and _plausible(document, match, taken):
        return _person(
            document, (match.start(), _end(document, match)), office=title.office, owner=owner, how="apposition"
        )
    return _surname_alone(document, at, owner, taken) if title.office and match is None else None


def _surname_alone(document: Document, at: int, owner: str | None, taken: _Taken) -> Candidate | None:
    """A single name after an office: "Senator Meeks". In German, where it may be any noun, only a known official's."""
    match = _SINGLE.match(document.text, at)
    if (
        match is None
        or match.start() in taken.starts
        or match.group() in document.rules.no_name
        or headline(document, at)
    ):
        return None
    name = re.sub(r"(?:'s|’s)$", "", match.group())
    known = [
        entry
        for entry, words in by_last_name().get(slug(name), ())
        if entry.type == "official" and owner in (None, entry.principal)
    ]
    if len({entry.key for entry in known}) == 1:
        return of_entry(at, at + len(name), known[0], "short form", "apposition", 4)
    after = re.match(r",? (\w+)", document.text[at + len(match.group()) : at + len(match.group()) + 30])
    if document.language == "de" or not (owner or (after and after.group(1) in document.rules.speech)):
        return None
    key = f"{owner}/official/{slug(name)}" if owner else f"official/{slug(name)}"
    return Candidate(at, at + len(name), "official", key, name, None, "short form", "apposition", 6, owner)


def _owner(document: Document, start: int, taken: _Taken) -> str | None:
    """The state or bloc that stands right before a title: the key of its principal."""
    begin = start
    while begin and document.text[begin - 1].isalpha():
        begin -= 1
    word = document.text[begin:start]
    if word in document.rules.prefixes:
        return document.rules.prefixes[word]
    for distance in (1, 3):
        owner = taken.ends.get(begin - distance)
        if owner is not None and owner.type in ("state", "bloc"):
            return owner.key
    return None


def _plausible(document: Document, match: re.Match[str], taken: _Taken) -> bool:
    """Whether the words after a title are a name, and not the beginning of another thing's.

    In German, where every noun is capitalised, words that end like nouns are none.
    """
    words = [(match.start() + m.start(), match.start() + m.end()) for m in _SINGLE.finditer(match.group())]
    if taken.overlap(match.start(), words):
        return False
    first = document.text[words[0][0] : words[0][1]]
    if first in first_names() or first.split("-")[0] in first_names():
        return True
    return document.language != "de" or not _german_noun(first)


def _german_noun(word: str) -> bool:
    """Endings of German nouns that no first name has."""
    return word.endswith(
        ("ung", "heit", "keit", "schaft", "tion", "tät", "ungen", "tionen", "ismus", "minister", "lichen", "ieren")
    )


def _end(document: Document, match: re.Match[str]) -> int:
    """The end of the name.

    In German, and in headlines, a third word belongs to it only after an initial, a particle or another first name.
    """
    words = match.group(2).split()
    plain = [w for w in words if w[0].isupper() and not re.fullmatch(rf"{_INITIAL}|{_PARTICLE}", w)]
    narrow = document.language == "de" or headline(document, match.start())
    if narrow and len(plain) > 1 and len(words) == len(plain) and plain[0] not in first_names():
        return match.end() - len(plain[-1]) - 1
    return match.end()


def _person(
    document: Document, span: tuple[int, int], *, office: bool, owner: str | None, how: str
) -> Candidate | None:
    """A candidate for a full name: a known person whose name it is or nearly is, else a new one."""
    start = span[0]
    name = re.sub(r"(?:'s|’s|’|')$", "", document.text[start : span[1]])
    if name.isupper():
        name = name.title()
    end = start + len(name)
    if not document.inside(start, end):
        return None
    if (entry := nearly(name, office=office)) is not None:
        return of_entry(start, end, entry, "name", "fuzzy")
    if not office:
        office = _in_apposition(document, end) or _after_office(document, start)
    kind = "official" if office else "person"
    key = f"{owner}/official/{slug(name)}" if office and owner else f"{kind}/{slug(name)}"
    return Candidate(start, end, kind, key, name, None, "name", how, 4, owner if office else None)


def _in_apposition(document: Document, end: int) -> bool:
    """Whether an office follows the name: "Wang Yi, China's foreign minister,"."""
    match = _APPOSITION.match(document.text, end)
    if document.rules.party.match(document.text, end):
        return True
    if match is None or match.group(1).split()[0] in first_names():
        return False
    return any(kind == "office" for _, _, kind in document.rules.titles.find(match.group(1)))


def _after_office(document: Document, start: int) -> bool:
    """Whether an office with its realm stands before the name: "der Präsident des Parlaments, David Sassoli"."""
    before = _BEFORE.search(document.text, max(0, start - 70), start)
    return before is not None and any(kind == "office" for _, _, kind in document.rules.titles.find(before.group(1)))


def _by_first_name(document: Document, taken: _Taken, titles: set[int]) -> Iterator[Candidate]:
    """Full names without a title: those that begin with a first name; in English also those of speakers."""
    names, last = first_names(), 0
    for word in _SINGLE.finditer(document.text):
        first = word.group()
        sure = first in names or first.split("-")[0] in names
        if (
            word.start() < last
            or taken.person(word.start())
            or word.start() in titles
            or not (sure or document.language != "de")
        ):
            continue
        match = _FULL.match(document.text, word.start())
        if match is None or not (sure or _speaks(document, match)):
            continue
        words = [(match.start() + m.start(), match.start() + m.end()) for m in _SINGLE.finditer(match.group())]
        if (
            taken.overlap(match.start(), words)
            or _preceded(document, match.start())
            or not document.inside(match.start(), match.end())
        ):
            continue
        candidate = _person(document, (match.start(), _end(document, match)), office=False, owner=None, how="pattern")
        if candidate is not None:
            last = candidate.end
            yield candidate


def _speaks(document: Document, match: re.Match[str]) -> bool:
    """Whether two capitalised words are somebody who speaks, or are told by an apposition."""
    if (
        match.group(1) in document.rules.no_name
        or _CAPITAL_BEFORE.search(document.text, max(0, match.start() - 24), match.start())
        or not re.fullmatch(rf" {NAME}", match.group(2))
    ):
        return False
    after = document.text[match.end() : match.end() + 60]
    word = re.match(r",? (\w+)", after)
    if word and word.group(1) in document.rules.speech:
        return True
    return re.match(r", (?:an? |the )?(?:[a-z-]+ ){0,3}", after) is not None and bool(_title_near(document, after))


def _title_near(document: Document, after: str) -> bool:
    """Whether a title in small letters stands in the words right after a name: ", an analyst at"."""
    return any(begin < _NEAR and after[begin].islower() for begin, _, _ in document.rules.titles.find(after))


def _preceded(document: Document, start: int) -> bool:
    """Whether the word goes on to the left with a hyphen, or the name is that of an article's author."""
    return start > 0 and (
        document.text[start - 1] in "-‑/@#"
        or document.rules.byline.search(document.text, max(0, start - 40), start) is not None
    )


def nearly(name: str, *, office: bool = False) -> Entry | None:
    """The known official or person of this name, or of one a single edit away in the first word: "Anthony Blinken".

    After an office the edit may be in the last word: "Kommissionspräsident Jean-Claude Junker".
    """
    words = slug(name).split("-")
    if len(words) < 2:  # noqa: PLR2004  a full name has two words
        return None
    for entry, known in by_last_name().get(words[-1], ()):
        if known[0] == words[0] or (len(words[0]) > 3 and _one_edit(known[0], words[0])):  # noqa: PLR2004  short names differ by one letter
            return entry
    for entry, known in by_first_name().get(words[0], ()) if office and len(words[-1]) > _LONG else ():
        if list(known[1:-1]) == words[1:-1] and _one_edit(known[-1], words[-1]):
            return entry
    return None


def _one_edit(a: str, b: str) -> bool:
    """Whether two words differ by one inserted, deleted or replaced letter, or two neighbours changed places."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return a == b
    i = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) == len(b):
        return a[i + 1 :] == b[i + 1 :] or (a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :])
    return a[i + 1 :] == b[i:] if len(a) > len(b) else a[i:] == b[i + 1 :]
