"""Every error that kg raises, as one tree, each with the exit code of its command.

KgError                 1
├── SourceError         1   an input cannot be read as an article
├── ReadingError        1   a reading (JSON line) is malformed or breaks the codebook
├── UsageError          2   a name or value that is not among the valid ones
├── StoreError          3   the store cannot be opened or written
│   ├── StoreMissing        there is none at this place
│   ├── StoreForeign        the folder holds something else
│   ├── StoreVersion        made by another version of the schema
│   ├── StoreLocked         another process is writing
│   └── StoreFull           the disk is full or read-only
├── QueryError          4   SPARQL that does not parse or may not run
├── NotFound            5   nothing of this name in the store
├── ExportError         6   the file cannot be written in that form
└── ResourceError       70  a file of ontology/ or data/ is missing or wrong
"""

from __future__ import annotations


class KgError(Exception):
    """What was wrong, where, and what would be valid, in one line.

    ``where`` names the file, line or article; ``hint`` says what would be right.
    """

    exit_code = 1

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message, self.where, self.hint = message, where, hint

    def __str__(self) -> str:
        """One line: ``where: message; hint``."""
        line = f"{self.where}: {self.message}" if self.where else self.message
        line = f"{line}; {self.hint}" if self.hint else line
        return " ".join(line.split())

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders when articles are read in parallel.
        return _rebuild, (type(self), self.message, self.where, self.hint)


def _rebuild(kind: type[KgError], message: str, where: str | None, hint: str | None) -> KgError:
    return kind(message, where=where, hint=hint)


class SourceError(KgError):
    """An input cannot be read as an article."""


class ReadingError(KgError):
    """A reading is malformed or breaks the codebook."""


class UsageError(KgError):
    """A name or value that is not among the valid ones."""

    exit_code = 2


class StoreError(KgError):
    """The store cannot be opened or written."""

    exit_code = 3


class StoreMissing(StoreError):
    """There is no store at this place."""


class StoreForeign(StoreError):
    """The folder holds something that kg did not make."""


class StoreVersion(StoreError):
    """The store was made by another version of the schema."""


class StoreLocked(StoreError):
    """Another process is writing to the store."""


class StoreFull(StoreError):
    """The disk is full or cannot be written."""


class QueryError(KgError):
    """SPARQL that does not parse or may not run."""

    exit_code = 4


class NotFound(KgError):
    """Nothing of this name is in the store."""

    exit_code = 5


class ExportError(KgError):
    """The file cannot be written in that form."""

    exit_code = 6


class ResourceError(KgError):
    """A file of ``ontology/`` or ``data/`` is missing or wrong."""

    exit_code = 70
