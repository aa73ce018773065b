"""The commands of a living ledger, from the first report to the feed that tells of every change."""

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.flow import stored, verbs
from dragoman.publish.cli import app
from tests.flow.readers import Quick
from tests.store import fakes
from tests.store.test_ledger import CHAIN


@pytest.fixture(autouse=True)
def house(monkeypatch, tmp_path):
    """Put the fakes in the place of the reader and of reconciling, and a ledger of five reports under nobody's settings."""
    for name in [n for n in os.environ if n.startswith("DRAGOMAN_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(verbs, "load", Quick().load)
    monkeypatch.setattr(verbs, "linking", fakes.linking)
    monkeypatch.setattr(verbs, "reconcile", fakes.reconcile)
    monkeypatch.setenv("DRAGOMAN_LEDGER", "x.db")
    Path("reports.jsonl").write_text("".join(record(d) for d in CHAIN))
    assert run("add", "reports.jsonl").exit_code == 0


def record(d) -> str:
    # Long enough to be news, and of words that no other report shares.
    own = " ".join(f"{d.id}{letter}" for letter in "abcdefghijklmnop")
    return json.dumps({"id": d.id, "text": f"{d.text} {own}.", "publisher": d.publisher, "language": "en"}) + "\n"


def run(*arguments: str, status: int = 0):
    result = CliRunner().invoke(app, list(arguments), prog_name="dragoman")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == status, result.stdout + result.stderr
    return result


def says(*arguments: str):
    return json.loads(run(*arguments, "--json").stdout)


def event(words: str) -> str:
    (found,) = [e.id for e in stored(Path("x.db")).events if e.summary == f"{words} met."]
    return found


def test_a_merge_is_told_listed_taken_to_another_ledger_and_taken_back():
    before = run("brief", "--json").stdout
    anvil, cedar = event("anvil"), event("cedar")
    told = says("merge", anvil, cedar, "--by", "Ada")
    assert (told["done"], told["correction"], told["kind"], len(told["events"])) == ("merged", 1, "merge", 1)
    merged = run("brief", "--json").stdout
    assert merged != before
    (listed,) = says("corrections")
    assert (listed["kind"], listed["made"]["by"], listed["made"]["action"], listed["undone"]) == ("merge", "Ada", "merge", None)
    assert {m["document"] for m in listed["sides"][0]} == {"d001", "d002", "d005"}
    assert "by Ada" in run("corrections").stdout
    Path("corrections.json").write_text(json.dumps([listed]))

    run("add", "reports.jsonl", "--ledger", "y.db")
    assert run("corrections", "--apply", "corrections.json", "--ledger", "y.db").stdout.startswith("1 of 1 corrections made")
    assert run("corrections", "--apply", "corrections.json", "--ledger", "y.db").stdout.startswith("0 of 1 corrections made")
    assert run("brief", "--ledger", "y.db", "--json").stdout == merged
    assert run("brief", "reports.jsonl", "--ledger", "x.db", "--json").stdout == merged  # corrections hold for what is read beside

    assert "undone (correction 1, merge)" in run("undo").stdout
    assert run("brief", "--json").stdout == before
    assert says("corrections")[0]["undone"]["action"] == "undo"
    assert "none in force" in run("undo", status=1).stderr


def test_a_split_names_mentions_or_reports():
    basil = event("basil")
    told = says("split", basil, "d003")
    assert len(told["events"]) == 2
    assert basil in told["events"]
    assert "expected a mention of" in run("split", basil, "d004", status=1).stderr


def test_what_is_no_event_is_marked_listed_told_and_taken_back():
    before = run("brief", "--json").stdout
    basil = event("basil")
    told = says("wrong", basil, "--by", "Ada")
    assert (told["done"], told["kind"], told["events"]) == ("marked as wrong", "wrong", [])
    assert basil not in run("brief", "--json").stdout
    assert "no event: " in run("corrections").stdout
    assert "said to be no event (correction 1), by Ada" in run("history", basil).stdout
    Path("corrections.json").write_text(run("corrections", "--json").stdout)
    run("add", "reports.jsonl", "--ledger", "z.db")
    assert run("corrections", "--apply", "corrections.json", "--ledger", "z.db").stdout.startswith("1 of 1 corrections made")
    assert "no event.\n" in run("wrong", event("anvil")).stdout
    run("undo")
    assert "undone (correction 1, wrong)" in run("undo").stdout
    assert run("brief", "--json").stdout == before


def test_what_is_no_correction_is_refused():
    Path("odd.json").write_text('[{"number": 1, "kind": "split", "sides": [[]]}]')
    assert "expected what `dragoman corrections --json` writes" in run("corrections", "--apply", "odd.json", status=1).stderr
    assert run("corrections", "--apply", "none.json", status=1).stderr == "dragoman: none.json: cannot be read: No such file or directory\n"
    Path("latin.json").write_bytes("[é".encode("latin-1"))
    assert "latin.json: expected UTF-8, saw a byte at 1" in run("corrections", "--apply", "latin.json", status=1).stderr
    assert run("corrections").stdout == "Nothing was corrected by hand.\n"
    assert "none of that id" in run("merge", "e0000", event("anvil"), status=1).stderr


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("", "truncated"),
        ("Nothing was corrected by hand.", "malformed"),
        ('{"documents": []}', "Expected `array`, got `object`"),
        ('[{"kind": "merge"}]', "missing required field `number`"),
        ('[{"number": 1, "kind": "join", "sides": []}]', "Invalid enum value 'join'"),
        ('[{"number": 1, "kind": "split", "sides": [[]]}]', "correction 1, a split of 1 sides instead of 2"),
        ('[{"number": 1, "kind": "merge", "sides": [[]]}]', "a side of no mentions"),
        ('[{"number": 1, "kind": "merge", "sides": [[{"id": "m", "document": "d", "start": 3, "end": 1}]]}]', "3"),
    ],
)
def test_a_file_of_something_else_is_told_in_words(written, seen):
    Path("odd.json").write_text(written)
    told = run("corrections", "--apply", "odd.json", status=1).stderr
    assert seen in told
    assert "Error" not in told
    assert "Traceback" not in told


def test_corrections_come_by_standard_input_in_utf_8_and_what_was_made_is_told_to_programs():
    says("merge", event("anvil"), event("cedar"), "--by", "Zoë")
    written = run("corrections", "--json").stdout
    run("add", "reports.jsonl", "--ledger", "y.db")
    apply = ["corrections", "--apply", "-", "--ledger", "y.db", "--by", "Zoë", "--json"]
    made = CliRunner(charset="utf-8").invoke(app, apply, input=b"\xef\xbb\xbf" + written.encode(), prog_name="dragoman")
    told = json.loads(made.stdout)
    assert told["given"] == 1
    assert told["made"] == says("corrections", "--ledger", "y.db")
    again = CliRunner().invoke(app, apply, input=written.encode(), prog_name="dragoman")
    assert json.loads(again.stdout) == {"given": 1, "made": []}


def test_a_beginning_of_an_id_that_is_too_short_is_called_so():
    basil = event("basil")
    for command in ("why", "history"):
        assert "too short for the beginning of an id, which takes 4 characters or more" in run(command, "e0", status=1).stderr
    assert "too short" in run("split", basil, "e0", status=1).stderr
    assert "saw 'e0': too short" in run("event", "e0", status=1).stderr


def test_a_removed_report_is_gone_and_comes_back_the_same():
    before = run("brief", "--json").stdout
    assert run("remove", "d003", "--by", "Ada").stdout == "x.db: 1 removed\n"
    assert "d003" not in run("brief", "--json").stdout
    feed = says("changes", "--since", "5")
    assert {(c["action"], c["document"], c["by"]) for c in feed["changes"]} == {("remove", "d003", "Ada")}
    assert ("document", "d003", "deleted") in {(c["kind"], c["id"], c["change"]) for c in feed["changes"]}
    assert "names 0" in run("remove", "d003", status=1).stderr
    run("add", "reports.jsonl")
    assert run("brief", "--json").stdout == before


def test_the_feed_goes_on_from_its_cursor():
    whole = says("changes")
    assert (whole["since"], whole["cursor"], whole["more"]) == (0, 5, False)
    first = says("changes", "--limit", "2")
    assert says("changes", "--most", "2") == first
    assert (first["cursor"], first["more"]) == (2, True)
    rest = says("changes", "--since", "2")
    assert first["changes"] + rest["changes"] == whole["changes"]
    assert says("changes", "--since", "5") == {"since": 5, "cursor": 5, "more": False, "changes": []}
    assert "a cursor up to 5" in run("changes", "--since", "6", status=1).stderr
    updated = next(c for c in whole["changes"] if c["change"] == "updated" and c["kind"] == "event")
    assert {f["name"] for f in updated["fields"]} >= {"mentions", "fields.killed"}
    by_name = {f["name"]: f for f in updated["fields"]}
    assert len(by_name["mentions"]["after"]) > len(by_name["mentions"]["before"])
    lines = run("changes").stdout.splitlines()
    assert lines[-1] == "cursor 5"
    assert any(line.startswith("1  2") and line.endswith("added d001") for line in lines)


def test_history_says_what_changed_when_and_because_of_what():
    anvil = event("anvil")
    told = says("history", anvil)
    first = next(c for c in told["changes"] if c["id"] == anvil)
    assert (first["cursor"], first["document"], first["change"]) == (1, "d001", "added")
    assert told["event"] == anvil
    run("remove", "d001", "d005")
    gone = says("history", anvil)
    assert gone["event"] is None
    assert gone["changes"][-1]["change"] == "deleted"
    assert "none of that id" in run("history", "e0000", status=1).stderr


def test_a_ledger_is_told_as_it_stood():
    before, events = run("brief", "--json").stdout, run("events", "--json").stdout
    anvil, cedar = event("anvil"), event("cedar")
    merged = says("merge", anvil, cedar)["events"]
    assert [e["id"] for e in says("event", cedar, anvil[:9])] == merged
    run("remove", "d003")
    assert run("brief", "--json").stdout != before
    assert run("brief", "--as-of", "5", "--json").stdout == before
    assert run("events", "--as-of", "5", "--json").stdout == events
    assert len(says("brief", "--as-of", "1")["documents"]) == 1
    assert says("brief", "--as-of", "1999-12-31")["events"] == []
    assert "expected a date" in run("brief", "--as-of", "soon", status=1).stderr
    assert "--as-of is of a ledger" in run("brief", "reports.jsonl", "--as-of", "1", status=2).stderr


@pytest.mark.parametrize(
    "command", [("merge", "a", "b"), ("split", "a", "b"), ("undo",), ("corrections",), ("remove", "a"), ("changes",), ("why", "a")]
)
def test_no_ledger_is_wrong_usage_and_none_is_made(command, monkeypatch):
    monkeypatch.delenv("DRAGOMAN_LEDGER")
    assert "--ledger FILE" in run(*command, status=2).stderr
    assert "there is no such ledger" in run(*command, "--ledger", "none.db", status=1).stderr
    assert not Path("none.db").exists()
