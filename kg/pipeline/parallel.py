"""Work on many items over several processes: in order, with a bounded look-ahead, and past a dying worker.

The work must have no side effect: after a worker has died, some items are worked on twice.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 3
"""Batches in flight a worker: one in work, one waiting, one finished."""

_PRELOADED = ["kg.pipeline.bulk", "kg.extract.reader", "kg.mentions.finder"]
_TRIES = 2  # a lone item that kills its worker is tried once more: the system may have killed it for memory


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def ordered(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    lost: Callable[[Item], Result],
    jobs: int | None = None,
    batch: int = 25,
) -> Iterator[Result]:
    """``work(item)`` of each item, in the order of the items, whatever the number of jobs.

    :param work: a function of a module, so that it can be sent to another process; it raises nothing.
    :param lost: the result of an item whose worker died twice while it worked on that item alone.
    :param jobs: number of processes; None: one a processor. With one, or when all items fit into one batch,
        the work is done in this process.
    :param batch: items sent at once. At most ``jobs * AHEAD`` batches are held in memory.
    """
    batches = _batches(items, batch)
    jobs = jobs or cores()
    start = list(islice(batches, 2))
    if jobs == 1 or len(start) < 2:  # noqa: PLR2004 - a second batch is what needs a second worker
        for some in chain(start, batches):
            yield from map(work, some)
        return
    workers = _Workers(jobs, work)
    try:
        yield from _through(workers, chain(start, batches), lost)
    finally:
        workers.close()


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    iterator = iter(items)
    while some := list(islice(iterator, size)):
        yield some


def _through(
    workers: _Workers[Item, Result], batches: Iterable[list[Item]], lost: Callable[[Item], Result]
) -> Iterator[Result]:
    waiting: deque[_Sent[Item, Result]] = deque()
    for some in batches:
        waiting.append(workers.send(some))
        while len(waiting) >= workers.jobs * AHEAD:
            yield from _finish(workers, waiting, lost)
    while waiting:
        yield from _finish(workers, waiting, lost)


def _finish(
    workers: _Workers[Item, Result], waiting: deque[_Sent[Item, Result]], lost: Callable[[Item], Result]
) -> list[Result]:
    """The results of the first batch; after a death the others are sent again."""
    first = waiting.popleft()
    try:
        return first.future.result()
    except BrokenProcessPool:
        # Any batch in flight may hold the culprit. The first is searched alone, so that each death brings us forward.
        workers.renew(first)
        results = _alone(workers, first.items, lost)
        for _ in range(len(waiting)):
            waiting.append(workers.again(waiting.popleft()))
        return results


def _alone(workers: _Workers[Item, Result], items: list[Item], lost: Callable[[Item], Result]) -> list[Result]:
    """The results of a batch with nothing else in flight, halved until the item that kills stands alone."""
    for _ in range(1 if len(items) > 1 else _TRIES):
        sent = workers.send(items)
        try:
            return sent.future.result()
        except BrokenProcessPool:
            workers.renew(sent)
    if len(items) == 1:
        return [lost(items[0])]
    half = len(items) // 2
    return _alone(workers, items[:half], lost) + _alone(workers, items[half:], lost)


@dataclass(frozen=True, slots=True)
class _Sent(Generic[Item, Result]):
    items: list[Item]
    future: Future[list[Result]]
    pool: ProcessPoolExecutor


class _Workers(Generic[Item, Result]):
    """A pool that is made anew after a worker died."""

    def __init__(self, jobs: int, work: Callable[[Item], Result]) -> None:
        self.jobs = jobs
        self._work = work
        self._pool = self._new()

    def send(self, items: list[Item]) -> _Sent[Item, Result]:
        try:
            future = self._pool.submit(_each, self._work, items)
        except BrokenProcessPool as error:  # it broke since the last result: found out when its turn comes
            future = Future()
            future.set_exception(error)
        return _Sent(items, future, self._pool)

    def renew(self, broken: _Sent[Item, Result]) -> None:
        """Take a new pool, unless this batch was lost with an earlier one."""
        if broken.pool is self._pool:
            self.close()
            self._pool = self._new()

    def again(self, sent: _Sent[Item, Result]) -> _Sent[Item, Result]:
        """The batch sent to the present pool, where an earlier one took it along."""
        if sent.pool is self._pool or not isinstance(sent.future.exception(), BrokenProcessPool):
            return sent
        return self.send(sent.items)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.jobs, mp_context=_context(), initializer=_begin)


def _each(work: Callable[[Item], Result], items: list[Item]) -> list[Result]:
    return [work(item) for item in items]


def _context() -> multiprocessing.context.BaseContext:
    """Not fork: the caller may have threads (a progress bar, the store), and a forked lock stays locked."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)  # imported once, not once a worker
    return context


def _begin() -> None:
    """In a new worker: Ctrl-C is the parent's matter, and a worker ends with its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # Workers hold both ends of their own queue, so they would wait for ever after a kill -9 of the parent.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
