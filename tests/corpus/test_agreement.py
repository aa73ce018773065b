import json
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.agreement import (
    BEGIN,
    DOUBLE,
    END,
    HERE,
    SINGLES,
    Double,
    bare,
    both_ways,
    kappa,
    load,
    load_singles,
    paired_events,
    rewritten,
    same_happening,
    sample,
)
from corpus.check import faults

FILES = sorted(DOUBLE.glob("*/*.json"))


@pytest.fixture(scope="module")
def doubles() -> list[Double]:
    return load()


def _card() -> str:
    return (HERE / "README.md").read_text(encoding="utf-8")


def test_the_card_says_what_the_two_annotations_hold(doubles: list[Double]):
    assert rewritten(_card(), doubles, load_singles()) == _card(), "an annotation changed: run `python -m corpus.agreement`"


def test_a_report_less_changes_the_tables_and_nothing_else(doubles: list[Double]):
    fresh = rewritten(_card(), doubles[1:], load_singles())
    assert fresh != _card()
    assert fresh.partition(BEGIN)[0] == _card().partition(BEGIN)[0]
    assert fresh.partition(END)[2] == _card().partition(END)[2] != ""


def test_the_reports_are_those_that_the_rule_draws(doubles: list[Double]):
    drawn = sample()
    assert sorted(drawn) == sorted(d.settled.document.id for d in doubles)
    assert len({report.partition("-")[0] for report in drawn}) == len(drawn) == 5
    outlets = {json.loads(path.read_text(encoding="utf-8"))["reports"][0]["outlet"] for path in FILES}
    assert outlets >= {"ministry", "wire"}
    assert outlets & {"think-tank", "blog"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_each_annotation_keeps_the_guidelines_and_the_text_of_its_report(path: Path):
    story = json.loads(path.read_text(encoding="utf-8"))
    assert list(faults(story)) == []
    (report,) = story["reports"]
    assert report["id"] == path.stem
    corpus = json.loads((HERE / "stories" / f"{story['story']}.json").read_text(encoding="utf-8"))
    told = next(r for r in corpus["reports"] if r["id"] == path.stem)
    given = ("outlet", "published", "title", "text", "breaks")
    assert [report[key] for key in given] == [told[key] for key in given]


def test_what_the_second_annotator_sees_holds_no_annotation():
    report = json.loads(FILES[0].read_text(encoding="utf-8"))["reports"][0]
    lines = bare(report).splitlines()
    assert lines[1:] == [f"{n} {sentence}" for n, sentence in enumerate(report["text"])]
    assert lines[0].startswith(f"{report['id']} | {report['outlet']}")


def test_kappa_is_agreement_beyond_chance():
    # The textbook's table: 20 both yes, 5 yes and no, 10 no and yes, 15 both no; seen 0.7, by chance 0.5.
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("y", "n"), ("n", "y")]) == pytest.approx(-1)
    assert kappa([("y", "y")] * 3) == 1
    with pytest.raises(ValueError, match="expected at least one pair"):
        kappa([])


def test_who_is_called_first_changes_no_f1(doubles: list[Double]):
    readings = [(d.first.readings[0], d.second.readings[0]) for d in doubles]
    one, other = both_ways(readings), both_ways([(b, a) for a, b in readings])
    for name, f in one.items():
        assert (f.first, f.of_first, f.f1) == pytest.approx((other[name].second, other[name].of_second, other[name].f1)), name


def test_an_annotation_agrees_with_itself(doubles: list[Double]):
    same = [Double(d.first, d.first, d.settled) for d in doubles]
    readings = [(d.first.readings[0], d.second.readings[0]) for d in same]
    assert {f.f1 for f in both_ways(readings).values()} == {1.0}
    assert same_happening(same).f1 == 1
    assert all(a is b for a, b in paired_events(same))


def test_the_command_refuses_what_it_does_not_know():
    ran = subprocess.run([sys.executable, "-m", "corpus.agreement", "words"], capture_output=True, text=True, cwd=HERE.parent)
    assert ran.returncode == 2
    assert "expected no argument or 'texts', saw 'words'" in ran.stderr


def test_singles_were_annotated_twice_from_one_text():
    singles = load_singles()
    assert len(singles) == len(list(SINGLES.glob("*.json"))) == 8
    for double in singles:
        first, second = double.first.readings[0], double.second.readings[0]
        assert first.document.text == second.document.text
        assert first.events != second.events
    fresh = rewritten(_card(), load(), singles[1:])
    assert fresh != _card()
    assert fresh.partition(BEGIN)[0] == _card().partition(BEGIN)[0]


@pytest.mark.parametrize("path", sorted(SINGLES.glob("*.json")), ids=lambda path: path.stem)
def test_each_second_annotation_of_a_single_report_keeps_the_guidelines(path: Path):
    assert list(faults(json.loads(path.read_text(encoding="utf-8")))) == []
