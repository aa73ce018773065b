"""Readings to one ledger: nothing depends on the order of arrival, one happening is one event, two happenings stay two."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.nouns.ledger import Event, Ledger
from dragoman.nouns.reading import Reading
from dragoman.reconcile import joined, reconcile, tell
from dragoman.reconcile.stories import components
from tests.reconcile.make import Does, corpus_stories, report
from tests.reconcile.stories_by_hand import BOLIVIA, DAILY, MILITARY, MORENO, PERU, PUNO, RADIO, REBELS, SORIA, STORY, WIRE, round_of_talks
from training.blur import HEAVY, blur

TALKS = (
    round_of_talks("m1", "2024-03-06", "first", "Tuesday", "2024-03-05"),
    round_of_talks("m2", "2024-03-21", "second", "Wednesday", "2024-03-20"),
)


def events(ledger: Ledger, kind: str) -> list[Event]:
    return [e for e in ledger.events if e.type == kind]


def corpus_readings() -> list[Reading]:
    """Five stories of the project's own corpus, half of them with a reader's faults."""
    return [blur(r, HEAVY, 1) if n % 2 else r for n, s in enumerate(corpus_stories(5)) for r in s.readings]


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return corpus_readings()


@settings(max_examples=12, deadline=None)
@given(st.permutations((*STORY, *TALKS)))
def test_ledger_does_not_depend_on_order(order: list[Reading]) -> None:
    assert reconcile(order) == reconcile((*STORY, *TALKS))


def test_corpus_ledger_does_not_depend_on_order(readings: list[Reading]) -> None:
    expected = reconcile(readings)
    for seed in range(2):
        shuffled = readings[:]
        random.Random(seed).shuffle(shuffled)
        assert reconcile(shuffled) == expected


def test_telling_each_component_alone_gives_the_whole(readings: list[Reading]) -> None:
    parts = [tell(component[::-1]) for component in components(readings)]
    assert len(parts) > 1
    assert joined(parts) == reconcile(readings)


def test_a_document_given_twice_counts_once() -> None:
    assert reconcile((*STORY, *STORY)) == reconcile(STORY)


def test_nothing_gives_an_empty_ledger() -> None:
    assert reconcile(()) == Ledger((), (), ())
    assert tell(()) == Ledger((), (), ())


def test_every_mention_is_told_exactly_once(readings: list[Reading]) -> None:
    told = [(m.document, m.trigger) for e in reconcile(readings).events for m in e.mentions]
    given_mentions = [(r.document.id, e.trigger) for r in readings for e in r.events]
    assert sorted(told) == sorted(given_mentions)


def test_every_value_rests_on_characters_of_its_documents(readings: list[Reading]) -> None:
    texts = {r.document.id: r.document.text for r in readings}
    for event in reconcile(readings).events:
        for field in event.fields:
            assert field.values
            for value in field.values:
                assert value.documents == tuple(sorted({e.document for e in value.evidence}))
                assert all(e.span.end <= len(texts[e.document]) for e in value.evidence)


def test_three_tellings_are_one_story_with_one_meeting_and_one_attack() -> None:
    ledger = reconcile(STORY)
    assert [s.documents for s in ledger.stories] == [("d1", "r1", "w1")]
    (meeting,) = events(ledger, "CONSULT")
    assert {p.name for p in meeting.actors} == {"Alicia Moreno", "Tomas Soria"}
    assert meeting.when is not None
    assert meeting.when.value == "2024-03-05"
    assert meeting.independent_sources == 3
    assert len(events(ledger, "ASSAULT")) == 1
    assert ledger.stories[0].title == "Peru and Bolivia talk in Puno after a bomb"


def test_figures_that_cannot_both_be_true_disagree() -> None:
    (attack,) = events(reconcile(STORY), "ASSAULT")
    killed = next(f for f in attack.fields if f.name == "killed")
    assert {(v.value, v.bound, v.documents) for v in killed.values} == {
        ("7 persons", "min", ("w1",)),
        ("9 persons", None, ("d1",)),
        ("11 persons", None, ("r1",)),
    }
    assert not killed.agree


def test_at_least_seven_and_nine_agree() -> None:
    (attack,) = events(reconcile((WIRE, DAILY)), "ASSAULT")
    assert next(f for f in attack.fields if f.name == "killed").agree


def test_claimed_by_one_and_denied_by_another_is_one_possible_event_in_dispute() -> None:
    (deal,) = events(reconcile((WIRE, DAILY)), "AGREE")
    assert deal.status == "possible"
    status = next(f for f in deal.fields if f.name == "status")
    assert not status.agree
    assert {v.value for v in status.values} == {"occurred", "denied"}
    assert [(s.at, s.status) for s in deal.history] == [("2024-03-05", "occurred"), ("2024-03-06", "denied")]
    assert {a.name for a in deal.attributed_to} == {"Alicia Moreno", "Bolivia"}


def test_two_rounds_of_talks_are_two_events() -> None:
    ledger = reconcile(TALKS)
    assert len(ledger.stories) == 1
    assert sorted(e.when.value for e in events(ledger, "CONSULT") if e.when) == ["2024-03-05", "2024-03-20"]


def test_the_same_round_told_twice_is_one_event() -> None:
    again = round_of_talks("m3", "2024-03-07", "first", "Tuesday", "2024-03-05")
    assert len(events(reconcile((TALKS[0], again)), "CONSULT")) == 1


def strikes(name: str, day: str, ordinal: str, weekday: str, value: str) -> Reading:
    sentence = f"A {ordinal} strike by the Bolivian army on {weekday} hit Red Puma positions near Puno, a spokesman said."
    does = Does(
        "strike", "ASSAULT", actors=("Bolivian army",), recipients=("Red Puma",), places=("Puno",), times=((f"on {weekday}", value),)
    )
    return report(
        name, day, [(sentence, [does]), ("Peru protested.", [])], [MILITARY, REBELS, PUNO, PERU, BOLIVIA], publisher=f"Paper {name}"
    )


def test_two_strikes_days_apart_are_two_events_whether_counted_or_not() -> None:
    for first, second in (("first", "second"), ("heavy", "heavy")):
        pair = (strikes("a", "2024-03-05", first, "Monday", "2024-03-04"), strikes("b", "2024-03-11", second, "Sunday", "2024-03-10"))
        assert len(events(reconcile(pair), "ASSAULT")) == 2


def test_a_copy_is_told_but_is_no_second_witness() -> None:
    words = WIRE.document.text.replace("near the Puno garrison", "by the Puno garrison")
    copy = replace(WIRE, document=replace(WIRE.document, id="z9", text=words, publisher="Gazeta", published=None))
    ledger = reconcile((WIRE, copy))
    assert {s.document.id: s.copy_of for s in ledger.sources} == {"w1": None, "z9": "w1"}
    assert all(e.independent_sources == 1 for e in ledger.events)
    assert {m.document for e in events(ledger, "CONSULT") for m in e.mentions} == {"w1", "z9"}


def test_two_papers_of_one_family_are_one_source() -> None:
    sister = replace(RADIO, document=replace(RADIO.document, publisher="Altiplano Wire"))
    (meeting,) = events(reconcile((WIRE, sister)), "CONSULT")
    assert meeting.independent_sources == 1


def test_type_is_decided_by_weighted_vote() -> None:
    def signed(name: str, kind: str, probability: float) -> Reading:
        sentence = "Alicia Moreno and Tomas Soria signed the Titicaca fishing treaty in Puno on Tuesday."
        does = Does(
            "signed",
            kind,
            actors=("Alicia Moreno", "Tomas Soria"),
            places=("Puno",),
            times=(("on Tuesday", "2024-03-05"),),
            probability=probability,
        )
        return report(name, "2024-03-05", [(f"{name} reports.", []), (sentence, [does])], [MORENO, SORIA, PUNO], publisher=name)

    (event,) = reconcile((signed("a", "AGREE", 0.5), signed("b", "AGREE", 0.3), signed("c", "SUPPORT", 0.9))).events
    assert event.type == "SUPPORT"
    assert {v.value for f in event.fields if f.name == "type" for v in f.values} == {"AGREE", "SUPPORT"}


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", None])
def test_days_at_the_ends_of_the_calendar_break_nothing(day: str | None) -> None:
    times = [("long ago", "0001-01-01"), ("at the end", "9999-W52-WE"), ("in winter", "9999-WI"), ("once", "XXXX-XX-XX")]
    told = [
        (
            f"Alicia Moreno met Tomas Soria in Puno {words}.",
            [Does("met", "CONSULT", actors=("Alicia Moreno", "Tomas Soria"), times=((words, value),))],
        )
        for words, value in times
    ]
    readings = [report(name, day, told, [MORENO, SORIA, PUNO], publisher=name) for name in ("a", "b")]
    assert sum(len(e.mentions) for e in reconcile(readings).events) == 8


@pytest.mark.parametrize("undated", ["", "a", "ab"])
def test_two_reports_of_one_story_are_told_side_by_side_dated_or_not(undated: str) -> None:
    told = [("Alicia Moreno met Tomas Soria at Desaguadero about the Titicaca crossing.", [])]
    a, b = (report(name, None if name in undated else "2025-03-01", told, [MORENO, SORIA], publisher=name) for name in "ab")
    assert components([a, b]) == ((a, b),)


def test_reports_of_other_years_are_told_apart() -> None:
    told = [("Alicia Moreno met Tomas Soria at Desaguadero about the Titicaca crossing.", [])]
    a, b = (report(day, day, told, [MORENO, SORIA]) for day in ("2015-03-01", "2025-03-01"))
    assert components([b, a]) == ((a,), (b,))


def test_stories_of_the_corpus_stay_apart() -> None:
    stories = corpus_stories(12)
    of = {r.document.id: s.id for s in stories for r in s.readings}
    found = components([r for s in stories for r in s.readings])
    assert all(len({of[r.document.id] for r in component}) == 1 for component in found)
    assert sum(len(component) > 1 for component in found) >= 10
