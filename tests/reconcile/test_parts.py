"""A summit and the meetings held at it are part and whole: linked by the reports' words or by parties, place and days, never merged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.nouns.correction import Correction, MentionPlace
from dragoman.nouns.reading import Reading
from dragoman.reconcile import reconcile
from dragoman.reconcile.copies import sources
from dragoman.reconcile.disagreements import Links
from dragoman.reconcile.fuse import fuse
from dragoman.reconcile.parts import with_parts
from dragoman.reconcile.tell import compared
from tests.reconcile.make import Does, Who, report

LEADERS = [
    Who("Abiy Ahmed", state="ETH", sector="GOV"),
    Who("William Ruto", state="KEN", sector="GOV"),
    Who("Paul Kagame", state="RWA", sector="GOV"),
    Who("Yoweri Museveni", state="UGA", sector="GOV"),
    Who("Arusha", "GPE", state="TZA"),
]
ALL = tuple(w.name for w in LEADERS[:4])
SUMMIT = "Abiy Ahmed, William Ruto, Paul Kagame and Yoweri Museveni attended a summit in Arusha on Tuesday."
TUESDAY = (("Tuesday", "2025-06-10"),)


def summit(mode: str = "multilateral") -> tuple[str, list[Does]]:
    return SUMMIT, [Does("summit", "CONSULT", actors=ALL, places=("Arusha",), modes=(mode,) if mode else (), times=TUESDAY)]


def told(words: str, *deeds: Does, day: str = "2025-06-10", name: str = "a") -> Reading:
    return report(name, day, [summit(), (words, list(deeds))], LEADERS)


def links(*readings: Reading) -> dict[str, str]:
    """Return the words that name each part, and those of its whole."""
    ledger = reconcile(readings)
    text = {s.document.id: s.document.text for s in ledger.sources}
    word = {e.id: e.mentions[0].trigger.of(text[e.mentions[0].document]) for e in ledger.events}
    assert all(field.agree for e in ledger.events for field in e.fields if field.name == "part_of")
    return {word[e.id]: word[e.part_of] for e in ledger.events if e.part_of}


BILATERAL = Does("met", "CONSULT", actors=("Abiy Ahmed",), recipients=("William Ruto",))


@pytest.mark.parametrize(
    "words",
    [
        "Abiy Ahmed met William Ruto on the sidelines of the summit.",
        "On the margins of the regional summit, Abiy Ahmed met William Ruto.",
        "Abiy Ahmed met William Ruto during the summit.",
    ],
)
def test_a_meeting_at_a_summit_is_part_of_it_and_its_own_event(words: str) -> None:
    assert links(told(words, BILATERAL, Does("summit", "CONSULT", modes=("multilateral",)))) == {"met": "summit"}


@pytest.mark.parametrize(
    "words", ["Abiy Ahmed met William Ruto and then left for the summit.", "Abiy Ahmed met William Ruto two weeks before the summit."]
)
def test_a_meeting_that_no_words_put_at_the_summit_is_no_part_of_it(words: str) -> None:
    assert links(told(words, BILATERAL, Does("summit", "CONSULT", modes=("multilateral",)))) == {}


def apart(words: str, deed: Does) -> dict[str, str]:
    """Return the links of a summit and a meeting that the bits hold to be two events, by their words."""
    reading = told(words, deed)
    who, tolds, _, _ = compared([reading])
    found = {s.document.id: s for s in sources([reading.document])}
    events = [fuse([t], who, found, Links()) for t in tolds]
    word = {e.id: t.mention.trigger.of(reading.document.text) for e, t in zip(events, tolds, strict=True)}
    return {word[e.id]: word[e.part_of] for e in with_parts(events, {t.id: [t] for t in tolds}) if e.part_of}


def test_guests_who_meet_on_its_days_in_its_place_meet_at_it() -> None:
    met = Does("met", "CONSULT", actors=("Abiy Ahmed",), recipients=("William Ruto",), places=("Arusha",), times=TUESDAY)
    assert apart("In Arusha, Abiy Ahmed met William Ruto on Tuesday.", met) == {"met": "summit"}
    later = replace(met, times=(("June 30", "2025-06-30"),))
    assert apart("In Arusha, Abiy Ahmed met William Ruto on June 30.", later) == {}
    elsewhere = replace(met, places=())
    assert apart("Abiy Ahmed met William Ruto on Tuesday.", elsewhere) == {}


def test_a_merge_by_hand_holds_against_the_words_of_a_report() -> None:
    reading = told("Abiy Ahmed met William Ruto on the sidelines of the summit.", BILATERAL, Does("summit", "CONSULT"))
    assert any(e.part_of for e in reconcile([reading]).events)
    both = sorted(MentionPlace(m.id, m.document, m.trigger) for e in reconcile([reading]).events for m in e.mentions)
    (event,) = reconcile([reading], [Correction(1, "merge", (tuple(both),))]).events
    assert event.part_of is None


def test_many_who_meet_at_a_summit_are_the_summit() -> None:
    many = Does("meet", "CONSULT", actors=ALL)
    words = "Abiy Ahmed, William Ruto, Paul Kagame and Yoweri Museveni meet at a summit."
    assert links(told(words, many, Does("summit", "CONSULT", modes=("multilateral",)))) == {}


def test_the_link_names_the_words_that_it_rests_on() -> None:
    words = "Abiy Ahmed met William Ruto on the sidelines of the summit."
    ledger = reconcile([told(words, BILATERAL, Does("summit", "CONSULT", modes=("multilateral",)))])
    (part,) = [e for e in ledger.events if e.part_of]
    (field,) = [f for f in part.fields if f.name == "part_of"]
    (value,) = field.values
    assert value.value in {e.id for e in ledger.events} - {part.id}
    (document,) = (s.document for s in ledger.sources)
    assert [e.span.of(document.text) for e in value.evidence] == ["met"]
