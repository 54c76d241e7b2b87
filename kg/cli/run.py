"""Running a command: errors become one line and an exit code."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence

from typer import TyperException
from typer.main import get_command

from kg.errors import KgError

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

    debug = os.environ.get("KG_DEBUG", "") not in ("", "0")
    try:
        words = list(sys.argv[1:] if args is None else args) or ["--help"]
        code = get_command(app).main(words, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        _close_quietly()
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except (KgError, TyperException) as error:
        if debug and isinstance(error, KgError):
            raise
        say(_line(error))
        return error.exit_code
    except Exception as error:
        if debug:
            raise
        say(f"internal error: {type(error).__name__}: {' '.join(str(error).split())}; KG_DEBUG=1 shows where")
        return INTERNAL
    return code if isinstance(code, int) else 0


def say(line: str) -> None:
    """One line to the terminal's error stream."""
    with contextlib.suppress(BrokenPipeError):
        print(f"kg: {line}", file=sys.stderr, flush=True)


def _line(error: KgError | TyperException) -> str:
    if isinstance(error, KgError):
        return str(error)
    message = " ".join(error.format_message().split()).rstrip(".")
    command = getattr(getattr(error, "ctx", None), "command_path", "kg")
    return message if message.endswith("?") else f"{message}; see '{command} --help'"


def _close_quietly() -> None:
    """Whoever read the output has gone: Python must not complain of it when it flushes at the end."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
