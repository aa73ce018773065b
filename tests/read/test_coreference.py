"""Clusters of mentions."""

import numpy as np

from dragoman.read.coreference import Clusters, antecedents, is_name


def test_the_model_links_within_a_window_and_names_across() -> None:
    c = Clusters()
    c.add(0, "President Vladimir Putin", "PER", None)
    c.add(1, "he", "PER", 0)
    c.add(2, "the minister", "PER", None)
    c.add(3, "President Vladimir Putin", "PER", None)
    c.add(4, "the minister", "PER", None)
    assert c.members == [[0, 1, 3], [2], [4]]


def test_one_name_of_two_kinds_is_two_entities() -> None:
    c = Clusters()
    c.add(0, "Beijing", "GPE", None)
    c.add(1, "Beijing", "ORG", None)
    assert c.members == [[0], [1]]


def test_names_have_a_capital_of_their_own() -> None:
    assert is_name("the Kremlin")
    assert not is_name("The minister")
    assert not is_name("He")


def test_the_best_antecedent_above_the_threshold() -> None:
    scores = np.array([[0, 0, 0], [-1, 0, 0], [0.5, 2, 0]], dtype=np.float32)
    assert antecedents(scores, range(3), 0.0) == [None, None, 1]
    assert antecedents(scores, [2], 3.0) == [None]
