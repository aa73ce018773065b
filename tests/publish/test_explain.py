"""`dragoman explain`: files and ledgers, people and programs."""

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.publish.cli import app

TEXT = "Iran condemned Israel on Monday for its policy. Norway sent food and medicine to Ethiopia last week."


@pytest.fixture(autouse=True)
def house(monkeypatch, tmp_path):
    for name in [n for n in os.environ if n.startswith("DRAGOMAN_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT)


def run(*arguments, given=None):
    result = CliRunner().invoke(app, list(arguments), prog_name="dragoman", input=given)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_without_an_event_it_lists_what_there_is():
    events = json.loads(run("explain", "a.txt", "--json").stdout)
    assert {"condemned", "sent"} <= {e["trigger"] for e in events}
    assert all(TEXT[e["start"] : e["end"]] == e["trigger"] for e in events)
    assert "condemned" in run("explain", "a.txt").stdout


def test_a_file_and_a_ledger_explain_alike_and_the_view_says_the_same():
    of_file = run("explain", "a.txt", "condemned", "--json")
    assert run("add", "a.txt", "--ledger", "x.db").exit_code == 0
    of_ledger = run("explain", "a.txt", "condemned", "--ledger", "x.db", "--json")
    told, kept = json.loads(of_file.stdout), json.loads(of_ledger.stdout)
    assert told["decisions"] == kept["decisions"]
    assert run("explain", told["document"], "condemned", "--ledger", "x.db", "--json").stdout == of_ledger.stdout
    assert told["event"] == next(e for e in json.loads(run("read", "a.txt", "--jsonl").stdout)["events"] if e["id"] == told["event"]["id"])
    seen = run("explain", "a.txt", "condemned").stdout
    for decision in told["decisions"]:
        assert decision["what"] in seen
        assert set(decision) == {"what", "value", "by", "how", "probability", "threshold", "others", "spans"}


def test_standard_input_is_a_document():
    assert "condemned" in run("explain", "-", "condemned", given=TEXT).stdout


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("a.txt", "e99"), 1, "saw 'e99'"),
        (("missing.txt", "e1"), 2, "expected a file, or a document of a ledger"),
        (("a.txt", "e1", "--ledger", "none.db"), 1, "no such ledger"),
    ],
)
def test_what_is_not_there_is_told(arguments, status, said):
    result = run("explain", *arguments)
    assert result.exit_code == status
    assert said in result.stderr


def test_a_document_that_the_ledger_lacks_is_told():
    run("add", "a.txt", "--ledger", "x.db")
    result = run("explain", "b.txt", "e1", "--ledger", "x.db")
    assert result.exit_code == 1
    assert "expected the id or the source of one document, saw 'b.txt'" in result.stderr
