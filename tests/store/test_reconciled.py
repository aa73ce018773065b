"""The store with the real reconciling, over the corpus's own readings: whatever comes first, the ledger is that of all at once."""

import random

import pytest

from dragoman.flow import verbs
from dragoman.publish.formats import ledger_to_json
from dragoman.reconcile import reconcile
from dragoman.store import snapshot, writing
from dragoman.store.codec import encode
from training import corpus


@pytest.fixture(scope="module")
def readings():
    stories = corpus.load(split="dev")[:6]
    return [reading for story in stories for reading in story.readings]


@pytest.mark.parametrize("seed", [1, 2])
def test_any_order_of_arrival_gives_the_ledger_of_all_at_once(tmp_path, readings, seed):
    order = random.Random(seed).sample(readings, len(readings))
    with writing(tmp_path / "x.db", verbs.linking()) as writer:
        for n, reading in enumerate(order):
            assert writer.add(reading) == "new"
            assert writer.add(order[n // 2]) == "present"
    whole = reconcile(readings)
    with snapshot(tmp_path / "x.db") as ledger:
        stored = ledger.ledger()
        assert list(ledger.readings()) == sorted(readings, key=lambda r: r.document.id)
    assert encode(stored) == encode(whole)
    assert ledger_to_json(stored) == ledger_to_json(whole)
    assert len(whole.stories) >= 3
    assert any(len(s.documents) > 1 for s in whole.stories)
