import pytest

from corpus.card import BEGIN, END, HERE, STATUS_ORDER, load_raw, rewritten
from corpus.check import STATUSES, Json

OTHERS = (load_raw(HERE / "briefs"), load_raw(HERE / "standoff"))


@pytest.fixture(scope="module")
def raws() -> list[Json]:
    return load_raw()


def test_the_card_says_what_the_stories_hold(raws: list[Json]):
    card = (HERE / "README.md").read_text(encoding="utf-8")
    assert rewritten(card, raws, *OTHERS) == card, "the stories changed: run `python -m corpus.card`"


def test_a_story_less_changes_the_card(raws: list[Json]):
    card = (HERE / "README.md").read_text(encoding="utf-8")
    assert rewritten(card, raws[1:], *OTHERS) != card
    assert rewritten(card, raws, OTHERS[0][1:], OTHERS[1]) != card
    assert rewritten(card, raws, OTHERS[0], OTHERS[1][1:]) != card


def test_rewriting_keeps_what_stands_around_the_counts(raws: list[Json]):
    card = (HERE / "README.md").read_text(encoding="utf-8")
    fresh = rewritten(card, raws[:1], *OTHERS)
    assert fresh.partition(BEGIN)[0] == card.partition(BEGIN)[0]
    assert fresh.partition(END)[2] == card.partition(END)[2] != ""


def test_the_card_has_a_column_for_each_status():
    assert set(STATUS_ORDER) == STATUSES


def test_story_ids_are_file_names_and_report_ids_are_unique(raws: list[Json]):
    names = sorted(path.stem for path in (HERE / "stories").glob("*.json"))
    assert [story["story"] for story in raws] == names
    reports = [report["id"] for story in raws for report in story["reports"]]
    assert len(set(reports)) == len(reports)
    assert all(report["id"].startswith(f"{story['story']}-") for story in raws for report in story["reports"])
