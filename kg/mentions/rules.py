"""What a language says around names, read from ``kg/lang/<code>/names.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from kg.lang import languages, table
from kg.mentions.gazetteer import FALLBACK
from kg.mentions.matcher import Matcher, endings

NAME = r"[A-ZÄÖÜÀ-ÖØ-ÞĀ-Ž](?:[\w]|[’'‘-](?=\w))*\w"
"""A capitalised word of at least two letters."""


class Rules:
    """The compiled tables of one language.

    ``titles`` finds "office" and "person" titles, ``bodies`` the kinds of bodies that many states have, ``governments``
    the words that stand for a state's government beside its name.
    """

    def __init__(self, language: str) -> None:
        names = table(language, "names")
        self.language = language
        titles = _titles(names)
        self.titles = Matcher(titles, open_left=True)
        self.title_words = frozenset(titles)
        kinds = {s: kind for kind, body in names["bodies"].items() for s in endings(body["forms"])}
        self.bodies = Matcher(kinds)
        self.body_words = frozenset(kinds)
        self.body_names: dict[str, str] = {kind: body["name"] for kind, body in names["bodies"].items()}
        self.government_words = frozenset(endings(names["government"]))
        self.governments = Matcher(dict.fromkeys(self.government_words, True))
        of = "|".join(re.escape(word) for word in sorted(names["of"], key=len, reverse=True))
        self.of = re.compile(rf" (?:{of}) (?:the )?")
        self.no_name = frozenset(names["no_name"])
        self.locative = frozenset(names["locative"])
        self.speech = frozenset(names["speech"])
        self.trade = re.compile("|".join(re.escape(word) for word in names["trade"]))
        governs = "|".join(re.escape(word) for word in names["governs"])
        self.currency, self.near = re.compile(names["currency"]), re.compile(names["near"])
        self.skip_after = re.compile(names["skip_after"])
        self.byline = re.compile(names["byline"])
        self.party = re.compile(names["party"])
        self.joined = frozenset(names["joined"])
        self.governs = re.compile(
            rf"(?:{governs})(?: (?:of|to|in|von|mit|der|des))?(?: [^\W\d_]+){{0,2}} $", re.IGNORECASE
        )
        self.not_before: Mapping[str, frozenset[str]] = {
            name.casefold(): frozenset(words) for name, words in names["not_before"].items()
        }
        self.heads = Matcher({w: kind for kind, words in names["phrases"].items() for w in endings(words)})
        self.following = Matcher({w: kind for kind, words in names["following"].items() for w in endings(words)})
        self.introducing = Matcher({w: kind for kind, words in names["introducing"].items() for w in endings(words)})
        self.numbered = [
            (row.get("needs"), re.compile(rf"(?<!\w){row['pattern']}(?!\w)"), row["type"], row["name"])
            for row in names["numbered"]
        ]
        self.prefixes: Mapping[str, str] = names["prefixes"]


def _titles(names: Mapping[str, Any]) -> dict[str, str]:
    found = dict.fromkeys(endings(names["person"]), "person")
    return found | dict.fromkeys(endings(names["office"]), "office")


@cache
def _rules(language: str) -> Rules:
    return Rules(language)


def rules(language: str) -> Rules:
    """The rules of an article's language, or of FALLBACK where kg does not read that language."""
    return _rules(language if language in languages() else FALLBACK)
