"""The words of a language that matter to claims, as rules that run over the tokens of a sentence.

The tables ``frames``, ``cues`` and ``events`` of a language folder write a rule as words:

    "verhängt*"       a token that begins with it; "*sanktionen" one that ends with it
    "asset freeze*"   neighbouring tokens
    "hebt … auf"      tokens of one clause, at most GAP tokens between two

Each rule carries a label that says what its words stand for: ``instrument:tariff``, ``action:lift:noun``,
``stage:denied``. A sentence's hits are all places where a rule matches.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.lang import languages, table

GAP = 14
"""Most tokens that may stand between two parts of a rule written with "…": German verb brackets are long."""

_ANCHOR = 3  # letters by which open words are filed
_REMEMBERED = 500_000  # words: a bound on memory over millions of articles
_STOP = frozenset(";:.!?")


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched tokens[start:end]; ``last`` is the place of its last part, ``end - 1`` without a gap."""

    label: str
    start: int
    end: int
    last: int
    rule: str

    def distance(self, start: int, end: int) -> int:
        """Tokens between this hit, either part of it, and tokens[start:end]; 0 where they touch or overlap."""
        return min(_between(self.start, self.end, start, end), _between(self.last, self.last + 1, start, end))


def _between(a: int, b: int, c: int, d: int) -> int:
    return max(0, c - b, a - d)


@dataclass(frozen=True, slots=True)
class _Rule:
    label: str
    text: str
    parts: tuple[re.Pattern[str] | str, ...]
    gaps: tuple[bool, ...]  # whether others may stand before the part


class Lexicon:
    """All rules of one language. Look-ups are remembered: a sentence costs a dictionary access a token."""

    def __init__(self, rules: Iterable[tuple[str, str]]) -> None:
        self._exact: dict[str, list[_Rule]] = defaultdict(list)
        self._open: dict[str, list[tuple[re.Pattern[str], _Rule]]] = defaultdict(list)
        self._seen: dict[str, tuple[_Rule, ...]] = {}
        for label, text in rules:
            self._add(_rule(label, text))

    def _add(self, rule: _Rule) -> None:
        first = rule.parts[0]
        if isinstance(first, str):
            self._exact[first].append(rule)
        else:
            self._open[_anchor(rule.text.split()[0])].append((first, rule))

    def hits(self, words: Sequence[str]) -> list[Hit]:
        """The hits in casefolded words, in order of their first token."""
        return [hit for i, word in enumerate(words) for rule in self._rules(word) if (hit := _match(rule, words, i))]

    def _rules(self, word: str) -> tuple[_Rule, ...]:
        found = self._seen.get(word)
        if found is None:
            found = tuple(self._find(word))
            if len(self._seen) < _REMEMBERED:
                self._seen[word] = found
        return found

    def _find(self, word: str) -> Iterator[_Rule]:
        yield from self._exact.get(word, ())
        for anchor in (word[:3] + "_", "_" + word[-3:], "_"):
            for pattern, rule in self._open.get(anchor, ()):
                if pattern.fullmatch(word):
                    yield rule


def _anchor(word: str) -> str:
    """Where an open word is filed: by its first three letters, its last three, or with all others."""
    plain = word.casefold().strip("*")
    if len(plain) < _ANCHOR:
        return "_"
    if not word.startswith("*"):
        return plain[:3] + "_"
    return "_" if word.endswith("*") else "_" + plain[-3:]


def _rule(label: str, text: str) -> _Rule:
    parts: list[re.Pattern[str] | str] = []
    gaps: list[bool] = []
    gap = False
    for word in text.casefold().split():
        if word == "…":
            gap = True
            continue
        parts.append(_pattern(word))
        gaps.append(gap)
        gap = False
    return _Rule(label, text, tuple(parts), tuple(gaps))


def _pattern(word: str) -> re.Pattern[str] | str:
    return re.compile(".*".join(map(re.escape, word.split("*")))) if "*" in word else word


def _match(rule: _Rule, words: Sequence[str], start: int) -> Hit | None:
    end = last = start
    for part, gap in zip(rule.parts[1:], rule.gaps[1:], strict=True):
        found = _next(part, words, last + 1, gap=gap)
        if found is None:
            return None
        end = found if not gap and end == last else end
        last = found
    return Hit(rule.label, start, end + 1, last, rule.text)


def _next(part: re.Pattern[str] | str, words: Sequence[str], start: int, *, gap: bool) -> int | None:
    for i in range(start, min(len(words), start + (GAP if gap else 1))):
        word = words[i]
        if word == part if isinstance(part, str) else part.fullmatch(word):
            return i
        if word in _STOP:
            return None
    return None


@dataclass(frozen=True, slots=True)
class Event:
    """A frame of an event that is no measure: what its words mean, and how its roles are said."""

    type: str
    action: str
    needs: tuple[str, ...] = ()  # roles without which nothing is claimed
    target: tuple[str, ...] = ()  # prepositions of the target, beside the language's own
    agent: str = "subject"  # subject, or "all" where all actors take part
    agent_by: tuple[str, ...] = ()  # prepositions of the agent, where it is no subject ("turned to X for weapons")
    genitive: str = "agent"  # the role of a genitive or "of" behind a noun
    goods: bool = False
    people: bool = True  # named persons stay themselves
    stage: str = "done"


@dataclass(frozen=True, slots=True)
class Language:
    """The compiled tables of one language."""

    code: str
    lexicon: Lexicon
    general: frozenset[str]
    compositions: Mapping[str, frozenset[str]]  # instrument → acts that make it with its objects
    events: tuple[Event, ...]
    regions: Mapping[str, str]  # canonical name of a place, casefolded → key of its state
    words: Mapping[str, frozenset[str]]  # word classes of cues: "target", "of", "openers", …


@cache
def language(code: str) -> Language | None:
    """The compiled tables of a language, or None where there are none. Raises ResourceError for a broken table."""
    if code not in languages():
        return None
    frames, cues, events = table(code, "frames"), table(code, "cues"), table(code, "events")
    classes = {
        name: frozenset(w.casefold() for w in words)
        for part in ("clause", "roles")
        for name, words in cues[part].items()
    }
    classes["embargoes"] = frozenset(frames["back"]["embargoes"])
    for name, words in frames["roles"].items():  # of measures, beside those of all claims
        classes[name] = classes.get(name, frozenset()) | {w.casefold() for w in words}
    return Language(
        code=code,
        lexicon=Lexicon([*_frame_rules(frames), *_cue_rules(cues), *_reference_rules(cues), *_event_rules(events)]),
        general=frozenset(name for name, entry in frames["instruments"].items() if entry.get("general")),
        compositions={name: frozenset(entry["acts"]) for name, entry in frames["compositions"].items()},
        events=tuple(_event(entry) for entry in events["event"]),
        regions=events.get("regions", {}),
        words=classes,
    )


def _event(entry: Mapping[str, Any]) -> Event:
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
    return Event(**{k: v for k, v in fields.items() if k not in ("verbs", "nouns")})


def _frame_rules(frames: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for code, entry in frames["instruments"].items():
        yield from ((f"instrument:{code}", word) for word in entry["words"])
    yield from (("instrument:back", word) for word in frames["back"]["words"])
    yield from (("ignore", word) for word in frames["ignore"]["words"])
    for code, entry in frames["compositions"].items():
        yield from ((f"object:{code}", word) for word in entry["objects"])
    for act, words in frames["acts"].items():
        yield from ((f"act:{act}", word) for word in words)
    for action, kinds in frames["actions"].items():
        yield from ((f"action:{action}:{kind[:-1]}", word) for kind, words in kinds.items() for word in words)


def _cue_rules(cues: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for stage, words in cues["stage"].items():
        yield from ((f"stage:{stage}", word) for word in words)


def _reference_rules(cues: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from (("reference", word) for word in cues["reference"]["words"])


def _event_rules(events: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for number, entry in enumerate(events["event"]):
        for kind in ("verbs", "nouns"):
            yield from ((f"event:{number}:{kind[:-1]}", word) for word in entry.get(kind, ()))
