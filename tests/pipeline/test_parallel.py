"""Work over processes: order, look-ahead, dying workers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.pipeline.parallel import AHEAD, cores, ordered

sys.path.insert(0, str(Path(__file__).parent))
import work


def lost(item: int) -> str:
    return f"lost {item}"


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(ordered(work.uneven, range(40), lost=lost, jobs=jobs, batch=3)) == [str(n) for n in range(40)]


def test_nothing_comes_of_nothing() -> None:
    assert list(ordered(work.uneven, [], lost=lost, jobs=2)) == []


def test_one_batch_is_worked_on_in_this_process() -> None:
    assert set(ordered(work.process, range(5), lost=lost, jobs=2, batch=5)) == {str(os.getpid())}
    assert str(os.getpid()) not in set(ordered(work.process, range(6), lost=lost, jobs=2, batch=5))


def test_look_ahead_is_bounded() -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    results = ordered(work.uneven, endless(), lost=lost, jobs=2, batch=4)
    for _ in range(30):
        next(results)
    assert taken <= 30 + 4 * (2 * AHEAD + 1)
    results.close()  # type: ignore[attr-defined] - a generator


def test_items_that_kill_their_worker_are_found_and_the_rest_is_done() -> None:
    killers = {7, 23}
    results = list(ordered(work.deadly, range(30), lost=lost, jobs=2, batch=5))
    assert results == [f"lost {n}" if n in killers else str(n) for n in range(30)]


def test_an_item_that_kills_once_is_done_at_the_second_try(tmp_path: Path) -> None:
    items = [f"{tmp_path}/{n}" for n in range(12)]
    assert list(ordered(work.deadly_once, items, lost=str.upper, jobs=2, batch=3)) == [f"{n}" for n in range(12)]


def test_there_is_at_least_one_core() -> None:
    assert cores() >= 1


def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    script = tmp_path / "orphans.py"
    script.write_text(
        "import os, signal, sys\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import work\nfrom kg.pipeline.parallel import ordered\n"
        "if __name__ == '__main__':\n"
        "    results = ordered(work.process, iter(range(100000)), lost=str, jobs=2, batch=2)\n"
        "    print(len({next(results) for _ in range(40)} and {''}), flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    # The pipe of standard output is inherited: it closes only when the last worker is gone.
    done = subprocess.run([sys.executable, script], stdout=subprocess.PIPE, check=False, timeout=20)
    assert done.returncode == -9
    assert done.stdout.strip() == b"1"
