"""Floors that only rise, the page's blocks, and the command line without its outside sets."""

from __future__ import annotations

from quality.accuracy_page import refreshed
from quality.reading_score import Figure
from quality.table import below, lines, raised, row

ROWS = [row("dev", "event trigger", Figure(0.8, 0.6, 0.686, 40)), row("lgl", "Acc", Figure(0.5, 0.5, 0.5, 10))]


def test_floors_hold_and_only_rise() -> None:
    floors = {"dev: event trigger": 0.7, "lgl: Acc": 0.501, "gone: x": 0.9}
    assert [(r.key, floor) for r, floor in below(ROWS, floors)] == [("dev: event trigger", 0.7)]
    assert raised(ROWS, floors) == floors
    assert raised(ROWS, {"lgl: Acc": 0.4}) == {"dev: event trigger": 0.686, "lgl: Acc": 0.5}


def test_the_table_marks_what_has_fallen() -> None:
    shown = [line for line in lines(ROWS, {"dev: event trigger": 0.7}, {"lgl: Acc": 0.8}) if line.startswith("  ")]
    assert shown[0].split() == ["event", "trigger", "0.686", "0.800", "0.600", "40", "0.700", "!"]
    assert shown[1].split() == ["Acc", "0.500", "10", "0.800"]


def test_only_the_blocks_of_this_run_are_written_anew() -> None:
    page = "Words.\n<!-- figures: dev -->\nold\n<!-- end -->\nMore.\n<!-- figures: gum -->\nkept\n<!-- end -->\n"
    new = refreshed(page, ROWS, [], {"dev: event trigger": 0.82}, "reader 9")
    assert "old" not in new
    assert "| event trigger | 0.686 | 0.800 | 0.600 | 40 | 0.820 |" in new
    assert "kept" in new
    assert new == refreshed(new, ROWS, [], {"dev: event trigger": 0.82}, "reader 9")
