"""`dragoman holders`: learnt from reports, used in the brief, shown with evidence."""

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.publish.cli import app

REPORTS = [
    {
        "id": "a",
        "published": "2027-03-01",
        "text": "Turkish Foreign Minister Orhan Kaplan criticised Greece in a speech in Ankara on Monday.",
    },
    {"id": "b", "published": "2027-05-11", "text": "Orhan Kaplan condemned Albania on Tuesday for a law on fishing in the Adriatic."},
]


@pytest.fixture(autouse=True)
def house(monkeypatch, tmp_path):
    for name in [n for n in os.environ if n.startswith("DRAGOMAN_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    Path("r.jsonl").write_text("".join(json.dumps(r) + "\n" for r in REPORTS))


def run(*arguments):
    result = CliRunner().invoke(app, list(arguments), prog_name="dragoman")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_report_teaches_who_is_meant_in_another():
    assert run("add", "r.jsonl", "--ledger", "x.db").exit_code == 0
    (holder,) = json.loads(run("holders", "--ledger", "x.db", "--json").stdout)
    assert (holder["name"], holder["office"], holder["state"]) == ("Orhan Kaplan", "office:TUR/foreign-minister", "TUR")
    assert (holder["first"], holder["last"], holder["documents"]) == ("2027-03-01", "2027-03-01", ["a"])
    evidence = holder["evidence"][0]
    assert "Orhan Kaplan" in REPORTS[0]["text"][evidence["start"] : evidence["end"]]
    assert "Orhan Kaplan" in run("holders", "--ledger", "x.db").stdout
    kept = run("brief", "--ledger", "x.db", "--json").stdout
    assert kept == run("brief", "r.jsonl", "--json").stdout
    parties = [p for e in json.loads(kept)["events"] if e["mentions"][0]["document"] == "b" for p in e["actors"]]
    assert {"name": "Orhan Kaplan", "actor": "office:TUR/foreign-minister", "state": "TUR"} in parties


def test_a_ledger_that_teaches_nothing_says_so():
    Path("r.jsonl").write_text(json.dumps(REPORTS[1]) + "\n")
    run("add", "r.jsonl", "--ledger", "x.db")
    assert run("holders", "--ledger", "x.db", "--json").stdout == "[]\n"
    assert "name no holder" in run("holders", "--ledger", "x.db").stdout


def test_a_ledger_must_be_named():
    result = run("holders")
    assert result.exit_code == 2
    assert "--ledger FILE" in result.stderr
