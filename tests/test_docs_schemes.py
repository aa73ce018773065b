"""The worked example of docs/schemes.md does what the page says."""

import re
from pathlib import Path

import dragoman
from dragoman import scheme
from dragoman.publish.formats import reading_to_json
from dragoman.scheme.custom import Condition, CustomType

PAGE = (Path(__file__).parents[1] / "docs" / "schemes.md").read_text(encoding="utf-8")


def block(kind):
    return re.search(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)[1]


def test_the_worked_example(tmp_path):
    file = tmp_path / "corridors.toml"
    file.write_text(block("toml"))
    text = block("text").strip()
    plain, coded = dragoman.read(text), dragoman.read(text, schemes=[file])
    found = {e.trigger.of(text): {f"{c.scheme}/{c.type}" for c in e.custom} for e in coded.events}
    assert found["rerouted"] == {"corridors/TRANSIT"}
    assert found["signed"] == {"corridors/GAS-DEAL"}
    assert found["condemned"] == set()
    assert {e.id for e in plain.events} <= {e.id for e in coded.events}
    assert coded.model.startswith(f"{plain.model} + corridors@")
    said = {text[e["start"] : e["end"]]: e for e in reading_to_json(coded)["events"]}
    folded = scheme.plover("COOPERATE", (), said["rerouted"]["status"])
    assert (said["rerouted"]["custom"][0]["plover"] or {}).get("type") == (folded.type if folded else None)
    assert said["signed"]["custom"] == [{"scheme": "corridors", "type": "GAS-DEAL", "plover": None}]
    assert "custom" not in said["condemned"]


def test_the_page_names_every_key():
    for key in (*Condition.__dataclass_fields__, *(k for k in CustomType.__dataclass_fields__ if k != "id")):
        assert f"`{key}`" in PAGE, key
