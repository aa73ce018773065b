"""Mentions that the reader would not have told are compared by words and documents; no others are touched by it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dragoman.neural.session import shipped
from dragoman.nouns.event import CustomCode
from dragoman.nouns.reading import Reading
from dragoman.reconcile.block import candidates
from dragoman.reconcile.compare import explain, score, strange_weights
from dragoman.reconcile.parties import Cast, cast
from dragoman.reconcile.strange import (
    SCOPES,
    STRANGE_BELOW,
    akin,
    document_level,
    head_level,
    is_strange,
    kin,
    scenery,
    scope,
    strange_features,
)
from dragoman.reconcile.told import Told, tellings
from tests.reconcile.make import Does, Who, report

LOW = STRANGE_BELOW / 2
SINGER = Who("Ana Lopez")
TEXTS = {
    "a": ("Singer Ana Lopez was arrested in Lima over 3 grams of cocaine.", "arrested"),
    "b": ("Police arrested Ana Lopez in Lima after they found cocaine.", "arrested"),
    "c": ("A quake struck off Tonga and fishermen were arrested for theft.", "arrested"),
    "d": ("An earthquake was felt in Tonga on Monday.", "earthquake"),
}


def readings(probability: float) -> list[Reading]:
    return [
        report(name, None, [(text, [Does(trigger, "COERCE", probability=probability)])], [SINGER])
        for name, (text, trigger) in TEXTS.items()
    ]


def prepared(probability: float) -> tuple[dict[str, Told], Cast]:
    found = readings(probability)
    who = cast(found)
    return {t.document.id: t for t in tellings(found, who)}, who


def total(a: Told, b: Told, who: Cast, among: tuple[Told, ...]) -> float:
    return sum(bits for _, _, bits in explain(a, b, who, among))


def test_the_reader_tells_no_strange_mention() -> None:
    assert shipped().thresholds["event"] >= STRANGE_BELOW


def test_what_a_scheme_finds_is_not_strange() -> None:
    tolds, _ = prepared(LOW)
    told = tolds["a"]
    coded = replace(told, mention=replace(told.mention, custom=(CustomCode("own", "arrest"),)))
    assert is_strange(told)
    assert not is_strange(coded)
    assert not is_strange(replace(told, mention=replace(told.mention, probability=STRANGE_BELOW)))


def test_a_like_report_with_the_same_word_is_likelier_the_same_than_an_unlike_one() -> None:
    tolds, who = prepared(LOW)
    among = tuple(tolds.values())
    assert total(tolds["a"], tolds["b"], who, among) > total(tolds["a"], tolds["c"], who, among)
    assert total(tolds["a"], tolds["c"], who, among) > total(tolds["a"], tolds["d"], who, among)


def test_levels_are_symmetric_and_levels_of_the_shipped_table() -> None:
    tolds, who = prepared(LOW)
    among = tuple(tolds.values())
    for feature in strange_features(who, scenery(among)):
        for a in among:
            for b in among:
                level = feature.level(feature.value(a), feature.value(b))
                assert level == feature.level(feature.value(b), feature.value(a)), feature.name
        assert all(feature.name in strange_weights()[s].bits for s in SCOPES)


@pytest.mark.parametrize("probability", [LOW, 1.0])
def test_score_is_the_sum_that_explain_shows(probability: float) -> None:
    tolds, who = prepared(probability)
    among = tuple(tolds.values())
    pairs = candidates(among, who)
    assert len(pairs)
    for (i, j), bits in zip(pairs.tolist(), score(among, who, pairs).tolist(), strict=True):
        assert bits == pytest.approx(total(among[i], among[j], who, among), abs=1e-5)


def test_pairs_without_a_strange_mention_keep_their_bits_beside_strange_ones() -> None:
    tolds, who = prepared(1.0)
    among = tuple(tolds.values())
    pairs = candidates(among, who)
    before = score(among, who, pairs)
    mixed = (*among[:2], *(replace(t, mention=replace(t.mention, probability=LOW)) for t in among[2:]))
    after = score(mixed, who, pairs)
    known = (pairs < 2).all(axis=1)
    assert np.array_equal(before[known], after[known])
    assert not np.array_equal(before[~known], after[~known])


def test_words_are_akin_by_how_they_begin_or_end() -> None:
    assert akin("quak", "earthquak")
    assert akin("sign", "signatur")
    assert not akin("war", "warrant")
    assert not akin("strike", "strong")


def test_a_word_that_every_document_has_tells_less() -> None:
    tolds, _ = prepared(LOW)
    scene = scenery(tuple(tolds.values()))
    assert scene.weights["arrest"] < scene.weights["fishermen"]
    assert document_level("a", "a", scene) == "one document"
    assert scene.likeness["a", "b"] > scene.likeness["a", "c"]
    assert head_level(("arrest",), ("arrest",), scene).endswith("now and then")
    assert scope(tolds["a"], tolds["b"]) == SCOPES[0]
    assert scope(tolds["a"], tolds["d"]) == SCOPES[1]


def test_kin_words_bring_strange_mentions_together_and_no_others() -> None:
    assert kin("win", "victori")
    assert not kin("win", "quak")
    assert not kin("zebra", "zebra")
    told = [("The team's victory came late.", [Does("victory", "AID", probability=LOW)])]
    other = [("It did win again.", [Does("win", "PROTEST", probability=LOW)])]
    found = [report("a", None, told, []), report("b", None, other, [])]
    who = cast(found)
    tolds = tellings(found, who)
    assert candidates(tolds, who).tolist() == [[0, 1]]
    assert head_level(tolds[0].lemmas, tolds[1].lemmas, scenery(tolds)) == "kin"
    known = [replace(t, mention=replace(t.mention, probability=1.0)) for t in tolds]
    assert candidates(known, who).tolist() == []
