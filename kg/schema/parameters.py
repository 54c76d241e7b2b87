"""Parameters of named questions: from what a user typed to a piece of SPARQL that can hold nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.errors import KgError, UsageError
from kg.ids import BASE
from kg.schema.dates import bounds

if TYPE_CHECKING:
    from kg.schema import Schema

Resolve = Callable[[str], str | Sequence[str]]
"""From a name that a user typed to the IRI or IRIs of what it means; raises NotFound for an unknown name."""

_IRI = re.compile(r"https?://[^\x00-\x20<>\"{}|^`\\]+")
_LINK = re.compile(r"(?:iso|mic|wd|hs):[A-Za-z0-9]+")
_MEASURE = re.compile(r"[A-Za-z0-9%._-]+(?:/[A-Za-z0-9%._-]+)*")
_LIMIT = 10**9


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its type, whether it must be given, its default as a user would type it, what it means."""

    name: str
    type: str
    required: bool = True
    default: str | None = None
    description: str = ""

    def sparql(self, value: str, schema: Schema, resolve: Resolve | None = None) -> str:
        """The value as SPARQL. Raises UsageError, with what would be valid, for a wrong one."""
        kind, _, scheme = self.type.rstrip(")").partition("(")
        if kind == "code":
            return self._codes(value, {code: term.iri for code, term in schema.codes(scheme).items()})
        if kind == "predicate":
            return self._codes(value, {term.code: iri for iri, term in schema.predicates.items()})
        if kind == "entity":
            return _iris(self._entities(value, resolve))
        if kind == "language" and value not in schema.languages:
            raise UsageError(f"no {self.name} {value!r}", hint=f"valid: {', '.join(schema.languages)}")
        return _FORMS[kind](self.name, value)

    def _codes(self, value: str, valid: Mapping[str, str]) -> str:
        """One code or several, with commas between them."""
        given = [code.strip() for code in value.split(",")]
        if unknown := [code for code in given if code not in valid]:
            raise UsageError(f"no {self.name} {unknown[0]!r}", hint=f"valid: {', '.join(valid)}")
        return _iris(valid[code] for code in given)

    def _entities(self, value: str, resolve: Resolve | None) -> Sequence[str]:
        if _IRI.fullmatch(value):
            return [value]
        if resolve is not None:
            found = resolve(value)
            return [found] if isinstance(found, str) else found
        if _LINK.fullmatch(value):
            return [f"{BASE}entity/{quote(value, safe='')}"]
        raise UsageError(f"{self.name} {value!r} is no entity", hint="give a link such as iso:US, or an IRI")


def known(kind: str) -> bool:
    """Whether this is a type of parameters."""
    return kind in _FORMS or kind in {"entity", "predicate"} or bool(re.fullmatch(r"code\([a-z-]+\)", kind))


def _iris(iris: Iterable[str]) -> str:
    found = list(iris)
    for iri in found:
        if not _IRI.fullmatch(iri):
            raise UsageError(f"{iri!r} is no IRI")
    return " ".join(f"<{iri}>" for iri in found)


def _measure(name: str, value: str) -> str:
    iri = value if _IRI.fullmatch(value) else f"{BASE}measure/{value}"
    if not (_IRI.fullmatch(value) or _MEASURE.fullmatch(value)):
        raise UsageError(f"{name} {value!r} is no measure", hint="kg list measures gives their identifiers")
    return f"<{iri}>"


def _day(name: str, value: str, end: int) -> str:
    try:
        day = bounds(value)[end]
    except KgError as error:
        raise UsageError(f"{name}: {error.message}", hint=error.hint) from None
    if day is None:
        raise UsageError(f"{name} {value!r} is open", hint="give a day, a month or a year")
    return f'"{day.isoformat()}"^^<http://www.w3.org/2001/XMLSchema#date>'


def _first_day(name: str, value: str) -> str:
    return _day(name, value, 0)


def _last_day(name: str, value: str) -> str:
    return _day(name, value, 1)


def _integer(name: str, value: str) -> str:
    if not (value.isascii() and value.isdecimal() and int(value) < _LIMIT):
        raise UsageError(f"{name} {value[:40]!r} is no number", hint=f"give a whole number from 0 to {_LIMIT - 1}")
    return str(int(value))


def _text(_: str, value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


_FORMS: dict[str, Callable[[str, str], str]] = {
    "measure": _measure,
    "first-day": _first_day,
    "last-day": _last_day,
    "integer": _integer,
    "language": _text,
    "text": _text,
}
