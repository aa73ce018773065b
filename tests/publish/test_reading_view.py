"""A reading for people shows the whole text with its marks, and each event in the table."""

from __future__ import annotations

import re
from dataclasses import replace

from rich.console import Console

from dragoman.publish.reading_view import marked_text, reading_view
from tests.publish.test_formats import TEXT, reading


def drawn(of, width: int = 80) -> str:
    console = Console(width=width, force_terminal=False)
    with console.capture() as capture:
        console.print(reading_view(of))
    return capture.get()


def test_the_text_is_whole_and_marked():
    text = marked_text(reading())
    assert text.plain == TEXT
    styles = {text.plain[s.start : s.end]: str(s.style) for s in text.spans}
    assert styles["Ankara"] == "cyan"
    assert styles["met"] == "bold yellow"
    assert styles["on Tuesday"] == "green"
    assert styles["Fidan"] == "cyan italic"


def test_the_table_tells_each_event():
    made = drawn(reading())
    rows = made[made.index("event, type") :]
    for words in ("met", "CONSULT visit", "Hakan Fidan", "2031-03-04", "Ankara", "scheduled", "0.93"):
        assert words in rows
    assert "→" not in rows.split("\n", 1)[1]
    both = replace(reading().events[0], recipients=("x2",))
    assert "→ Ankara" in drawn(reading(events=(both,)))


def test_a_text_without_events_says_so():
    assert "No event was found in this text." in drawn(reading(events=()))


def test_it_fits_80_columns():
    assert max(len(line) for line in drawn(reading()).splitlines()) <= 80


def test_a_strangers_markup_and_controls_are_inert():
    evil = "[red]x[/red]\x1b[31m" + TEXT[12:]
    document = replace(reading().document, text=evil, title="[b]t[/b]\x1b]0;x\x07")
    made = drawn(replace(reading(), document=document), 200)
    assert "[red]x[/red]" in made
    assert "[b]t[/b]" in made
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", made)
