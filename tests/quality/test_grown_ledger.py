"""A ledger grown in bulk is the one that adding its documents one by one comes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Table, select

from dragoman.flow import verbs
from dragoman.nouns.reading import Reading
from dragoman.reconcile.profiles import WINDOW_DAYS
from dragoman.store import schema, writing
from dragoman.store.check import faults
from dragoman.store.database import database
from quality import grown_ledger
from quality.arrivals import arrivals
from quality.grown_ledger import grow, plan
from training.corpus import load

MEMORY = {schema.meta, schema.revision, schema.version, schema.alias}


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    """Return reports of three stories, on days far apart."""
    found = [reading for story in load(split="dev")[:3] for reading in story.readings]
    days = (date(2020, 1, 1) + timedelta(31 * n) for n in range(len(found)))
    return [replace(r, document=replace(r.document, published=day)) for r, day in zip(found, days, strict=True)]


def test_it_is_what_adding_one_by_one_comes_to(readings: list[Reading], tmp_path: Path) -> None:
    grow(tmp_path / "grown.db", readings, 16, longest=6, workers=1)
    with writing(tmp_path / "added.db", verbs.linking()) as writer:
        for reading in arrivals(readings, 16, longest=6):
            writer.add(reading)
    grown, added = _tables(tmp_path / "grown.db"), _tables(tmp_path / "added.db")
    assert grown.keys() == added.keys()
    assert {name for name in grown if grown[name] != added[name]} == set()
    assert len(grown["document"]) == 16


def test_texts_come_again_on_days_of_their_own(readings: list[Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grown_ledger, "TEXTS", 10)
    planned = plan(list(arrivals(readings, 10)), 25)
    assert len({p.id for p in planned}) == 25
    for text in range(10):
        days = sorted(p.published for p in planned if p.text == text)
        assert all((b - a).days > WINDOW_DAYS for a, b in pairwise(days))
    grow(tmp_path / "grown.db", readings, 25, longest=6, workers=1)
    # All but the tense of a few summaries: pages, keys, digests, and which documents are beside which.
    assert [fault for fault in faults(tmp_path / "grown.db", verbs.linking()) if not fault.startswith("story of")] == []


def _tables(path: Path) -> dict[str, list[str]]:
    with database(path).reading(busy_timeout_seconds=5.0) as connection:
        return {table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table))) for table in _kept()}


def _kept() -> Iterator[Table]:
    yield from (table for table in schema.metadata.sorted_tables if table not in MEMORY)
