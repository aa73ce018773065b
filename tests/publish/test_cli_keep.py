"""`dragoman check`, `rebuild` and `migrate`: damage is told, and nothing that is there is written over."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.flow import verbs
from dragoman.publish.cli import app
from tests.flow.readers import Fragile
from tests.store import fakes


@pytest.fixture(autouse=True)
def house(monkeypatch, tmp_path):
    for name in [n for n in os.environ if n.startswith("DRAGOMAN_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(verbs, "load", Fragile().load)
    monkeypatch.setattr(verbs, "linking", fakes.linking)
    Path("a.txt").write_text("anvil basil cedar. The minister met the delegation in the capital on Tuesday.")
    assert run("add", "a.txt", "-l", "x.db").exit_code == 0


def run(*arguments):
    result = CliRunner().invoke(app, list(arguments), prog_name="dragoman")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def told(ledger):
    return run("brief", "-l", ledger, "--json").stdout


def test_a_whole_ledger_has_no_fault():
    assert json.loads(run("check", "-l", "x.db", "--json").stdout) == {"ledger": "x.db", "faults": []}
    assert run("check", "-l", "x.db").stdout == "x.db: no fault was found.\n"


@pytest.mark.parametrize("command", [("check",), ("migrate",), ("rebuild", "--to", "new.db")])
def test_a_ledger_that_is_not_there_is_not_called_damaged_and_nothing_is_made(command):
    result = run(*command, "-l", "nowhere.db")
    assert result.exit_code == 1
    assert result.stderr.startswith("dragoman: nowhere.db: there is no such ledger")
    assert "damaged" not in result.stderr
    assert not Path("new.db").exists()


@pytest.mark.parametrize("command", [("check",), ("migrate",), ("rebuild", "--to", "new.db")])
def test_a_ledger_must_be_named(command):
    assert run(*command).exit_code == 2


def test_a_ledger_built_anew_tells_the_same():
    result = run("rebuild", "-l", "x.db", "--to", "new.db")
    assert result.exit_code == 0
    assert result.stdout.startswith("new.db: 1 document of x.db told anew.")
    assert told("new.db") == told("x.db")


@pytest.mark.parametrize("there", ["x.db", "./x.db", "notes.txt"])
def test_what_is_there_is_not_built_over(there):
    Path("notes.txt").write_text("mine")
    before = {name: Path(name).read_bytes() for name in ("x.db", "notes.txt")}
    result = run("rebuild", "-l", "x.db", "--to", there)
    assert result.exit_code == 1
    assert "expected a new ledger to build, saw something there already" in result.stderr
    assert {name: Path(name).read_bytes() for name in before} == before


def test_a_ledger_of_which_nothing_can_be_read_leaves_no_empty_one():
    Path("torn.db").write_bytes(b"no database at all")
    result = run("rebuild", "-l", "torn.db", "--to", "new.db")
    assert result.exit_code == 1
    assert "nothing of it can be read" in result.stderr
    assert not Path("new.db").exists()
    assert run("check", "-l", "torn.db").exit_code == 1
