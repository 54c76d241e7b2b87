"""On a terminal: tables, a progress bar, completion."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pty = pytest.importorskip("pty", reason="no terminals of POSIX on this system")
Run = Callable[..., Any]


def on_terminal(*words: str, cwd: Path) -> str:
    """What a person sees, without colours."""
    pid, terminal = pty.fork()
    if pid == 0:  # the child has the terminal
        os.chdir(cwd)
        os.environ.update(TERM="xterm", COLUMNS="160")
        os.execv(sys.executable, [sys.executable, "-m", "kg", *words])  # noqa: S606 - the command under test
    seen = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # Linux says so when the child has gone
            break
        if not piece:
            break
        seen += piece
    os.waitpid(pid, 0)
    os.close(terminal)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen.decode()).replace("\r\n", "\n")


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_rows_are_a_table_and_work_shows_progress(home: Path) -> None:
    text = on_terminal("list", "stages", cwd=home)
    assert re.search(r"^ stage +en +de +definition *$", text, re.MULTILINE)
    assert re.search(r"^ done +done +vollzogen", text, re.MULTILINE)
    text = on_terminal("build", "--sample", cwd=home)
    assert re.search(r"reading .* \d+/\d+ +(\d+/s)? +\d:\d\d:\d\d left", text)
    assert "Articles   16: 16 new" in text
    assert "reading " not in on_terminal("build", "--sample", "--quiet", cwd=home)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("kg exp", {"explain", "export"}),
        ("kg query who-m", {"who-measures-whom", "who-meets-whom"}),
        ("kg rank --view act", {"actors"}),
        ("kg list mea", {"measures"}),
    ],
)
def test_the_shell_completes(words: str, offered: set[str], shell: Run) -> None:
    count = len(words.split()) - 1
    done = shell(f"_KG_COMPLETE=complete_bash COMP_WORDS='{words}' COMP_CWORD={count} {sys.executable} -m kg")
    assert set(done.out.split()) == offered


def test_completion_says_nothing_when_something_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.cli import complete

    monkeypatch.setattr("kg.schema.queries.queries", lambda: 1 / 0)
    assert complete.query_names("who") == []
