"""What the trigger head hardly hears: hedged nouns, what analysts say that something signals, and offices speculated about."""

import pytest

from dragoman.neural.session import shipped
from dragoman.nouns.text import Document
from dragoman.read import Reader, sentences
from dragoman.read.half_heard import LEAST_WORDED, hedged, worded


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
    assert found[0].probability >= shipped().thresholds["event"]


def test_what_is_hedged_and_no_event_is_none() -> None:
    text = "The ministry offered a possible explanation, and the essay ends with a potential reader in mind."
    assert not {"explanation", "reader"} & {e.trigger.of(text) for e in Reader.load(threads=1).read(Document("a", "a", text)).events}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The delay, according to analysts, is a clear sign of distrust.", [("sign", "STATE", "analysts")]),
        ("According to Western experts, the visit highlights how far both have come.", [("highlights", "STATE", "Western experts")]),
        ("That alone, observers argue, heralds a new bloc.", [("heralds", "STATE", "observers")]),
        ("The visit highlights how far both have come.", []),
        ("According to analysts, the port ships grain.", []),
        ("According to officials, the visit highlights their ties.", []),
        ("It fed rumours about Ana Vega's resignation.", [("resignation", "OFFICE", "Ana Vega")]),
        ("There is speculation over his next job. Nobody knows.", [("job", "OFFICE", "his")]),
        ("There is speculation about his role in the coup.", []),
        ("Speculation about the reasons goes on.", []),
    ],
)
def test_what_wording_tells(text: str, found: list[tuple[str, str, str]]) -> None:
    told = worded(text, sentences.split(text))
    assert [(w.trigger.of(text), w.type, w.owner.of(text)) for w in told] == found


def test_what_analysts_say_is_theirs() -> None:
    text = "The empty chair, according to analysts, is a clear sign of distrust between Peru and Chile."
    reading = Reader.load(threads=1).read(Document("a", "a", text))
    (event,) = [e for e in reading.events if e.trigger.of(text) == "sign"]
    names = {e.id: e.name for e in reading.entities}
    assert (event.type, event.status) == ("STATE", "occurred")
    assert [names[x] for x in event.actors] == [names[x] for x in event.by] == ["analysts"]
    assert event.probability >= LEAST_WORDED


def test_who_is_speculated_about_may_come_to_office() -> None:
    text = "President Luis Rey came with Ana Vega, and there was speculation about Ana Vega's future role."
    reading = Reader.load(threads=1).read(Document("a", "a", text))
    (event,) = [e for e in reading.events if e.trigger.of(text) == "role"]
    names = {e.id: e.name for e in reading.entities}
    assert (event.type, event.status, [names[x] for x in event.actors]) == ("OFFICE", "possible", ["Ana Vega"])
