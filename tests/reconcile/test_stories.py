"""Stories within what is told side by side: held together by the mean of all pairs, parted where they drift, the same in any order."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest

from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document
from dragoman.reconcile import joined, reconcile, tell
from dragoman.reconcile.stories import components, stories
from dragoman.reconcile.words import UNLISTED_CENTIBITS, distinctness_centibits

# Six topics, each of words that only it has; a report takes half of its words from its own topic and half from the next.
TOPICS = (
    "harbour dockers walkout cranes freight",
    "customs inspectors seizures contraband smugglers",
    "magistrates indictments bribery ledgers laundering",
    "regatta yachts moorings keels helmsmen",
    "vineyards grapes cellars vintners barrels",
    "protesters barricades curfew tents loudspeakers",
)


def report(name: str, words: str, day: int) -> Reading:
    text = f"{words.capitalize()} were in the news, and {words} were what people spoke of: {words}."
    published = date(2024, 3, 1) + timedelta(days=day)
    return Reading(Document(name, name, text, words, published, f"paper {name}"), (), (), (), (), (), "by hand")


def drifting() -> list[Reading]:
    return [report(f"d{n}", f"{TOPICS[n]} {TOPICS[n + 1]}", 2 * n) for n in range(len(TOPICS) - 1)]


def named(groups: tuple[tuple[Reading, ...], ...]) -> list[list[str]]:
    return [[r.document.id for r in group] for group in groups]


def test_a_story_that_drifts_becomes_several() -> None:
    chain = drifting()
    assert all(len(components(both)) == 1 for both in pairwise(chain))
    assert len(components((chain[0], chain[-1]))) == 2
    (near,) = components(chain)
    found = named(stories(near))
    assert len(found) > 1
    assert not any({"d0", "d4"} <= set(group) for group in found)
    assert sorted(d for group in found for d in group) == [r.document.id for r in chain]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_arrival_does_not_show(seed: int) -> None:
    chain = [*drifting(), report("copy", f"{TOPICS[0]} {TOPICS[1]}", 1)]
    shuffled = random.Random(seed).sample(chain, len(chain))
    assert named(stories(shuffled)) == named(stories(chain))
    assert tell(shuffled) == tell(chain)
    assert reconcile(shuffled) == reconcile(chain)


def test_each_story_of_a_component_is_told_by_itself() -> None:
    ledger = tell(drifting())
    assert [sorted(s.documents) for s in sorted(ledger.stories, key=lambda s: min(s.documents))] == named(stories(drifting()))
    assert len({s.id for s in ledger.stories}) == len(ledger.stories) > 1
    assert [s.document.id for s in ledger.sources] == ["d0", "d1", "d2", "d3", "d4"]


def test_what_a_story_tells_follows_from_its_own_documents() -> None:
    chain = drifting()
    parts = stories(chain)
    assert all(stories(part) == (part,) for part in parts)
    assert joined([tell(part) for part in parts]) == tell(chain)


def test_corrections_tie_documents_into_one_story() -> None:
    tied = [frozenset({"d0", "d4"}), frozenset({"d4", "d2"}), frozenset({"d1", "elsewhere"})]
    found = named(stories(drifting(), tied))
    assert any({"d0", "d2", "d4"} <= set(group) for group in found)


def test_nothing_and_one_document() -> None:
    one = drifting()[0]
    assert stories(()) == ()
    assert stories((one,)) == ((one,),)


def test_what_is_common_in_english_tells_little_though_the_stories_lack_it() -> None:
    assert distinctness_centibits("phone") < distinctness_centibits("kvirikashvili") == UNLISTED_CENTIBITS
