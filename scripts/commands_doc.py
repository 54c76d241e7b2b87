"""Writes docs/commands.md from the commands themselves; ``--check`` tells whether it is up to date.

python scripts/commands_doc.py [--check]
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from generated import write_or_check
from typer.main import get_command

from kg.cli.app import app
from kg.cli.run import EXIT_CODES

TARGET = Path(__file__).resolve().parents[1] / "docs" / "commands.md"

HEAD = """# Commands

<!-- Written by scripts/commands_doc.py: change the commands, not this file. -->

`kg COMMAND --help` prints the same. Results go to standard output, errors and progress to the error stream; `-` stands
for standard input or output. An input that fails costs one line on the error stream and exit code 1; the rest is done.
"""


def page() -> str:
    """The text of docs/commands.md."""
    root: Any = get_command(app)
    names = list(root.commands)
    toc = "\n".join(f"- [`kg {name}`](#kg-{name}): {_brief(root.commands[name])}" for name in names)
    parts = [HEAD, toc, *(_command(name, root.commands[name]) for name in names), _tail()]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _brief(command: Any) -> str:
    return _paragraphs(command)[0]


def _paragraphs(command: Any) -> list[str]:
    """The help in paragraphs; one that begins with a form feed's stand-in is kept as it is."""
    return [part.strip("\n") for part in re.split(r"\n[ \t]*\n", command.help.strip())]


def _command(name: str, command: Any) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and not p.hidden and p.name != "help"]
    usage = " ".join(["kg", name, "[OPTIONS]", *(_usage(argument) for argument in arguments)])
    lines = [f"## kg {name}", "", *_text(command), "```", usage, "```", ""]
    rows = [(_called(argument), argument.help or "") for argument in arguments]
    rows += [(_flags(option), _option_help(option)) for option in options]
    if rows:
        lines += ["| argument or option | meaning |", "|---|---|"]
        lines += [f"| `{_cell(flag)}` | {_cell(meaning)} |" for flag, meaning in rows]
    return "\n".join(lines)


def _usage(argument: Any) -> str:
    name = f"{_called(argument)}..." if argument.nargs != 1 else _called(argument)
    return name if argument.required else f"[{name}]"


def _called(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper())


def _text(command: Any) -> list[str]:
    lines: list[str] = []
    for paragraph in _paragraphs(command):
        if not paragraph.startswith("\b"):
            lines += [" ".join(paragraph.split()), ""]
            continue
        title, *block = paragraph.lstrip("\b").strip("\n").splitlines()
        lines += [title.strip(), "", "```sh", *(line.strip() for line in block), "```", ""]
    return lines


def _flags(option: Any) -> str:
    flags = ", ".join(sorted(option.opts, key=len) + option.secondary_opts)
    return flags if option.is_flag else f"{flags} {option.metavar or option.name.upper()}"


def _option_help(option: Any) -> str:
    extra = []
    if option.default not in (None, False, "-", ()) and not callable(option.default):
        extra.append(f"default: `{option.default}`")
    if option.envvar:
        extra.append(f"environment: `{option.envvar}`")
    return f"{option.help or ''} ({'; '.join(extra)})" if extra else option.help or ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _tail() -> str:
    codes = "\n".join(f"| {code} | {meaning} |" for code, meaning in EXIT_CODES.items())
    return f"""## Exit codes

| code | meaning |
|---|---|
{codes}

`KG_STORE` names the folder of the graph for all commands, `KG_DEBUG=1` shows the traceback of an error.
`kg --install-completion` sets up completion in your shell, of names of queries, views and kinds too."""


def main() -> int:
    """Write the page, or compare it."""
    return write_or_check(TARGET, page(), __doc__)


if __name__ == "__main__":
    sys.exit(main())
