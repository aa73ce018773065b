"""Compressed files: read as what they hold, and never further than the bound."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path

import pytest

from dragoman.ingest import Limits, blob
from dragoman.nouns.text import Document, Refusal
from tests.ingest.given import REPORT, one, page, read, reason, texts


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt.gz", REPORT),
        ("a.html.gz", page()),
        ("a.json.gz", json.dumps({"text": REPORT})),
        ("a.jsonl.gz", json.dumps({"text": REPORT})),
        ("a.ndjson.GZ", json.dumps({"text": REPORT})),
        ("a.csv.gz", f'text\n"{REPORT}"\n'),
        ("a.tsv.gz", f"text\n{REPORT}\n"),
    ],
)
def test_every_kind_may_be_compressed(tmp_path: Path, name: str, data: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(data.encode()))
    assert REPORT in one(path).text


def test_compression_does_not_make_another_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT)
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(REPORT.encode()))
    assert len(read(tmp_path)) == 1


@pytest.mark.parametrize("name", ["bomb.txt.gz", "bomb.html.gz", "bomb.json.gz", "bomb.jsonl.gz", "bomb.csv.gz"])
def test_a_bomb_is_refused_at_the_bound(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    limit = 1 << 20
    path = tmp_path / name
    path.write_bytes(gzip.compress(b"text\n" + (REPORT.replace(",", "").encode() + b"\n") * (32 << 10)))
    expanded = 0
    readinto = blob._Bounded.readinto

    def counted(self: blob._Bounded, buffer: bytearray, /) -> int:
        nonlocal expanded
        count = readinto(self, buffer)
        expanded = max(expanded, self._read_bytes)
        return count

    monkeypatch.setattr(blob._Bounded, "readinto", counted)
    tracemalloc.start()
    found = read(path, limits=Limits(max_expanded_bytes=limit, max_file_bytes=100 << 20, max_text_chars=100 << 20))
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found[-1] == Refusal(str(path), f"expands to more than {limit:,} bytes: not read further")
    assert expanded <= 1.1 * limit
    assert peak_bytes < 8 * limit


def test_a_file_that_stops_short_gives_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    lines = "".join(json.dumps({"id": str(n), "text": f"{n * 7919} {REPORT}"}) + "\n" for n in range(3_000))
    data = gzip.compress(lines.encode())
    path.write_bytes(data[: len(data) // 2])
    found = read(path)
    assert len(texts(found)) > 100
    assert isinstance(found[-1], Refusal)
    assert found[-1].reason.startswith("damaged gzip data")
    assert all(isinstance(each, Document) for each in found[:-1])


def test_a_plain_file_that_is_gzip_inside_is_not_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(gzip.compress(REPORT.encode()))
    assert reason(path) == "binary: gzip data, not text"
