"""`--scheme` on the command line: what it adds to a reading and to a ledger, and what it says of a faulty file."""

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.publish.cli import app

TEXT = "Kazakhstan rerouted its oil exports to Germany last week. Iran condemned Israel on Monday for its policy."
SCHEME = """
scheme = "corridors"
[types.TRANSIT]
name = "transit"
definition = "Goods cross a third state."
plover = "COOPERATE"
triggers = ["reroute", "condemn"]
"""


@pytest.fixture(autouse=True)
def house(monkeypatch, tmp_path):
    for name in [n for n in os.environ if n.startswith("DRAGOMAN_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT)
    Path("s.toml").write_text(SCHEME)


def run(*arguments):
    result = CliRunner().invoke(app, list(arguments), prog_name="dragoman")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_reading_with_a_scheme_is_the_reading_without_it_and_more():
    plain = json.loads(run("read", "a.txt", "--jsonl").stdout)
    coded = json.loads(run("read", "a.txt", "--jsonl", "--scheme", "s.toml").stdout)
    for key in ("document", "entities", "times", "quotes"):
        assert coded[key] == plain[key]
    by_id = {e["id"]: e for e in coded["events"]}
    for event in plain["events"]:
        assert {k: v for k, v in by_id[event["id"]].items() if k not in {"custom", "probability"}} == {
            k: v for k, v in event.items() if k != "probability"
        }
    codes = {TEXT[e["start"] : e["end"]]: [c["type"] for c in e.get("custom", [])] for e in coded["events"]}
    assert codes["rerouted"] == codes["condemned"] == ["TRANSIT"]
    assert coded["model"].startswith(plain["model"] + " + corridors@")


def test_a_ledger_has_the_codes_as_a_field_with_its_evidence():
    assert run("add", "a.txt", "--ledger", "x.db", "--scheme", "s.toml").exit_code == 0
    told = json.loads(run("brief", "--ledger", "x.db", "--json").stdout)
    custom = [f for e in told["events"] for f in e["fields"] if f["name"] == "custom"]
    words = {TEXT[v["evidence"][0]["start"] : v["evidence"][0]["end"]] for f in custom for v in f["values"]}
    assert {v["value"] for f in custom for v in f["values"]} == {"corridors/TRANSIT"}
    assert words == {"rerouted", "condemned"}
    for view in ((), ("--markdown",), ("--html", "-")):
        assert run("brief", "--ledger", "x.db", *view).exit_code == 0


def test_an_event_by_a_trigger_word_explains_itself():
    said = json.loads(run("explain", "a.txt", "rerouted", "--scheme", "s.toml", "--json").stdout)
    assert "corridors/TRANSIT" in {d["value"] for d in said["decisions"] if d["what"] == "custom"}
    assert said["event"]["custom"][0]["scheme"] == "corridors"


@pytest.mark.parametrize("command", [("read", "a.txt"), ("add", "a.txt", "--ledger", "x.db"), ("explain", "a.txt", "e1")])
def test_a_faulty_scheme_stops_the_command_before_anything_is_read(command):
    Path("s.toml").write_text(SCHEME.replace("COOPERATE", "COPERATE"))
    result = run(*command, "--scheme", "s.toml")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "s.toml: types.TRANSIT.plover: expected one of AGREE" in result.stderr
    assert not Path("x.db").exists()
