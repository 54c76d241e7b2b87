"""The folder of a store on disk.

kg-store.json    says that the folder is a store of kg, and the version of its schema
db/              the database (pyoxigraph, RocksDB), open in one process only
lock             held by the process that writes; its text names it
snapshots/N/     what readers open: hard links to the files of db/ at one moment
unpublished      there while db/ holds more than the newest snapshot
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import StoreError, StoreForeign, StoreMissing, StoreVersion
from kg.store.disk import explained

SCHEMA = 1
"""Version of the folder and of the quads in it. Raised when an older kg could not read it."""

_MARK = {"format": "kg store", "schema": SCHEMA}


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of a store."""

    root: Path

    @property
    def mark(self) -> Path:
        """The JSON file that names the folder as a store."""
        return self.root / "kg-store.json"

    @property
    def database(self) -> Path:
        """The folder of the database."""
        return self.root / "db"

    @property
    def lock(self) -> Path:
        """The file that the writer locks."""
        return self.root / "lock"

    @property
    def snapshots(self) -> Path:
        """The folder of the snapshots."""
        return self.root / "snapshots"

    @property
    def unpublished(self) -> Path:
        """There while the database holds more than the newest snapshot."""
        return self.root / "unpublished"

    def create(self) -> None:
        """Make the folder a store; the mark comes last, so that half a store is never taken for one.

        Raises StoreForeign for a folder with other things in it, StoreFull when it cannot be written.
        """
        _refuse_foreign(self.root)
        with explained(self.root, "a store cannot be made here"):
            self.snapshots.mkdir(parents=True, exist_ok=True)
            write_whole(self.mark, json.dumps(_MARK, indent=2) + "\n")

    def check(self) -> None:
        """Raise StoreMissing, StoreForeign, StoreVersion, or StoreError for a damaged mark."""
        if not self.root.exists():
            raise StoreMissing("there is no store here", where=str(self.root), hint="kg build SOURCE… makes one")
        if not self.mark.exists():
            _refuse_foreign(self.root)
            raise StoreMissing(
                "the folder is empty, not a store", where=str(self.root), hint="kg build SOURCE… makes one"
            )
        _check_mark(self.mark, self._read_mark())

    def exists(self) -> bool:
        """Whether the folder is marked as a store."""
        return self.mark.exists()

    def _read_mark(self) -> Any:
        try:
            with explained(self.root, "the store cannot be read"):
                return json.loads(self.mark.read_text(encoding="utf-8"))
        except ValueError:
            raise StoreError(
                "the file is damaged, the articles beside it may be whole",
                where=str(self.mark),
                hint=f"write {json.dumps(_MARK)} into it and try again",
            ) from None


def write_whole(path: Path, text: str) -> None:
    """Write a small file so that a reader sees the old or the new text, also after a power cut."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _check_mark(path: Path, mark: Any) -> None:
    if not isinstance(mark, dict) or mark.get("format") != _MARK["format"]:
        raise StoreForeign("the file is not of kg", where=str(path), hint="choose another folder")
    if (found := mark.get("schema")) != SCHEMA:
        newer = isinstance(found, int) and found > SCHEMA
        hint = "use a newer kg" if newer else "build the store anew with kg build, or use the kg that made it"
        raise StoreVersion(
            f"the store has schema {found!r}, this kg writes {SCHEMA}", where=str(path.parent), hint=hint
        )


def _refuse_foreign(root: Path) -> None:
    """Only a folder that is empty, or where making a store was interrupted, may become one."""
    if root.exists() and not root.is_dir():
        raise StoreForeign("a file, not a folder of a store", where=str(root), hint="name a folder")
    with explained(root, "the folder cannot be read"):
        names = sorted(path.name for path in root.iterdir()) if root.exists() else []
    foreign = [name for name in names if name not in {"snapshots", "lock"} and not name.startswith("kg-store.json.")]
    if foreign:
        some = ", ".join(foreign[:3])
        raise StoreForeign(
            f"the folder is no store of kg, it holds {some}", where=str(root), hint="choose another folder"
        )
