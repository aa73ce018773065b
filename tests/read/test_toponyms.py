"""Every place that a text names is given once, with where it lies; names of places inside other names too, where they are places."""

from dataclasses import replace
from itertools import pairwise

import pytest

import dragoman
from dragoman.nouns.mention import Entity, Place
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document, Span

KENYA = Place("Kenya", "KEN", 1.0, 38.0)
NAIROBI = Place("Nairobi", "KEN", -1.28, 36.82, 184745)


def reading(text, *entities):
    """Return a reading of entities given as (type, words of its one mention, place)."""
    made = []
    for n, (kind, words, place) in enumerate(entities, 1):
        at = text.index(words)
        made.append(Entity(f"x{n}", kind, words, (Span(at, at + len(words)),), place=place))
    return Reading(Document("d", "d", text, language="en"), (Span(0, len(text)),), tuple(made), (), (), (), "by hand")


def placed(given):
    return [(t.span.of(given.document.text), t.place) for t in dragoman.toponyms(given)]


def told(given):
    text = given.document.text
    return [(t.span.of(text), t.place and t.place.country, t.embedded) for t in dragoman.toponyms(given)]


def test_places_and_those_inside_other_names_come_in_the_order_of_the_text():
    text = "The Shreveport Police Department and Mansfield Mayor Curtis Lowe met in Nairobi, said the Kenyan Red Cross of Louisiana."
    given = reading(
        text,
        ("ORG", "The Shreveport Police Department", None),
        ("PER", "Mansfield Mayor Curtis Lowe", None),
        ("GPE", "Nairobi", NAIROBI),
        ("ORG", "the Kenyan Red Cross of Louisiana", None),
    )
    found = told(given)
    assert ("Shreveport", "USA", True) in found
    assert ("Nairobi", "KEN", False) in found
    assert ("Louisiana", "USA", True) in found
    assert [text.index(words) for words, *_ in found] == sorted(text.index(words) for words, *_ in found)


def test_what_only_sounds_like_a_place_is_none():
    text = "Paris Hilton and Georgia Meloni saw the University of Calgary and the Dallas Morning News."
    given = reading(text, ("PER", "Paris Hilton", None), ("PER", "Georgia Meloni", None), ("ORG", "the University of Calgary", None))
    assert not {"Paris", "Georgia", "University"} & {words for words, *_ in told(given)}
    paper = reading(text, ("ORG", "the Dallas Morning News", None))
    paper = replace(paper, entities=tuple(replace(e, sector="MED") for e in paper.entities))
    assert told(paper) == []


def test_a_body_called_no_more_than_a_place_is_none_and_spans_never_overlap():
    given = reading(
        "In the United States, Chelsea beat the New York City Police of New York.",
        ("ORG", "Chelsea", None),
        ("ORG", "the New York City Police of New York", None),
    )
    spans = [t.span for t in dragoman.toponyms(given)]
    assert "Chelsea" not in [words for words, *_ in told(given)]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert spans


def test_a_reading_without_places_has_none():
    assert dragoman.toponyms(reading("They met.", ("GRP", "They", None))) == ()


def test_a_border_or_what_an_adjective_tells_of_points_at_its_state():
    given = reading(
        "Trucks waited at the Polish border, and several Kenyan towns were flooded.",
        ("LOC", "the Polish border", None),
        ("GPE", "several Kenyan towns", None),
    )
    assert told(given) == [("the Polish border", "POL", False), ("several Kenyan towns", "KEN", False)]


def test_a_body_is_called_after_a_great_city_or_a_town_amid_what_is_named():
    given = reading(
        "The Chicago Police and the Graham School met the Webb Choir.",
        ("ORG", "The Chicago Police", None),
        ("ORG", "the Graham School", None),
        ("ORG", "the Webb Choir", None),
    )
    assert told(given) == [("Chicago", "USA", True)]


def test_a_town_stands_before_who_lives_there_or_serves_it():
    given = reading(
        "Police officers met an Elkhart man. Chiefland police and the police of Orland Park saw the Zagwira Mayor.",
        ("GRP", "Police officers", None),
        ("PER", "an Elkhart man", None),
        ("ORG", "Chiefland police", None),
        ("PER", "the Zagwira Mayor", None),
    )
    assert told(given) == [("Elkhart", "USA", True), ("Chiefland", "USA", True)]


def test_a_name_inside_another_lies_where_the_document_puts_it():
    given = reading(
        "Fans left Luga. The Luga Choir sang.", ("GPE", "Luga", Place("Luga", "SRB", 45.0, 20.0)), ("ORG", "The Luga Choir", None)
    )
    assert told(given) == [("Luga", "SRB", False), ("Luga", "SRB", True)]


def test_mentions_that_are_joined_by_mistake_lie_each_where_it_says():
    text = "Kenyan nurses went to Nyanza Province and Rift Valley Province."
    given = reading(text, ("GPE", "Nyanza Province", Place("Nyanza", "KEN", -0.5, 34.6)))
    at = text.index("Rift Valley Province")
    joined = replace(given.entities[0], mentions=(*given.entities[0].mentions, Span(at, at + 20)))
    places = [t.place for t in dragoman.toponyms(replace(given, entities=(joined,)))]
    assert [p and (p.name, p.country) for p in places] == [("Nyanza", "KEN"), ("Rift Valley", "KEN")]


def test_an_owner_and_what_is_its_own_are_two_places():
    given = reading("He left Kenya's capital Nairobi.", ("GPE", "Kenya's capital Nairobi", NAIROBI))
    assert told(given) == [("Kenya", "KEN", True), ("capital Nairobi", "KEN", False)]
    alone = reading("He left Kenya's capital.", ("GPE", "Kenya's capital", NAIROBI))
    assert [(words, place and place.name) for words, place in placed(alone)] == [("Kenya", "Kenya"), ("capital", "Nairobi")]
    north = reading("He left Kenya's north.", ("GPE", "Kenya's north", KENYA))
    assert told(north) == [("Kenya's north", "KEN", False)]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("the Punjab province of Pakistan", ["Punjab", "Pakistan"]),
        ("the Jiangsu province of eastern China", ["Jiangsu", "China"]),
        ("the city of Van, Turkey", ["Van", "Turkey"]),
        ("India-Pakistan border", ["India", "Pakistan"]),
        ("the U.S. / Mexico border", ["United States", "Mexico"]),
        ("the northern part of Kenya", ["Kenya"]),
        ("the Republic of Kenya", ["Kenya"]),
    ],
)
def test_a_place_and_the_state_that_it_lies_in_are_two_places(words, named):
    given = reading(f"They met at {words} on Monday.", ("LOC" if words.endswith("border") else "GPE", words, None))
    assert [place and place.name for _, place in placed(given)] == named


@pytest.mark.parametrize(
    ("words", "kind", "named"),
    [
        ("a Washington state farm", "ORG", "Washington state"),
        ("New York Governor Ann Doe", "PER", "New York state"),
        ("New York Mayor Ann Doe", "PER", "New York City"),
        ("the NHS West Midlands", "GPE", None),
    ],
)
def test_a_name_inside_another_is_taken_with_what_belongs_to_it(words, kind, named):
    given = reading(f"US and British officials met at {words} on Monday.", (kind, words, None))
    assert [place and place.name for _, place in placed(given)] == [named]


def test_what_is_left_of_a_mention_without_its_owner_begins_with_a_word():
    given = reading("They met in the Philippines' capital Manila.", ("GPE", "the Philippines' capital Manila", None))
    assert [words for words, *_ in told(given)] == ["Philippines", "capital Manila"]


def test_an_owner_that_is_annotated_for_itself_counts_once():
    text = "They met in Kenya's capital Nairobi."
    for owner in ("Kenya", "Kenya's"):
        given = reading(text, ("GPE", "Kenya's capital Nairobi", NAIROBI), ("GPE", owner, None))
        assert [(words, embedded) for words, _, embedded in told(given)] == [(owner, False), ("capital Nairobi", False)]
