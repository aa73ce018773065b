"""Coded events as Parquet: kept whole or not at all, replaced by a new import of the same name, read back as they were."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from dragoman.coded.parts import Parts, scan
from dragoman.coded.table import SCHEMA, frame
from dragoman.errors import TableError
from tests.relate.coded import coded


def test_a_table_holds_what_the_rows_say():
    table = frame([coded(), coded("e2", day=None, told_in="d1")])
    assert table.schema == SCHEMA
    assert table["earliest"].to_list() == [date(2025, 3, 4), None]
    assert frame([]).schema == SCHEMA


def test_parts_are_read_back_sorted(tmp_path):
    parts = Parts(tmp_path / "events", "a.tsv", rows=2)
    rows = [coded(f"e{i}", source=s) for i, s in enumerate(["RUS2", "CHN", "AFG", "BEL", "DZA"])]
    for row in rows:
        parts.add(frame([row]))
    assert not list((tmp_path / "events").glob("*.parquet"))  # nothing is seen before the end
    kept = parts.keep()
    assert [p.name for p in kept] == ["a.tsv.00000.parquet", "a.tsv.00001.parquet", "a.tsv.00002.parquet"]
    read = scan([tmp_path / "events"]).collect()
    assert read.sort("event").equals(frame(rows))
    assert pl.read_parquet(kept[0])["source"].to_list() == ["CHN", "RUS2"]


def test_importing_again_replaces_and_a_broken_import_leaves_nothing(tmp_path):
    for name, identity in (("a", "old"), ("a.b", "other"), ("a", "new")):
        parts = Parts(tmp_path, name)
        parts.add(frame([coded(identity)]))
        parts.keep()
    broken = Parts(tmp_path, "a", rows=1)
    broken.add(frame([coded("broken")]))
    broken.drop()
    assert sorted(scan([tmp_path]).collect()["event"]) == ["new", "other"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.00000.parquet", "a.b.00000.parquet"]


def test_an_import_without_events_is_a_table_without_rows(tmp_path):
    parts = Parts(tmp_path, "a")
    parts.add(frame([]))
    assert len(parts.keep()) == 1
    assert scan([tmp_path]).collect().equals(frame([]))
    assert scan([]).collect().equals(frame([]))


def test_what_is_no_table_of_coded_events_is_refused(tmp_path):
    with pytest.raises(TableError, match="there is nothing"):
        scan([tmp_path / "missing"])
    (tmp_path / "x.parquet").write_bytes(b"no")
    with pytest.raises(TableError, match="expected Parquet"):
        scan([tmp_path])
    pl.DataFrame({"a": [1]}).write_parquet(tmp_path / "x.parquet")
    with pytest.raises(TableError, match=r"expected the columns of coded events .*, saw a"):
        scan([tmp_path / "x.parquet"])
    with pytest.raises(TableError, match="is none"):
        Parts(tmp_path / "x.parquet", "a")
