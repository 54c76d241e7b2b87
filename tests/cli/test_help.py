"""Help: complete, quick, and true."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from kg.cli.app import app
from kg.cli.run import EXIT_CODES

COMMANDS: dict[str, Any] = get_command(app).commands  # type: ignore[attr-defined]  # it is a group
HEAVY = {"igraph", "lxml", "networkx", "numpy", "pyarrow", "pydantic", "pyoxigraph", "rdflib", "rich", "trafilatura"}


def child(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_of_its_own(name: str) -> None:
    text = COMMANDS[name].help
    assert re.search(rf"^Examples:\n(  .*\n)*  .*\bkg {name}\b", text, re.MULTILINE)
    assert len(text.splitlines()[0]) < 68, "the list of commands would cut it off"
    assert all(option.help for option in COMMANDS[name].params)


def test_help_lists_commands_and_exit_codes() -> None:
    text = child("from kg.cli import main; main(['--help'])")
    assert all(re.search(rf"^  {name} ", text, re.MULTILINE) for name in COMMANDS)
    assert all(re.search(rf"^ +{code}  ", text, re.MULTILINE) for code in EXIT_CODES)


def test_help_imports_nothing_heavy() -> None:
    code = "import sys; from kg.cli import main; main(['--help']); print('#', *{m.split('.')[0] for m in sys.modules})"
    loaded = set(child(code).rpartition("#")[2].split())
    assert "typer" in loaded
    assert loaded & HEAVY == set()


def test_help_is_quick() -> None:
    # Time of the processor, not of the clock: other work on the machine does not count.
    code = (
        "import resource, subprocess, sys\n"
        "subprocess.run([sys.executable, '-m', 'kg', '--help'], check=True, stdout=subprocess.DEVNULL)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN); print(used.ru_utime + used.ru_stime)"
    )
    assert min(float(child(code)) for _ in range(3)) < 0.3


def test_import_of_the_package_reads_no_file_of_data() -> None:
    code = (
        "import sys, kg\nopened = []\n"
        "sys.addaudithook(lambda event, details: event == 'open' and opened.append(str(details[0])))\n"
        "import kg.cli, kg.cli.app\n"
        "print([name for name in opened if not name.endswith(('.py', '.pyc'))])"
    )
    assert child(code).strip() == "[]"


def test_the_reference_is_up_to_date() -> None:
    script = Path(__file__).resolve().parents[2] / "scripts" / "commands_doc.py"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
