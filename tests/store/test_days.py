"""What the writer holds in memory of the documents around a day is what the tables say, whatever was put, changed and dropped."""

import random

import pytest
from sqlalchemy import create_engine

from dragoman.store import schema
from dragoman.store.days import Days
from dragoman.store.plane import Plane

WIDEST = 5
SIZE = 4


@pytest.fixture
def connection():
    engine = create_engine("sqlite://")
    with engine.connect() as c:
        schema.metadata.create_all(c)
        yield c
    engine.dispose()


def told(rows):
    ids, leads, reaches, sketches = rows
    whole = b"".join(sketches)
    assert len(whole) == SIZE * len(ids)
    each = [whole[n * SIZE : (n + 1) * SIZE] for n in range(len(ids))]
    return sorted(zip(ids, leads, reaches, each, strict=True), key=repr)


def played(plane, seed, moves=120):
    """Put, change and drop documents at random, looking around all the while as the writer does."""
    chance, there = random.Random(seed), []
    for n in range(moves):
        move = chance.random()
        if move < 0.6 or not there:
            first = chance.choice((0, chance.randrange(1, 40)))
            plane.put(f"d{n}", first, first and first + chance.randrange(WIDEST), bytes([n]) * SIZE, b"profile")
            there.append(f"d{n}")
        elif move < 0.7:
            plane.drop(there.pop(chance.randrange(len(there))))
        elif move < 0.85:
            plane.follow(chance.choice(there), chance.choice((None, "d0")))
        else:
            plane.hold({chance.choice(there): ((("x", 3),), chance.randrange(100))})
        yield chance.randrange(1, 40)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("most", [0, 12, 1000])
def test_what_is_held_is_what_is_written(connection, seed, most):
    plane = Plane(connection)
    plane._days = Days(connection, most)
    seen = 0
    for day in played(plane, seed):
        rows = told(plane.around(day - 3, day + 3, WIDEST))
        anew, (ids, _, reaches, _) = Plane(connection), plane.everything()
        assert plane.reaches(ids) == anew.reaches(ids) == dict(zip(ids, reaches, strict=True))
        assert all(plane.first(id_) == anew.first(id_) for id_ in ids)
        assert rows == told(Days(connection).around(day - 3, day + 3, WIDEST))
        assert {r[0] for r in rows} <= set(plane.everything()[0])
        seen += len(rows)
    assert seen > 500


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("most", [1, 4, 1000])
def test_what_is_held_of_margins_links_and_nearest_is_what_is_written(connection, monkeypatch, seed, most):
    monkeypatch.setattr("dragoman.store.plane.MOST_KEPT", most)
    plane, chance = Plane(connection), random.Random(seed)
    there = [f"d{n}" for n in range(12)]
    for n, id_ in enumerate(there):
        plane.put(id_, 1 + n, 1 + n, b"1234", id_.encode())
    linked = 0
    for _ in range(150):
        pairs = [tuple(chance.sample(there, 2)) for _ in range(3)]
        move = chance.random()
        if move < 0.6:
            plane.link({(min(p), max(p)): (chance.random(), chance.random() < 0.5) for p in pairs})
        elif move < 0.8:
            plane.unlink([(min(p), max(p)) for p in pairs])
        elif move < 0.95:
            plane.hold({pairs[0][0]: (((pairs[0][1], 3),), 3)})
        elif len(there) > 4:
            plane.drop(there.pop(chance.randrange(len(there))))
        some, anew = chance.sample(there, 3), Plane(connection)
        for asked in ("margins", "links", "nearest", "profiles"):
            assert getattr(plane, asked)(some) == getattr(anew, asked)(some)
        assert len(plane._margins._held) <= most
        linked += sum(map(len, plane.links(some).values()))
    assert linked > 50


def test_margins_that_were_taken_back_are_forgotten(connection):
    plane = Plane(connection)
    for id_ in ("a", "b"):
        plane.put(id_, 5, 5, b"1234", b"")
    connection.commit()
    plane.link({("a", "b"): (1.0, True)})
    plane.hold({"a": ((("b", 3),), 3)})
    assert plane.links(["a"]) == {"a": {"b": 1.0}}
    connection.rollback()
    plane.forget()
    assert plane.links(["a"]) == plane.margins(["a"]) == {"a": {}}
    assert plane.nearest(["a"]) == {"a": ()}


def test_around_takes_what_may_be_of_those_days_and_the_undated(connection):
    plane = Plane(connection)
    for id_, first, last in (("before", 1, 4), ("into", 3, 7), ("within", 8, 8), ("after", 11, 12), ("undated", 0, 0)):
        plane.put(id_, first, last, b"1234", b"")
    assert set(plane.around(6, 10, WIDEST)[0]) == {"into", "within", "undated"}


def test_what_was_taken_back_is_forgotten(connection):
    plane = Plane(connection)
    plane.put("kept", 5, 5, b"1234", b"")
    plane.around(5, 5, WIDEST)
    connection.commit()
    plane.put("lost", 5, 5, b"1234", b"")
    connection.rollback()
    plane.forget()
    assert list(plane.around(5, 5, WIDEST)[0]) == ["kept"]


def test_no_more_is_held_than_may_be(connection):
    plane = Plane(connection)
    plane._days = Days(connection, 10)
    for n in range(60):
        plane.put(f"d{n}", 1 + n, 1 + n, b"1234", b"")
        plane.around(1 + n, 1 + n, WIDEST)
    assert 0 < plane._days._held <= 10
