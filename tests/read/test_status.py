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
        ("Leaders met ahead of a huge Victory parade.", "parade", "occurred", "scheduled"),
        ("The bridge is to be formally opened in May.", "opened", "occurred", "scheduled"),
        ("The ministry announced visa-free travel.", "travel", "possible", "scheduled"),
        ("The ministry announced an arrest.", "arrest", "occurred", "occurred"),
        ("The two are expected to meet, but it was called off.", "meet", "cancelled", "cancelled"),
        ("Officials hinted at a meeting.", "meeting", "possible", "possible"),
        ("Farmers are now calling for lower duties.", "calling", "occurred", "ongoing"),
        ("The families are being sheltered in schools.", "sheltered", "occurred", "ongoing"),
        ("The military continues to defy the council.", "defy", "occurred", "ongoing"),
        ("The bloc will continue to openly support them.", "support", "scheduled", "ongoing"),
        ("Envoys condemned the continuing brutality.", "brutality", "occurred", "ongoing"),
        ("The talks could not continue; the sides will meet.", "meet", "occurred", "scheduled"),
        ("Two women are missing after the raid.", "missing", "occurred", "occurred"),
        ("The minister might travel to Jakarta.", "travel", "scheduled", "possible"),
        ("The cabinet is weighing sanctions on the bank.", "sanctions", "ongoing", "possible"),
        ("The cabinet has not met the envoys.", "met", "occurred", "denied"),
        ("The ministry denied that it had offered money.", "offered", "occurred", "denied"),
        ("The general refused to hand over the fort.", "hand over", "scheduled", "denied"),
        ("The president called off a planned trip to Oslo.", "trip", "occurred", "cancelled"),
        ("The president called off his trip after talks with the cabinet.", "talks", "occurred", "occurred"),
        ("The Emirates, which was to have led the mission, stayed away.", "led", "occurred", "cancelled"),
        ("A mission that was to discuss a loan next week has been called off.", "discuss", "scheduled", "cancelled"),
        ("A mission that was to discuss a loan left and a vote was called off.", "discuss", "scheduled", "scheduled"),
        ("The union urged the government to lift the ban.", "lift", "scheduled", "hypothetical"),
        ("Deputies demanded an inquiry and called it a farce.", "called", "occurred", "occurred"),
        ("The bloc warned that it would close the border.", "close", "scheduled", "hypothetical"),
        ("The army will dismantle two posts.", "dismantle", "hypothetical", "scheduled"),
        ("The army will dismantle two posts if fuel arrives.", "dismantle", "hypothetical", "hypothetical"),
        ("A drill due to start on Saturday angered the North.", "drill", "occurred", "scheduled"),
    ],
)
def test_wordings(text: str, trigger: str, given: Status, settled: Status) -> None:
    assert status(text, trigger, given) == settled
