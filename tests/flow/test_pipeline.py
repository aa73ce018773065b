"""Adding documents to a ledger: each once, in any order and with any number of workers, and none lost when it is stopped."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.errors import LedgerError
from dragoman.flow.ahead import Ahead
from dragoman.flow.briefing import stored, told
from dragoman.flow.engines import InProcess
from dragoman.flow.pipeline import Added, Step, add, readings
from dragoman.flow.process_pool import ProcessPool
from dragoman.nouns.text import Refusal
from dragoman.store.codec import encode
from tests.flow.readers import Fragile, Quick, Unloadable
from tests.store import fakes

TEXTS = ("anvil basil. basil anvil.", "cedar delta.", "basil anvil. delta cedar.", "heron islet.", "larch joust. knoll.", "joust larch.")
DOCUMENTS = [fakes.document(n, text) for n, text in enumerate(TEXTS)]
TOLD = encode(fakes.reconcile(map(fakes.read, DOCUMENTS)))


def run(path: Path, documents=DOCUMENTS, reader=None, engine=None, linking=None, **rest) -> Added:
    return add(documents, path, (reader or Quick()).load, engine or InProcess(), linking or fakes.linking(), **rest)


@pytest.mark.parametrize("engine", [InProcess(), ProcessPool(1), ProcessPool(2)])
@pytest.mark.parametrize("step", [1, -1])
def test_order_and_workers_do_not_change_a_byte(tmp_path, engine, step):
    assert run(tmp_path / "x.db", DOCUMENTS[::step], engine=engine) == Added(6, 0, ())
    assert encode(stored(tmp_path / "x.db")) == TOLD


def test_what_is_there_is_neither_read_nor_added_again(tmp_path):
    path = tmp_path / "x.db"
    run(path, DOCUMENTS[:4])
    assert run(path, DOCUMENTS[:4], Unloadable()) == Added(0, 4, ())
    assert run(path) == Added(2, 4, ())
    assert encode(stored(path)) == TOLD


def test_one_document_twice_in_one_run_is_added_once(tmp_path):
    path = tmp_path / "x.db"
    assert run(path, DOCUMENTS + DOCUMENTS, engine=ProcessPool(2)) == Added(6, 6, ())
    assert encode(stored(path)) == TOLD


def test_refusals_come_in_the_order_of_the_sources_and_all_else_is_added(tmp_path):
    path = tmp_path / "x.db"
    run(path, DOCUMENTS[:1])
    bad = [
        fakes.document(90, "refuse this."),
        Refusal("missing.txt", "no such file"),
        replace(DOCUMENTS[0], source="other.txt", text="another text."),
        fakes.document(91, "break this."),
    ]
    for engine in (InProcess(), ProcessPool(2)):
        added = run(path, [bad[0], *DOCUMENTS[1:3], *bad[1:3], *DOCUMENTS[3:], bad[3]], Fragile(), engine)
        assert [(r.source, r.reason.split(":")[0]) for r in added.refusals] == [
            ("reports/90.txt", "expected news, saw poetry"),
            ("missing.txt", "no such file"),
            ("other.txt", "the ledger has another document of the id d000, with other text, title, publisher or url"),
            ("reports/91.txt", "the reader failed on it"),
        ]
    assert encode(stored(path)) == TOLD


def test_a_story_that_cannot_be_told_refuses_its_newest_document_only(tmp_path):
    def tell(members, corrections):
        if any("joust" in m.document.text for m in members):
            raise KeyError("joust")
        return fakes.tell(members, corrections)

    added = run(tmp_path / "x.db", linking=replace(fakes.linking(), tell=tell))
    assert added == Added(4, 0, tuple(Refusal(f"reports/{n}.txt", "its story could not be told: KeyError: 'joust'") for n in (4, 5)))
    assert encode(stored(tmp_path / "x.db")) == encode(fakes.reconcile(map(fakes.read, DOCUMENTS[:4])))


def test_a_ledger_that_cannot_be_written_ends_the_run(tmp_path):
    def tell(members, corrections):
        raise LedgerError("x.db: no room is left")

    with pytest.raises(LedgerError, match="no room"):
        run(tmp_path / "x.db", linking=replace(fakes.linking(), tell=tell))


def test_steps_tell_what_is_on_disk_and_how_far_it_is(tmp_path):
    path = tmp_path / "x.db"
    run(path, DOCUMENTS[1:2])
    seen: list[tuple[Step, int]] = []
    sources = [DOCUMENTS[0], Refusal("bad.txt", "empty"), *DOCUMENTS[1:]]
    run(path, sources, on_step=lambda step: seen.append((step, len(stored(path).sources))))
    assert [(s.outcome, s.done, s.found, s.all_found, on_disk) for s, on_disk in seen] == [
        ("added", 1, 4, False, 2),
        ("refused", 2, 7, True, 2),
        ("present", 3, 7, True, 2),
        *(("added", n, 7, True, n - 1) for n in range(4, 8)),
    ]
    assert [s.refusal for s, _ in seen if s.refusal] == [Refusal("bad.txt", "empty")]


@pytest.mark.parametrize("engine", [InProcess(), ProcessPool(2)])
def test_stopping_keeps_what_was_added_and_going_on_finishes_it(tmp_path, engine):
    path = tmp_path / "x.db"
    kept = []

    def stop(step):
        kept.append(step.source)
        if len(kept) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(path, engine=engine, on_step=stop)
    assert [s.document.source for s in stored(path).sources] == kept
    assert run(path, engine=engine) == Added(3, 3, ())
    assert encode(stored(path)) == TOLD


def test_readings_come_in_order_and_refusals_to_the_side():
    steps = []
    sources = [DOCUMENTS[0], Refusal("bad.txt", "empty"), fakes.document(9, "refuse this."), DOCUMENTS[1]]
    read = list(readings(sources, Fragile().load, InProcess(), steps.append))
    assert read == [fakes.read(DOCUMENTS[0]), fakes.read(DOCUMENTS[1])]
    assert [s.outcome for s in steps] == ["read", "refused", "refused", "read"]


def test_telling_in_memory_joins_new_documents_to_those_of_a_ledger_and_keeps_nothing(tmp_path):
    path = tmp_path / "x.db"
    run(path, DOCUMENTS[:3])
    before = encode(stored(path))
    steps = []
    other = replace(DOCUMENTS[0], source="other.txt", text="another.")
    ledger = told([*DOCUMENTS[2:], other], Quick().load, InProcess(), fakes.reconcile, ledger=path, on_step=steps.append)
    assert encode(ledger) == TOLD
    assert [s.outcome for s in steps] == ["present", "read", "read", "read", "refused"]
    assert encode(stored(path)) == before
    assert encode(told(DOCUMENTS, Quick().load, InProcess(), fakes.reconcile)) == TOLD


def stream(fetched: list[int], number: int = 20):
    for n in range(number):
        fetched.append(n)
        yield fakes.document(n, "x" * 100)


def test_looking_ahead_gives_the_first_at_once_and_knows_the_length_early():
    fetched = []
    ahead = Ahead(stream(fetched))
    items = iter(ahead)
    assert fetched == []
    next(items)
    assert (len(fetched), ahead.found, ahead.all_found) == (4, 4, False)
    assert [next(items).id for _ in range(5)] == [f"d{n:03}" for n in range(1, 6)]
    assert (len(fetched), ahead.found, ahead.all_found) == (20, 20, True)
    assert len(list(items)) == 14


@pytest.mark.parametrize(("limits", "most"), [({"most_items": 3}, 3), ({"most_chars": 250}, 3), ({"most_chars": 1}, 1)])
def test_looking_ahead_keeps_to_a_number_of_items_and_of_characters(limits, most):
    fetched = []
    for taken, item in enumerate(Ahead(stream(fetched), **limits), start=1):
        assert item.id == f"d{taken - 1:03}"
        assert len(fetched) <= taken - 1 + most
    assert taken == 20


def test_twenty_orders_with_every_document_twice_give_one_ledger_from_one_worker_or_two(tmp_path):
    for seed in range(20):
        shuffled = random.Random(seed).sample([*DOCUMENTS, *DOCUMENTS], 2 * len(DOCUMENTS))
        engine = ProcessPool(2) if seed % 10 == 9 else InProcess()
        assert run(tmp_path / f"{seed}.db", shuffled, engine=engine) == Added(6, 6, ())
        assert encode(stored(tmp_path / f"{seed}.db")) == TOLD, f"seed {seed}"
