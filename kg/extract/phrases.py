"""Noun phrases with several names: a title before a person, lists of names.

In "der türkische Außenminister Mevlüt Çavuşoğlu" and "Citadel CEO Ken Griffin" the state and the firm only tell who
the person is; they do not take part themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from kg.extract.scene import ACTORS, Name, Scene
from kg.extract.speech_grammar import Grammar, grammar
from kg.lang import table
from kg.model import Mention

_PEOPLE = frozenset({"official", "person"})
_TITLE = 5  # most words of a title between a name and the person whom it introduces
_LONGEST = 60  # most characters of such a title
_JOINT = 6  # most tokens between two joined names
_BARE = frozenset({"adjective", "compound"})  # forms, and below types, that stand directly before a person
_BODIES = frozenset({"organisation", "government-body"})
_MARKS = frozenset({"-", "’s", "'s", "’", "'"})


@cache
def _cases(language: str) -> Mapping[str, frozenset[str]]:
    """The articles of a language's ``events`` table that tell a case."""
    return {name: frozenset(words) for name, words in table(language, "events")["cases"].items()}


class Phrases:
    """The actors of a sentence without those that only belong to a person's title."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._offices = grammar(scene.language.code).offices
        self._lower = grammar(scene.language.code).lower_titles
        self._titles: set[int] = set()
        for name, after in zip(scene.actors, scene.actors[1:], strict=False):
            if self._introduces(name, after):
                self._titles.update(range(name.start, after.start))
        self.free = tuple(n for n in scene.actors if n.start not in self._titles)

    def _introduces(self, name: Name, person: Name) -> bool:
        """Whether only the words of a title stand between a name and a person: "Luxemburgs Außenminister Asselborn"."""
        between = range(name.end, person.start)
        if person.type not in _PEOPLE or name.type in _PEOPLE or len(between) > _TITLE:
            return False
        if not between:
            return name.mention.form in _BARE or name.type in _BODIES
        if self._scene.isin(name.start - 1, "agent") or self._scene.isin(name.start - 1, "target"):
            return all(self._titular(i) for i in between) and any(self._office(i) for i in between)
        return all(self._titular(i) for i in between)

    def _titular(self, token: int) -> bool:
        text = self._scene.sentence.tokens[token].text
        return text[0].isupper() or text in _MARKS or text.endswith("-") or (self._lower and self._office(token))

    def _office(self, token: int) -> bool:
        text = self._scene.sentence.tokens[token].text
        return text in self._offices or (not self._lower and text[0].isupper())

    def oblique(self, name: Name) -> bool:
        """Whether its article keeps a name from being a subject: "half der Ukraine", "mit dem Präsidenten Macron"."""
        cases, scene = _cases(self._scene.language.code), self._scene
        token = name.start - 1
        while token >= 0 and name.start - token <= _TITLE and (token in self._titles or self._attributive(token)):
            token -= 1
        if token < 0:
            return False
        if scene.words[token] in cases["oblique"]:
            return True
        power = name.type in ("state", "bloc") and name.key not in cases["masculine"] and token == name.start - 1
        return power and scene.words[token] in cases["of_feminine"] and name.mention.form in ("name", "short form")

    def _attributive(self, token: int) -> bool:
        """Whether a word is an adjective or a title between an article and a name."""
        text = self._scene.sentence.tokens[token].text
        return self._titular(token) or text.endswith(("en", "e"))

    def coordinated(self, first: Name) -> Iterator[Name]:
        """The free actors joined to a name by "und", commas and the like: "die USA, die EU und Präsident Xi"."""
        position = first.end
        for name in self.free:
            if name.start < position:
                continue
            between = range(position, name.start)
            joined = any(self._scene.words[i] == "," or self._scene.isin(i, "coordination") for i in between)
            if not joined or len(between) > _JOINT or not all(self._joins(i, name) for i in between):
                return
            yield name
            position = name.end

    def _joins(self, token: int, name: Name) -> bool:
        scene = self._scene
        if scene.words[token] == "," or scene.isin(token, "coordination") or scene.isin(token, "article"):
            return True
        if token in self._titles or any(n.start <= token < n.end for n in scene.names if n.mention.form == "adjective"):
            return True
        return name.type in _PEOPLE and self._titular(token)


def titles(text: str, mentions: Sequence[Mention], language: str) -> frozenset[int]:
    """Where names stand in an article that only belong to the title of the person behind them."""
    rules = grammar(language)
    found = set()
    for name, person in pairwise(m for m in mentions if m.type in ACTORS):
        between = text[name.end : person.start]
        if person.type not in _PEOPLE or name.type in _PEOPLE or len(between) > _LONGEST:
            continue
        words = between.replace("-", " ").split()
        bare = name.form in _BARE or name.type in _BODIES
        if (words or bare) and all(_titular(word, rules) for word in words):
            found.add(name.start)
    return frozenset(found)


def _titular(word: str, rules: Grammar) -> bool:
    return word[0].isupper() or word in _MARKS or (rules.lower_titles and word in rules.offices)
