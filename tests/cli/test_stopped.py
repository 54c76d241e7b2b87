"""A build that is stopped, politely or not, leaves whole articles, and the same command goes on."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.pipeline.loading import BATCH
from kg.store import Store

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")

KG = [sys.executable, "-m", "kg"]
STATES = ["China", "Iran", "Russia", "Belarus", "Syria", "Venezuela", "Myanmar"]
GOODS = ["steel", "copper", "nickel", "aluminium", "oil", "gas", "coal", "timber"]
Run = Callable[..., Any]


def line(number: int) -> str:
    state, good = STATES[number % len(STATES)], GOODS[number % len(GOODS)]
    text = (
        f"Tariffs on {good} number {number}\nThe United States imposed tariffs on {good} from {state} on Friday, "
        f"paper {number * 7919} of office {number * 104729} says.\n"
    )
    return json.dumps({"id": f"a{number}", "language": "en", "published": "2024-04-13", "text": text}) + "\n"


def articles(graph: Path) -> list[str]:
    with Store.open(graph, write=True) as store:
        return [row.id for row in store.articles()]


def interrupted(home: Path, jobs: int, lines: list[str]) -> int:
    """Interrupt a build when it meets a broken line, which it tells of after a batch was written. Articles stored."""
    broken = BATCH + 60
    (home / "all.jsonl").write_text("".join([*lines[:broken], "{\n", *lines[broken:]]), encoding="utf-8")
    build = subprocess.Popen(
        [*KG, "build", "all.jsonl", "--jobs", str(jobs)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=home,
        start_new_session=True,
    )
    assert build.stderr
    assert str(broken + 1) in build.stderr.readline()
    os.killpg(build.pid, signal.SIGINT)  # as a terminal does, to all processes
    out, told = build.communicate(timeout=60)  # returns when the last worker has closed the pipes
    assert (build.returncode, out) == (130, "")
    said = re.fullmatch(r"kg: stopped; (\d+) articles are stored in graph; the same command goes on from there\n", told)
    assert said, told
    return int(said[1])


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_keeps_what_is_stored_says_so_and_the_next_run_goes_on(home: Path, run: Run, jobs: int) -> None:
    lines = [line(n) for n in range(10 * BATCH)]  # far more than can be read between the broken line and the signal
    stored = interrupted(home, jobs, lines)
    assert len(articles(home / "graph")) == stored < len(lines)
    assert jobs > 1 or stored == BATCH
    (home / "some.jsonl").write_text("".join(lines[: BATCH + 100]), encoding="utf-8")
    done = run("build", "some.jsonl", "--json")
    found = json.loads(done.out)
    assert (done.code, found["unchanged"], found["new"]) == (0, stored, BATCH + 100 - stored)


def dump(graph: Path, out: Path) -> list[str]:
    with Store.open(graph, write=True) as store:
        store.dump("nq", out)
    return sorted(out.read_text(encoding="utf-8").splitlines())


def test_kill_at_any_moment(home: Path, run: Run) -> None:
    (home / "all.jsonl").write_text("".join(line(n) for n in range(2 * BATCH)), encoding="utf-8")
    assert run("build", "all.jsonl", "--store", "whole", "--quiet").code == 0
    expected = dump(home / "whole", home / "whole.nq")
    chance = random.Random(20240413)  # noqa: S311 - moments, not secrets
    for _ in range(5):
        build = subprocess.Popen([*KG, "build", "all.jsonl", "--quiet", "--jobs", "2"], cwd=home)
        try:
            build.wait(timeout=chance.uniform(0.2, 4))
        except subprocess.TimeoutExpired:
            build.kill()
            build.wait()
    done = run("build", "all.jsonl", "--json")
    assert done.code == 0
    assert json.loads(done.out)["replaced"] == 0
    assert dump(home / "graph", home / "graph.nq") == expected
