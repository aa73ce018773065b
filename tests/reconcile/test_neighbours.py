"""What is told side by side: small, a function of the set of documents alone, and changed only where a document comes or goes."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import pytest

from dragoman.nouns.plane import Nearest
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document
from dragoman.reconcile import join, leave, neighbours, told_together
from dragoman.reconcile.neighbours import Memory, Pair
from dragoman.reconcile.profiles import SKETCH_SIZE, alike, copied, likenesses, packed, profile, unpacked

Part = tuple[str, ...]
WORDS = tuple(
    f"{a}{b}{c}ite" for a in ("bor", "cal", "dol", "fer", "gal") for b in ("an", "en", "ul", "ir") for c in ("d", "g", "k", "m", "z")
)


def report(name: str, words: str, day: int | None, lead: str = "") -> Reading:
    published = None if day is None else date(2024, 3, 1) + timedelta(days=day)
    return Reading(
        Document(name, name, f"{lead} {words}. {words.capitalize()}.", None, published, f"paper {name}"), (), (), (), (), (), "by hand"
    )


def reports(seed: int, count: int) -> list[Reading]:
    """Make reports of a few topics that run into each other, on days near and far, some without a day, some in copies."""
    chance = random.Random(seed)
    made: list[Reading] = []
    for n in range(count):
        start = 10 * chance.randrange(8)
        words = " ".join(chance.sample(WORDS[start : start + 20], 12))
        day = None if n % 9 == 0 else chance.choice((0, 1, 2, 20, 60, 200))
        made.append(report(f"r{n:02}", words, day))
        if n % 7 == 0:
            made += [report(f"c{n:02}{k}", words, day if day is None else day + k, "update") for k in range(3)]
    return made


def told(readings: Sequence[Reading]) -> tuple[Part, ...]:
    plane = Memory()
    for r in readings:
        join(plane, r)
    return told_together(plane, [r.document.id for r in readings])


class Remembering(Memory):
    """A plane that knows the parts that it was last given, as the store does."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: dict[str, Part] = {}

    def beside(self, ids: Sequence[str]) -> set[str]:
        return {other for id_ in ids for other in self.parts.get(id_, ())}

    def note(self, changed: set[str], gone: str | None = None) -> None:
        beside = self.beside([gone]) - {gone} if gone else set()
        for id_ in self.beside([gone]) if gone else ():
            self.parts[id_] = tuple(other for other in self.parts[id_] if other != gone)
        if gone:
            del self.parts[gone]
        for part in told_together(self, changed | {id_ for id_ in beside if id_}):
            self.parts |= dict.fromkeys(part, part)


@pytest.fixture(params=[(32, 32), (3, 4), (1, 2)], ids=str)
def bounds(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    nearest, most = request.param
    monkeypatch.setattr(neighbours, "NEAREST", nearest)
    monkeypatch.setattr(neighbours, "MOST_TOGETHER", most)
    return nearest, most


@pytest.mark.parametrize("seed", range(3))
def test_one_at_a_time_in_any_order_and_with_some_gone_again_gives_what_all_at_once_give(seed: int, bounds: tuple[int, int]) -> None:
    given = reports(seed, 24)
    kept = given[: 2 * len(given) // 3]
    plane = Remembering()
    for r in random.Random(seed).sample(given, len(given)):
        plane.note(join(plane, r))
    assert tuple(sorted(set(plane.parts.values()))) == told(given)
    for r in random.Random(seed + 1).sample(given[len(kept) :], len(given) - len(kept)):
        plane.note(leave(plane, r.document.id), r.document.id)
    assert tuple(sorted(set(plane.parts.values()))) == told(kept) == told(kept[::-1])
    assert any(len(part) > 1 for part in told(kept))


def test_no_part_is_larger_than_it_may_be_but_for_copies(bounds: tuple[int, int]) -> None:
    given = [report(f"r{n:02}", " ".join(random.Random(n).sample(WORDS[:24], 12)), n % 5) for n in range(40)]
    assert max(map(len, told(given))) <= bounds[1]
    copies = [report(f"c{n:02}", " ".join(WORDS[:12]), n % 5, f"edition {n}") for n in range(20)]
    assert told(copies) == (tuple(r.document.id for r in copies),)


def test_a_flood_of_copies_crowds_nobody_out() -> None:
    words = list(WORDS[:12])
    true = [report(f"t{n}", " ".join([*words[:8], *WORDS[20 + 4 * n : 24 + 4 * n]]), 0) for n in range(2)]
    flood = [report(f"f{n:03}", " ".join(words), 0, f"edition {n}") for n in range(60)]
    (part,) = told([*true, *flood])
    assert {"t0", "t1"} <= set(part)


class Counting(Memory):
    """A plane that counts how often it is asked, each of which is a query where it is tables."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def profiles(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        self.asked += 1
        return super().profiles(ids)

    def nearest(self, ids: Sequence[str]) -> Mapping[str, Nearest]:
        self.asked += 1
        return super().nearest(ids)

    def hold(self, those: Mapping[str, tuple[Nearest, int]]) -> None:
        self.asked += 1
        super().hold(those)

    def link(self, pairs: Mapping[Pair, tuple[float, bool]]) -> None:
        self.asked += 1
        super().link(pairs)


def test_one_more_asks_no_oftener_however_many_it_is_near() -> None:
    plane = Counting()
    for n in range(40):
        join(plane, report(f"r{n:02}", " ".join(random.Random(n).sample(WORDS[:30], 12)), n % 5))
    before = plane.asked
    changed = join(plane, report("one more", " ".join(random.Random(99).sample(WORDS[:30], 12)), 2))
    assert len(changed) > 5
    assert plane.asked - before <= 5


def test_what_corrections_tie_is_told_side_by_side() -> None:
    a, b = report("a", " ".join(WORDS[:12]), 0), report("b", " ".join(WORDS[50:62]), 200)
    plane = Memory()
    for r in (a, b):
        join(plane, r)
    assert told_together(plane, "ab") == (("a",), ("b",))
    assert told_together(plane, "a", [frozenset("ab")]) == (("a", "b"),)


def test_the_likeness_of_sketches_is_symmetric_and_near_that_of_the_whole() -> None:
    of = [profile(r) for r in reports(5, 12)]
    sketches = np.array([p.sketch for p in of])
    table = np.array([likenesses(p.sketch, sketches) for p in of])
    assert sketches.shape[1] == SKETCH_SIZE
    assert (table == table.T).all()
    assert all(copied(p.sketch, sketches, table[n])[n] for n, p in enumerate(of))
    step = table[0, 0] / alike(of[0], of[0])
    assert max(abs(table[i, j] / step - alike(a, b)) for i, a in enumerate(of) for j, b in enumerate(of)) < 4


def test_a_profile_survives_being_packed() -> None:
    for r in reports(6, 4):
        raw = packed(profile(r))
        assert packed(unpacked(raw)) == raw
        assert unpacked(raw).days == profile(r).days
