"""Pronouns and common nouns that nothing is told of leave a reading; names stay."""

from dragoman.nouns.event import EventMention
from dragoman.nouns.mention import Entity
from dragoman.nouns.text import Span
from dragoman.read.roleless import without_roleless

TEXT = "Reporters saw it. Protesters met the Kurds at a farm, and officials left."
BOUNDS = (Span(0, 17), Span(18, len(TEXT)))


def entity(identity: str, words: str, actor: str | None = None) -> Entity:
    start = TEXT.index(words)
    return Entity(identity, "GRP", words, (Span(start, start + len(words)),), actor=actor)


def test_who_is_named_known_or_told_of_stays():
    entities = [
        entity("x1", "it"),
        entity("x2", "the Kurds"),
        entity("x3", "a farm"),
        entity("x4", "officials"),
        entity("x5", "a farm", "state:ITA"),
    ]
    at = TEXT.index("left")
    events = [EventMention("e1", Span(at, at + 4), "RETREAT", "occurred", 1.0, actors=("x4",))]
    assert [e.id for e in without_roleless(entities, events, (), BOUNDS, TEXT)] == ["x2", "x4", "x5"]
