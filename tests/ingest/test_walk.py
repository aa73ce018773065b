"""Which files are read, and in what order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dragoman.ingest.walk import shown
from dragoman.nouns.text import Document, Refusal
from tests.ingest.given import REPORT, one, read, texts


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_a_directory_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b/z.txt", "b.txt", "a/2.txt", "a/10.txt", "B.txt", ".hidden.txt", ".git/x.txt", "a/.x"):
        _write(tmp_path / name, f"{name} says so.")
    assert texts(read(tmp_path)) == [f"{name} says so." for name in ("B.txt", "a/10.txt", "a/2.txt", "b/z.txt", "b.txt")]
    assert read(tmp_path) == read(tmp_path)


def test_links_are_followed_only_inside(tmp_path: Path) -> None:
    root = tmp_path / "root"
    _write(root / "sub" / "a.txt", "Inside.")
    _write(root / ".store" / "b.txt", "Kept in a hidden place.")
    _write(tmp_path / "secret.txt", "Outside.")
    _write(tmp_path / "elsewhere" / "c.txt", "Outside too.")
    (root / "current.txt").symlink_to(".store/b.txt")
    (root / "dangling.txt").symlink_to("gone.txt")
    (root / "loop").symlink_to(".")
    (root / "ring.txt").symlink_to("ring.txt")
    (root / "out.txt").symlink_to("../secret.txt")
    (root / "outdir").symlink_to("../elsewhere")
    (root / "z.txt").symlink_to("sub/a.txt")
    found = read(root)
    assert [Path(each.source).name for each in found] == ["current.txt", "dangling.txt", "out.txt", "outdir", "ring.txt", "a.txt"]
    assert texts(found) == ["Kept in a hidden place.", "Inside."]
    assert [each.reason for each in found if isinstance(each, Refusal)] == [
        "a link that leads nowhere",
        *["a link that leads out of the directory: not followed"] * 2,
        "a link that leads nowhere",
    ]


def test_a_link_that_a_person_names_is_followed(tmp_path: Path) -> None:
    _write(tmp_path / "a" / "report.txt", REPORT)
    (tmp_path / "link.txt").symlink_to("a/report.txt")
    (tmp_path / "dir").symlink_to("a")
    assert texts(read(tmp_path / "link.txt")) == [REPORT]
    assert texts(read(tmp_path / "dir")) == [REPORT]


def test_a_pipe_in_a_directory_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    _write(tmp_path / "b.txt", REPORT)
    assert [type(each) for each in read(tmp_path)] == [Refusal, Document]


def test_a_file_met_twice_is_read_once(tmp_path: Path) -> None:
    _write(tmp_path / "a.txt", REPORT)
    assert len(read(tmp_path, tmp_path / "a.txt", tmp_path)) == 1


def test_the_same_file_by_another_path_is_the_same_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path / "x" / "Café.txt", REPORT)
    _write(tmp_path / "y" / "Cafe\u0301.txt", REPORT)
    _write(tmp_path / "y" / "other.txt", REPORT)
    monkeypatch.chdir(tmp_path / "x")
    ids = {one(source).id for source in (tmp_path / "x", "Café.txt", "../x/Café.txt", tmp_path / "y" / "Cafe\u0301.txt")}
    assert len(ids) == 1
    assert one(tmp_path / "y" / "other.txt").id not in ids


def test_a_name_is_shown_in_one_line_of_valid_characters(tmp_path: Path) -> None:
    hostile = "a\n\x1b[31m\u202etxt.txt"
    _write(tmp_path / hostile, REPORT)
    assert one(tmp_path / hostile).source.endswith("a\\n\\x1b[31m\\u202etxt.txt")
    undecodable = os.fsdecode(os.fsencode(tmp_path / "b") + b"\xff.txt")
    assert shown(undecodable).endswith("b\\udcff.txt")


def test_a_tree_deeper_than_the_stack_is_walked(tmp_path: Path) -> None:
    depth = 1_010  # more than the stack of calls takes
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        for _ in range(depth):
            Path("d").mkdir()
            os.chdir("d")
        Path("a.txt").write_text(REPORT)
        found = read(tmp_path)
        Path("a.txt").unlink()
        for _ in range(depth):  # what made the tree must take it away: nothing that recurses can
            os.chdir("..")
            Path("d").rmdir()
    finally:
        os.chdir(here)
    assert texts(found) == [REPORT]
