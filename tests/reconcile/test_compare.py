"""Pairs scored in bits: symmetric, explained to the last bit, and moved by evidence in the direction that evidence points."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dragoman.nouns.reading import Reading
from dragoman.reconcile import reconcile
from dragoman.reconcile.block import candidates
from dragoman.reconcile.compare import annotated_weights, explain, is_annotated, score, weights
from dragoman.reconcile.features import (
    features,
    group,
    quoted_level,
    signature_level,
    signature_levels,
    speakers,
    speakers_level,
    status_level,
    terms_level,
    trigger_level,
    type_level,
)
from dragoman.reconcile.parties import Cast, cast
from dragoman.reconcile.told import Told, tellings
from dragoman.reconcile.words import content
from tests.reconcile.make import Does, Who, corpus_stories, report
from tests.reconcile.stories_by_hand import DAILY, STORY, WIRE
from training.blur import LIGHT, blur


def prepared(*readings: Reading) -> tuple[tuple[Told, ...], Cast]:
    who = cast(readings)
    return tellings(readings, who), who


def bits(a: Told, b: Told, who: Cast) -> float:
    return sum(row[2] for row in explain(a, b, who))


@pytest.fixture(scope="module")
def story() -> tuple[tuple[Told, ...], Cast]:
    (one,) = corpus_stories(1)
    return prepared(*(blur(r, LIGHT, 3) for r in one.readings))


def test_every_level_is_symmetric(story: tuple[tuple[Told, ...], Cast]) -> None:
    tolds, who = story
    for feature in features(who):
        values = [feature.value(t) for t in tolds[:30]]
        for a in values:
            for b in values:
                assert feature.level(a, b) == feature.level(b, a), feature.name


def test_score_is_the_sum_that_explain_shows(story: tuple[tuple[Told, ...], Cast]) -> None:
    tolds, who = story
    pairs = candidates(tolds, who)[::37]
    for (i, j), total in zip(pairs.tolist(), score(tolds, who, pairs).tolist(), strict=True):
        assert total == pytest.approx(bits(tolds[i], tolds[j], who), abs=1e-5)


def test_shipped_weights_say_nothing_of_what_is_not_said() -> None:
    for scope in weights().values():
        for feature, table in scope.bits.items():
            assert table.get("unknown", 0.0) == 0.0, feature
        assert scope.of("type", "a level never seen") == 0.0


def test_shipped_weights_point_the_way_evidence_does() -> None:
    across = weights()["across"]
    for feature, better, worse in (
        ("actors", "same", "different states"),
        ("recipients", "same", "different states"),
        ("places", "same", "different"),
        ("time", "same day", "weeks apart, both past"),
        ("ordinal", "same", "different"),
        ("terms", "equal", "different, far apart"),
        ("terms", "different", "different, far apart"),
        ("type", "same ASSAULT", "different"),
        ("modes", "shared", "different"),
        ("near", "0.60 or more", "less"),
    ):
        assert across.of(feature, better) > across.of(feature, worse) + 1, feature


def meeting(reading: Reading, **changes) -> Reading:
    first, *rest = reading.events
    return replace(reading, events=(replace(first, **changes), *rest))


def test_no_single_lost_field_parts_two_tellings_of_one_meeting() -> None:
    tolds, who = prepared(WIRE, DAILY)
    whole = bits(tolds[0], tolds[4], who)
    for lost in ({"actors": ()}, {"places": ()}, {"times": ()}, {"status": "ongoing"}):
        changed, cast_of = prepared(WIRE, meeting(DAILY, **lost))
        assert whole > bits(changed[0], changed[4], cast_of) - 0.5
        assert bits(changed[0], changed[4], cast_of) > 0, lost


def test_candidates_leave_out_what_shares_nothing() -> None:
    tolds, who = prepared(*STORY)
    pairs = {(tolds[i].key, tolds[j].key) for i, j in candidates(tolds, who).tolist()}
    meetings = [t.key for t in tolds if t.mention.type == "CONSULT"]
    assert {(a, b) for a in meetings for b in meetings if a < b} <= pairs
    assert len(pairs) < len(tolds) * (len(tolds) - 1) / 2


def test_candidates_of_nothing() -> None:
    who = cast(())
    assert candidates((), who).shape == (0, 2)
    assert score((), who, np.zeros((0, 2), dtype=np.int64)).shape == (0,)


def test_levels_by_table() -> None:
    assert type_level("CONSULT", "CONSULT") == "same CONSULT"
    assert type_level("AGREE", "SUPPORT") == "same family"
    assert type_level("ASSAULT", "CONSULT") == "different"
    assert status_level("occurred", "denied") == "negated and other"
    assert trigger_level(("sign",), ("signatur",)) == "akin"
    one, other = bytes([127, 0]), bytes([0, 127])
    assert signature_level(one, one) == "0.9"
    assert signature_level(one, other) == "0.0"
    assert signature_level(one, b"") == "unknown"
    assert signature_level(bytes([127, 0]), bytes([129, 0])) == "0.0"


def test_figures_far_apart_are_told_from_figures_that_reports_dispute() -> None:
    def level(*values: str) -> str:
        a, b = ((("quantity", f"{v} tonnes", None),) for v in values)
        return terms_level(a, b)

    assert [level("100", other) for other in ("100", "130", "250", "900")] == [
        "equal",
        "different",
        "different, apart",
        "different, far apart",
    ]
    assert terms_level((("start", "2024-01", None),), (("start", "2024-03", None),)) == "different"


def test_signatures_of_many_pairs_have_the_levels_of_each_pair() -> None:
    chance = np.random.default_rng(5)
    vectors = [(v / np.linalg.norm(v) * 127).round().astype(np.int8).tobytes() for v in chance.normal(size=(12, 16)) + 0.5]
    values = [*vectors, b"", vectors[0]]
    left, right = (a.ravel() for a in np.indices((len(values), len(values))))
    each = [signature_level(values[a], values[b]) for a, b in zip(left.tolist(), right.tolist(), strict=True)]
    assert signature_levels(values, left, right) == each
    assert len(set(each)) > 5
    odd = [*values, bytes(8)]
    left, right = (a.ravel() for a in np.indices((len(odd), len(odd))))
    each = [signature_level(odd[a], odd[b]) for a, b in zip(left.tolist(), right.tolist(), strict=True)]
    assert signature_levels(odd, left, right) == each


def test_quotes_told_with_two_mentions_are_the_same_or_others() -> None:
    first, second = frozenset(("dear", "friend")), frozenset(("unpreced", "level"))
    assert quoted_level(first, first) == "same"
    assert quoted_level(first, second) == "different"
    assert quoted_level(first, frozenset()) == "unknown"


def test_what_two_say_is_two_statements_and_what_one_says_is_likelier_one() -> None:
    who = [Who("Ana Vega"), Who("Luis Rey"), Who("analysts", "GRP")]
    sentence = "Ana Vega underlined the need, Luis Rey stressed it, and analysts noted it."
    does = [Does("underlined", "STATE", actors=("Ana Vega",)), Does("stressed", "STATE", actors=("Luis Rey",))]
    does.append(Does("noted", "STATE", actors=("analysts",)))
    readings = [report(name, "2024-03-06", [(sentence, does)], who) for name in "ab"]
    cast_of = cast(readings)
    of = {(t.document.id, t.mention.trigger.of(sentence)): speakers(t) for t in tellings(readings, cast_of)}

    def level(a: tuple[str, str], b: tuple[str, str]) -> str:
        one, other = ((group(parties, cast_of.participants), speech) for speech, parties in (of[a], of[b]))
        return speakers_level(one, other, cast_of.participants)

    assert level(("a", "underlined"), ("b", "underlined")) == "same"
    assert level(("a", "underlined"), ("b", "stressed")) == "different"
    assert level(("a", "noted"), ("b", "noted")) == "same words"
    for table in (weights()["across"], annotated_weights()["across"]):
        assert table.of("speakers", "same words") > 0 > table.of("speakers", "different")


def test_what_people_annotated_is_weighed_by_weights_of_its_own() -> None:
    does = [Does("met", "CONSULT", actors=("Ana Vega",)), Does("said", "STATE", actors=("Ana Vega",))]
    reading = report("a", "2024-03-06", [("Ana Vega met Luis Rey and said so.", does)], [Who("Ana Vega"), Who("Luis Rey")])
    signed = replace(reading, events=tuple(replace(e, signature=bytes([127, 0]), probability=0.9) for e in reading.events))
    for one, table in ((reading, annotated_weights()), (signed, weights())):
        (a, b), who = prepared(one)
        assert is_annotated(a) is is_annotated(b) is (one is reading)
        assert explain(a, b, who)[0] == ("prior", "", table["within"].prior_bits)
        assert score((a, b), who, np.array([[0, 1]])).tolist() == [pytest.approx(bits(a, b, who), abs=1e-5)]


def test_a_quote_belongs_to_the_last_trigger_before_it_in_its_sentence() -> None:
    sentence = "Ana Vega met Luis Rey, praised him as “a patient builder” and left."
    does = [Does("met", "CONSULT", actors=("Ana Vega",)), Does("praised", "SUPPORT", actors=("Ana Vega",)), Does("left", "RETREAT")]
    reading = report("a", "2024-03-06", [(sentence, does)], [Who("Ana Vega")], quotes=[("“a patient builder”", "Ana Vega")])
    quoted = {t.mention.trigger.of(sentence): t.quoted for t in tellings([reading], cast([reading]))}
    assert quoted["praised"] == content("a patient builder")
    assert quoted["met"] == quoted["left"] == frozenset()


def test_one_quote_in_two_reports_is_one_saying_and_two_quotes_of_one_speaker_are_two() -> None:
    who = [Who("Ana Vega"), Who("Luis Rey")]
    first, second = "“at an unprecedentedly high level”", "“a patient builder”"
    both, praised, called = bytes([127, 0, 0]), bytes([0, 127, 0]), bytes([0, 0, 127])
    calls = Does("calling", "SUPPORT", actors=("Ana Vega",), recipients=("Luis Rey",), signature=called)
    praises = Does("praising", "SUPPORT", actors=("Ana Vega",), recipients=("Luis Rey",), signature=praised)
    declares = Does("declared", "STATE", actors=("Ana Vega", "Luis Rey"), signature=both)
    one = f"Ana Vega and Luis Rey declared their ties to be {first}, with Ana Vega calling Luis Rey {second}."
    a = report(
        "a",
        "2024-03-06",
        [(one, [declares, calls])],
        who,
        quotes=[(first, "Ana Vega"), (second, "Ana Vega")],
    )
    told = [
        (f"Ana Vega met Luis Rey, praising their ties as {first}.", [praises]),
        (f"Ana Vega called Luis Rey {second}.", [replace(calls, trigger="called")]),
    ]
    b = report("b", "2024-03-06", told, who, publisher="other", quotes=[(first, "Ana Vega"), (second, "Ana Vega")])
    texts = {r.document.id: r.document.text for r in (a, b)}
    groups = {frozenset(m.trigger.of(texts[m.document]) for m in e.mentions) for e in reconcile([a, b]).events}
    assert groups == {frozenset({"declared", "praising"}), frozenset({"calling", "called"})}
