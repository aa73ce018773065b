"""What a difference between reports is, field by field, and which differences are disagreements, in what order."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from itertools import permutations

import pytest

from dragoman.nouns.event import Status
from dragoman.nouns.reading import Reading
from dragoman.reconcile import tell
from dragoman.reconcile.disagreements import THRESHOLD_BITS, Difference, differences, ranked, weights
from dragoman.reconcile.tell import compared, linked
from tests.reconcile.make import Does, Who, report

NAVY, REBELS = Who("Peruvian navy", "ORG", "PER", "MIL"), Who("Red Puma", "ORG", "BOL", "REB")
CHILE, LIMA, PUNO = Who("Chilean army", "ORG", "CHL", "MIL"), Who("Lima", "GPE", "PER"), Who("Puno", "GPE", "PER")
PERU, LA_PAZ = Who("Peru", "GPE", "PER"), Who("La Paz", "GPE", "BOL")
EVERYONE = [NAVY, REBELS, CHILE, LIMA, PUNO, PERU, LA_PAZ]
BACKGROUND = "Peruvian navy, Red Puma, Chilean army, Lima, Puno, Peru and La Paz are names of the week."


def paper(name: str, *told: tuple[str, list[Does]], day: str = "2024-03-06") -> Reading:
    return report(name, day, [(f"Paper {name} has this. {BACKGROUND}", []), *told], EVERYONE, publisher=f"Paper {name}")


def attack(
    count: str = "",
    value: str = "",
    bound: str | None = None,
    *,
    status: Status = "occurred",
    actor: str = "Peruvian navy",
    place: str = "Puno",
    when: tuple[str, str] | None = None,
) -> tuple[str, list[Does]]:
    words = f"The {actor} attacked Red Puma in {place}{f' {when[0]}' if when else ''}{f', killing {count} people' if count else ''}."
    terms = ((count, "killed", value, bound),) if count else ()
    times = (when,) if when else ()
    return words, [
        Does("attacked", "ASSAULT", status, actors=(actor,), recipients=("Red Puma",), places=(place,), times=times, terms=terms)  # type: ignore[arg-type]
    ]


def between(*readings: Reading) -> dict[str, Difference]:
    """Return the differences of the readings, all mentions taken for one event, by field."""
    who, tolds, pairs, bits = compared(sorted(readings, key=lambda r: r.document.id))
    return {one.field: one for one in differences(tolds, who, linked(tolds, pairs, bits))}


def level(one: Difference, clue: str) -> str:
    return dict(one.levels)[clue]


def test_counts_differ_where_no_number_fits_both() -> None:
    seven, nine, eleven = attack("seven", "7 persons"), attack("nine", "9 persons"), attack("eleven", "11 persons")
    assert set(between(paper("a", seven), paper("b", eleven))) == {"killed"}
    assert level(between(paper("a", seven), paper("b", eleven))["killed"], "apart") == "1.3 times or more"
    assert not between(paper("a", attack("seven", "7 persons", "min")), paper("b", nine))
    assert not between(paper("a", seven), paper("b", seven))


def test_values_of_one_document_are_no_difference() -> None:
    assert not between(paper("a", attack("seven", "7 persons"), attack("eleven", "11 persons")))


def test_a_document_that_gives_both_figures_agrees_with_one_that_gives_either_and_is_known_to_give_several() -> None:
    both = paper("a", attack("seven", "7 persons"), attack("eleven", "11 persons"))
    one = between(both, paper("b", attack("eleven", "11 persons")))["killed"]
    assert level(one, "several") == "several"
    assert level(between(paper("a", attack("seven", "7 persons")), paper("b", attack("nine", "9 persons")))["killed"], "several") == "one"


def test_what_happened_may_be_dated_a_day_off_and_what_is_planned_may_not() -> None:
    def dated(status: Status, first: str, second: str) -> set[str]:
        a, b = (attack(status=status, when=("on the day", v)) for v in (first, second))
        return set(between(paper("a", a), paper("b", b)))

    assert dated("occurred", "2024-03-05", "2024-03-06") == set()
    assert dated("occurred", "2024-03-05", "2024-03-07") == {"when"}
    assert dated("scheduled", "2024-04-05", "2024-04-06") == {"when"}
    assert dated("scheduled", "2024-04", "2024-04-06") == set()


def test_places_differ_unless_one_holds_the_other_or_both_are_in_one_state() -> None:
    assert set(between(paper("a", attack(place="Puno")), paper("b", attack(place="La Paz")))) == {"place"}
    assert not between(paper("a", attack(place="Puno")), paper("b", attack(place="Peru")))
    assert not between(paper("a", attack(place="Puno")), paper("b", attack(place="Lima")))


def test_doers_differ_where_each_report_names_another_states_and_not_where_one_names_none() -> None:
    assert set(between(paper("a", attack()), paper("b", attack(actor="Chilean army")))) == {"actor"}
    words, (does,) = attack()
    assert not between(paper("a", attack()), paper("b", (words, [replace(does, actors=())])))


def test_a_denial_differs_from_a_claim_and_from_a_report_of_both_but_not_from_itself() -> None:
    claims, denies = attack(), attack(status="denied")
    assert level(between(paper("a", claims), paper("b", denies))["status"], "apart") == "claimed and denied"
    assert level(between(paper("a", claims), paper("b", claims, denies))["status"], "apart") == "claimed and both sides"
    assert not between(paper("a", denies), paper("b", denies))
    assert not between(paper("a", claims, denies), paper("b", claims, denies))


def test_a_copy_does_not_disagree() -> None:
    first = paper("a", attack("seven", "7 persons"))
    late = report(
        "z", "2024-03-07", [(f"Paper a has this. {BACKGROUND}", []), attack("eleven", "11 persons")], EVERYONE, publisher="Paper a"
    )
    events = tell((first, late)).events
    assert [s.copy_of for s in tell((first, late)).sources] == [None, "a"]
    assert all(f.agree for e in events for f in e.fields)


def test_disagreements_come_first_in_the_order_in_which_they_matter_whatever_the_order_of_reports() -> None:
    def told(number: str, value: str, ships: str, status: Status) -> tuple[str, list[Does]]:
        words, (does,) = attack(number, value, status=status)
        terms = (*does.terms, (f"{ships} ships", "quantity", f"{ships} ships", None))
        return words.replace(".", f" with {ships} ships."), [replace(does, terms=terms)]

    readings: Sequence[Reading] = (
        paper("a", told("seven", "7 persons", "10", "occurred")),
        report(
            "b", "2024-03-06", [told("eight", "8 persons", "12", "occurred"), ("Elsewhere it rained.", [])], EVERYONE_NAMED, publisher="B"
        ),
    )
    for order in permutations(readings):
        (event,) = tell(order).events
        assert [f.name for f in event.fields if not f.agree] == ["killed", "quantity"]
        assert [f.agree for f in event.fields] == sorted(f.agree for f in event.fields)


EVERYONE_NAMED = [NAVY, REBELS, PUNO]


def test_ranking_weighs_what_a_field_means_and_how_sure_it_is() -> None:
    assert ranked({"quantity": 2.0, "status": 0.5, "killed": 0.6, "topic": 2.0}) == ["status", "killed", "quantity", "topic"]
    assert ranked({"injured": 1.0, "detained": 2.0}) == ["detained", "injured"]


def test_shipped_weights_know_the_clues_and_a_sure_link_speaks_for_a_disagreement() -> None:
    table = tomllib.loads(files("dragoman.reconcile").joinpath("differences.toml").read_text(encoding="utf-8"))
    clues = {
        clue
        for one in between(paper("a", attack("two", "2 persons")), paper("b", attack("three", "3 persons"))).values()
        for clue, _ in one.levels
    }
    assert {k for k, v in table.items() if isinstance(v, dict)} == clues
    assert weights().bits["link"]["5 or more"] > weights().bits["link"]["-1 or more"]


@pytest.mark.parametrize("clue", ["link", "apart", "field"])
def test_a_level_that_training_never_saw_says_nothing(clue: str) -> None:
    assert weights().of(Difference("x", ((clue, "never seen"),))) == weights().prior_bits
    assert weights().prior_bits < THRESHOLD_BITS + 5
