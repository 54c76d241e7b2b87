"""Errors of any kind become one line and a documented exit code."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import Any

import pytest

from kg.cli import reading
from kg.cli.run import EXIT_CODES
from kg.cli.run import run as run_command
from kg.errors import KgError

Run = Callable[..., Any]


def kinds(kind: type[KgError]) -> list[type[KgError]]:
    return [kind, *(inner for sub in kind.__subclasses__() for inner in kinds(sub))]


@pytest.mark.parametrize("kind", kinds(KgError), ids=lambda kind: kind.__name__)
def test_every_error_has_a_documented_code(kind: type[KgError], run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise kind("wrong\nhere", where="there", hint="do this")

    monkeypatch.setattr(reading, "chosen", fail)
    done = run("read", "x")
    assert (done.code, done.out) == (kind.exit_code, "")
    assert done.one_error() == "kg: there: wrong here; do this"
    assert kind.exit_code in EXIT_CODES


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["biuld"], "kg: No such command 'biuld'. Did you mean 'build'?"),
        (["read", "--jbos", "2", "x"], "--jbos"),
        (["read", "--jobs", "0", "x"], "'--jobs' / '-j'"),
        (["query"], "Missing argument 'NAME|FILE|TEXT|-'; see 'kg query --help'"),
        (["read"], "kg: no source; give a file, folder or address, - for standard input, or --sample"),
        (["list", "mesures"], "kg: no kind 'mesures'; did you mean 'measures'? kinds: articles, entities, measures,"),
        (["list", "stages", "--format", "yaml"], "kg: no format 'yaml'; formats: table, csv, tsv, json, jsonl"),
        (["query", "-p", "colour", "x"], "kg: 'colour' is no parameter; write -p key=value"),
    ],
)
def test_wrong_use_is_told_in_one_line(words: list[str], said: str, run: Run) -> None:
    done = run(*words)
    assert done.code == 2
    assert said in done.one_error()


def test_an_error_of_the_program_is_told_in_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "chosen", lambda *_: 1 / 0)
    done = run("read", "x")
    assert done.code == 70
    assert done.one_error() == "kg: internal error: ZeroDivisionError: division by zero; KG_DEBUG=1 shows where"
    monkeypatch.setenv("KG_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("read", "x")
    monkeypatch.setenv("KG_DEBUG", "0")
    assert run("read", "x").code == 70


def test_debug_shows_where_an_error_came_from(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_DEBUG", "1")
    with pytest.raises(KgError):
        run("list", "nothing")


def test_interruption_has_its_code(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reading, "chosen", interrupt)
    assert run("read", "x").code == 130


def test_a_reader_that_has_gone_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(io.StringIO):
        def flush(self) -> None:
            raise BrokenPipeError

        def fileno(self) -> int:
            raise OSError

    monkeypatch.setattr(sys, "stdout", Closed())
    assert run_command(["version"]) == 0


def test_version_and_help_say_so(run: Run) -> None:
    import kg

    assert run("--version").out == f"kg {kg.__version__}\n"
    assert run().out.startswith("Usage: kg ")
    done = run("version")
    assert {line.split()[0] for line in done.lines} == {"kg", "ontology", "lexicon", "pyoxigraph", "python"}
