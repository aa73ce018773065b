"""Distance buckets and likeness of names."""

import numpy as np

from dragoman.read.pairs import DISTANCES, distance, likeness, words_of


def test_every_pair_has_a_bucket_and_sides_differ() -> None:
    words = np.arange(0, 200, 3)
    sentences = words // 25
    buckets = distance(words, sentences, words, sentences)
    assert buckets.min() >= 0
    assert buckets.max() < DISTANCES
    assert buckets[10, 11] != buckets[11, 10]


def test_buckets_by_hand() -> None:
    one = np.array([10])
    here = np.array([5])

    def bucket(word: int, sentence: int) -> int:
        return int(distance(one, here, np.array([word]), np.array([sentence]))[0, 0])

    assert bucket(9, 5) == 0
    assert bucket(11, 5) == 5
    assert bucket(30, 5) == 9
    assert bucket(2, 4) == 10
    assert bucket(40, 6) == 14
    assert bucket(400, 20) == 17


def test_words_of_drops_article_possessive_and_marks() -> None:
    assert words_of("the “United States’s”") == ("united", "states")
    assert words_of("The") == ("the",)


def test_likeness_of_a_short_name_a_pronoun_and_a_stranger() -> None:
    table = likeness(["President Vladimir Putin", "Putin", "he", "the ministry", "Xi Jinping"])
    assert table[1, 0, 1] == table[1, 0, 2] == table[1, 0, 3] == 1
    assert table[2, 0, 4] == 1
    assert table[2, 0, 0] == 0
    assert table[4, 0, 8] == 1
    assert not table[0].any(), "the first mention has no earlier one"
