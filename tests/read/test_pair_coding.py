"""What a text tells of two given parties; sentences so plain that any model worth shipping reads them."""

import pytest

import dragoman
from dragoman.errors import SpanError
from dragoman.nouns.text import Span
from dragoman.scheme import load, plover_types


def code(text, source, target):
    spans = [(text.index(words), text.index(words) + len(words)) if words else None for words in (source, target)]
    return dragoman.read_relation(text, *spans)


PLAIN = [
    ("Iran condemned Israel on Monday for its policy.", "Iran", "Israel", "ACCUSE", 3),
    ("Russian forces shelled Ukrainian soldiers near the border on Friday.", "Russian forces", "Ukrainian soldiers", "ASSAULT", 4),
    (
        "Japanese Prime Minister Fumio Kishida met South Korean President Yoon Suk Yeol in Tokyo on Thursday.",
        "Japanese Prime Minister Fumio Kishida",
        "South Korean President Yoon Suk Yeol",
        "CONSULT",
        1,
    ),
    ("Norway sent food and medicine to Ethiopia last week.", "Norway", "Ethiopia", "AID", 2),
    ("Pakistan refused to hold talks with India.", "Pakistan", "India", "REJECT", 3),
]


@pytest.mark.parametrize(("text", "source", "target", "kind", "quad"), PLAIN)
def test_plain_sentences_are_coded(text, source, target, kind, quad):
    coded = code(text, source, target)
    assert coded.type == kind
    assert coded.quad == quad
    assert coded.none < 0.5


@pytest.mark.parametrize(("text", "source", "target", "kind", "quad"), PLAIN)
def test_probabilities_are_whole_and_quads_follow_the_types(text, source, target, kind, quad):
    coded = code(text, source, target)
    assert [name for name, _ in coded.types] == [*plover_types(), "none"]
    assert all(0 <= p <= 1 for _, p in coded.types)
    assert sum(p for _, p in coded.types) == pytest.approx(1, abs=1e-5)
    for number, p in coded.quads:
        assert p == pytest.approx(sum(p for name, p in coded.types if name != "none" and load().type(name).quad == number), abs=1e-5)
    assert coded.none == pytest.approx(1 - sum(p for _, p in coded.quads), abs=1e-5)
    assert coded == code(text, source, target)
    shares = [e.share for e in coded.evidence]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) <= 1 + 1e-3


@pytest.mark.parametrize("number", [0, 1, 3])
def test_the_order_of_the_parties_counts(number):
    text, source, target, kind, _ = PLAIN[number]
    there, back = code(text, source, target), code(text, target, source)
    assert back.none > there.none
    assert back.probability(kind) < there.probability(kind) / 2
    assert (back.source, back.target) == (there.target, there.source)


def test_a_meeting_is_told_of_both_orders():
    text, one, other, kind, _ = PLAIN[2]
    assert code(text, one, other).type == code(text, other, one).type == kind


def test_evidence_is_the_trigger():
    text, source, target, kind, _ = PLAIN[0]
    first = code(text, source, target).evidence[0]
    assert first.trigger.of(text) == "condemned"
    assert (first.type, first.status) == (kind, "occurred")


def test_spans_may_be_words_that_are_no_mentions():
    text = "Iran condemned the harsh new policy on Monday."
    assert code(text, "Iran", "harsh new policy").type == "ACCUSE"


def test_a_party_may_be_unnamed():
    assert code("Police arrested ten people in Minsk.", "Police", None).type == "COERCE"
    assert code("Ten people were arrested in Minsk.", None, "Ten people").type == "COERCE"


def test_two_parties_of_one_text_are_told_apart():
    text = "Iran condemned Israel on Monday. Norway sent food and medicine to Ethiopia last week."
    assert code(text, "Norway", "Ethiopia").type == "AID"
    assert code(text, "Iran", "Israel").type == "ACCUSE"
    assert code(text, "Iran", "Ethiopia").none > code(text, "Iran", "Israel").none


def test_a_text_of_several_windows_is_read_to_its_end():
    filler = "The weather in the region stayed mild and the markets opened without much trade. " * 60
    assert code(filler + "Iran condemned Israel on Monday.", "Iran", "Israel").type == "ACCUSE"


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ((0, 4), (0, 4), "two different parties"),
        (None, None, "two different parties"),
        ((0, 4), (5, 500), "target within a text of 28 characters"),
        (Span(0, 4), (4, 5), "a word in the target"),
        ((4, 4), (5, 6), "0 <= start < end"),
    ],
)
def test_spans_that_are_no_two_parties_are_errors(source, target, said):
    with pytest.raises(SpanError, match=said):
        dragoman.read_relation("Iran condemned Israel again.", source, target)
