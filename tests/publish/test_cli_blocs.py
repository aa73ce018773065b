"""`dragoman blocs`: planted blocs shown and told, too little refused with a reason, and wrong questions."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.coded.parts import Parts
from dragoman.publish.cli import app
from quality.planted import world
from tests.relate.coded import coded, table


@pytest.fixture(autouse=True)
def house(monkeypatch, tmp_path):
    for name in [n for n in os.environ if n.startswith("DRAGOMAN_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def planted(house):
    made, groups = world([8] * 3, events=4000, friendly=3, hostile=3, seed=3)
    keep(made)
    return groups


def keep(made):
    parts = Parts(Path("events"), "made")
    parts.add(made.collect())
    parts.keep()


def run(*arguments):
    result = CliRunner().invoke(app, ["blocs", *arguments], prog_name="dragoman")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_planted_blocs_in_json(planted):
    told = json.loads(run("-e", "events", "--window", "2025-01..2025-09", "--json").stdout)
    (window,) = told["windows"]
    assert (window["first"], window["last"], window["refusal"], told["moves"]) == ("2025-01-01", "2025-09-30", None, [])
    assert "closeness" not in window
    found = [{planted[m["actor"]] for m in bloc["members"]} for bloc in window["blocs"]]
    assert sorted(map(tuple, found)) == [(0,), (1,), (2,)]
    assert all(deed["strongest"] for bloc in window["blocs"] for deed in bloc["deeds"])


def test_the_view_shows_members_moves_and_who_is_close(planted):
    actor = next(iter(planted))
    shown = run("-e", "events", "-w", "2025-01..2025-04", "-w", "2025-05..2025-09", "--close-to", actor).stdout
    assert "2025-01..2025-04" in shown
    assert "8 members" in shown
    assert "Close to" in shown
    assert "--trace" in shown


def test_too_little_is_refused_and_says_so(house):
    keep(table(*(coded(f"e{n}", day=f"2025-03-{n + 1:02d}") for n in range(5))))
    result = run("-e", "events")
    assert result.exit_code == 0
    assert "No bloc is named from so little: 5 events among 2 actors" in " ".join(result.stdout.split())


WRONG = [
    ((), 2, "say whose events"),
    (("-e", "events", "--window", "spring"), 2, "expected a day, week, month, year or window"),
    (("-e", "events", "--close-to", "CHN+RUS"), 2, "expected one state or organisation"),
    (("-e", "nowhere"), 1, "there is nothing"),
]


@pytest.mark.parametrize(("options", "status", "reason"), WRONG)
def test_what_cannot_be_asked(planted, options, status, reason):
    result = run(*options)
    assert (result.exit_code, result.stdout) == (status, "")
    assert reason in result.stderr
