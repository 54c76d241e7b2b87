"""The rules for furniture of a language, compiled once from ``kg/lang/<code>/boilerplate.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import Field, ValidationError, field_validator

from kg.errors import ResourceError
from kg.lang import languages, table
from kg.model import Value

Kind = Literal["menu", "related", "cookie", "byline", "headline", "caption", "share", "date-line", "other"]
Place = Literal["line", "head", "tail", "inline", "start"]


class Rule(Value):
    """One rule; the head of the German file explains the fields."""

    name: str
    kind: Kind
    where: Place
    pattern: str
    longest: int = Field(default=200, description="code points; a longer line is never marked")
    list: bool = Field(default=False, description="headlines on the lines below are marked too")
    begins: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"no regular expression: {error}") from error
        return value


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
    try:
        return Rule.model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        name = entry.get("name") if isinstance(entry, dict) else entry
        raise ResourceError(f"rule {name}: {'.'.join(map(str, first['loc']))}: {first['msg']}", where=where) from error


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
