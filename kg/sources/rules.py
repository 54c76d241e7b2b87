"""The rules for furniture of a language, compiled once from ``kg/lang/<code>/boilerplate.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.errors import ResourceError
from kg.lang import languages, table

KINDS = ("menu", "related", "cookie", "byline", "headline", "caption", "share", "date-line", "other")
PLACES = ("line", "head", "tail", "inline", "start")
FIELDS = frozenset(("name", "kind", "where", "pattern", "longest", "list", "begins", "examples", "spare"))
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; the file's head explains the fields."""

    name: str
    kind: str
    where: str
    pattern: str
    longest: int = LONGEST
    list: bool = False
    begins: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """The rules of one place as one expression, so that a line is looked at once."""

    rules: tuple[Rule, ...]
    expression: re.Pattern[str]
    longest: int

    def find(self, line: str) -> Rule | None:
        """The rule that a line falls under."""
        if len(line) > self.longest or not (match := self.expression.match(line)):
            return None
        rule = self.rules[int((match.lastgroup or "r0")[1:])]
        if len(line) <= rule.longest:
            return rule
        return next((r for r in self.rules if len(line) <= r.longest and re.match(r.pattern, line)), None)


@dataclass(frozen=True, slots=True)
class Rules:
    """All that is known of furniture in some languages."""

    line: Family
    head: Family
    tail: Family
    start: Family
    inline: tuple[tuple[Rule, re.Pattern[str]], ...]
    menu: frozenset[str]


def load(code: str) -> tuple[Rule, ...]:
    """The rules of one language, in the order of the file. Raises ResourceError for a rule that is wrong."""
    where = f"kg/lang/{code}/boilerplate.toml"
    return tuple(_rule(entry, where) for entry in _table(code).get("rule", ()))


def words(name: str) -> frozenset[str]:
    """The words of one list (``date_line``, ``published``, ``menu`` …) of all languages."""
    return frozenset(word for code in languages() for word in _table(code).get("words", {}).get(name, ()))


def frequent(code: str) -> frozenset[str]:
    """Frequent words of one language."""
    return frozenset(_table(code).get("words", {}).get("frequent", ()))


def _table(code: str) -> dict[str, dict[str, list[str]]]:
    try:
        return table(code, "boilerplate")
    except ResourceError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return {}  # a language may come without rules
        raise


def _rule(entry: object, where: str) -> Rule:
    if not isinstance(entry, dict) or not {"name", "kind", "where", "pattern"} <= set(entry) <= FIELDS:
        raise ResourceError(f"a rule has other fields than {', '.join(sorted(FIELDS))}: {entry}", where=where)
    rule = Rule(**{name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()})
    if rule.kind not in KINDS or rule.where not in PLACES:
        raise ResourceError(f"rule {rule.name}: kinds are {', '.join(KINDS)}; places are {', '.join(PLACES)}", where=where)
    try:
        re.compile(rule.pattern)
    except re.error as error:
        raise ResourceError(f"rule {rule.name}: {error}", where=where) from error
    return rule


def _family(rules: tuple[Rule, ...], where: str) -> Family:
    chosen = tuple(rule for rule in rules if rule.where == where)
    # The lookahead of an empty family matches nothing.
    parts = "|".join(f"(?P<r{i}>{rule.pattern})" for i, rule in enumerate(chosen)) or "(?!)"
    return Family(chosen, re.compile(parts), max((rule.longest for rule in chosen), default=0))


@cache
def rules(language: str | None = None) -> Rules:
    """The rules for an article of a language: its own and the English ones; all of them where it is not known."""
    known = languages()
    codes = dict.fromkeys((language, "en") if language in known else known)
    found = tuple(rule for code in codes if code in known for rule in load(str(code)))
    return Rules(
        line=_family(found, "line"),
        head=_family(found, "head"),
        tail=_family(found, "tail"),
        start=_family(found, "start"),
        inline=tuple(_inline(found)),
        menu=words("menu"),
    )


def _inline(found: tuple[Rule, ...]) -> Iterator[tuple[Rule, re.Pattern[str]]]:
    for rule in found:
        if rule.where == "inline":
            yield rule, re.compile(rule.pattern)
