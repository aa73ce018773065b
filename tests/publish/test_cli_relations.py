"""`dragoman relations` over a ledger and imported events: the same figures in every form, and from each a way back to sentences."""

from __future__ import annotations

import csv
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman import flow
from dragoman.flow import verbs
from dragoman.nouns.ledger import Party
from dragoman.publish.cli import app
from tests.flow.readers import Fragile
from tests.ingest.coded.files import gdelt, write
from tests.store import fakes


def between_china_and_russia(readings, corrections=()):
    told = fakes.tell(readings, corrections)
    china, russia = Party("China", "state:CHN", "CHN"), Party("Russia", "state:RUS", "RUS")
    events = tuple(replace(e, actors=(china,), recipients=(russia,), summary=f"China visited Russia ({e.id})") for e in told.events)
    return replace(told, events=events)


@pytest.fixture
def house(monkeypatch, tmp_path):
    """Make a ledger with events of March 2024, and a folder of imported ones of March 2025."""
    for name in [n for n in os.environ if n.startswith("DRAGOMAN_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(verbs, "load", Fragile().load)
    monkeypatch.setattr(verbs, "linking", lambda: fakes.linking(between_china_and_russia))
    (tmp_path / "a.txt").write_text("anvil basil cedar. The minister met the delegation in the capital on Tuesday.")
    assert run("add", "a.txt", "-l", "x.db").exit_code == 0
    flow.import_events(write(Path("g.tsv"), "gdelt", gdelt(), gdelt(GlobalEventID="7", EventCode="112", NumSources="1")), Path("events"))
    return tmp_path


def run(*arguments):
    result = CliRunner().invoke(app, list(arguments), prog_name="dragoman")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def as_json(*arguments):
    return json.loads(run(*arguments, "--json").stdout)


def test_a_ledger_and_imported_events_together(house):
    told = as_json("relations", "China", "Russia", "-l", "x.db", "-e", "events")
    assert told["sides"] == ["China", "Russia"]
    by_period = {p["period"]: p["events"] for p in told["periods"]}
    assert by_period["2024-03"] > 0
    assert by_period["2025-03"] == 2
    assert told["events"] == sum(by_period.values())
    alone = [as_json("relations", "CHN", "RUS", *only)["events"] for only in (("-l", "x.db"), ("-e", "events"))]
    assert sum(alone) == told["events"]


def test_csv_and_the_view_say_the_same(house):
    told = as_json("relations", "CHN", "RUS", "-e", "events")
    (row,) = csv.DictReader(run("relations", "CHN", "RUS", "-e", "events", "--csv").stdout.splitlines())
    (period,) = told["periods"]
    assert (row["period"], int(row["events"]), int(row["verbal_conflict"])) == ("2025-03", 2, period["verbal_conflict"])
    assert float(row["conflict_high"]) == period["conflict"]["high"]
    view = run("relations", "CHN", "RUS", "-e", "events").stdout
    assert "China and Russia, by month" in view
    assert "--trace" in view


def test_from_a_figure_to_its_sentences(house):
    period = next(p for p in as_json("relations", "CHN", "RUS", "-l", "x.db")["periods"] if p["events"])
    traced = as_json("relations", "CHN", "RUS", "-l", "x.db", "--trace", period["period"])
    assert traced["events"] == period["events"]
    text = (house / "a.txt").read_text()
    for one in traced["traced"]:
        assert one["summary"] == f"China visited Russia ({one['event']})"
        assert one["sentences"]
        assert all(text[s["start"] : s["end"]] == s["words"] for s in one["sentences"])
    view = run("relations", "CHN", "RUS", "-l", "x.db", "--trace", period["strongest"][0]).stdout
    assert traced["traced"][0]["sentences"][0]["words"].split()[0] in view


def test_from_a_figure_to_the_row_that_was_imported(house):
    ((one, _),) = [as_json("relations", "CHN", "RUS", "-e", "events", "--trace", "2025-03")["traced"]]
    assert (one["file"], one["line"], one["told_in"], one["sentences"]) == ("g.tsv", 1, "https://example.org/a", [])
    view = run("relations", "CHN", "RUS", "-e", "events", "--trace", "2025", "--limit", "1").stdout
    assert "g.tsv, line 1" in view
    assert "and 1 more" in view


def test_options_go_by_the_same_names_as_elsewhere(house):
    base = ("relations", "CHN", "RUS", "-e", "events")
    trace = (*base, "--trace", "2025")
    assert as_json(*trace, "--limit", "1") == as_json(*trace, "--most", "1")
    assert as_json(*base, "--sources", "2") == as_json(*base, "--at-least-sources", "2")
    assert as_json(*base, "--sources", "2") != as_json(*base)
    assert as_json(*base, "--type", "ACCUSE,AID") == as_json(*base, "--type", "ACCUSE", "--type", "aid")
    assert as_json(*base, "--sector", "GOV,MIL") == as_json(*base, "--sector", "GOV", "--sector", "MIL")


WRONG = [
    ((), 2, "say whose events"),
    (("-e", "events", "--csv", "--json"), 2, "--csv goes neither"),
    (("-e", "nowhere"), 1, "there is nothing"),
    (("-e", "events", "--by", "decade"), 2, "expected one of day, week, month, year"),
    (("-e", "events", "--since", "soon"), 2, "expected a day, week, month, year or window"),
    (("-e", "events", "--weight", "love"), 2, "expected a weight of"),
    (("-e", "events", "--type", "ACCUSE,STATE"), 2, "saw 'STATE'"),
    (("-e", "events", "--sector", "GOV,ARMY"), 2, "saw 'ARMY'"),
    (("-e", "events", "--trace", "e99"), 2, "expected a period, a window, all, undated, wide or the id of an event"),
]


@pytest.mark.parametrize(("options", "status", "reason"), WRONG)
def test_what_cannot_be_asked(house, options, status, reason):
    result = run("relations", "CHN", "RUS", *options)
    assert (result.exit_code, result.stdout) == (status, "")
    assert reason in result.stderr


def test_an_unknown_side_is_said_with_what_may_be_meant(house):
    result = run("relations", "Chnia", "RUS", "-e", "events")
    assert (result.exit_code, "did you mean 'China'?" in result.stderr) == (2, True)
