"""Files are there whole or not at all, and errors say what would help."""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ExportError
from kg.export import export, whole


def test_an_unknown_ending_or_format_names_the_valid_ones(graph: Any, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"'\.xlsx'; endings: \.gexf, \.graphml"):
        export(graph, tmp_path / "g.xlsx")
    with pytest.raises(ExportError, match="formats: gexf, graphml"):
        export(graph, tmp_path / "g.gexf", format="gml")
    with pytest.raises(ExportError, match="name a format"):
        export(graph, "-")
    with pytest.raises(ExportError, match="give the store"):
        export(graph, tmp_path / "g.ttl")


def test_a_missing_folder_a_folder_and_a_file_in_the_way(graph: Any, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="make the folder first"):
        export(graph, tmp_path / "none" / "g.gexf")
    (tmp_path / "d.gexf").mkdir()
    with pytest.raises(ExportError, match="this is a folder"):
        export(graph, tmp_path / "d.gexf")
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match="a part of the path is a file"):
        export(graph, tmp_path / "file" / "g.gexf")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d.gexf", "file"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_full_disk_leaves_what_was_there(tmp_path: Path, code: int) -> None:
    path = tmp_path / "g.gexf"
    path.write_text("old")

    def fail(files: Any) -> None:
        files[0].write(b"half")
        raise OSError(code, os.strerror(code))

    with pytest.raises(ExportError, match=r"g\.gexf: cannot be written: .*choose another place"):
        whole.write([path], fail)
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["g.gexf"]


def test_an_interrupt_leaves_no_half_file(tmp_path: Path) -> None:
    def interrupt(files: Any) -> None:
        files[0].write(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        whole.write([tmp_path / "a.edges.csv", tmp_path / "a.nodes.csv"], interrupt)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_readable_as_any_other(graph: Any, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    assert export(graph, tmp_path / "g.gexf").path.stat().st_mode == plain.stat().st_mode


def test_standard_output(graph: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", out)
    written = export(graph, "-", format="gexf")
    sent = out.buffer.getvalue()  # type: ignore[attr-defined]
    assert sent == export(graph, tmp_path / "g.gexf").path.read_bytes()
    assert written.bytes == len(sent)


def test_a_table_to_standard_output_is_its_edges(graph: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(sys, "stdout", out)
    export(graph, "-", format="csv")
    assert out.buffer.getvalue().startswith(b"Source,Target")  # type: ignore[attr-defined]
