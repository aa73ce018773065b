"""Coding by a user's scheme: triggers in whatever inflection, and every kind of condition."""

from dataclasses import replace

import pytest

from dragoman.nouns.event import CustomCode, EventMention, Term
from dragoman.nouns.mention import Entity, Place
from dragoman.nouns.text import Span
from dragoman.read.custom import LEAST_PROBABILITY, code, triggers
from dragoman.scheme.custom import parse_custom

TEXT = "Turkey shipped Kazakh oil through a pipeline to Ceyhan. Nobody said a word of it."
SENTENCES = (Span(0, 56), Span(57, len(TEXT)))


def at(words):
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


ENTITIES = (
    Entity("x1", "GPE", "Turkey", (at("Turkey"),), "state:TUR", "TUR", "GOV"),
    Entity("x2", "GPE", "Ceyhan", (at("Ceyhan"),), None, "TUR", None, Place("Ceyhan", "TUR", 37.0, 35.8)),
)
EVENT = EventMention(
    "e1", at("shipped"), "AID", "occurred", 0.4, ("visit",), ("x1",), (), ("x2",), (), (), None, at("Kazakh oil"),
    (Term(at("pipeline"), "object", "pipeline"),), (), ("economic",),
)  # fmt: skip


def scheme(**kind):
    row = {"name": "n", "definition": "d", **kind}
    return (parse_custom({"scheme": "s", "types": {"T": row}}, "f", "0"),)


def coded(schemes, events=(EVENT,), added=()):
    return code(events, added, ENTITIES, SENTENCES, TEXT, schemes)


@pytest.mark.parametrize(
    ("phrase", "found"), [("ship", ["shipped"]), ("SHIPPING", ["shipped"]), ("kazakh oils", ["Kazakh oil"]), ("sell", [])]
)
def test_triggers_are_found_in_any_inflection(phrase, found):
    assert [s.of(TEXT) for s in triggers(TEXT, scheme(triggers=[phrase]))] == found


def test_of_triggers_that_overlap_the_longer_first_one_counts():
    assert [s.of(TEXT) for s in triggers(TEXT, scheme(triggers=["oil", "Kazakh oil", "Kazakh"]))] == ["Kazakh oil"]


@pytest.mark.parametrize(
    ("condition", "held"),
    [
        ({"types": ["AID", "AGREE"]}, True),
        ({"types": ["AGREE"]}, False),
        ({"modes": ["visit"]}, True),
        ({"modes": ["arrest"]}, False),
        ({"statuses": ["occurred"]}, True),
        ({"statuses": ["denied"]}, False),
        ({"topic": ["oil"]}, True),
        ({"topic": ["pipelines"]}, True),
        ({"topic": ["Ceyhan"]}, False),
        ({"words": ["Ceyhan"]}, True),
        ({"words": ["nobody"]}, False),
        ({"terms": ["object"]}, True),
        ({"terms": ["money"]}, False),
        ({"actors": ["state:TUR"]}, True),
        ({"actors": ["GOV"]}, True),
        ({"actors": ["org:nato"]}, False),
        ({"recipients": ["state:TUR"]}, False),
        ({"parties": ["MIL", "GOV"]}, True),
        ({"places": ["ceyhan"]}, True),
        ({"places": ["state:TUR"]}, True),
        ({"places": ["state:DEU", "Baku"]}, False),
        ({"contexts": ["economic"]}, True),
        ({"contexts": ["legal"]}, False),
        ({"types": ["AID"], "contexts": ["legal"]}, False),
    ],
)
def test_conditions(condition, held):
    assert bool(coded(scheme(when=condition))[0].custom) is held
    other = scheme(triggers=["ship"], unless=condition)
    assert bool(coded(other)[0].custom) is not held


def test_an_event_keeps_all_but_its_codes():
    (found,) = coded(scheme(when={"types": ["AID"]}, plover="COOPERATE"))
    assert found == replace(EVENT, custom=(CustomCode("s", "T", "COOPERATE"),))


def test_a_word_that_the_user_names_is_at_least_as_probable_as_not():
    (found,) = coded(scheme(triggers=["ship"]))
    assert found.probability == LEAST_PROBABILITY
    (surer,) = coded(scheme(triggers=["ship"]), (replace(EVENT, probability=0.9),))
    assert surer.probability == 0.9


def test_an_added_event_is_of_the_type_that_it_maps_to_or_goes():
    added = replace(EVENT, id="e2", trigger=at("through"), type="STATE")
    (first, second) = coded(scheme(triggers=["through"], plover="COERCE", mode="seize"), added=(added,))
    assert (first.id, second.id) == ("e1", "e2")
    assert (second.type, second.modes, second.actors) == ("COERCE", ("seize",), ("x1",))
    assert first.custom == ()
    assert coded(scheme(triggers=["through"], when={"contexts": ["legal"]}), added=(added,)) == (EVENT,)


def test_without_a_scheme_nothing_changes():
    assert coded(()) == (EVENT,)
