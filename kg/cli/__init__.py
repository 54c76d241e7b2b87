"""The command line: each command parses, calls one public function of the library, and renders what it returns."""

from __future__ import annotations

from collections.abc import Sequence


def main(args: Sequence[str] | None = None) -> int:
    """Run ``kg`` with these arguments (None: those of the process); the exit code is returned."""
    from kg.cli.run import run

    return run(args)
