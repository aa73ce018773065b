"""Everything that cannot be read says why in one line of its own, and the rest is read."""

from __future__ import annotations

import gzip
import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.errors import SettingsError
from dragoman.ingest import Limits, blob
from dragoman.nouns.text import Document, Refusal
from tests.ingest.given import GERMAN, REPORT, read, reason

SMALL = Limits(max_text_chars=1_000, max_file_bytes=20_000, max_expanded_bytes=50_000)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t\n", "empty"),
        ("a.txt", b"\xef\xbb\xbf", "empty"),
        ("a.html", b"", "empty"),
        ("a.json", b" \n", "empty"),
        ("a.json", b"[]", "empty: a list without a record"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.csv", b"", "empty"),
        ("a.csv", b"id,text\n", "empty: a table without a row"),
        ("a.txt", b"%PDF-1.7\n%text", "binary: a PDF file"),
        ("a.txt", b"PK\x03\x04report", "binary: a zip archive"),
        ("a.html", b"\x89PNG\r\n\x1a\n", "binary: a PNG image"),
        ("a.jsonl", b"SQLite format 3\0", "binary: an SQLite database"),
        ("a.txt", bytes(range(256)) * 8, "binary"),
        ("a.txt", b"Talks \x01\x02\x03\x04 held", "binary: too many control characters"),
        ("a.txt", b"x" * 1_001, "enormous: more than 1,000 characters"),
        ("a.txt", b"x" * 100_000, "enormous: more than 1,000 characters"),
        ("a.html", b"<p>" + b"x" * 30_000, "enormous: more than 20,000 bytes"),
        ("a.html", b"<html><body><article><p>" + REPORT.encode() * 10 + b"</p>", "enormous: more than 1,000 characters"),
        ("a.json", b'{"text": "' + b"x" * 30_000 + b'"}', "enormous: more than 20,000 bytes"),
        ("a.json", b'{"text": "' + b"x" * 2_000 + b'"}', "enormous: more than 1,000 characters"),
        ("a.jsonl", b'{"text": "' + b"x" * 30_000 + b'"}', "enormous: a line of more than"),
        ("a.csv", b"text\n" + b"x" * 30_000, "enormous: a line that is too long"),
        ("a.txt", GERMAN.encode(), "in German: only English is read"),
        ("a.html", f"<html><body><p>{GERMAN}</p></body></html>".encode(), "in German: only English is read"),
        ("a.json", json.dumps({"text": GERMAN}).encode(), "in German: only English is read"),
        ("a.docx", b"x", "unknown kind of file (.docx)"),
        ("a", b"x", "unknown kind of file (no suffix)"),
        ("a.gz", gzip.compress(b"x"), "unknown kind of file (no suffix)"),
        ("a.json", b"{'text': 1}", "bad JSON: "),
        ("a.json", b'{"text": "a"}\n{"text": "b"}', "bad JSON: Extra data at line 2, column 1; a file with a record on each line"),
        ("a.json", b"[" * 100_000, "enormous"),
        ("a.json", b"[" * 19_000, "bad JSON: nested too deeply"),
        ("a.json", b'"words"', "expected a record, that is an object with a text, saw text"),
        ("a.json", b'{"title": "Talks"}', "a record without text"),
        ("a.json", b'{"text": null}', "a record without text"),
        ("a.json", b'{"text": ["Talks"]}', "expected text for text, saw a list"),
        ("a.json", b'{"text": "Talks", "id": true}', "expected text for id, saw true or false"),
        ("a.json", b'{"text": "Talks \\ud800"}', "the text holds half a surrogate pair"),
        ("a.json", b'{"text": "Talks", "title": "\\udfff"}', "the title holds half a surrogate pair"),
        ("a.jsonl", b"nonsense", "bad JSON: Expecting value at column 1"),
        ("a.jsonl", b'{"text": "Talks \xff", "title": "' + "é".encode() * 10 + b'"}', "not valid UTF-8"),
        ("a.csv", b"id,body\n1,Talks\n", "expected a column named text in the first line, saw 'id,body'"),
        ("a.csv", b"text\nTalks\xff " + "é".encode() * 10, "not valid UTF-8"),
        ("a.csv", b"x" * 15_000, "expected a column named text in the first line"),
        ("a.json", b'{"text": "Talks\xff ' + "é".encode() * 10 + b'"}', "damaged utf-8 text"),
        ("a.csv", b"text,text\n1,Talks\n", "two columns are named text"),
        ("a.csv", b"id,text\n1,\n", "a record without text"),
        ("a.csv", b"id,text\n1,Talks, held\n", "expected 2 cells, saw 3"),
        ("a.csv", b'id,text\n1,"Talks', "the row that begins in line 2 is broken"),
        ("a.html", b"<html><body></body></html>", "no text could be extracted"),
        ("a.txt.gz", b"plain", "damaged gzip data"),
        ("a.txt.gz", gzip.compress(REPORT.encode())[:-12], "damaged gzip data"),
    ],
)  # fmt: skip
def test_each_fault_has_its_own_line(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert reason(path, SMALL).startswith(expected)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(path.parent)  # a socket's path may be no longer than about a hundred bytes
        try:
            server.bind(path.name)
        finally:
            os.chdir(here)


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda path: None, "no such file"),
        (_pipe, "a named pipe, not an ordinary file"),
        (_socket, "a socket, not an ordinary file"),
        (lambda path: path.symlink_to("/dev/zero"), "a device, not an ordinary file"),
        (lambda path: path.symlink_to("nowhere"), "no such file"),
        (lambda path: path.mkdir(), "a directory without a file to read"),
    ],
)
def test_what_is_no_ordinary_file_is_refused_without_hanging(tmp_path: Path, make: Callable[[Path], None], expected: str) -> None:
    path = tmp_path / "a.txt"
    make(path)
    assert reason(path) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", "no such file"),
        ("a\0b.txt", "no such file"),
        ("https://example.org/a.html", "a web address"),
        ("x" * 5000, "cannot be read: File name"),
    ],
)
def test_what_is_no_path_is_refused(source: str, expected: str) -> None:
    (found,) = read(source)
    assert isinstance(found, Refusal)
    assert found.reason.startswith(expected)
    assert found.source.isprintable()


def test_a_file_without_permission_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(REPORT)

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(blob.os, "open", refuse)
    assert reason(path) == "permission denied"


def test_a_fault_while_reading_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(blob.io.BytesIO):
        def read(self, *_: object) -> bytes:
            raise OSError(5, "Input/output error")

        def fileno(self) -> int:
            return os.open(tmp_path, os.O_RDONLY)

    path = tmp_path / "a.txt"
    path.write_text(REPORT)
    monkeypatch.setattr("dragoman.ingest.files.open_file", lambda _: Broken())
    assert reason(path) == "cannot be read: Input/output error"


def test_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\0")
    (tmp_path / "b.txt").write_text(REPORT)
    found = read(tmp_path / "a.txt", tmp_path / "none.txt", tmp_path / "b.txt")
    assert [type(each) for each in found] == [Refusal, Refusal, Document]


def test_a_bound_must_be_above_zero() -> None:
    with pytest.raises(SettingsError, match="expected max_text_chars above 0, saw 0"):
        Limits(max_text_chars=0)


def test_a_text_at_the_bound_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("é" * 1_000, encoding="utf-16")
    (found,) = read(path, limits=SMALL)
    assert isinstance(found, Document)
    assert found.text == "é" * 1_000
