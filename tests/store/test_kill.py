from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "kill.py"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the script forks")
def test_killed_at_any_moment_a_store_is_whole_and_goes_on() -> None:
    command = [sys.executable, str(SCRIPT), "50", "--articles", "115"]
    # What a kill leaves does not depend on the disk, and memory is faster.
    memory = {"TMPDIR": "/dev/shm"} if os.access("/dev/shm", os.W_OK) else {}  # noqa: S108 - a folder is made in it
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, env=os.environ | memory)
    assert done.returncode == 0, done.stdout + done.stderr
    table = dict(line.rsplit(maxsplit=1) for line in done.stdout.splitlines())
    assert int(table["processes killed"]) >= 50
    assert table["lost, half or different"] == "0"
    assert int(table["runs that came to their end, equal to an undisturbed one"]) >= 1
