"""The room as a whole: light to enter, and every shape of source in one run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from dragoman.ingest import documents
from dragoman.nouns.text import Document
from tests.ingest.given import REPORT, read


def test_entering_loads_no_library_of_others() -> None:
    heavy = ["trafilatura", "htmldate", "lxml", "numpy", "py3langid", "charset_normalizer", "msgspec"]
    code = f"import dragoman.ingest, sys; sys.exit(sum(name in sys.modules for name in {heavy}))"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_documents_come_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT)
    stream = documents([str(tmp_path / "a.txt"), str(tmp_path / "later.txt")])
    assert isinstance(next(stream), Document)
    (tmp_path / "later.txt").write_text("They met.")
    assert isinstance(next(stream), Document)


def test_where_a_document_is_from_makes_it_another(tmp_path: Path) -> None:
    records = [
        {"text": REPORT}, {"text": REPORT, "publisher": "The Herald"}, {"text": REPORT, "url": "https://example.org/a"},
        {"text": REPORT, "title": "Talks"}, {"text": f"{REPORT} "}, {"text": REPORT, "published": "2024-03-05"},
    ]  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps(records))
    found = read(tmp_path)
    ids = [each.id for each in found if isinstance(each, Document)]
    assert len(ids) == len(set(ids)) == 5  # a date found makes no other document of it
    assert all(len(key) == 16 and int(key, 16) >= 0 for key in ids)


def test_an_id_never_changes(tmp_path: Path) -> None:
    """Ledgers hold these ids: a change of how they are made would add every document again."""
    (tmp_path / "a.txt").write_text("They met.")
    (tmp_path / "b.json").write_text('{"text": "They met.", "title": "Talks", "publisher": "The Herald", "url": "https://example.org/a"}')
    assert [each.id for each in read(tmp_path) if isinstance(each, Document)] == ["e29aff0287d765fa", "8b69065df4a6bf86"]
