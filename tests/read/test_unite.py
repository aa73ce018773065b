"""Entities of one actor become one."""

from dragoman.nouns.mention import Entity, EntityType
from dragoman.nouns.text import Span
from dragoman.read.unite import unite


def entity(number: int, at: int, actor: str | None, kind: EntityType = "PER", name: str = "n") -> Entity:
    return Entity(f"x{number}", kind, name, (Span(at, at + 3),), actor)


def test_two_clusters_of_one_person_are_joined_and_all_are_numbered_by_first_mention() -> None:
    given = [entity(1, 50, None), entity(2, 10, "person:a", name="A B"), entity(3, 30, "person:a", name="B")]
    joined, ids = unite(given)
    assert [(e.id, e.name, e.mentions) for e in joined] == [
        ("x1", "A B", (Span(10, 13), Span(30, 33))),
        ("x2", "n", (Span(50, 53),)),
    ]
    assert ids == {"x1": "x2", "x2": "x1", "x3": "x1"}
    assert joined[0].how[-1].startswith("joined from 2")


def test_a_state_and_its_capital_stay_two_as_do_actors_of_two_types() -> None:
    given = [
        entity(1, 0, "state:CHN", "GPE"),
        entity(2, 10, "state:CHN", "GPE"),
        entity(3, 20, "org:un", "ORG"),
        entity(4, 30, "org:un", "GRP"),
    ]
    joined, ids = unite(given)
    assert len(joined) == len(set(ids.values())) == 4


def test_the_unknown_stay_apart() -> None:
    assert len(unite([entity(1, 0, None), entity(2, 10, None)])[0]) == 2
