"""Tables opened by a spreadsheet itself: LibreOffice finds no formula in any, by whatever options it reads them."""

from __future__ import annotations

import csv
import shutil
import subprocess

import openpyxl
import pytest

from dragoman.publish.exports import TEXT_FORMATS
from dragoman.publish.exports.csv import table_to_csv
from dragoman.publish.tables import TABLES
from tests.publish.formulas import ATTEMPTS, LEDGER, TOLD, served_tables
from tests.publish.rest.conftest import client
from tests.store.by_hand import keep

pytestmark = pytest.mark.slow

SECONDS = 120
TAB, COMMA = 9, 44
# How LibreOffice reads a table (its guide calls these CSV filter options): the sign between cells, the quote, UTF-8, from the first line
# on; then whether special numbers are recognised, whether spaces around a cell are taken away, and whether formulas are run.
OPTIONS = "{sign},34,76,1,,0,false,{special},false,false,{trim},-1,true"
WAYS = {
    "as it does by itself": {"special": "true", "trim": "false"},
    "without spaces around cells": {"special": "true", "trim": "true"},
    "nothing but text and figures": {"special": "false", "trim": "false"},
}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Return what opens files in LibreOffice and gives back the kinds and values of their cells, by name."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        pytest.skip("tables are opened in LibreOffice where it is there (apt-get install --no-install-recommends libreoffice-calc-nogui)")
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def opened(folder, sign, way):
        out = folder / "opened"
        options = OPTIONS.format(sign=sign, **WAYS[way])
        command = [found, f"-env:UserInstallation={profile}", "--headless", f"--infilter=CSV:{options}", "--convert-to", "xlsx"]
        files = sorted(path for path in folder.iterdir() if path.is_file())
        subprocess.run([*command, "--outdir", out, *files], check=True, timeout=SECONDS, stdout=subprocess.DEVNULL)
        sheets = {path.stem: openpyxl.load_workbook(out / f"{path.stem}.xlsx").active for path in files}
        return {name: [(c.data_type, c.value) for row in sheet.iter_rows() for c in row] for name, sheet in sheets.items()}

    return opened


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """Return a folder of every table that is exported or served as CSV."""
    folder = tmp_path_factory.mktemp("tables")
    for name, table in TABLES.items():
        (folder / f"{name}.csv").write_bytes(table_to_csv(table, TOLD).encode())
    ledger = tmp_path_factory.mktemp("served") / "x.db"
    keep(ledger, LEDGER, at_last=True)
    with client(ledger) as ask:
        for path, text in served_tables(ask):
            (folder / f"served{path.replace('/', '-')}.csv").write_bytes(text.encode())
    return folder


@pytest.mark.parametrize("way", WAYS)
def test_a_spreadsheet_runs_nothing_of_any_table(office, tables, way):
    cells = office(tables, COMMA, way)
    assert len(cells) > len(TABLES)
    assert all(len(found) > 1 for found in cells.values())
    assert not {name: ran for name, found in cells.items() if (ran := [value for kind, value in found if kind == "f"])}


@pytest.mark.parametrize("way", WAYS)
def test_a_spreadsheet_runs_nothing_of_coded_events(office, tmp_path, way):
    for name in ("polecat", "icews"):
        (tmp_path / f"{name}.tsv").write_text("".join(TEXT_FORMATS[name].written(TOLD)), encoding="utf-8", newline="")
    cells = office(tmp_path, TAB, way)
    assert not {name: ran for name, found in cells.items() if (ran := [value for kind, value in found if kind == "f"])}


def test_the_attempts_run_where_nothing_is_done_about_them(office, tmp_path):
    """What the tests above hold back is no straw man."""
    with (tmp_path / "raw.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([attempt.replace("\x00", "")] for attempt in ATTEMPTS)
    ran = [value for kind, value in office(tmp_path, COMMA, "without spaces around cells")["raw"] if kind == "f"]
    assert len(ran) >= 5
