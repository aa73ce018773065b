"""`dragoman import-events`: what it says, where it says it, and with which exit status."""

from __future__ import annotations

import json
import os

import pytest
from typer.testing import CliRunner

from dragoman.publish.cli import app
from tests.ingest.coded.files import gdelt, icews, write


@pytest.fixture(autouse=True)
def house(monkeypatch, tmp_path):
    for name in [n for n in os.environ if n.startswith("DRAGOMAN_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    result = CliRunner().invoke(app, ["import-events", *arguments], prog_name="dragoman")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_what_was_read_kept_and_left_out(house):
    write(house / "g.tsv", "gdelt", gdelt(), gdelt(EventCode="010"))
    result = run("g.tsv", "--events", "events")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "g.tsv: 2 rows of gdelt, 1 events between two sides kept",
        "  1 left out: no PLOVER type (statements, appeals)",
    ]
    assert json.loads((house / "events" / "g.tsv.json").read_text())["kept"] == 1


def test_bad_rows_are_named_and_the_rest_is_kept(house):
    write(house / "g.tsv", "gdelt", *[gdelt(Day="never")] * 7, gdelt())
    result = run("g.tsv", "-e", "events")
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert lines[0] == "dragoman: g.tsv, line 1: expected a day, saw 'never'"
    assert lines[-1] == "dragoman: g.tsv: and 2 more bad rows"
    assert "  7 bad: date" in result.stdout


def test_one_file_that_cannot_be_read_does_not_keep_the_next_out(house, monkeypatch):
    write(house / "i.tsv", "icews", icews())
    monkeypatch.setenv("DRAGOMAN_EVENTS", "events")
    result = run("missing.tsv", "i.tsv", "--json")
    assert result.exit_code == 1
    assert "missing.tsv: cannot be read" in result.stderr
    told = json.loads(result.stdout)
    assert [(i["file"], i["format"], i["kept"], i["bad"]) for i in told["imported"]] == [("i.tsv", "icews", 1, {})]


def test_a_folder_must_be_named(house):
    write(house / "g.tsv", "gdelt", gdelt())
    assert (run("g.tsv").exit_code, "--events FOLDER" in run("g.tsv").stderr) == (2, True)
