"""A ledger on disk is what reconciling all of its readings gives, whatever the order in which they came."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.errors import DocumentError, LedgerError
from dragoman.nouns.filter import Criteria, Filter, Who
from dragoman.nouns.ledger import Ledger
from dragoman.store import Name, Size, faults, snapshot, writing
from dragoman.store.codec import encode
from tests.store import fakes
from tests.store.places import rows as dump

CHAIN = [
    fakes.document(1, "anvil basil. basil anvil."),
    fakes.document(2, "cedar delta. delta cedar."),
    fakes.document(3, "basil anvil. delta cedar."),  # joins the two
    fakes.document(4, "heron islet.", publisher="P"),
    fakes.document(5, "anvil basil. basil anvil.", publisher="Q"),  # a copy of the first
]


MEMORY = ("revision", "version", "alias")  # in what order things came is what these are for


def fill(path: Name, documents) -> list[str]:
    with writing(path, fakes.linking()) as writer:
        return [writer.add(fakes.read(d)) for d in documents]


def stored(path: Name) -> Ledger:
    with snapshot(path) as ledger:
        return ledger.ledger()


def test_every_order_of_arrival_gives_the_ledger_of_all_readings_in_every_row(place):
    expected = encode(fakes.reconcile(map(fakes.read, CHAIN)))
    dumps = []
    for n, order in enumerate([*permutations(CHAIN[:3])]):
        path = place()
        fill(path, [*order, *(reversed(CHAIN[3:]) if n % 2 else CHAIN[3:])])
        assert encode(stored(path)) == expected
        dumps.append(dump(path, but=MEMORY))
    assert all(d == dumps[0] for d in dumps)


texts = st.lists(st.lists(st.sampled_from(fakes.WORDS), min_size=1, max_size=3).map(lambda words: " ".join(words) + "."), max_size=3).map(
    " ".join
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(texts, max_size=8), st.randoms(use_true_random=False))
def test_any_documents_in_any_order_are_told_as_reconciled_at_once(place, texts, random):
    documents = [fakes.document(n, text) for n, text in enumerate(texts)]
    path = place()
    shuffled = random.sample(documents, len(documents)) + random.sample(documents, len(documents) // 2)
    assert fill(path, shuffled) == ["new"] * len(documents) + ["present"] * (len(documents) // 2)
    assert encode(stored(path)) == encode(fakes.reconcile(map(fakes.read, documents)))


def test_adding_twice_is_adding_once(place):
    path = place()
    assert fill(path, CHAIN) == ["new"] * 5
    before = dump(path)
    assert (
        fill(path, [replace(d, source=f"./elsewhere/{d.source}", language="en", published=date(2024, 3, 5)) for d in CHAIN])
        == ["present"] * 5
    )
    assert dump(path) == before


@pytest.mark.parametrize(
    "change", [{"text": "anvil basil. other."}, {"title": "Another"}, {"publisher": "Z"}, {"url": "https://z.example/"}]
)
def test_another_document_under_a_known_id_changes_nothing(place, change):
    path = place()
    fill(path, CHAIN)
    before = dump(path)
    with writing(path, fakes.linking()) as writer:
        other = replace(CHAIN[0], **change)
        assert writer.standing(other) == "conflict"
        assert writer.add(fakes.read(other)) == "conflict"
    assert dump(path) == before


def test_a_document_that_cannot_be_kept_or_told_leaves_no_trace(place):
    path = place()
    fill(path, CHAIN[:2])
    before = dump(path)

    def broken(readings, corrections):
        raise KeyError("no such field")

    with writing(path, replace(fakes.linking(), tell=broken)) as writer, pytest.raises(KeyError):
        writer.add(fakes.read(CHAIN[2]))
    with writing(path, fakes.linking()) as writer:
        with pytest.raises(DocumentError):
            writer.add(replace(fakes.read(CHAIN[2]), model="\ud83d"))
        assert dump(path) == before
        assert writer.add(fakes.read(CHAIN[2])) == "new"
    assert encode(stored(path)) == encode(fakes.reconcile(map(fakes.read, CHAIN[:3])))


def test_a_telling_that_forgets_a_document_is_not_kept(place):
    path = place()
    fill(path, CHAIN[:1])
    forgetful = fakes.linking(lambda readings, _: fakes.tell(readings[:1]))
    with writing(path, forgetful) as writer, pytest.raises(LedgerError, match="exactly the 2 documents"):
        writer.add(fakes.read(CHAIN[4]))
    assert encode(stored(path)) == encode(fakes.reconcile([fakes.read(CHAIN[0])]))


def test_only_stories_that_a_document_joins_or_leaves_are_told_again_and_every_order_gives_the_same_rows(place):
    told, dumps = [], []
    first = {d.id: d.text.split()[0] for d in CHAIN}

    def by_first_word(plane, part, tied):
        return [tuple(id_ for id_ in part if first[id_] == word) for word in sorted({first[id_] for id_ in part})]

    def tell(readings, corrections):
        told.append([r.document.id for r in readings])
        return fakes.tell(readings, corrections)

    linking = replace(fakes.linking(), apart=by_first_word, tell=tell)
    for order in permutations([CHAIN[0], CHAIN[1], CHAIN[2], CHAIN[4]]):
        path = place()
        with writing(path, linking) as writer:
            for n, d in enumerate(order, 1):
                told.clear()
                writer.add(fakes.read(d))
                same = [other.id for other in order[:n] if other.text.split()[0] == d.text.split()[0]]
                assert told == [sorted(same)]
        dumps.append(dump(path, but=MEMORY))
        assert faults(path, linking) == ()
    assert all(d == dumps[0] for d in dumps)
    assert [s.documents for s in sorted(stored(path).stories, key=lambda s: s.documents)] == [("d001", "d005"), ("d002",), ("d003",)]
    with writing(path, linking) as writer:
        writer.remove("d003")  # which held the two others together
    assert encode(stored(path)) == encode(fakes.reconcile(fakes.read(d) for d in (CHAIN[0], CHAIN[1], CHAIN[4])))


def test_events_told_as_before_are_left_alone(tmp_path):
    path = tmp_path / "x.db"
    fill(path, CHAIN[:1])
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("create table gone (id text)")
        connection.execute("create trigger note after delete on event begin insert into gone values (old.id); end")
    fill(path, [fakes.document(9, "anvil basil.")])  # tells of the anvil again, and nothing of the basil
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        gone = {id_ for (id_,) in connection.execute("select id from gone")}
    assert gone == {e.id for e in fakes.tell([fakes.read(CHAIN[0])]).events if e.summary == "anvil met."}


def test_readings_and_size_are_read_back(place):
    path = place()
    fill(path, reversed(CHAIN))
    with snapshot(path) as ledger:
        assert list(ledger.readings()) == [fakes.read(d) for d in CHAIN]
        told = fakes.reconcile(map(fakes.read, CHAIN))
        assert ledger.size() == Size(5, len(told.stories), len(told.events), len(told.quotes))


def test_a_reader_sees_one_moment_while_a_writer_goes_on(place):
    path = place()
    fill(path, CHAIN[:1])
    with snapshot(path) as ledger, writing(path, fakes.linking()) as writer:
        assert ledger.size().documents == 1
        writer.add(fakes.read(CHAIN[3]))
        assert len(ledger.ledger().sources) == 1
    assert len(stored(path).sources) == 2


def test_events_are_found_by_what_they_are(place):
    path = place()
    fill(path, CHAIN)
    with snapshot(path) as ledger:
        everything = ledger.events()

        def found(**wanted):
            return ledger.events(Filter(Criteria(**wanted)))

        assert len(everything) == len(fakes.reconcile(map(fakes.read, CHAIN)).events) > 3

        def who(kind, value):
            return {"party": (Who(kind, value),)}

        yes = ({"type": ("CONSULT",)}, {"status": ("occurred",)}, {"mode": ("visit",)}, {"context": ("diplomatic",)}, who("state", "FRA"))
        for wanted in yes:
            assert found(**wanted) == everything
        no = ({"type": ("AID",)}, {"status": ("denied",)}, {"mode": ("phone",)}, {"context": ("legal",)}, who("state", "DEU"))
        for wanted in no:
            assert found(**wanted) == ()
        assert [e.summary for e in found(actor=(Who("id", "state:heron"),))] == ["heron met."]
        assert found(since="2024-03-31") == everything == found(until="2024-03-01")
        assert found(since="2024-04-01") == () == found(until="2024-02-29")
        assert {e.summary for e in found(sources=2)} == {"anvil met.", "basil met.", "delta met."}


def test_a_ledger_at_its_emptiest(place):
    path = place()
    fill(path, [])
    assert stored(path) == Ledger((), (), (), ())


def test_what_no_database_may_hold_as_text_is_kept_in_the_noun_alone(place):
    path = place()
    odd = fakes.document(1, "anvil\x00basil. cedar.", url="\x00", title="\x00")
    assert fill(path, [odd]) == ["new"]
    assert stored(path).sources[0].document == odd
    with writing(path, fakes.linking()) as writer, pytest.raises(DocumentError, match="NUL"):
        writer.add(fakes.read(fakes.document("2\x00", "delta.")))


def test_many_rows_at_once_are_all_kept(place):
    path = place()
    words = [f"w{n}" for n in range(1200)]
    fill(path, [fakes.document(1, " ".join(words) + "."), fakes.document(2, " ".join(words[::-1]) + ".")])
    assert len(stored(path).stories) == 1
