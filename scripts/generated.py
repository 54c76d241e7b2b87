"""Pages that a script makes from others: written anew, or compared in CI."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def write_or_check(target: Path, text: str, description: str | None) -> int:
    """Writes the page; with ``--check`` on the command line writes nothing and gives 1 when it has drifted."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--check", action="store_true", help="fail when the page is not up to date")
    if not parser.parse_args().check:
        target.write_text(text, encoding="utf-8")
    elif not target.exists() or target.read_text(encoding="utf-8") != text:
        print(f"docs/{target.name} is not up to date: run python scripts/{Path(sys.argv[0]).name}", file=sys.stderr)
        return 1
    return 0
