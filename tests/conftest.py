"""What tests share."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

# Tests import what they share by its bare name: from strategies import readings.
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real articles and coded readings beside the checkout, or a skip where it is absent."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "gold" / "CODEBOOK.md").exists():
        pytest.skip("no ../shared beside the checkout: real articles are not part of the repository")
    return folder
