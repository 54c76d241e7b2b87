"""Helpers of this room are imported by name: ``from source_forms import PAGE``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.model import Article
from kg.sources import articles

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., tuple[list[Article], list[SourceError]]]:
    """Reads bytes under a name, and returns the articles and the errors."""

    def loaded(name: str, data: bytes, **options: object) -> tuple[list[Article], list[SourceError]]:
        path = tmp_path / name
        path.write_bytes(data)
        errors: list[SourceError] = []
        return list(articles(path, on_error=errors.append, **options)), errors

    return loaded
