"""One party fills a role, unless a list joins others to it or they are as probable."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.nouns.text import Span
from dragoman.read.parties import fillers, likely_places, listed_with

TEXT = "France, Germany and the Netherlands warned Serbia, and Hungary, which buys gas from Russia, objected."
NAMES = ("France", "Germany", "the Netherlands", "Serbia", "Hungary", "Russia")
SPANS = [Span(TEXT.index(n), TEXT.index(n) + len(n)) for n in NAMES]


def chosen(role: str = "actor", threshold: float = 0.5, least: float | None = 0.2, type_: str = "ACCUSE", **chances: float) -> list[str]:
    probabilities = [chances.get(n.removeprefix("the "), 0.0) for n in NAMES]
    return [NAMES[i] for i in fillers(probabilities, SPANS, TEXT, role, threshold, least, type_)]


def test_a_list_is_taken_whole() -> None:
    assert chosen(France=0.7, Germany=0.9, Netherlands=0.65) == ["France", "Germany", "the Netherlands"]


def test_beside_the_best_nobody_else_though_probable() -> None:
    assert chosen(Germany=0.9, Russia=0.8) == ["Germany"]


def test_both_sides_of_what_is_done_together() -> None:
    assert chosen(type_="CONSULT", Germany=0.9, Russia=0.65) == ["Germany", "Russia"]
    assert chosen("recipient", type_="CONSULT", Germany=0.9, Russia=0.65) == ["Germany"]


def test_as_probable_as_the_best_is_as_good() -> None:
    assert chosen(Germany=0.9, Russia=0.89) == ["Germany", "Russia"]


def test_in_a_list_but_improbable() -> None:
    assert chosen(Germany=0.9, France=0.55) == ["Germany"]
    assert chosen(Germany=0.9, Netherlands=0.64, threshold=0.65) == ["Germany"]


def test_several_places_are_rather_allowed() -> None:
    assert chosen("place", Germany=0.9, Russia=0.75) == ["Germany", "Russia"]


def test_who_reaches_the_least_only_is_taken_alone() -> None:
    assert chosen(Germany=0.3, France=0.29) == ["Germany"]
    assert chosen(Germany=0.2) == []
    assert chosen(Germany=0.3, least=None) == []


@pytest.mark.parametrize(("name", "with_it"), [("France", {0, 1, 2}), ("Germany", {0, 1, 2}), ("Serbia", {3, 4}), ("Russia", {5})])
def test_lists_by_what_stands_between(name: str, with_it: set[int]) -> None:
    assert listed_with(NAMES.index(name), SPANS, TEXT) == with_it


def test_a_name_within_a_mention_breaks_no_list() -> None:
    text = "the French minister and Italy agreed"
    spans = [Span(0, 19), Span(4, 10), Span(24, 29)]
    assert listed_with(2, spans, text) == {0, 2}
    assert listed_with(0, spans, text) == {0, 2}


def test_nobody_mentioned() -> None:
    assert fillers([], [], "", "actor", 0.5, 0.2) == []


def test_an_improbable_event_has_only_a_place_that_is_sure() -> None:
    places = np.array([[0.9, 0.6], [0.9, 0.6], [0.9, 0.6]], dtype=np.float32)
    found = likely_places(places, np.array([0.9, 0.5, 0.35], dtype=np.float32))
    assert (found > 0).tolist() == [[True, True], [True, False], [False, False]]
    assert found[0].tolist() == places[0].tolist()
