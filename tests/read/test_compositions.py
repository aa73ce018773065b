"""Words that decide together what one party does to another."""

import pytest

import dragoman
from dragoman.read.compositions import Composed, composed, rules
from dragoman.read.stems import stem
from dragoman.scheme import plover_types


def found(words, types=None, sentence=None):
    stems = [stem(w) for w in words.split()]
    typed = [(types or {}).get(w) for w in words.split()]
    return composed(stems, typed, sentence or [0] * len(stems))


def test_what_is_governed_is_told_with_the_word_that_governs_it():
    assert found("they lifted the old ban", {"lifted": "CONCEDE", "ban": "COERCE"}) == [Composed(1, "RETREAT", 4)]
    assert found("they ended the aid", {"aid": "AID"}) == [Composed(1, "SANCTION", 3)]
    assert found("they called off the strike", {"strike": "PROTEST"}) == [Composed(1, "RETREAT", 4)]


def test_a_word_that_another_governs_decides_nothing_itself():
    types = {"ended": "RETREAT", "reduced": "SANCTION", "aid": "AID"}
    assert found("they ended the reduced aid", types) == [Composed(1, "RETREAT", 3)]
    assert found("they reduced aid", types) == [Composed(1, "SANCTION", 2)]


def test_nothing_is_composed_across_sentences_or_beyond_reach():
    types = {"lifted": "CONCEDE", "ban": "COERCE"}
    assert found("they lifted the ban", types, [0, 0, 1, 1]) == []
    assert found("they lifted what nobody had ever thought of as a ban", types) == []


def test_a_word_alone_decides_where_the_rule_asks_for_no_other():
    assert found("a deadline", {"deadline": "REQUEST"}) == [Composed(1, "THREATEN", None)]
    assert found("a deadline") == []  # the rule wants a trigger of some type


def test_what_lies_between_can_forbid_it():
    assert found("they agreed a deal", {"agreed": "AGREE"}) == [Composed(1, "SUPPORT", None)]
    assert found("they agreed on a proposed deal", {"agreed": "AGREE"}) == []


def test_rules_name_types_of_plover_and_stems_as_the_stemmer_gives_them():
    types = set(plover_types())
    for rule in rules():
        assert set(rule.becomes.values()) <= types
        assert {t for t in rule.becomes if t} <= types
        assert rule.types <= types | {"STATE", "OFFICE", "CEREMONY"}
        assert all(s == s.casefold() and s.isalpha() for s in rule.stems | rule.after | rule.near | rule.without)


SENTENCES = [
    ("Ghana lifted its ban on Togolese traders on Friday.", "Ghana", "Togolese traders", "RETREAT"),
    (
        "Rebels in Shan State violated the ceasefire with Myanmar's army again on Sunday.",
        "Rebels in Shan State",
        "Myanmar's army",
        "ASSAULT",
    ),
    ("A court in Lima convicted three former ministers of bribery.", "A court in Lima", "three former ministers", "ACCUSE"),
    ("Canada has imposed sanctions on four Belarusian judges.", "Canada", "four Belarusian judges", "COERCE"),
    ("Fiji withdrew its peacekeepers from Lebanon in May.", "Fiji", "Lebanon", "SANCTION"),
    ("A tribunal in Dakar ordered the editor to close his newspaper.", "A tribunal in Dakar", "the editor", "COERCE"),
    ("Norway's intelligence service shared information with Latvia on the cable.", "Norway's intelligence service", "Latvia", "COOPERATE"),
    ("Dockers in Durban called off their strike against the port authority.", "Dockers in Durban", "the port authority", "RETREAT"),
]


@pytest.mark.parametrize(("text", "source", "target", "kind"), SENTENCES)
def test_given_parties_are_coded_by_what_words_say_together(text, source, target, kind):
    spans = [(text.index(words), text.index(words) + len(words)) for words in (source, target)]
    assert dragoman.read_relation(text, *spans).type == kind
