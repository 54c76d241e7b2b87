"""Where ``ontology/`` and ``data/`` are: the copy in an installed wheel, else the checkout."""

from __future__ import annotations

from pathlib import Path

from kg.errors import ResourceError

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The path of a file or folder such as ``ontology/kg.ttl`` or ``data/states.csv``.

    Raises ResourceError when the installation lacks it.
    """
    for base in (_PACKAGE / "_share", _PACKAGE.parent):
        if (path := base / name).exists():
            return path
    raise ResourceError(f"{name} is missing from this installation", hint="install kg again")
