"""Clusters of mentions."""

import numpy as np
import pytest

from dragoman.read.compatible import is_place, rules_out
from dragoman.read.coreference import Clusters, antecedents, is_name


def test_the_model_links_within_a_window_and_names_across() -> None:
    c = Clusters()
    c.add(0, "President Vladimir Putin", "PER", [])
    c.add(1, "he", "PER", [0])
    c.add(2, "the minister", "PER", [])
    c.add(3, "President Vladimir Putin", "PER", [])
    c.add(4, "the minister", "PER", [])
    assert c.members == [[0, 1, 3], [2], [4]]


def test_one_name_of_two_kinds_is_two_entities() -> None:
    c = Clusters()
    c.add(0, "Beijing", "GPE", [])
    c.add(1, "Beijing", "ORG", [])
    assert c.members == [[0], [1]]


def test_names_have_a_capital_of_their_own() -> None:
    assert is_name("the Kremlin")
    assert not is_name("The minister")
    assert not is_name("He")


def test_the_best_antecedent_above_the_threshold() -> None:
    scores = np.array([[0, 0, 0], [-1, 0, 0], [0.5, 2, 0]], dtype=np.float32)
    assert antecedents(scores, range(3), 0.0) == [[], [], [1, 0]]
    assert antecedents(scores, [2], 1.0) == [[1]]
    assert antecedents(scores, [2], 3.0) == [[]]


def test_a_name_goes_past_a_cluster_that_it_cannot_be_of() -> None:
    c = Clusters()
    c.add(0, "China", "GPE", [])
    c.add(1, "Mr. Wang", "PER", [])
    c.add(2, "Russia", "GPE", [0])
    c.add(3, "Minister Wang Yi", "PER", [0, 1])
    assert c.members == [[0], [1, 3], [2]]


@pytest.mark.parametrize(
    ("a", "b"),
    [("China", "Russia"), ("Moscow", "Ukraine"), ("Turkish", "Greek"), ("Xi Jinping", "Kim"), ("Hamas", "Hezbollah"), ("Paris", "Berlin")],
)
def test_two_states_and_two_names_are_ruled_out(a: str, b: str) -> None:
    assert rules_out(a, b)
    assert rules_out(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Moscow", "Russia"),
        ("the Kremlin", "Moscow"),
        ("President Vladimir Putin", "Putin’s"),
        ("the Chinese president", "Xi Jinping"),
        ("his Chinese counterpart", "Xi Jinping"),
        ("the President", "Luong Cuong"),
        ("Economic Community of West African States", "ECOWAS"),
        ("he", "Xi Jinping"),
        ("the group", "Hamas"),
    ],
)
def test_what_names_leave_open(a: str, b: str) -> None:
    assert not rules_out(a, b)
    assert not rules_out(b, a)


def test_a_capital_as_a_place_is_not_its_government() -> None:
    assert is_place("Beijing", "in")
    assert not is_place("Beijing", "that")
    assert not is_place("China", "in"), "a state is one entity wherever it stands"
    assert not is_place("Shanghai", "in"), "no government goes by that name"
    c = Clusters()
    c.add(0, "China", "GPE", [])
    c.add(1, "Beijing", "GPE", [0], is_place=True)
    c.add(2, "Beijing", "GPE", [0])
    c.add(3, "Beijing", "GPE", [1, 0], is_place=True)
    c.add(4, "China", "GPE", [3, 2])
    assert c.members == [[0, 2, 4], [1, 3]]
