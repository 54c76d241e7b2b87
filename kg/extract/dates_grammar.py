"""Compiles the table ``dates`` of a language into regular expressions; de/dates.toml explains the form of the table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kg.errors import ResourceError
from kg.extract.dates_calendar import RULES
from kg.lang import table

# Classes that are numbers, the same in all languages.
_NUMERIC = {
    "day": r"0?[1-9]|[12]\d|3[01]",
    "monthnumber": r"0?[1-9]|1[0-2]",
    "year": r"(?:1[789]|20)\d\d(?![\d%]|[.,:]\d|\s%)",
    "yearend": r"\d\d",
    "quarter": r"[1-4]",
    "count": r"\d{1,3}",
    "decade": r"(?:1[789]|20)\d0",
}
_SLOT = re.compile(r"\{([a-z]+)(\d?)(?::([^}]+))?\}")
_OPTIONAL = re.compile(r"\((?:\?[:=!]|\?<[=!])?[^()]*\)\?|\(\?<?[=!][^()]*\)|\([^()]*\|[^()]*\)")
_START, _END = r"(?<![\w./,$€£])(?:", r")(?!\w)"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to write a date: what finds it, what resolves it, and which classes a sentence must hold for it."""

    match: re.Pattern[str]
    rule: str
    fixed: Mapping[str, str]
    kind: str | None
    classes: frozenset[str]
    words: frozenset[str]
    example: str

    def possible(self, present: frozenset[str]) -> bool:
        """Whether a sentence with words of these classes may hold it."""
        return self.classes <= present and (not self.words or not self.words.isdisjoint(present))


@dataclass(frozen=True, slots=True)
class Grammar:
    """The date expressions of a language."""

    patterns: tuple[Pattern, ...]
    classes: Mapping[str, frozenset[str]]  # word, lower case → classes it may belong to
    values: Mapping[str, tuple[tuple[str, str], ...]]  # class → (form, lower case, value), longest first
    before: tuple[tuple[str, re.Pattern[str]], ...]  # the words end where the date begins
    inside: tuple[tuple[str, re.Pattern[str]], ...]  # the date begins with these words
    after: tuple[tuple[str, re.Pattern[str]], ...]
    tense: Mapping[str, bool]  # word → looks forward
    not_years_after: frozenset[str]
    not_years_before: frozenset[str]
    reach: int  # most characters between a date and the word that names its event
    seen: dict[frozenset[str], tuple[tuple[int, Pattern], ...]] = field(default_factory=dict, compare=False, repr=False)

    def possible(self, present: frozenset[str]) -> tuple[tuple[int, Pattern], ...]:
        """The patterns, with their numbers, that a sentence with words of these classes may hold."""
        if present not in self.seen:
            self.seen[present] = tuple((n, p) for n, p in enumerate(self.patterns) if p.possible(present))
        return self.seen[present]

    def value(self, name: str, form: str) -> str:
        """The value of a matched form of a class; numbers stand for themselves."""
        if name in _NUMERIC:
            return form
        folded = " ".join(form.lower().split())
        return next(value for prefix, value in self.values[name] if folded.startswith(prefix))


@cache
def grammar(language: str) -> Grammar:
    """The compiled grammar of a language. Raises UsageError or ResourceError as the table does."""
    data = table(language, "dates")
    words: dict[str, dict[str, list[str]]] = data["words"]
    triggers = _triggers(data)
    return Grammar(
        patterns=tuple(_pattern(data, entry, language) for entry in data["pattern"]),
        classes=triggers,
        values={name: _values(forms) for name, forms in words.items()},
        before=tuple(_contexts(data["before"], r"(?<!\w){}\s+$")),
        inside=tuple(_contexts(data["before"], r"{}\s")),
        after=tuple(_contexts(data["after"], r"\s+{}(?!\w)")),
        tense={word: sense == "future" for sense in ("past", "future") for word in data["tense"][sense]},
        reach=data["reach"],
        not_years_after=frozenset(word.rstrip(".").lower() for word in data["not_years_after"]),
        not_years_before=frozenset(word.rstrip(".").lower() for word in data["not_years_before"]),
    )


def _values(forms: Mapping[str, list[str]]) -> tuple[tuple[str, str], ...]:
    pairs = [(form.rstrip("*").lower(), value) for value, list_ in forms.items() for form in list_]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


def _contexts(kinds: Mapping[str, list[str]], frame: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    for kind, phrases in kinds.items():
        either = "|".join(_spaced(re.escape(p).replace("\\ ", " ")) for p in sorted(phrases, key=len, reverse=True))
        yield kind, re.compile(frame.replace("{}", f"(?:{either})"), re.IGNORECASE)


def _spaced(text: str) -> str:
    return text.replace(" ?", r"\s*").replace(" ", r"\s+")


def _endings(data: Mapping[str, Any], name: str) -> list[str]:
    endings: Mapping[str, list[str]] = data["endings"]
    return endings.get(name, endings["default"])


def _triggers(data: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Which classes the presence of a word announces."""
    found: dict[str, set[str]] = {}
    for name, forms in data["words"].items():
        for form in (form for list_ in forms.values() for form in list_):
            first = form.split()[0].lower().rstrip("-")
            stem = first.rstrip("*.")
            variants = {first, stem} | ({stem + e for e in _endings(data, name)} if "*" in first else set())
            for variant in variants:
                found.setdefault(variant, set()).add(name)
    for entry in data["pattern"]:
        for word in entry.get("trigger", ()):
            found.setdefault(word, set()).add(f"word {word}")
    return {word: frozenset(names) for word, names in found.items()}


def _pattern(data: Mapping[str, Any], entry: Mapping[str, Any], language: str) -> Pattern:
    where = f"kg/lang/{language}/dates.toml"
    if entry["rule"] not in RULES:
        raise ResourceError(f"unknown rule {entry['rule']!r}", where=where, hint=f"rules: {', '.join(RULES)}")
    classes = frozenset(_required(entry["match"]))
    if not classes and "trigger" not in entry:
        raise ResourceError(f"no class and no trigger in {entry['match']!r}", where=where, hint="add trigger = [words]")
    try:
        match = re.compile(_START + _expand(data, entry["match"]) + _END, re.IGNORECASE)
    except (re.error, KeyError) as error:
        raise ResourceError(f"pattern {entry['match']!r}: {error}", where=where) from error
    triggers = frozenset(f"word {word}" for word in entry.get("trigger", ()))
    return Pattern(match, entry["rule"], entry.get("set", {}), entry.get("kind"), classes, triggers, entry["example"])


def _required(match: str) -> Iterator[str]:
    """The classes without which the pattern cannot match: those outside optional groups and alternatives."""
    shorter = _OPTIONAL.sub("", match)
    while shorter != match:
        match, shorter = shorter, _OPTIONAL.sub("", shorter)
    for name, _, _ in _SLOT.findall(match):
        yield "digits" if name in _NUMERIC else name


def _expand(data: Mapping[str, Any], match: str) -> str:
    def group(slot: re.Match[str]) -> str:
        name, number, only = slot.groups()
        return f"(?P<{name}{number}>{_alternatives(data, name, only)})"

    # Spaces of the pattern are widened before the forms come in, which widen their own.
    return _SLOT.sub(group, _spaced(match))


def _alternatives(data: Mapping[str, Any], name: str, only: str | None) -> str:
    if name in _NUMERIC:
        return _NUMERIC[name]
    chosen = data["words"][name]
    wanted = only.split("|") if only else list(chosen)
    forms = sorted((form for value in wanted for form in chosen[value]), key=lambda form: (-len(form), form))
    endings = "|".join(sorted(_endings(data, name), key=len, reverse=True))
    either = "|".join(
        _spaced(re.escape(form.rstrip("*")).replace("\\ ", " ")) + (f"(?:{endings})?" if form.endswith("*") else "")
        for form in forms
    )
    return f"(?-i:{either})" if name in data["cased"] else either
