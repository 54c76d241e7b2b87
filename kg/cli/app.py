"""The command tree."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated

import typer

from kg.cli import asking, building, explaining, graphs, listing, reading, storing
from kg.cli.run import EXIT_CODES

_CODES = "\n".join(f"  {code:>3}  {meaning}" for code, meaning in EXIT_CODES.items())

app = typer.Typer(
    name="kg",
    help="Read news on sanctions and trade restrictions into a knowledge graph that can be audited.\n\n"
    "Begin with: kg build --sample",
    epilog=f"\b\nExit codes:\n{_CODES}\n\n\b\nKG_STORE names the graph's folder, KG_DEBUG=1 shows tracebacks.",
    rich_markup_mode=None,  # a plain help is quicker by the import of rich
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        import kg

        typer.echo(f"kg {kg.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


_COMMANDS: dict[str, Callable[..., None]] = {
    "build": building.build,
    "read": reading.read,
    "articles": reading.articles,
    "load": storing.load,
    "drop": storing.drop,
    "query": asking.query,
    "explain": explaining.explain,
    "list": listing.list_,
    "stats": listing.stats,
    "rank": graphs.rank,
    "export": graphs.export,
    "resolve": building.resolve,
    "version": listing.version,
}


def _help(command: Callable[..., None]) -> str:
    """The docstring; its examples keep their lines."""
    return inspect.cleandoc(command.__doc__ or "").replace("\nExamples:", "\n\b\nExamples:")


for _name, _command in _COMMANDS.items():
    app.command(_name, help=_help(_command))(_command)
