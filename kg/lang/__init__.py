"""What a language needs: one folder each, with tables (TOML) that a speaker can read and correct.

A table belongs to the module that reads it, which documents its form: ``sentences`` to kg.extract,
``dates`` and ``numbers`` to kg.extract.dates and kg.extract.figures, ``names`` to kg.mentions, and so on.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import ResourceError, UsageError

_HERE = Path(__file__).resolve().parent


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that can be read, in alphabetical order."""
    return tuple(sorted(path.name for path in _HERE.iterdir() if path.is_dir() and any(path.glob("*.toml"))))


@cache
def table(code: str, name: str) -> dict[str, Any]:
    """One table of a language, read once; not to be changed by the caller.

    Raises UsageError for a language that is not there, ResourceError for a table that is missing or wrong.
    """
    if code not in languages():
        raise UsageError(f"no language {code!r}", hint=f"languages: {', '.join(languages())}")
    path = _HERE / code / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ResourceError(str(error), where=f"kg/lang/{code}/{name}.toml") from error
