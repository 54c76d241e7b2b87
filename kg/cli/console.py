"""The error stream: errors as they happen, a progress bar on a terminal."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn, Self

import typer

from kg.cli.run import say
from kg.errors import KgError

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Reporter:
    """Counts failed inputs, and tells of each in one line, above the progress bar where there is one."""

    def __init__(self) -> None:
        self.failed = 0
        self._bar: Bar | None = None

    def error(self, error: KgError) -> None:
        """Tell of an input that failed."""
        self.failed += 1
        if self._bar:
            self._bar.say(f"kg: {error}")
        else:
            say(str(error))

    def bar(self, what: str, total: int | None, *, quiet: bool) -> Bar:
        """A progress bar; silent when asked, or when the error stream is no terminal."""
        self._bar = Bar(what, total, shown=not quiet and sys.stderr.isatty())
        return self._bar

    def end(self) -> None:
        """End the command with exit code 1 if an input failed."""
        if self.failed:
            stop(1)


class Bar:
    """Progress with rate and time left. ``total`` is an estimate; None where the end cannot be known."""

    def __init__(self, what: str, total: int | None, *, shown: bool) -> None:
        self._what, self._total, self._shown = what, total, shown
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if self._shown:
            self._progress = _progress()
            self._task = self._progress.add_task(self._what, total=self._total, rate="")
            self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._progress:
            self._progress.stop()

    def at(self, done: int) -> None:
        """So many are done."""
        if self._progress and self._task is not None:
            elapsed = self._progress.tasks[0].elapsed or 0
            total = None if self._total is None else max(self._total, done)
            rate = f"{done / elapsed:,.0f}/s" if elapsed else ""
            self._progress.update(self._task, completed=done, total=total, rate=rate)

    def say(self, line: str) -> None:
        """A line above the bar."""
        if self._progress:
            self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            print(line, file=sys.stderr, flush=True)


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def stop(code: int) -> NoReturn:
    """End the command with this exit code."""
    raise typer.Exit(code)
