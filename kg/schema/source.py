"""The triples of a folder of Turtle files, each subject with the place where it is declared."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ResourceError
from kg.vocab import RDF, SKOS

if TYPE_CHECKING:
    import pyoxigraph

Values = dict[str, list[str]]


class Source:
    """All triples of the ontology, by subject and property; objects as plain strings, texts by language apart."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.triples: list[pyoxigraph.Triple] = []
        self.subjects: dict[str, Values] = {}
        self.texts: dict[tuple[str, str], dict[str, str]] = {}
        self._files: dict[str, Path] = {}
        self.digest = self._read(_files(folder))

    def _read(self, files: list[Path]) -> str:
        content = hashlib.sha256()
        for path in files:
            data = path.read_bytes()
            content.update(data)
            self._parse(path, data)
        return content.hexdigest()[:8]

    def _parse(self, path: Path, data: bytes) -> None:
        import pyoxigraph as ox

        try:
            for quad in ox.parse(data, format=ox.RdfFormat.TURTLE):
                self._add(path, quad.triple)
        except SyntaxError as error:
            raise ResourceError(str(error.msg), where=f"{path}, line {error.lineno}", hint="mend the Turtle") from error

    def _add(self, path: Path, triple: pyoxigraph.Triple) -> None:
        terms: Any = triple  # RDF 1.2 allows a triple as subject or object, Turtle of RDF 1.1 has none
        subject, predicate, value = terms.subject.value, terms.predicate.value, terms.object
        self.triples.append(triple)
        self._files.setdefault(subject, path)
        language = getattr(value, "language", None)
        if language:
            self.texts.setdefault((subject, predicate), {})[language] = value.value
        else:
            self.subjects.setdefault(subject, {}).setdefault(predicate, []).append(value.value)

    def of_class(self, cls: str) -> list[str]:
        """The subjects of a class, in the order of the files."""
        return [subject for subject, values in self.subjects.items() if cls in values.get(RDF.type, ())]

    def values(self, subject: str, predicate: str) -> list[str]:
        """All values that are no texts in a language."""
        return self.subjects.get(subject, {}).get(predicate, [])

    def one(self, subject: str, predicate: str) -> str:
        """The one value of a property. Raises ResourceError when there is none or more than one."""
        values = self.values(subject, predicate)
        if len(values) != 1:
            found = "has no" if not values else f"has {len(values)} values of"
            raise self.fault(subject, f"{_short(subject)} {found} {_short(predicate)}", "give exactly one")
        return values[0]

    def code(self, subject: str) -> str:
        """The notation of a value of a code list."""
        return self.one(subject, SKOS.notation)

    def fault(self, subject: str, message: str, hint: str) -> ResourceError:
        """An error that names the file and the line where a subject is declared."""
        path = self._files.get(subject)
        where = f"{path}, line {_line(path, subject)}" if path else str(self.folder)
        return ResourceError(message, where=where, hint=hint)


def _files(folder: Path) -> list[Path]:
    files = sorted(folder.rglob("*.ttl"))
    if not files:
        raise ResourceError("no Turtle file in this folder", where=str(folder), hint="name the folder of the ontology")
    return files


def _short(iri: str) -> str:
    return "/".join(iri.rsplit("/", 2)[-2:]) if "#" not in iri else iri.rsplit("#", 1)[-1]


def _line(path: Path, subject: str) -> int:
    """The line that begins with the subject: parsed triples carry no place."""
    local = subject.replace("#", "/").rsplit("/", 1)[-1]
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith(f"<{subject}>") or line.split(" ", 1)[0].endswith(f":{local}"):
            return number
    return 1
