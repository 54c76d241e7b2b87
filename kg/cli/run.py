"""Running a command: errors become one line and an exit code."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence

from typer import TyperException
from typer.main import get_command

from kg.errors import ExportError, KgError

INTERRUPTED = 130
INTERNAL = 70

EXIT_CODES = {
    0: "all went well",
    1: "some input failed, the rest was done",
    2: "wrong use: an unknown command, option, name or value",
    3: "the store cannot be opened or written",
    4: "the query does not parse or may not run",
    5: "nothing of this name is in the store",
    6: "the output file cannot be written in that form",
    70: "kg itself is at fault: a file of the installation is missing, or an error in the program",
    130: "interrupted by Ctrl-C; what was stored stays",
}


def run(args: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code. ``KG_DEBUG=1`` lets errors through with their traceback."""
    from kg.cli.app import app

    words = list(sys.argv[1:] if args is None else args) or ["--help"]
    try:
        code = get_command(app).main(words, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt, SystemExit) as error:
        if isinstance(error, (OSError, SystemExit)):
            _close_quietly()
        code, line = _answer(error)
        if line:
            if os.environ.get("KG_DEBUG", "") not in ("", "0") and not isinstance(error, TyperException):
                raise
            say(line)
    return code if isinstance(code, int) else 0


def _answer(error: BaseException) -> tuple[int, str]:
    """Exit code and message of an error; no message where nothing has to be said."""
    if isinstance(error, BrokenPipeError) or isinstance(error.__context__, BrokenPipeError):
        return 0, ""  # typer makes a SystemExit of it
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED, ""
    if isinstance(error, KgError):
        return error.exit_code, str(error)
    if isinstance(error, TyperException):
        return error.exit_code, _usage(error)
    if isinstance(error, OSError):
        return ExportError.exit_code, f"{error.filename or 'standard output'}: {error.strerror or error}"
    return INTERNAL, f"internal error: {type(error).__name__}: {_one_line(error)}; KG_DEBUG=1 shows where"


def say(line: str) -> None:
    """One line to the terminal's error stream."""
    with contextlib.suppress(BrokenPipeError):
        print(f"kg: {line}", file=sys.stderr, flush=True)


def _usage(error: TyperException) -> str:
    message = _one_line(error.format_message()).rstrip(".")
    command = getattr(getattr(error, "ctx", None), "command_path", "kg")
    return message if message.endswith("?") else f"{message}; see '{command} --help'"


def _one_line(text: object) -> str:
    return " ".join(str(text).split())


def _close_quietly() -> None:
    """The output takes no more: Python must not complain of it when it flushes at the end."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
