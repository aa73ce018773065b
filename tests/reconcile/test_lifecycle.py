"""Statuses over time: the table of what stands when reports differ, and the steps that led there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.nouns.event import Status
from dragoman.reconcile.lifecycle import Voice, history, latest_status, quarrel

STATUSES = ("occurred", "ongoing", "scheduled", "possible", "hypothetical", "denied", "cancelled")


def voices(*said: tuple[str, str]) -> list[Voice]:
    return [Voice(f"d{n}", day or None, status, 1.0) for n, (day, status) in enumerate(said)]


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ([("01", "possible"), ("02", "scheduled"), ("03", "occurred")], "occurred"),
        ([("03", "occurred"), ("01", "possible"), ("02", "scheduled")], "occurred"),
        ([("01", "scheduled"), ("02", "possible")], "scheduled"),
        ([("01", "hypothetical"), ("01", "possible")], "possible"),
        ([("01", "scheduled"), ("02", "cancelled")], "cancelled"),
        ([("01", "cancelled"), ("02", "occurred")], "occurred"),
        ([("01", "ongoing"), ("02", "cancelled")], "cancelled"),
        ([("01", "occurred"), ("02", "denied")], "possible"),
        ([("01", "denied"), ("02", "occurred")], "possible"),
        ([("01", "occurred"), ("01", "occurred"), ("02", "occurred"), ("02", "denied")], "occurred"),
        ([("01", "possible"), ("02", "denied")], "denied"),
        ([("01", "ongoing"), ("02", "occurred")], "occurred"),
        ([("01", "occurred"), ("02", "ongoing")], "ongoing"),
        ([("", "scheduled"), ("02", "occurred")], "occurred"),
        ([("01", "scheduled"), ("01", "occurred")], "scheduled"),
        ([("01", "occurred"), ("02", "scheduled")], "scheduled"),
        ([("01", "scheduled"), ("01", "occurred"), ("01", "occurred")], "occurred"),
        ([("01", "scheduled"), ("01", "scheduled"), ("02", "occurred")], "occurred"),
    ],
)
def test_what_stands(said: list[tuple[str, str]], stands: str) -> None:
    assert latest_status(voices(*said)) == stands


@pytest.mark.parametrize(
    ("own", "stands"),
    [((), "possible"), ((0,), "possible"), ((0, 1), "occurred"), ((2,), "possible")],
)
def test_what_reports_tell_in_their_own_voice_stands_over_as_many_denials(own: tuple[int, ...], stands: str) -> None:
    said = voices(("01", "occurred"), ("01", "occurred"), ("01", "denied"), ("01", "denied"))
    assert latest_status([replace(v, own=n in own) for n, v in enumerate(said)]) == stands


@pytest.mark.parametrize("became", ["occurred", "cancelled", "denied"])
def test_what_became_of_a_plan_stands_over_any_number_of_announcements(became: str) -> None:
    assert latest_status(voices(*[("01", "scheduled")] * 9, ("05", became))) == became


def test_one_misread_mention_among_many_does_not_decide() -> None:
    said = [Voice("d", "01", "scheduled", 0.9)] * 8 + [Voice("d", "01", "occurred", 0.4)]
    assert latest_status(said) == "scheduled"


def test_history_has_a_step_for_each_change_with_its_reports() -> None:
    said = voices(
        ("2024-03-01", "possible"),
        ("2024-03-02", "scheduled"),
        ("2024-03-02", "scheduled"),
        ("2024-03-03", "scheduled"),
        ("2024-03-09", "occurred"),
    )
    assert [(s.at, s.status, s.documents) for s in history(said)] == [
        ("2024-03-01", "possible", ("d0",)),
        ("2024-03-02", "scheduled", ("d1", "d2")),
        ("2024-03-09", "occurred", ("d4",)),
    ]


def test_undated_reports_come_first_and_keep_no_date() -> None:
    assert [(s.at, s.status) for s in history(voices(("2024-03-01", "occurred"), ("", "possible")))] == [
        (None, "possible"),
        ("2024-03-01", "occurred"),
    ]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (["occurred"], ["denied"], "claimed and denied"),
        (["ongoing", "scheduled"], ["denied"], "claimed and denied"),
        (["scheduled"], ["denied"], "scheduled and denied"),
        (["hypothetical"], ["denied"], "hypothetical and denied"),
        (["occurred"], ["occurred", "denied"], "claimed and both sides"),
        (["denied"], ["possible", "denied"], "both sides and denied"),
        (["occurred", "denied"], ["occurred", "denied"], None),
        (["denied"], ["denied"], None),
        (["occurred"], ["scheduled"], None),
        (["cancelled"], ["denied"], None),
    ],
)
def test_reports_quarrel_where_one_denies_what_the_other_claims(one: list[Status], other: list[Status], said: str | None) -> None:
    assert quarrel(one, other) == said
    assert quarrel(other, one) == said


@given(
    st.lists(st.tuples(st.sampled_from(("", "2024-01-01", "2024-01-02")), st.sampled_from(STATUSES)), min_size=1, max_size=8), st.randoms()
)
def test_order_of_voices_does_not_matter(said: list[tuple[str, str]], rng: object) -> None:
    given_voices = voices(*said)
    shuffled = given_voices[:]
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert latest_status(given_voices) == latest_status(shuffled)
    assert history(given_voices) == history(shuffled)
    assert latest_status(given_voices) in {*STATUSES}


def test_a_plan_stands_against_nouns_that_weigh_hardly_more() -> None:
    ahead = [Voice("d", "01", "scheduled", 0.8)] * 3
    assert latest_status([*ahead, *[Voice("d", "01", "occurred", 0.9)] * 3]) == "scheduled"
    assert latest_status([*ahead, *[Voice("d", "01", "occurred", 0.9)] * 4]) == "occurred"
    assert latest_status([*ahead, *[Voice("e", "02", "occurred", 0.9)] * 3]) == "occurred"
