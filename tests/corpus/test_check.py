import json
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy

import pytest

from corpus.card import HERE, load_raw
from corpus.check import Json, faults, locate

STORY: Json = {
    "story": "s000",
    "reports": [
        {
            "id": "s000-a",
            "text": ["The envoy met the envoy on Monday.", "“No,” he said of the deal."],
            "entities": {
                "E1": {"type": "PER", "name": "envoy", "state": "FRA", "sector": "GOV", "mentions": ["0:The envoy", "1:he"]},
                "E2": {"type": "PER", "name": "other envoy", "state": None, "sector": None, "mentions": ["0:the envoy"]},
            },
            "times": {"T1": {"at": "0:on Monday", "value": "2024-03-04"}},
            "events": [
                {
                    "id": "e1",
                    "t": "0:met",
                    "type": "CONSULT",
                    "mode": ["visit"],
                    "status": "occurred",
                    "actor": ["E1"],
                    "time": ["T1"],
                    "h": "H1",
                },
                {"id": "e2", "t": "1:deal", "type": "AGREE", "mode": [], "status": "denied", "by": ["E1"], "cue": "1:said", "h": "H2"},
            ],
            "quotes": [{"at": "1:“No,”", "speaker": "E1", "cue": "1:said", "about": None}],
        }
    ],
    "ledger": [{"h": "H1", "type": "CONSULT", "status": "occurred"}, {"h": "H2", "type": "AGREE", "status": "denied"}],
}


def test_all_stories_keep_the_guidelines():
    assert [f"{story['story']}: {fault}" for story in load_raw() for fault in faults(story)] == []


def test_a_sound_story_has_no_fault():
    assert list(faults(STORY)) == []


def _report(change: Callable[[Json], object]) -> Callable[[Json], object]:
    return lambda story: change(story["reports"][0])


def _event(**fields: object) -> Callable[[Json], object]:
    return lambda story: story["reports"][0]["events"][0].update(fields)


@pytest.mark.parametrize(
    ("break_it", "fault"),
    [
        (_event(t="0:meeting"), "substring 1 not in sentence 0"),
        (_event(t="7:met"), "no sentence 7"),
        (_event(t="met"), "not of the form N:substring"),
        (_event(t="1:deal"), "e2 and e1 share the trigger"),
        (_event(type="TALK"), "type TALK"),
        (_event(mode=["troops"]), "mode troops of CONSULT"),
        (_event(status="done"), "status done"),
        (_event(actor=["E9"]), "actor E9 is no entity"),
        (_event(time=["T9"]), "time T9 is no time"),
        (_event(cue="0:says"), "e1 cue: substring 1"),
        (_event(terms=[{"at": "0:met", "kind": "colour"}]), "term kind colour"),
        (_event(terms=[{"at": "0:meet", "kind": "rank"}]), "e1 term: substring 1"),
        (_event(contexts=["weather"]), "context weather"),
        (_event(h="H9"), "happening H9 is not in the ledger"),
        (_event(h="H2"), "H1: in the ledger, reported by no event"),
        (_report(lambda r: r["entities"]["E1"].update(type="MAN")), "type or sector MAN"),
        (_report(lambda r: r["entities"]["E1"].update(sector="XXX")), "type or sector PER XXX"),
        (_report(lambda r: r["entities"]["E1"].update(state="France")), "state France"),
        (_report(lambda r: r["entities"]["E1"]["mentions"].append("0:envoy")), "mentions overlap: E1"),
        (_report(lambda r: r["times"]["T1"].update(value="")), "T1: no value"),
        (_report(lambda r: r["times"]["T1"].update(at="0:on Tuesday")), "T1: substring 1"),
        (_report(lambda r: r["quotes"][0].update(at="1:“Yes,”")), "quote: substring 1"),
        (_report(lambda r: r["quotes"][0].update(speaker="E9")), "E9 is no entity"),
        (lambda story: story["ledger"][0].update(status="maybe"), "H1: type or status CONSULT maybe"),
    ],
)
def test_each_fault_is_found(break_it: Callable[[Json], object], fault: str):
    story = deepcopy(STORY)
    break_it(story)
    found = list(faults(story))
    assert any(fault in line for line in found), found


def test_a_reference_counts_whole_words_only():
    assert locate(["Chad and Chadians in Chad"], "0:Chad#2") == (0, 21, 25)


def test_the_command_names_the_file_and_fails(tmp_path):
    broken = deepcopy(STORY)
    broken["reports"][0]["events"][0]["status"] = "done"
    (tmp_path / "bad.json").write_text(json.dumps(broken), encoding="utf-8")
    (tmp_path / "worse.json").write_text("{", encoding="utf-8")
    command = [sys.executable, str(HERE / "check.py"), str(tmp_path / "bad.json"), str(tmp_path / "worse.json")]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 1
    assert "bad.json: s000-a e1: status done" in ran.stdout
    assert "worse.json: unreadable: JSONDecodeError" in ran.stdout
    assert ran.stdout.endswith("2 stories, 1 reports, 2 events, 2 stories with faults\n")
