"""Where time expressions stand: the guidelines' cuts, and what only looks like a time."""

import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from dragoman.nouns.text import Span
from dragoman.nouns.time import DayInterval
from dragoman.read import time_recogniser
from dragoman.read.times import recognise, resolve

CORPUS = Path(__file__).parents[2] / "corpus" / "stories"


def found(text: str) -> list[str]:
    return [span.of(text) for span in recognise(text, [Span(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("They met on Tuesday and will meet in September.", ["on Tuesday", "in September"]),
        ("He has been held since Monday and until last week.", ["Monday", "last week"]),
        ("The order stands from 1 March 2026 to 30 June.", ["1 March 2026", "30 June"]),
        ("It must leave by the end of June.", ["the end of June"]),
        ("It will report within ten days.", ["within ten days"]),
        ("He talked for almost two hours.", ["almost two hours"]),
        ("She arrived for a two-day visit.", ["two-day"]),
        ("The strike, its third in Sunday's dispute, went on.", ["Sunday"]),
        ("The train left at 7:20 a.m. and stopped at noon.", ["at 7:20 a.m.", "at noon"]),
        ("He resigned late on Tuesday, on the eve of Christmas.", ["late on Tuesday", "Christmas"]),
        ("ANKARA, June 11 — Turkey signed on Wednesday.", ["June 11", "on Wednesday"]),
        ("Prices rose in May, and again in March.", ["in May", "in March"]),
        ("The truce of 2021 and the 2018 convention lapsed.", ["2021", "2018"]),
        ("They came two days later, three years ago.", ["two days later", "three years ago"]),
        ("The exchange came hours after the raid.", ["hours"]),
        ("Guns were fired on the night of May 16.", ["on the night of May 16"]),
        ("They fish every day and talk twice a day.", ["every day", "twice a day"]),
        ("In the late 1990s the pipe was planned.", ["In the late 1990s"]),
        ("It has been so for decades, in the first half of 2025 too.", ["decades", "in the first half of 2025"]),
    ],
)
def test_cuts_of_the_guidelines(text: str, spans: list[str]) -> None:
    assert found(text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "The 19-year-old crane operator, aged 40, may march.",
        "It buys two million tonnes a year and 15,000 barrels a day.",
        "The prime minister, Theresa May, may go.",
        "They march on the capital.",
        "It sent 2013 soldiers and paid $2024.",
        "Russia won 3-2 and took a second city.",
        "The fall of the town shocked them.",
        "Seo Jun-ha and Jan Wolniewicz agreed.",
        "He was the third to fall.",
        "Resolution 1701 holds.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert found(text) == []


@given(st.text(alphabet="abc MarchonTuesday2024 ,.-’\n\u00a0é5", max_size=80).filter(str.strip))
def test_spans_lie_in_their_sentences_in_order_and_apart(text: str) -> None:
    half = max(len(text) // 2, 1)
    sentences = [Span(0, half), *([Span(half, len(text))] if half < len(text) else [])]
    spans = recognise(text, sentences)
    assert list(spans) == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(any(s.covers(span) for s in sentences) for span in spans)
    assert all(span.of(text).strip() for span in spans)


@pytest.mark.skipif(not any(CORPUS.glob("*.json")), reason="the corpus is not here")
def test_accuracy_on_a_part_of_the_corpus() -> None:
    """A floor far under the measured figures: it falls only where something broke."""
    sys.path.insert(0, str(CORPUS.parents[1]))
    from training.corpus import load_story

    right = gold = overlapping = predicted = 0
    for path in sorted(CORPUS.glob("*.json"))[:25]:
        for reading in load_story(path).readings:
            document = reading.document
            if not document.published:
                continue
            times = sorted(reading.times, key=lambda t: t.span)
            read = resolve(document.text, [t.span for t in times], DayInterval(document.published, document.published))
            right += sum(a.value == b.value for a, b in zip(times, read, strict=True))
            spans = recognise(document.text, reading.sentences)
            overlapping += sum(any(t.span.overlaps(s) for s in spans) for t in times)
            gold, predicted = gold + len(times), predicted + len(spans)
    assert right / gold > 0.88
    assert 2 * overlapping / (gold + predicted) > 0.92


@pytest.mark.parametrize("leading", ["the", "a", "that", "its", "as"])
def test_no_form_goes_on_where_the_first_two_words_are_passed_over(leading):
    forms = [regex.compile(p.pattern.pattern, regex.IGNORECASE) for p in time_recogniser._SPOTTED]
    literal = {w for form in forms for w in regex.findall(r"[A-Za-z]+", form.pattern)}
    passed_over = [w for w in sorted(literal | {f"{w}s" for w in literal}) if time_recogniser._LEADS_NOWHERE.match(f"{leading} {w} ")]
    assert len(passed_over) > 100
    going_on = [w for w in passed_over if any(form.match(f"{leading} {w} ", partial=True) for form in forms)]
    assert going_on == []


def test_a_text_without_times_is_looked_through_once() -> None:
    """Where each sentence is sought through to the end of the text, this takes half a minute."""
    text = "Xyz bcd. " * 8000
    started = time.process_time()
    assert recognise(text, [Span(at, at + 8) for at in range(0, len(text), 9)]) == ()
    assert time.process_time() - started < 3
