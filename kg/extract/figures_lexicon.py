"""Compiles the table ``figures`` of a language. The table's form is explained in de/figures.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from kg.errors import ResourceError
from kg.lang import table

_WORDS = (
    "not_figures",
    "fall",
    "fall_end",
    "rise",
    "by",
    "to",
    "forecast",
    "decided",
    "share",
    "receives",
    "deficit",
    "bought",
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What tells a figure from another number, and its sides. Each pattern matches one whole word, in lower case."""

    kinds: Mapping[str, re.Pattern[str]]
    words: Mapping[str, re.Pattern[str]]
    roles: Mapping[str, str]  # preposition → from, to, in, with

    def kind(self, word: str) -> str | None:
        """The kind of figure that a word speaks of."""
        return next((kind for kind, pattern in self.kinds.items() if pattern.fullmatch(word)), None)

    def means(self, name: str, words: Iterable[str]) -> bool:
        """Whether one of the words belongs to a list of the table."""
        pattern = self.words[name]
        return any(pattern.fullmatch(word) for word in words)


@cache
def lexicon(language: str) -> Lexicon:
    """The compiled table. Raises UsageError or ResourceError as the table does."""
    data = table(language, "figures")
    try:
        return Lexicon(
            kinds={kind: _pattern(forms) for kind, forms in data["kinds"].items()},
            words={name: _pattern(data[name]) for name in _WORDS},
            roles={word: role for role, words in data["roles"].items() for word in words},
        )
    except KeyError as error:
        raise ResourceError(f"missing: {error}", where=f"kg/lang/{language}/figures.toml") from error


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(form).replace(r"\*", r".*") for form in forms))
