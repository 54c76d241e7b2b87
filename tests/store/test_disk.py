from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.errors import StoreError, StoreForeign, StoreFull, StoreLocked, StoreMissing, StoreVersion
from kg.store import Store
from kg.store.layout import Layout
from kg.store.snapshots import newest

Make = Callable[..., Any]
HOLD = """
import sys
from kg.store import Store
with Store.open(sys.argv[1], write=True):
    print("open", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def writer(root: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the store open for writing."""
    command = [sys.executable, "-c", HOLD, str(root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        if process.poll() is None:
            process.communicate("\n")


def snapshots(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "snapshots").iterdir())


def test_missing_store(root: Path) -> None:
    with pytest.raises(StoreMissing, match="there is no store here; kg build"):
        Store.open(root)
    root.mkdir()
    with pytest.raises(StoreMissing, match="empty"):
        Store.open(root)


@pytest.mark.parametrize("write", [True, False])
def test_foreign_folder(root: Path, write: bool) -> None:
    root.mkdir()
    (root / "thesis.docx").touch()
    with pytest.raises(StoreForeign, match=r"it holds thesis\.docx"):
        Store.open(root, write=write)
    assert [path.name for path in root.iterdir()] == ["thesis.docx"]
    with pytest.raises(StoreForeign, match="a file, not a folder"):
        Store.open(root / "thesis.docx", write=write)


@pytest.mark.parametrize("write", [True, False])
def test_other_version_and_damaged_mark(root: Path, write: bool) -> None:
    Store.open(root, write=True).close()
    mark = root / "kg-store.json"
    for text, error, says in [
        ('{"format": "kg store", "schema": 99}', StoreVersion, "schema 99, this kg writes 1; use a newer kg"),
        ('{"format": "kg store", "schema": 0}', StoreVersion, "build the store anew"),
        ('{"format": "something"}', StoreForeign, "not of kg"),
        ("[]", StoreForeign, "not of kg"),
        ('{"format": "kg sto', StoreError, "damaged, the articles beside it may be whole; write"),
        ("", StoreError, "damaged"),
    ]:
        mark.write_text(text)
        with pytest.raises(error, match=says):
            Store.open(root, write=write)


def test_second_writer_is_told_who_writes(root: Path, writer: subprocess.Popen[str]) -> None:
    with pytest.raises(StoreLocked) as caught:
        Store.open(root, write=True)
    says = str(caught.value)
    assert f"process {writer.pid} (-c {root}"[:60] in says
    assert f") on {os.uname().nodename} since " in says
    assert says.endswith("wait for it or stop it; reading goes on")


def test_lock_ends_with_its_holder(root: Path, writer: subprocess.Popen[str], read: Make) -> None:
    writer.kill()
    writer.wait()
    with Store.open(root, write=True) as store:
        assert store.add([read("a")]).failed == 0
        assert any(row.id == "a" for row in store.articles())


FORK = """
import os, sys
from kg.store import Store
store = Store.open(sys.argv[1], write=True)
begin, end = os.pipe()
pid = os.fork()
if not pid:
    os.read(begin, 1)
    os._exit(0)
store.close()
Store.open(sys.argv[1], write=True).close()
os.write(end, b".")
os.waitpid(pid, 0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="workers are not forked here")
def test_forked_worker_does_not_keep_the_lock(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORK, str(root)], check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_readers_see_what_was_published(root: Path, read: Make) -> None:
    with Store.open(root, write=True) as writer:
        writer.add([read("a")])
        with Store.open(root) as early:
            assert early.stats().articles == 0
            writer.publish()
            assert early.stats().articles == 0
            with Store.open(root) as late:
                assert late.stats().articles == 1
                writer.add([read("b")])
                assert late.stats().articles == 1
    with Store.open(root) as after:
        assert after.stats().articles == 2


def test_old_snapshots_go_when_nobody_reads_them(root: Path, read: Make) -> None:
    with Store.open(root, write=True) as writer:
        writer.add([read("a")])
    reader = Store.open(root)
    held = snapshots(root)
    with Store.open(root, write=True) as writer:
        writer.add([read("b")])
    assert set(held) < set(snapshots(root))
    assert reader.stats().articles == 1
    reader.close()
    with Store.open(root, write=True) as writer:
        writer.add([read("c")])
    assert len(snapshots(root)) == 1


def test_reader_beside_a_writer_sees_whole_articles(root: Path, read: Make, say: Make) -> None:
    versions = [
        [read(f"a{n}", *[say(goods=(good,))] * 4, version=good) for n in range(8)] for good in ("nickel", "oil")
    ]
    with Store.open() as one:
        wanted = []
        for readings in versions:
            one.add(readings)
            wanted.append({str(q.graph_name): 0 for q in one._db.match() if "/article/" in str(q.graph_name)})
            wanted[-1] = {g: sum(str(q.graph_name) == g for q in one._db.match()) for g in wanted[-1]}
    stop, failures = threading.Event(), []

    def look() -> None:
        while not stop.is_set():
            with Store.open(root) as reader:
                counts: dict[str, int] = {}
                for quad in reader._db.match():
                    counts[str(quad.graph_name)] = counts.get(str(quad.graph_name), 0) + 1
                for graph, count in counts.items():
                    if "/article/" in graph and count not in {version[graph] for version in wanted}:
                        failures.append((graph, count))

    with Store.open(root, write=True) as writer:
        thread = threading.Thread(target=look)
        thread.start()
        try:
            for turn in range(6):
                writer.add(versions[turn % 2])
                writer.publish()
        finally:
            stop.set()
            thread.join()
    assert failures == []


def test_what_a_killed_writer_left_is_seen(root: Path, read: Make) -> None:
    with Store.open(root, write=True) as writer:
        writer.add([read("a")])
    code = (
        "import os, sys; from kg.model import Reading; from kg.store import Store\n"
        "store = Store.open(sys.argv[1], write=True)\n"
        "store.add([Reading.model_validate_json(sys.argv[2])])\n"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(root), read("b").to_json()], check=False)
    (root / "db" / "bulk-17.sst").write_bytes(b"left by a kill")
    with Store.open(root) as reader:
        assert reader.stats().articles == 2
    assert not list((root / "db").glob("bulk-*.sst"))


def test_making_a_store_that_was_interrupted_goes_on(root: Path) -> None:
    (root / "snapshots").mkdir(parents=True)
    (root / "kg-store.json.17.new").touch()
    with Store.open(root, write=True) as store:
        assert store.stats().articles == 0
    assert json.loads((root / "kg-store.json").read_text())["format"] == "kg store"


@pytest.mark.parametrize("words", ["IO error: No space left on device: While appending to file", "Disk quota exceeded"])
def test_full_disk(root: Path, words: str, read: Make) -> None:
    def full(*_: object) -> None:
        raise OSError(words)

    class Full:
        """pyoxigraph's store with a disk that is full."""

        def __init__(self, inner: object) -> None:
            self._inner = inner

        def __getattr__(self, name: str) -> object:
            return full if name in {"update", "bulk_load", "backup"} else getattr(self._inner, name)

    with Store.open(root, write=True) as store:
        store.add([read("a")])
    store = Store.open(root, write=True)
    store._db.store = Full(store._db.store)  # type: ignore[assignment]
    says = "the disk is full; make room and run the same command again"
    with pytest.raises(StoreFull, match=says), store:
        store.add([read("b")])
    del store
    gc.collect()
    with Store.open(root) as reader:
        assert [row.id for row in reader.articles()] == ["a"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting a small disk needs root")
def test_really_full_disk(root: Path, read: Make, say: Make) -> None:
    root.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(root)], check=False)
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    stored: list[str] = []
    readings = [read(f"a{n}", say(quote="x" * 2000)) for n in range(5000)]
    try:
        with pytest.raises(StoreFull, match="full"), Store.open(root / "s", write=True) as store:
            store.add(readings, on_stored=stored.extend)
        del store
        gc.collect()
        subprocess.run(["mount", "-o", "remount,size=60m", str(root)], check=True)
        with Store.open(root / "s", write=True) as again:
            assert {row.id for row in again.articles()} >= set(stored)
            counts = again.add(readings[:600])
            assert counts.unchanged >= min(len(stored), 600)
            assert counts.stored + counts.unchanged == 600
    finally:
        gc.collect()
        subprocess.run(["umount", "-l", str(root)], check=False)


READ_ONLY = """
import sys
from kg.errors import StoreFull
from kg.store import Store
with Store.open(sys.argv[1]) as store:
    assert store.stats().articles == 1, store.stats()
try:
    Store.open(sys.argv[1], write=True)
except StoreFull as error:
    assert "closed or read-only for you" in str(error), error
else:
    raise AssertionError("opened for writing")
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting needs root")
@pytest.mark.parametrize("unpublished", [False, True])
def test_read_only_folder(tmp_path: Path, unpublished: bool, read: Make) -> None:
    root = tmp_path / "store"
    with Store.open(root, write=True) as store:
        store.add([read("a")])
    if unpublished:
        Layout(root).unpublished.touch()
    mounted = subprocess.run(["mount", "--bind", "-o", "ro", str(root), str(root)], check=False)
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount a folder read-only")
    subprocess.run(["mount", "-o", "remount,ro,bind", str(root)], check=True)
    try:
        done = subprocess.run([sys.executable, "-c", READ_ONLY, str(root)], check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    finally:
        subprocess.run(["umount", "-l", str(root)], check=False)


def test_folder_that_may_not_be_entered(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> bool:
        raise PermissionError(13, "Permission denied")

    for name in ("exists", "check"):
        monkeypatch.setattr(Layout, name, refused)
    for write in (True, False):
        with pytest.raises(StoreFull, match="the store cannot be opened: the disk or folder is closed or read-only"):
            Store.open(root, write=write)


def test_newest_is_not_fooled_by_drafts(root: Path) -> None:
    with Store.open(root, write=True) as store:
        store.publish()
    (root / "snapshots" / "draft-9").mkdir()
    (root / "snapshots" / "draft-9" / "x").touch()
    found = newest(Layout(root))
    assert found is not None
    assert found.name == snapshots(root)[0]


def test_open_again_in_the_same_process(root: Path, read: Make) -> None:
    with Store.open(root, write=True) as store:
        store.add([read("a")])
        rows = store.query("SELECT ?a { ?a a kg:Article }")
    del rows
    for _ in range(3):
        with Store.open(root, write=True) as store:
            assert store.stats().articles == 1
