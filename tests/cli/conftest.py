"""Running commands: in this process, in an empty folder of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kg.cli import main


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    def one_error(self) -> str:
        """The only line of the error stream."""
        (line,) = self.err.splitlines()
        assert line.startswith("kg: ")
        return line


Run = Callable[..., Done]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, and no settings from outside."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in ("KG_STORE", "KG_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def run(home: Path, capfd: pytest.CaptureFixture[str]) -> Run:  # noqa: ARG001 - home changes the folder
    """Run a command in this process: exit code, output, errors."""

    def command(*words: Any) -> Done:
        capfd.readouterr()
        code = main([str(word) for word in words])
        sys.stdout.flush()
        return Done(code, *capfd.readouterr())

    return command


@pytest.fixture
def shell(home: Path) -> Run:
    """Run a line of shell, with this installation's kg, in a process of its own."""

    def line(text: str, **options: Any) -> Done:
        found = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        options.setdefault("cwd", home)
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", text],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=os.environ | {"PATH": found, "COLUMNS": "120"},
            check=False,
            timeout=120,
            **options,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return line
