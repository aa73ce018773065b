"""A source that edits, backdates or post-dates what it said: nothing is overwritten, and every moment is told as it was told then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dragoman.store import snapshot, writing
from dragoman.store.codec import encode
from tests.store import fakes

FIRST = fakes.document(1, "anvil basil. basil anvil.", published=date(2024, 3, 5), url="https://a.example/1")
SECOND = fakes.document(2, "anvil basil. cedar.", published=date(2024, 3, 6))
EDITED = replace(FIRST, text="anvil basil. basil quits.")
REDATED = {
    "1970": fakes.document("3", "anvil basil.", published=date(1970, 1, 1)),
    "2999": fakes.document("4", "basil anvil.", published=date(2999, 1, 1)),
}


def stored(path, as_of=None) -> str:
    with snapshot(path, as_of=as_of) as ledger:
        return encode(ledger.ledger())


def test_another_body_or_time_under_a_known_id_overwrites_nothing(place):
    path = place()
    with writing(path, fakes.linking()) as writer:
        assert writer.add(fakes.read(FIRST)) == "new"
        before = stored(path)
        assert writer.standing(EDITED) == "conflict"
        assert writer.add(fakes.read(EDITED)) == "conflict"
        for day in (date(1970, 1, 1), date(2999, 1, 1), None):
            assert writer.add(fakes.read(replace(FIRST, published=day))) == "present"
    assert stored(path) == before


def test_every_moment_is_told_as_it_was_whatever_is_edited_and_backdated_later(place):
    path = place()
    told = []
    with writing(path, fakes.linking()) as writer:

        def then(what) -> None:
            what()
            told.append(stored(path))

        then(lambda: writer.add(fakes.read(FIRST)))
        then(lambda: writer.add(fakes.read(SECOND)))
        then(lambda: writer.add(fakes.read(REDATED["1970"])))
        then(lambda: writer.remove(FIRST.id))
        then(lambda: writer.add(fakes.read(EDITED)))
        then(lambda: writer.add(fakes.read(REDATED["2999"])))
        then(lambda: writer.remove(EDITED.id))
        then(lambda: writer.add(fakes.read(FIRST)))
    assert len(set(told)) == len(told)
    assert [stored(path, str(n)) for n in range(1, len(told) + 1)] == told
    assert told[-1] == encode(fakes.reconcile(map(fakes.read, (FIRST, SECOND, *REDATED.values()))))
