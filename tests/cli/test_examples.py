"""Every example in a command's help runs, on the samples."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from kg.cli.app import app
from kg.pipeline import samples

Run = Callable[..., Any]
COMMANDS: dict[str, Any] = get_command(app).commands  # type: ignore[attr-defined]  # it is a group


def examples() -> list[str]:
    """The lines under "Examples:" of all commands, in the order of the commands."""
    found = []
    for command in COMMANDS.values():
        _, _, block = command.help.partition("Examples:\n")
        found += [line.strip() for line in block.splitlines() if line.strip()]
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the examples take it for granted: news, readings of it, a graph."""
    from kg.cli import main

    folder = tmp_path_factory.mktemp("examples")
    (folder / "news").mkdir()
    for name in samples():
        shutil.copy(name, folder / "news")
    news, readings, graph = (str(folder / name) for name in ("news", "readings.jsonl", "graph"))
    assert main(["read", news, "-o", readings, "--quiet"]) == 0
    assert main(["build", news, "--store", graph, "--quiet"]) == 0
    return folder


@pytest.mark.parametrize("line", examples())
def test_example(line: str, built: Path, home: Path, run: Run, shell: Run) -> None:
    shutil.copytree(built, home, dirs_exist_ok=True)
    done = shell(line) if "|" in line else run(*shlex.split(line)[1:])
    assert done.code == 0, done.err
    assert all(told.startswith("kg: wrote ") for told in done.err.splitlines())
    assert done.out or "-o " in line or line.startswith("kg export")


def test_what_a_build_suggests_works(run: Run) -> None:
    done = run("build", "--sample", "--store", "my graph")
    assert done.code == 0, done.err
    _, _, suggested = done.out.partition("Next:\n")
    commands = [line.strip() for line in suggested.splitlines()]
    assert len(commands) >= 3
    for command in commands:
        again = run(*shlex.split(command)[1:])
        assert again.code == 0, f"{command}: {again.err}"
        assert again.out or "export" in command
