"""Holders of offices learnt from documents: who teaches, who is resolved, when, and that the order of arrival does not show."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from dragoman.flow import holders, stored, verbs
from dragoman.nouns.holder import LearntHolder
from dragoman.nouns.ledger import Evidence, Ledger
from dragoman.nouns.text import Dated, Span
from dragoman.reconcile import in_ledger, learnt, reconcile, roll
from dragoman.reconcile.holders import Holders, in_readings
from dragoman.store import snapshot, writing
from tests.reconcile.make import Does, Who, report

OFFICE = "office:TUR/foreign-minister"


def marked(reading, *steps):
    """Give the people of a reading the steps by which they were resolved."""
    return replace(reading, entities=tuple(replace(e, how=steps) if e.type == "PER" else e for e in reading.entities))


def teaching(name="a", day="2027-03-01", who="Orhan Kaplan", office=OFFICE, words="said that talks would resume"):
    text = f"Turkish Foreign Minister {who} {words} in Ankara."
    mentions = (f"Turkish Foreign Minister {who}",)
    reading = report(
        name, day, [(text, [Does(words.split()[0], "STATE", actors=(who,))])], [Who(who, "PER", "TUR", "GOV", office, mentions)]
    )
    return marked(reading, "state in its words: Turkish", f"learnt: this document names the holder of {office}")


def plain(name="b", day="2027-05-11", who="Orhan Kaplan", state="GRC", sector=None, how="context: GRC, 0.73", deed="signed"):
    text = f"{who} {deed} an agreement on fishing near the harbour of Piraeus. He spoke of bees."
    reading = report(name, day, [(text, [Does(deed, "SUPPORT", actors=(who,))])], [Who(who, "PER", state, sector)])
    return marked(reading, how)


def actor_of(ledger, document):
    (event,) = [e for e in ledger.events if any(m.document == document for m in e.mentions)]
    return event.actors[0].actor, event.actors[0].state


def test_what_a_document_says_of_an_office_is_learnt_with_its_evidence_and_dates():
    found = learnt(map(roll, [teaching(), plain(), teaching("c", "2027-04-01"), teaching("u", None)]))
    end = len("Turkish Foreign Minister Orhan Kaplan")
    evidence = tuple(Evidence(d, Span(0, end)) for d in ("a", "c", "u"))
    assert found == (LearntHolder("Orhan Kaplan", OFFICE, "TUR", "GOV", date(2027, 3, 1), date(2027, 4, 1), evidence),)
    assert found[0].documents == ("a", "c", "u")


def test_an_undated_document_that_was_dated_from_its_content_counts_by_its_last_day():
    undated = teaching(day=None)
    dated = replace(undated.document, dated=Dated("2027-02", date(2027, 2, 1), date(2027, 2, 28), "content"))
    assert learnt([roll(replace(undated, document=dated))])[0].first == date(2027, 2, 28)


def test_title_and_name_may_stand_side_by_side():
    text = "Turkey's foreign minister, Orhan Kaplan, said so. Nobody heard Orhan Kaplan."
    who = Who("Orhan Kaplan", "PER", "TUR", "GOV", OFFICE, ("Turkey's foreign minister", "Orhan Kaplan"))
    (holder,) = learnt(
        [roll(marked(report("a", "2027-03-01", [(text, [])], [who]), f"learnt: this document names the holder of {OFFICE}"))]
    )
    assert [e.span.of(text) for e in holder.evidence] == ["Turkey's foreign minister", "Orhan Kaplan"]


def test_title_and_name_far_apart_teach_nothing():
    text = "The crowd shouted Orhan Kaplan for foreign minister of Turkey."
    who = Who("Orhan Kaplan", "PER", "TUR", "GOV", OFFICE, ("Orhan Kaplan", "foreign minister"))
    assert (
        learnt([roll(marked(report("a", "2027-03-01", [(text, [])], [who]), f"learnt: this document names the holder of {OFFICE}"))]) == ()
    )


@pytest.mark.parametrize("how", [("context: USA, 0.7", "learnt: x"), ("learnt: x", "context: USA, 0.7")])
def test_an_office_of_a_guessed_state_teaches_nothing(how):
    assert learnt([roll(marked(teaching(), *how))]) == ()


@pytest.mark.parametrize("reading", [plain(), marked(teaching(), "in office: TUR/foreign-minister"), teaching(who="Kaplan")])
def test_who_teaches_nothing(reading):
    assert learnt([roll(reading)]) == ()


@pytest.mark.parametrize(
    ("later", "resolved"),
    [
        (plain(), True),  # the context's guess of a state gives way
        (plain(state="TUR", how="state in its words: Turkish"), True),
        (plain(state=None, how=""), True),
        (plain(state="MEX", how="state in its words: Mexican"), False),
        (plain(sector="ELI"), False),  # "former minister"
        (plain(who="Kaplan"), False),
        (plain(who="Orhan Demir"), False),
        (plain(day="2026-06-01"), True),
        (plain(day="2025-06-01"), False),
        (plain(day="2029-05-11"), False),
    ],
)
def test_whom_a_later_mention_means(later, resolved):
    readings = [teaching(), later]
    ledger = reconcile(readings)
    assert len(ledger.stories) == 2
    told = in_ledger(ledger, map(roll, readings))
    before, after = actor_of(ledger, "b"), actor_of(told, "b")
    assert before[0] is None
    assert after == ((OFFICE, "TUR") if resolved else before)
    assert [e.id for e in told.events] == [e.id for e in ledger.events]


def test_in_an_undated_document_it_is_who_alone_is_known_to_bear_name_and_office():
    assert Holders(learnt([roll(teaching())])).called("Orhan Kaplan", None).office == OFFICE


def test_a_successor_ends_what_is_known_of_a_holder():
    readings = [teaching(), teaching("n", "2027-06-01", "Ayse Demir"), plain("b", "2027-05-11"), plain("d", "2027-07-11", deed="sealed")]
    known = Holders(learnt(map(roll, readings)))
    assert known.called("Orhan Kaplan", date(2027, 5, 11)).office == OFFICE
    assert known.called("Orhan Kaplan", date(2027, 7, 11)) is None
    assert known.called("Ayse Demir", date(2027, 7, 11)).name == "Ayse Demir"
    assert known.called("Ayse Demir", date(2027, 2, 1)) is None
    assert known.called("Orhan Kaplan", None) is None


def test_of_two_offices_the_one_nearer_in_time_is_meant_and_of_two_as_near_neither():
    other = "office:TUR/defence-minister"
    known = Holders(learnt(map(roll, [teaching(), teaching("n", "2027-06-01", office=other)])))
    assert known.called("Orhan Kaplan", date(2027, 3, 9)).office == OFFICE
    assert known.called("Orhan Kaplan", date(2027, 5, 30)).office == other
    assert known.called("Orhan Kaplan", date(2027, 4, 16)) is None


def test_within_a_story_the_person_is_one_participant_whatever_the_context_guessed():
    one, two = teaching(), plain("b", "2027-03-02")
    _, resolved = in_readings([one, two])
    (person,) = [e for e in resolved.entities if e.type == "PER"]
    assert (person.actor, person.state, person.sector) == (OFFICE, "TUR", "GOV")
    assert person.how[-1] == f"other documents call Orhan Kaplan the holder of {OFFICE}"
    assert in_readings([two]) == (two,)


def test_quotes_are_resolved_too():
    told = marked(
        report(
            "b",
            "2027-05-11",
            [("Orhan Kaplan spoke near Piraeus: “A good day.”", [])],
            [Who("Orhan Kaplan", "PER", "GRC")],
            quotes=[("“A good day.”", "Orhan Kaplan")],
        ),
        "context: GRC, 0.7",
    )
    readings = [teaching(), told]
    (quote,) = in_ledger(reconcile(readings), map(roll, readings)).quotes
    assert quote.speaker.actor == OFFICE


def test_without_anything_learnt_a_ledger_stays_as_it_is():
    ledger = reconcile([plain()])
    assert in_ledger(ledger, [roll(plain())]) is ledger
    assert in_ledger(Ledger((), (), ()), []) == Ledger((), (), ())


def test_the_order_of_arrival_does_not_show(tmp_path):
    undated = teaching("u", None)
    dated = replace(undated.document, dated=Dated("2027-02", date(2027, 2, 1), date(2027, 2, 28), "content"))
    readings = [teaching(), plain(), plain("d", "2027-07-11", deed="sealed"), replace(undated, document=dated)]
    expected = in_ledger(reconcile(readings), map(roll, readings))
    assert actor_of(expected, "b") == (OFFICE, "TUR")
    for n, order in enumerate(permutations(readings)):
        if n % 5:
            continue
        path = tmp_path / f"{n}.db"
        with writing(path, verbs.linking()) as writer:
            for reading in order:
                writer.add(reading)
        assert stored(path) == expected
        assert holders(path) == learnt(map(roll, readings))
        with snapshot(path) as opened:
            assert list(opened.rolls()) == [roll(r) for r in sorted(readings, key=lambda r: r.document.id)]
