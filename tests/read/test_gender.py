"""What mentions say of a person's gender, and that "she" is no man."""

import pytest

from dragoman.nouns.text import Document
from dragoman.read import Reader
from dragoman.read.coreference import Clusters
from dragoman.read.gender import gender_of, gender_of_owner


@pytest.mark.parametrize(
    ("mention", "gender"),
    [
        ("she", "female"),
        ("his daughter, Ana Vega", "female"),
        ("Mrs. Vega", "female"),
        ("the late king", "male"),
        ("the king's wife", "female"),
        ("Mr. and Mrs. Vega", None),
        ("Stephen King", None),
        ("his", "male"),
        ("the minister", None),
    ],
)
def test_what_words_say(mention: str, gender: str | None) -> None:
    assert gender_of(mention) == gender


def test_whose_kin_it_is() -> None:
    assert gender_of_owner("his daughter, Ana Vega") == "male"
    assert gender_of_owner("her brother") == "female"
    assert gender_of_owner("his decision") is None
    assert gender_of_owner("the daughter") is None


def test_she_is_not_the_man_whose_daughter_was_just_named() -> None:
    c = Clusters()
    c.add(0, "President Luis Rey", "PER", [])
    c.add(1, "his daughter", "PER", [])
    c.add(2, "Her", "PER", [0])
    c.add(3, "he", "PER", [1, 0])
    assert c.members == [[0, 3], [1, 2]]


def test_a_pronoun_without_a_fitting_person_stands_alone() -> None:
    c = Clusters()
    c.add(0, "Mr. Rey", "PER", [])
    c.add(1, "she", "PER", [0])
    assert c.members == [[0], [1]]


def test_a_pronoun_the_model_links_to_nobody_is_not_guessed_at() -> None:
    c = Clusters()
    c.add(0, "Mrs. Vega", "PER", [])
    c.add(1, "her", "PER", [])
    assert c.members == [[0], [1]]


def test_a_report_of_a_father_and_his_daughter() -> None:
    text = "President Luis Rey arrived in Lima by train, accompanied by his daughter, Ana Rey. Her presence surprised the hosts."
    reading = Reader.load(threads=1).read(Document("a", "a", text))
    of = {m.of(text): e.id for e in reading.entities for m in e.mentions}
    assert all(of[words] != of["President Luis Rey"] for words in ("Her", "his daughter, Ana Rey") if words in of)
