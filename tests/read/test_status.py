"""Wordings that settle a status."""

import pytest

from dragoman.nouns.event import EventMention, Status
from dragoman.nouns.text import Span
from dragoman.read.status import settle


def status(text: str, trigger: str, given: Status) -> str:
    at = text.index(trigger)
    event = EventMention("e1", Span(at, at + len(trigger)), "CONSULT", given, 0.9)
    return settle([event], [Span(0, len(text))], text)[0].status


@pytest.mark.parametrize(
    ("text", "trigger", "given", "settled"),
    [
        ("The two are due to meet on Monday.", "meet", "occurred", "scheduled"),
        ("The bridge is to be formally opened in May.", "opened", "occurred", "scheduled"),
        ("The ministry announced visa-free travel.", "travel", "possible", "scheduled"),
        ("The ministry announced an arrest.", "arrest", "occurred", "occurred"),
        ("The two are expected to meet, but it was called off.", "meet", "cancelled", "cancelled"),
        ("Officials hinted at a meeting.", "meeting", "possible", "possible"),
    ],
)
def test_wordings(text: str, trigger: str, given: Status, settled: Status) -> None:
    assert status(text, trigger, given) == settled
