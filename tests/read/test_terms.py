"""Term values and bounds by kind."""

import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.nouns.text import Span
from dragoman.nouns.time import DayInterval, TimeValue
from dragoman.read.terms import has_no_length, is_bare, normalise, opens_or_ends, with_rate

DAY = DayInterval(date(2025, 6, 11), date(2025, 6, 11))
CORPUS = Path(__file__).parents[2] / "corpus" / "stories"
KINDS = (
    "quantity", "money", "duration", "period", "start", "end", "price", "share", "killed", "injured", "detained", "participants", "rank",
    "object",
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "words", "value", "bound"),
    [
        ("quantity", "up to 2 million tonnes a year", "2000000 t/yr", "max"),
        ("quantity", "twice", "2 times", None),
        ("quantity", "four times a week", "4 times/wk", None),
        ("money", "“$2.5bn”", "2500000000 USD", None),
        ("killed", "At least 11 children", "11 persons", "min"),
        ("killed", "two", "2 persons", None),
        ("killed", "dozens", "dozens of persons", None),
        ("injured", "a Filipino sailor", "1 persons", None),
        ("detained", "the five Greek Cypriots", "5 persons", None),
        ("participants", "14 African countries", "14 countries", None),
        ("participants", "Some 40 heads of state and government", "40 persons", "approx"),
        ("duration", "up to 30 days", "P30D", "max"),
        ("duration", "at least four months", "P4M", "min"),
        ("duration", "life", "life", None),
        ("period", "within 60 days", "P60D", "max"),
        ("start", "1 January", "2026-01-01", None),
        ("start", "with effect from 1 July", "2025-07-01", None),
        ("start", "Monday", "2025-06-16", None),
        ("start", "6pm", "T18:00", None),
        ("end", "the end of 2026", "2026", None),
        ("end", "Christmas", "2025-12-25", None),
        ("end", "next spring", "2026-SP", None),
        ("share", "two-thirds", "67 %", None),
        ("share", "2.1% interest", "2.1 %/yr", None),
        ("price", "a discount of $16 a barrel", "-16 USD/bbl", None),
        ("price", "free of charge", "0", None),
        ("rank", "the 80th anniversary", "80th", None),
        ("rank", "fortieth", "40th", None),
        ("rank", "first snap election since 2018", "first since 2018", None),
        ("rank", "the largest gathering in the African Union's history", "largest", None),
        ("rank", "worst battlefield defeat in decades", "worst in decades", None),
        ("rank", "golden", "50th", None),
        ("object", "the Rome Statute", "Rome Statute", None),
        ("quantity", "the lion’s share.", "the lion’s share", None),
        ("unheard-of", "  some   words ", "some words", "approx"),
    ],
)
def test_value_and_bound(kind: str, words: str, value: str, bound: str | None) -> None:
    assert normalise(kind, words, DAY) == (value, bound)


def test_the_reports_own_reading_of_the_time_goes_first() -> None:
    since = TimeValue("t1", Span(0, 5), "2025-03", None)
    assert normalise("start", "March", DAY)[0] == "2026-03"
    assert normalise("start", "March", DAY, since)[0] == "2025-03"


def test_without_a_day_of_writing_no_year_is_invented() -> None:
    assert normalise("start", "1 November", None) == ("XXXX-11-01", None)


@given(st.sampled_from(KINDS), st.text(max_size=80))
def test_it_never_fails_and_always_gives_words(kind: str, words: str) -> None:
    value, bound = normalise(kind, words, DAY)
    assert (value, bound) == normalise(kind, words, DAY)
    assert bound in (None, "max", "min", "approx")
    assert value or not words.strip(" \t\n,.;:“”\"'‘’()\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0")


@pytest.mark.skipif(not any(CORPUS.glob("*.json")), reason="the corpus is not here")
def test_accuracy_on_a_part_of_the_corpus() -> None:
    """A floor under the measured figures: it falls only where something broke."""
    sys.path.insert(0, str(CORPUS.parents[1]))
    from training.corpus import load_story

    values = bounds = terms = 0
    for path in sorted(CORPUS.glob("*.json"))[:40]:
        for reading in load_story(path).readings:
            written = reading.document.published
            for event in reading.events:
                for term in event.terms:
                    words = term.span.of(reading.document.text)
                    value, bound = normalise(term.kind, words, DayInterval(written, written) if written else None)
                    values, bounds, terms = values + (value == term.value), bounds + (bound == term.bound), terms + 1
    assert values / terms > 0.75
    assert bounds / terms > 0.93


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        (
            "up to 50 billion cubic metres of natural gas annually for 30 years",
            "50 billion cubic metres",
            "50 billion cubic metres of natural gas annually",
        ),
        ("sells 200 MW a day to Kenya", "200 MW", "200 MW a day"),
        ("up to 50 tonnes of tin per day", "50 tonnes of", "50 tonnes of tin per day"),
        ("bought 3,000 tonnes of wheat in May", "3,000 tonnes", "3,000 tonnes"),
        ("gave 40 trucks of a kind that lasts", "40 trucks", "40 trucks"),
    ],
)
def test_an_amount_takes_the_rate_that_follows_it(text: str, words: str, whole: str) -> None:
    start = text.index(words)
    assert with_rate(text, Span(start, start + len(words))).of(text) == whole


def test_words_before_a_time_say_that_something_begins_or_ends_then() -> None:
    text = "a policy set to begin on May 5 and to run until June, he said on Monday"
    times = [Span(text.index(w), text.index(w) + len(w)) for w in ("May 5", "June", "Monday")]
    assert [opens_or_ends(text, 0, t) for t in times] == ["start", "end", None]


def test_goods_without_an_amount_are_bare() -> None:
    assert is_bare("natural gas")
    assert not is_bare("dozens of tanks")
    assert not is_bare("20 tanks")


@pytest.mark.parametrize(
    ("words", "none"), [("five-point", True), ("three times", True), ("50", True), ("life", False), ("ten years", False)]
)
def test_a_duration_has_a_length(words: str, none: bool) -> None:
    assert has_no_length(words, None) == none
