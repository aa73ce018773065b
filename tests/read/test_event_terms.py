"""When what was laid down takes effect is a term of it, and of nothing else."""

from datetime import date

import pytest

from dragoman.nouns.event import EventMention
from dragoman.nouns.text import Span
from dragoman.nouns.time import DayInterval, TimeValue
from dragoman.read.decode import RawEvent, RawTerm
from dragoman.read.event_terms import marked, with_starts

DAY = DayInterval(date(2025, 6, 11), date(2025, 6, 11))


def started(text, time, *events, own=()):
    """Return the start terms by trigger; events are given as (trigger, type), sentences end with a full stop."""
    ends = [n + 1 for n, c in enumerate(text) if c == "."]
    bounds = [Span(a + (a > 0), b) for a, b in zip([0, *ends], ends, strict=False)]
    at = text.index(time)
    when = TimeValue("t1", Span(at, at + len(time)), "2025-09-15", DayInterval(date(2025, 9, 15), date(2025, 9, 15)))
    made = []
    for n, (trigger, type_) in enumerate(events, 1):
        start = text.index(trigger)
        made.append(
            EventMention(f"e{n}", Span(start, start + len(trigger)), type_, "occurred", 1.0, times=("t1",) if trigger in own else ())
        )
    told = with_starts(made, [when], bounds, text, DAY)
    return {e.trigger.of(text): t.value for e in told for t in e.terms if t.kind == "start"}


GRANTED = ("granted", "CONCEDE")


@pytest.mark.parametrize(
    "text",
    [
        "Oman granted visa-free entry to Kenyans, a policy set to begin on 15 September.",
        "Oman granted visa-free entry to Kenyans, which takes effect on 15 September.",
        "Oman granted visa-free entry to Kenyans. The measure comes into force on 15 September.",
        "Oman granted visa-free entry to Kenyans, effective 15 September.",
    ],
)
def test_a_day_on_which_it_takes_effect_is_the_start_of_what_was_laid_down(text):
    time = "on 15 September" if "on 15" in text else "15 September"
    assert started(text, time, GRANTED) == {"granted": "2025-09-15"}


def test_it_goes_with_the_last_that_lays_something_down():
    text = "Oman met Kenya, granted visas and imposed tariffs, due to start on 15 September, analysts said."
    events = (("met", "CONSULT"), GRANTED, ("imposed", "SANCTION"), ("said", "STATE"))
    assert started(text, "on 15 September", *events) == {"imposed": "2025-09-15"}


@pytest.mark.parametrize(
    "text",
    [
        "Oman granted visa-free entry to Kenyans on 15 September.",
        "Oman granted visa-free entry to Kenyans. The rains begin on 15 September.",
        "Oman granted visa-free entry to Kenyans. It rained. The measure comes into force on 15 September.",
    ],
)
def test_other_days_are_no_start(text):
    assert started(text, "on 15 September", GRANTED) == {}


def test_a_day_that_an_event_has_as_its_own_is_no_start_of_another():
    text = "Oman granted visas, and talks begin on 15 September."
    assert started(text, "on 15 September", GRANTED, ("talks", "CONSULT"), own=("talks",)) == {}


def test_a_day_that_an_event_of_another_sentence_has_can_be_a_start():
    text = "Oman granted visas, a policy set to begin on 15 September. Preparations go on."
    assert started(text, "on 15 September", GRANTED, ("Preparations", "CONSULT"), own=("Preparations",)) == {"granted": "2025-09-15"}


def test_a_bare_word_is_no_object():
    text = "They sealed a major deal on the Lobito Corridor."
    raw = [RawTerm(Span(text.index(w), text.index(w) + len(w)), "object") for w in ("major", "the Lobito Corridor")]
    event = RawEvent(Span(5, 11), "SUPPORT", "occurred", 1.0, (), (), {}, (), (), b"")
    assert [t.span.of(text) for t in marked(event, raw, {}, [Span(0, len(text))], text, DAY)] == ["the Lobito Corridor"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("They signed a pact at the friendliest meeting in seventy years.", []),
        ("They signed a pact at the friendliest meeting [in seventy years].", []),
        ("They signed a pact, their first in more than seventy years.", []),
        ("They signed a pact after the arrest in seventy years.", ["seventy years"]),
        ("They signed a pact for seventy years.", ["seventy years"]),
    ],
)
def test_since_when_something_is_the_first_is_no_term(text, kept):
    words = "in seventy years" if "[" in text else "seventy years"
    text = text.replace("[", "").replace("]", "")
    at = Span(text.index(words), text.index(words) + len(words))
    event = RawEvent(Span(5, 11), "SUPPORT", "occurred", 1.0, (), (), {}, (), (), b"")
    assert [t.span.of(text) for t in marked(event, [RawTerm(at, "duration")], {}, [Span(0, len(text))], text, DAY)] == kept


@pytest.mark.parametrize("kind", ["money", "quantity"])
def test_what_is_but_a_length_of_time_counts_nothing(kind):
    text = "They promised 66 million euros over ten years."
    at = Span(text.index("ten years"), len(text) - 1)
    event = RawEvent(Span(5, 13), "AGREE", "occurred", 1.0, (), (), {}, (), (), b"")
    time = TimeValue("t1", at, "P10Y")
    assert [(t.kind, t.value) for t in marked(event, [RawTerm(at, kind)], {at: time}, [Span(0, len(text))], text, DAY)] == [
        ("duration", "P10Y")
    ]
