"""Nouns behind a hedge are looked at as triggers of what may come to be."""

import pytest

from dragoman.nouns.text import Document
from dragoman.read import Reader
from dragoman.read.half_heard import LEAST_HEDGED, hedged


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They spoke of a possible merger.", ["merger"]),
        ("It raised questions about a potential customs union.", ["customs", "union"]),
        ("It may be possible to win.", []),
        ("The bloc has the potential to grow.", []),
        ("The potential for war is small.", []),
    ],
)
def test_what_stands_behind_a_hedge(text: str, words: list[str]) -> None:
    assert [span.of(text) for span in hedged(text)] == words


@pytest.mark.parametrize(
    "text",
    [
        "The remark fed talk in Lima of a potential alliance.",
        "A report describes a possible alliance between two Andean states.",
    ],
)
def test_what_is_hedged_may_come_to_be(text: str) -> None:
    found = [e for e in Reader.load(threads=1).read(Document("a", "a", text)).events if e.trigger.of(text) == "alliance"]
    assert [e.status for e in found] == ["possible"]
    assert found[0].probability >= LEAST_HEDGED


def test_what_is_hedged_and_no_event_is_none() -> None:
    text = "The ministry offered a possible explanation, and the essay ends with a potential reader in mind."
    assert not {"explanation", "reader"} & {e.trigger.of(text) for e in Reader.load(threads=1).read(Document("a", "a", text)).events}
