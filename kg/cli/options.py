"""Arguments and options that several commands share."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

SOURCES = "File, folder, http(s) address, or - for standard input."

Sources = Annotated[list[str] | None, Argument(metavar="SOURCE", help=SOURCES, show_default=False)]
StorePath = Annotated[
    Path, Option("--store", "-s", metavar="DIR", envvar="KG_STORE", help="Folder of the graph.", show_envvar=True)
]
Jobs = Annotated[
    int | None,
    Option("--jobs", "-j", min=1, metavar="N", help="Processes to read with; one a processor unless given."),
]
Language = Annotated[
    str | None,
    Option("--language", "-l", metavar="CODE", help="Language of all articles; else as the source says, or detected."),
]
Output = Annotated[
    str, Option("--output", "-o", metavar="FILE", help="Where to write; - is standard output.", show_default=False)
]
Quiet = Annotated[bool, Option("--quiet", "-q", help="No progress and no summary; errors still show.")]
Json = Annotated[bool, Option("--json", help="JSON, for other programs.")]
Format = Annotated[
    str | None,
    Option("--format", "-f", metavar="FORM", help="table, csv, tsv, json or jsonl.", show_default=False),
]

DEFAULT_STORE = Path("graph")


def option(store: Path) -> str:
    """What to add to a suggested command so that it finds this graph."""
    return "" if store == DEFAULT_STORE else f" --store {shlex.quote(str(store))}"
