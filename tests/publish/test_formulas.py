"""No cell of any table is a formula to a spreadsheet, whatever strangers wrote; elsewhere their words stay as they are."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import polars
import pytest

from dragoman import flow
from dragoman.publish.exports import TEXT_FORMATS
from dragoman.publish.exports.csv import table_to_csv
from dragoman.publish.relation_formats import relation_to_csv
from dragoman.publish.tables import TABLES
from dragoman.publish.tables.frames import write_parquet
from tests.publish.formulas import ATTEMPTS, LEDGER, TOLD, formulas, of_csv, served_tables
from tests.publish.rest.conftest import client
from tests.store.by_hand import keep


@pytest.mark.parametrize("name", list(TABLES))
def test_no_cell_of_a_table_is_a_formula(name):
    rows = of_csv(table_to_csv(TABLES[name], TOLD))
    assert len(rows) > 1
    assert not formulas(rows)


@pytest.mark.parametrize("name", ["polecat", "icews"])
def test_no_cell_of_coded_events_is_a_formula(name):
    lines = "".join(TEXT_FORMATS[name].written(TOLD)).split("\n")
    rows = [line.split("\t") for line in lines if line]
    assert len(rows) > len(ATTEMPTS) / 4
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not formulas(rows)


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    path = tmp_path_factory.mktemp("formulas") / "x.db"
    keep(path, LEDGER, at_last=True)
    with client(path) as made:
        yield made


def test_no_cell_of_a_csv_that_the_server_answers_is_a_formula(ask):
    tables = dict(served_tables(ask))
    assert len(tables) >= 4
    for path, text in tables.items():
        rows = of_csv(text)
        assert len(rows) > 1, path
        assert not formulas(rows), path


def test_no_id_of_an_imported_event_is_a_formula():
    told = flow.relation(flow.coded_events(told=LEDGER.events), "FRA", "ITA")
    assert told.periods
    named = [replace(period, strongest=(attempt,)) for period, attempt in product(told.periods[:1], ATTEMPTS)]
    rows = of_csv(relation_to_csv(replace(told, periods=tuple(named))))
    assert len(rows) == len(ATTEMPTS) + 1
    assert not formulas(rows)


def test_elsewhere_the_words_are_as_they_were_written(ask, tmp_path):
    found = {e["summary"] for e in ask.get("/api/v1/events?limit=500").json()["events"]}
    assert found == set(ATTEMPTS)
    write_parquet(TABLES["events"], TOLD, tmp_path / "events.parquet")
    assert set(polars.read_parquet(tmp_path / "events.parquet")["summary"]) == set(ATTEMPTS)
