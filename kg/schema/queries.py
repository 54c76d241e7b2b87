"""Named questions: the SPARQL files of ``ontology/queries``, each with a header that says what it asks.

    # title.en: Measures by sender
    # title.de: Maßnahmen nach Urheber
    # description.en: …
    # description.de: …
    # param sender: entity — who takes the measures
    # param since: first-day? — not older than this
    # param limit: integer = 100 — at most so many rows
    # columns: measure, label

``$sender`` in the query stands for the value. A question mark makes a parameter optional: without a value, the lines
that name it are left out. Types: entity, code(LIST) and predicate (of a direct edge), which become IRIs for VALUES;
measure, first-day and last-day (of an EDTF date), integer, language (of the ontology), text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kg.errors import ResourceError, UsageError
from kg.resources import resource
from kg.schema import Schema, load
from kg.schema.parameters import Parameter, Resolve, known

_HEADER = re.compile(r"# (title|description)\.(en|de): (.+)")
_PARAM = re.compile(r"# param (\w+): ([a-z-]+(?:\([a-z-]+\))?)(\?)?(?: = (\S+))? — (.+)")
_COLUMNS = re.compile(r"# columns: (.+)")
_USE = re.compile(r"\$(\w+)")
_TOLD = [(what, language) for what in ("title", "description") for language in ("en", "de")]


@dataclass(frozen=True)
class Query:
    """A named question: SPARQL with parameters, and what it means in both languages."""

    name: str
    text: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    parameters: Mapping[str, Parameter]
    columns: tuple[str, ...]

    @property
    def title(self) -> str:
        """The title in English."""
        return self.titles["en"]

    def render(self, resolve: Resolve | None = None, /, *, schema: Schema | None = None, **values: str | int) -> str:
        """The question as SPARQL, with these values.

        ``resolve`` finds entities by name; without it they are given by link or IRI.
        Raises UsageError, with what would be valid, for a parameter that is unknown, missing or wrong.
        """
        if unknown := set(values) - set(self.parameters):
            hint = f"parameters: {', '.join(self.parameters) or 'none'}"
            raise UsageError(f"{self.name} has no parameter {min(unknown)!r}", hint=hint)
        ready = {}
        for name, parameter in self.parameters.items():
            value = self._value(parameter, values.get(name))
            if value is not None:
                ready[name] = parameter.sparql(value, schema or load(), resolve)
        return "\n".join(self._lines(ready)).strip() + "\n"

    def _value(self, parameter: Parameter, given: str | int | None) -> str | None:
        value = parameter.default if given is None else str(given)
        if value is None and parameter.required:
            hint = f"{parameter.description}; give it as {parameter.name}=…"
            raise UsageError(f"{self.name} needs the parameter {parameter.name!r}", hint=hint)
        return value

    def _lines(self, ready: Mapping[str, str]) -> Iterator[str]:
        for line in self.text.splitlines():
            if line.startswith("#"):
                continue
            if all(name in ready for name in _USE.findall(line)):
                yield _USE.sub(lambda use: ready[use[1]], line)


def queries(folder: Path | None = None) -> Mapping[str, Query]:
    """The named questions of a folder, by default of the installed ontology, by name in alphabetical order.

    Raises ResourceError, with file and line, for a header that is wrong.
    """
    return _cached((folder or resource("ontology/queries")).resolve())


def query(name: str, folder: Path | None = None) -> Query:
    """One named question. Raises UsageError, with all names, for an unknown one."""
    found = queries(folder)
    if name not in found:
        raise UsageError(f"no query {name!r}", hint=f"queries: {', '.join(found)}")
    return found[name]


@cache
def _cached(folder: Path) -> Mapping[str, Query]:
    return MappingProxyType({path.stem: _parse(path) for path in sorted(folder.glob("*.rq"))})


def _parse(path: Path) -> Query:
    text = path.read_text(encoding="utf-8")
    told, parameters, columns = _header(path, text)
    if missing := [f"{what}.{language}" for what, language in _TOLD if (what, language) not in told]:
        raise _wrong(path, 1, f"no {missing[0]} in the header", "see kg/schema/queries.py for the form")
    _check_uses(path, text, parameters)
    titles, descriptions = ({lang: told[what, lang] for lang in ("en", "de")} for what in ("title", "description"))
    return Query(path.stem, text, titles, descriptions, MappingProxyType(parameters), columns)


def _header(path: Path, text: str) -> tuple[dict[tuple[str, str], str], dict[str, Parameter], tuple[str, ...]]:
    told: dict[tuple[str, str], str] = {}
    parameters: dict[str, Parameter] = {}
    columns: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if match := _HEADER.fullmatch(line):
            told[match[1], match[2]] = match[3]
        elif match := _COLUMNS.fullmatch(line):
            columns = tuple(column.strip() for column in match[1].split(","))
        elif line.startswith("# param"):
            parameter = _parameter(path, number, line)
            parameters[parameter.name] = parameter
    return told, parameters, columns


def _parameter(path: Path, number: int, line: str) -> Parameter:
    match = _PARAM.fullmatch(line)
    if not match or not known(match[2]):
        raise _wrong(path, number, f"wrong parameter {line!r}", "write: # param NAME: TYPE[?] [= DEFAULT] — TEXT")
    name, kind, optional, default, description = match.groups()
    return Parameter(name, kind, not optional and default is None, default, description)


def _check_uses(path: Path, text: str, parameters: Mapping[str, Parameter]) -> None:
    used = set()
    for number, line in enumerate(text.splitlines(), 1):
        for name in () if line.startswith("#") else _USE.findall(line):
            used.add(name)
            if name not in parameters:
                raise _wrong(path, number, f"${name} is used and not declared", "declare it with # param")
    if unused := set(parameters) - used:
        raise _wrong(path, 1, f"parameter {min(unused)!r} is declared and not used", "use it or take it out")


def _wrong(path: Path, line: int, message: str, hint: str) -> ResourceError:
    return ResourceError(message, where=f"{path}, line {line}", hint=hint)
