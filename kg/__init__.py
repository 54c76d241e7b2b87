"""kg reads news on sanctions and trade restrictions into a knowledge graph that can be audited.

The names below are loaded on first use, so that ``import kg`` reads no file.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOME = {
    "Article": "kg.model",
    "Claim": "kg.model",
    "Entity": "kg.model",
    "KgError": "kg.errors",
    "Reading": "kg.model",
    "Store": "kg.store",
    "articles": "kg.sources",
    "build": "kg.pipeline",
    "export": "kg.export",
    "project": "kg.graph",
    "read_article": "kg.pipeline",
    "read": "kg.pipeline",
}

__all__ = ["__version__", *_HOME]  # noqa: PLE0604 - the keys are strings


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
