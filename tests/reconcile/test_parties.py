"""Who is who across documents: one participant per actor, and no joining on what many bear."""

from __future__ import annotations

from dragoman.nouns.mention import Entity
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document, Span
from dragoman.reconcile.parties import Cast, best_name, cast


def reading(name: str, *entities: Entity) -> Reading:
    return Reading(Document(name, name, "x" * 50), (Span(0, 50),), entities, (), (), (), "by hand")


def entity(key: str, kind: str, name: str, **known) -> Entity:
    return Entity(key, kind, name, (Span(0, 5),), **known)  # type: ignore[arg-type]


def same(who: Cast, *keys: tuple[str, str]) -> bool:
    return len({who.of[k] for k in keys}) == 1


def test_names_of_one_person_join_whatever_their_titles_and_accents() -> None:
    who = cast(
        (
            reading("a", entity("x1", "PER", "President Recep Tayyip Erdogan", state="TUR")),
            reading("b", entity("x1", "PER", "Recep Tayyip Erdoğan"), entity("x2", "PER", "Erdogan")),
        )
    )
    assert same(who, ("a", "x1"), ("b", "x1"), ("b", "x2"))
    assert who.participants[who.of["a", "x1"]].states == {"TUR"}


def test_a_last_name_that_two_bear_joins_neither() -> None:
    who = cast(
        (reading("a", entity("x1", "PER", "Kim Yo Jong"), entity("x2", "PER", "Ri Yo Jong")), reading("b", entity("x1", "PER", "Jong")))
    )
    assert len(who.participants) == 3


def test_actor_ids_join_and_unlike_ids_never_do() -> None:
    who = cast(
        (
            reading("a", entity("x1", "GPE", "Beijing", actor="state:CHN"), entity("x2", "GPE", "Georgia", actor="state:GEO")),
            reading("b", entity("x1", "GPE", "China", actor="state:CHN"), entity("x2", "GPE", "Georgia", actor="state:USA-GA")),
        )
    )
    assert same(who, ("a", "x1"), ("b", "x1"))
    assert not same(who, ("a", "x2"), ("b", "x2"))


def test_a_city_is_not_the_government_named_after_it() -> None:
    who = cast((reading("a", entity("x1", "GPE", "Moscow", actor="state:RUS")), reading("b", entity("x1", "GPE", "Moscow", state="RUS"))))
    assert not same(who, ("a", "x1"), ("b", "x1"))


def test_acronyms_join() -> None:
    who = cast((reading("a", entity("x1", "ORG", "Rapid Support Forces")), reading("b", entity("x1", "ORG", "RSF"))))
    assert same(who, ("a", "x1"), ("b", "x1"))
    assert who.participants[0].name == "Rapid Support Forces"


def test_unnamed_people_of_two_reports_are_not_one() -> None:
    who = cast((reading("a", entity("x1", "PER", "a spokesman")), reading("b", entity("x1", "PER", "a spokesman"))))
    assert not same(who, ("a", "x1"), ("b", "x1"))


def test_a_plural_that_names_its_members_stands_for_them() -> None:
    who = cast((reading("a", entity("x1", "PER", "Ana Vega"), entity("x2", "PER", "Luis Rey"), entity("x3", "GRP", "Vega and Rey")),))
    assert who.expand([("a", "x3")]) == who.expand([("a", "x1"), ("a", "x2")])


def test_they_and_the_two_sides_are_vague() -> None:
    who = cast((reading("a", entity("x1", "GRP", "the two sides"), entity("x2", "GRP", "protesters"), entity("x3", "GRP", "They")),))
    assert [who.participants[who.of["a", k]].vague for k in ("x1", "x2", "x3")] == [True, False, True]


def test_best_name_has_capitals_then_votes_then_length() -> None:
    assert best_name(["the minister", "Fidan", "Hakan Fidan", "Hakan Fidan"]) == "Hakan Fidan"
    assert best_name(["b", "a"]) == "a"
