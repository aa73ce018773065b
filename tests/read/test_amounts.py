"""Whole amounts, their kinds, and those that stand beside a trigger."""

import pytest

from dragoman.nouns.text import Span
from dragoman.read import amounts


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "marked", "kind", "told"),
    [
        ("They blocked 17 Telegram channels on Friday.", "17", "quantity", "17 Telegram channels"),
        ("It seized at least 60 armed drones.", "60", "quantity", "at least 60 armed drones"),
        ("Some 1,500 people marched.", ",500 people", "participants", "Some 1,500 people"),
        ("More than three were hurt.", "three", "injured", "More than three"),
        ("The strike killed 14 and wounded soldiers.", "14", "killed", "14"),
        ("It gave 300 billion dollars in loans.", "300 billion", "money", "300 billion dollars"),
        ("Turnout was 61% in May.", "61", "share", "61%"),
        ("It was over eight fishermen.", "eight", "quantity", "eight fishermen"),
        ("One of the buses burnt.", "buses", "quantity", "buses"),
    ],
)
def test_whole(text: str, marked: str, kind: str, told: str) -> None:
    assert amounts.whole(text, Span(0, len(text)), at(text, marked), kind).of(text) == told


@pytest.mark.parametrize(
    ("kind", "term", "trigger", "event_type", "modes", "told"),
    [
        ("quantity", "six men", "arrested", "COERCE", (), "detained"),
        ("quantity", "six men", "taken away", "COERCE", ("arrest",), "detained"),
        ("quantity", "six lorries", "seized", "COERCE", ("arrest",), "quantity"),
        ("killed", "three workers", "wounded", "ASSAULT", (), "injured"),
        ("quantity", "27 lives", "cost", "ASSAULT", (), "killed"),
        ("killed", "five aid workers", "abducted", "ASSAULT", (), "quantity"),
        ("killed", "six persons", "taken", "ASSAULT", (), "quantity"),
        ("killed", "six persons", "strike", "ASSAULT", (), "killed"),
        ("quantity", "at least three", "wounding", "ASSAULT", (), "injured"),
        ("quantity", "60 per cent", "finance", "AID", (), "share"),
        ("quantity", "4,000 students", "marched", "PROTEST", (), "participants"),
        ("duration", "two days", "killed", "ASSAULT", (), "duration"),
    ],
)
def test_kinds(kind: str, term: str, trigger: str, event_type: str, modes: tuple[str, ...], told: str) -> None:
    assert amounts.kind_of(kind, term, trigger, event_type, modes) == told


@pytest.mark.parametrize(
    ("text", "trigger", "event_type", "told"),
    [
        ("Gunmen killed at least 14 soldiers there.", "killed", "ASSAULT", [("at least 14 soldiers", "killed")]),
        ("Fourteen soldiers were later abducted.", "abducted", "ASSAULT", [("Fourteen soldiers", "quantity")]),
        ("It sent $200 million in aid.", "sent", "AID", [("$200 million", "money")]),
        ("They attacked one another.", "attacked", "ASSAULT", []),
        ("It endorsed 14 points.", "endorsed", "SUPPORT", []),
        ("They imposed a 20-day siege.", "imposed", "COERCE", []),
    ],
)
def test_beside(text: str, trigger: str, event_type: str, told: list[tuple[str, str]]) -> None:
    found = amounts.beside(text, Span(0, len(text)), at(text, trigger), event_type, (), ())
    assert [(span.of(text), kind) for span, kind in found] == told


def test_no_amount_is_part_of_a_time() -> None:
    text = "Rebels attacked 2 May camps."
    assert not list(amounts.beside(text, Span(0, len(text)), at(text, "attacked"), "ASSAULT", (), (at(text, "2 May"),)))


@pytest.mark.parametrize(
    ("text", "marked", "nothing"),
    [
        ("They go by Security Council Resolution 1244 of old.", "1244", True),
        ("Two-way trade fell.", "Two", True),
        ("They left within weeks of one another.", "one", True),
        ("It keeps troops there until 2046.", "2046", True),
        ("Police detained 43 at the gate.", "43", False),
        ("It fired 1244 shells.", "1244", False),
        ("Four were hurt.", "Four", False),
    ],
)
def test_a_number_in_a_name_a_compound_or_a_date_counts_nothing(text: str, marked: str, nothing: bool) -> None:
    assert amounts.counts_nothing(text, at(text, marked)) == nothing
