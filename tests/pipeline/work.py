"""What the workers of test_parallel do."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def uneven(item: int) -> str:
    """Later batches are ready sooner."""
    time.sleep(0.002 if item % 4 == 0 else 0)
    return str(item)


def process(_item: int) -> str:
    return str(os.getpid())


def deadly(item: int) -> str:
    if item in (7, 23):
        os.kill(os.getpid(), signal.SIGKILL)
    return str(item)


def deadly_once(item: str) -> str:
    path = Path(item)
    if path.name == "4" and not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return path.name
