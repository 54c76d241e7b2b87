"""Compiles the table ``speech`` of a language. The table's form is explained in de/speech.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.errors import ResourceError
from kg.lang import table


@dataclass(frozen=True, slots=True)
class Grammar:
    """What a language needs to tell who speaks."""

    verbs: Mapping[str, str]  # form → class
    separable: Mapping[str, Mapping[str, str]]  # form → {prefix: class}
    clause: frozenset[str]
    pronouns: frozenset[str]
    subjects: frozenset[str]
    subjects_behind: frozenset[str]
    offices: frozenset[str]
    prepositions: frozenset[str]
    subjunctive: frozenset[str]
    indicative: frozenset[str]
    conjunctions: frozenset[str]
    relative: frozenset[str]
    passive: frozenset[str]
    joins: frozenset[str]
    like: frozenset[str]
    open_sources: frozenset[str]
    unnamed: frozenset[str]
    adverbs: frozenset[str]
    attributive: frozenset[str]
    complements: frozenset[str]
    lower_titles: bool
    bodies: Mapping[str, str]  # word → type of entity
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    comma: re.Pattern[str] | None
    again: re.Pattern[str] | None


# The lists of the table that become sets under the same name.
_SETS = (
    "clause",
    "pronouns",
    "subjects",
    "subjects_behind",
    "offices",
    "prepositions",
    "subjunctive",
    "indicative",
    "conjunctions",
    "relative",
    "passive",
    "joins",
    "like",
    "open_sources",
    "unnamed",
    "adverbs",
    "attributive",
    "complements",
)


@cache
def grammar(language: str) -> Grammar:
    """The compiled table. Raises UsageError or ResourceError as the table does."""
    data = table(language, "speech")
    try:
        return _compiled(data)
    except (KeyError, ValueError) as error:
        raise ResourceError(f"missing or wrong: {error}", where=f"kg/lang/{language}/speech.toml") from error


def _compiled(data: Mapping[str, Any]) -> Grammar:
    frames = data["frames"]
    endings: list[str] = data["endings"]
    separable: dict[str, dict[str, str]] = {}
    for name, pairs in data["separable"].items():
        for verb, prefix in pairs:
            for form in _forms(verb, endings):
                separable.setdefault(form, {})[prefix] = name
    return Grammar(
        verbs={form: name for name, verbs in data["verbs"].items() for verb in verbs for form in _forms(verb, endings)},
        separable=separable,
        **{name: frozenset(data[name]) for name in _SETS},
        lower_titles=data["lower_titles"],
        bodies={word: name for name, words in data["bodies"].items() for word in words},
        before=_either(frames["before"], r"(?<!\w)(?:{})(?!\w)"),
        after=_either(frames["after"], r"(?:(?<!\w)|(?=-))(?:{})(?!\w)"),
        again=_either(frames["again"], r"(?<!\w)(?:{})(?!\w)"),
        comma=_either(frames["comma"], r"[,“”\"«»–]\s*(?:{})\s"),
    )


def _forms(verb: str, endings: Sequence[str]) -> list[str]:
    return [verb[:-1] + ending for ending in endings] if verb.endswith("*") else [verb]


def _either(phrases: Sequence[str], frame: str) -> re.Pattern[str] | None:
    if not phrases:
        return None
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    either = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in ordered)
    return re.compile(frame.replace("{}", either), re.IGNORECASE)
