"""A ledger that lives: ids for good, corrections that last, removal without a trace, and a memory of every moment."""

import sqlite3
from contextlib import closing, nullcontext
from datetime import UTC, datetime, timedelta
from itertools import count, permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.errors import DragomanError, LedgerError, NotFoundError
from dragoman.nouns.ledger import Ledger
from dragoman.store import Snapshot, Writer, snapshot, writing
from dragoman.store.codec import encode
from dragoman.store.database import database
from tests.store import fakes
from tests.store.test_ledger import CHAIN, MEMORY, dump, stored, texts

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def open_(path: Path):
    """Return a writer whose clock gains six hours with each revision, wherever the last one left off."""
    with snapshot(path) if database(path).is_there() else nullcontext() as ledger:
        ticks = count(ledger.cursor() if ledger else 0)
    return writing(path, fakes.linking(), clock=lambda: START + timedelta(hours=6) * next(ticks))


def event_of(path: Path, words: str) -> str:
    """Return the id of the event that is summed up as `words` met."""
    (found,) = [e.id for e in stored(path).events if e.summary == f"{words} met."]
    return found


def add(path: Path, *documents) -> None:
    with open_(path) as writer:
        for d in documents:
            writer.add(fakes.read(d))


def do(path: Path, what: str, *arguments, **named):
    with open_(path) as writer:
        return getattr(writer, what)(*arguments, **named)


def ask(path: Path, what: str, *arguments):
    with snapshot(path) as ledger:
        found = getattr(ledger, what)(*arguments)
        return list(found) if what == "changes" else found


def mentions(ledger: Ledger, event: str) -> set[str]:
    (found,) = [{t.id for t in e.mentions} for e in ledger.events if e.id == event]
    return found


def test_a_merge_holds_through_removal_adding_again_and_documents_that_come_later(place):
    path = place()
    add(path, *CHAIN[:2])
    first, second = event_of(path, "anvil"), event_of(path, "cedar")  # of two stories
    correction = do(path, "merge", [first, second], hand="ada")
    assert (correction.number, correction.kind, len(correction.sides)) == (1, "merge", 1)
    (merged,) = [e for e in stored(path).events if {t.document for t in e.mentions} == {"d001", "d002"}]
    assert len(stored(path).stories) == 1
    assert merged.id == min(first, second, key=lambda e: mentions_order(path, e))
    for name in (first, second):
        assert ask(path, "event", name).id == merged.id
    alone = stored(path)
    do(path, "remove", "d002")
    assert not any(t.document == "d002" for e in stored(path).events for t in e.mentions)
    add(path, CHAIN[1])
    assert stored(path) == alone
    add(path, *CHAIN[2:])
    whole = ask(path, "event", second)
    assert {t.document for t in whole.mentions} == {"d001", "d002", "d005"}
    assert encode(stored(path)) == encode(fakes.reconcile(map(fakes.read, CHAIN), ask(path, "corrections")))


def mentions_order(path: Path, event: str) -> tuple[str, int]:
    found = ask(path, "event", event)
    (own,) = [t for t in found.mentions if t.id == event]
    return own.document, own.trigger.start


def test_a_split_takes_out_what_is_named_and_undo_brings_back_what_was(place):
    path = place()
    add(path, *CHAIN)
    before = stored(path)
    basil = event_of(path, "basil")
    assert {t.document for t in ask(path, "event", basil).mentions} == {"d001", "d003", "d005"}
    do(path, "split", basil, ["d003"], hand="ada")
    (out,) = [t.id for e in before.events if e.id == basil for t in e.mentions if t.document == "d003"]
    assert {t.document for t in ask(path, "event", out).mentions} == {"d003"}
    assert {t.document for t in ask(path, "event", basil).mentions} == {"d001", "d005"}  # what is left keeps the id
    add(path, fakes.document(7, "basil heron. anvil."))
    assert {t.document for t in ask(path, "event", out).mentions}.isdisjoint({"d001", "d005"})
    do(path, "remove", "d007")
    undone = do(path, "undo", hand="bob")
    assert undone.number == 1
    assert encode(stored(path)) == encode(before)
    ((record),) = ask(path, "recorded_corrections")
    assert (record.made.hand, record.undone.hand, record.undone.action) == ("ada", "bob", "undo")
    with pytest.raises(LedgerError, match="none in force"):
        do(path, "undo")


def test_the_later_of_two_corrections_counts_and_undoing_it_brings_back_the_earlier(place):
    path = place()
    add(path, *CHAIN)
    anvil, cedar = event_of(path, "anvil"), event_of(path, "cedar")
    apart = encode(stored(path))
    do(path, "merge", [anvil, cedar])
    joined = encode(stored(path))
    of_cedar = [t.id for e in fakes.reconcile(map(fakes.read, CHAIN)).events if e.id == cedar for t in e.mentions]
    do(path, "split", anvil, of_cedar)
    assert ask(path, "event", cedar).id == cedar != ask(path, "event", anvil).id
    assert encode(stored(path)) == apart
    do(path, "undo")
    assert encode(stored(path)) == joined
    do(path, "undo", 1)
    assert encode(stored(path)) == apart


@pytest.mark.parametrize(
    ("what", "arguments", "says"),
    [
        ("merge", (["basil"],), "one and the same event"),
        ("merge", (["basil", "basil"],), "one and the same event"),
        ("merge", (["basil", "e00000000"],), "saw 'e00000000': none of that id"),
        ("split", ("basil", ["d001", "d003", "d005"]), "but not all, saw 3 of 3"),
        ("split", ("basil", ["d004"]), "or a document that tells it, saw 'd004'"),
        ("split", ("basil", []), "saw 0 of 3"),
        ("wrong", (["e00000000"],), "saw 'e00000000': none of that id"),
        ("wrong", ([],), "saw no id"),
        ("remove", ("d999",), "saw 'd999': none of that id"),
        ("undo", (4,), "none in force"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(place, what, arguments, says):
    path = place()
    add(path, *CHAIN)
    before = dump(path)
    basil = event_of(path, "basil")

    def named(argument):
        return [named(a) for a in argument] if isinstance(argument, list) else basil if argument == "basil" else argument

    with pytest.raises(DragomanError, match=says):
        do(path, what, *map(named, arguments))
    assert dump(path) == before


def test_every_id_that_an_event_ever_had_finds_it_whatever_came_first(place):
    seen = {}
    for order in permutations(CHAIN[:3]):
        path = place()
        issued: set[str] = set()
        for d in order:
            add(path, d)
            issued |= {e.id for e in stored(path).events}
        for id_ in issued:
            found = ask(path, "event", id_)
            assert id_ in {t.id for t in found.mentions}
            assert seen.setdefault(id_, found.id) == found.id
            assert ask(path, "event", id_[:8]).id == found.id


def test_an_id_whose_document_is_gone_still_finds_what_the_event_became(place):
    path = place()
    add(path, *CHAIN)
    basil = event_of(path, "basil")
    do(path, "remove", "d001")
    became = ask(path, "event", basil)
    assert became.id != basil
    assert {t.document for t in became.mentions} == {"d003", "d005"}
    do(path, "remove", "d003")
    do(path, "remove", "d005")
    with pytest.raises(NotFoundError, match="an event that the ledger no longer holds"):
        ask(path, "event", basil)
    add(path, CHAIN[0])
    assert ask(path, "event", basil).id == basil


def test_removing_takes_what_rests_on_it_alone_and_parts_what_it_joined(place):
    path = place()
    add(path, *CHAIN)
    assert len(stored(path).stories) == 2
    do(path, "remove", "d003", hand="ada")
    rest = [d for d in CHAIN if d.id != "d003"]
    assert encode(stored(path)) == encode(fakes.reconcile(map(fakes.read, rest)))
    assert len(stored(path).stories) == 3
    never = place()
    add(never, *rest)
    assert dump(path, but=MEMORY) == dump(never, but=MEMORY)
    told = ask(path, "changes", 5)
    assert {(c.kind, c.id) for c in told if c.after is None} >= {("document", "d003")}
    assert all((c.revision.action, c.revision.document, c.revision.hand) == ("remove", "d003", "ada") for c in told)
    add(path, CHAIN[2])
    assert encode(stored(path)) == encode(fakes.reconcile(map(fakes.read, CHAIN)))


def test_a_feed_from_any_cursor_brings_a_mirror_up_to_date(place):
    path = place()
    add(path, *CHAIN)
    do(path, "merge", [event_of(path, "anvil"), event_of(path, "heron")])
    do(path, "remove", "d002")
    do(path, "undo")
    last = ask(path, "cursor")
    assert last == 8
    for cursor in range(last + 1):
        mirror = {("event", e.id): e for e in ask(path, "ledger", cursor).events}
        mirror |= {("story", s.id): s for s in ask(path, "ledger", cursor).stories}
        mirror |= {("document", s.document.id): s for s in ask(path, "ledger", cursor).sources}
        for change in ask(path, "changes", cursor):
            assert mirror.pop((change.kind, change.id), None) == change.before
            if change.after is not None:
                mirror[change.kind, change.id] = change.after
            elif change.became is not None:
                assert ("event", change.became) in mirror or change.kind == "event"
        now = stored(path)
        assert mirror == {
            **{("event", e.id): e for e in now.events},
            **{("story", s.id): s for s in now.stories},
            **{("document", s.document.id): s for s in now.sources},
        }
    assert ask(path, "changes", last) == []
    deleted = [c for c in ask(path, "changes", 5, 6) if c.kind == "event" and c.after is None]
    assert [c.became for c in deleted] == [event_of_two(path)]


def event_of_two(path: Path) -> str:
    (found,) = [e.id for e in ask(path, "ledger", 6).events if {t.document for t in e.mentions} >= {"d001", "d004"}]
    return found


def test_history_tells_of_an_event_under_every_name_that_it_had(place):
    path = place()
    add(path, CHAIN[2], CHAIN[0])  # the earlier report comes second, and the event is named anew
    event = ask(path, "event", event_of(path, "basil"))
    told = ask(path, "history", event)
    assert {(c.revision.cursor, c.before is None, c.after is None) for c in told} == {(1, True, False), (2, False, True), (2, True, False)}
    assert {c.became for c in told if c.after is None} == {event.id}
    assert told[0].revision.document == "d003"


def test_a_moment_is_a_date_a_time_or_a_cursor(place):
    path = place()
    add(path, *CHAIN)  # at 12 and 18 o'clock of the first, at 0, 6 and 12 of the second
    for moment, cursor in {
        "2026-02-28": 0, "2026-03-01": 2, "2026-03-02": 5, "2026-03-01T12:00": 1, "2026-03-01T11:59:59Z": 0, "2026-03-02T07:00+01:00": 4,
        "0": 0, "3": 3, "20260301": 2,
    }.items():  # fmt: skip
        assert ask(path, "cursor", moment) == cursor, moment
    for moment, says in {
        "yesterday": "expected a date",
        "6": "a cursor up to 5",
        "2026-13-01": "expected a date",
        "-1": "expected a date",
    }.items():
        with pytest.raises(LedgerError, match=says):
            ask(path, "cursor", moment)


def test_a_clock_set_back_does_not_turn_the_order_around(place):
    path = place()
    moments = iter([START, START - timedelta(days=9)])
    with writing(path, fakes.linking(), clock=lambda: next(moments)) as writer:
        for d in CHAIN[:2]:
            writer.add(fakes.read(d))
    assert [c.revision.recorded for c in ask(path, "changes", 0) if c.kind == "document"] == ["2026-03-01T12:00:00.000000+00:00"] * 2


steps = st.lists(
    st.tuples(
        st.sampled_from(["add", "add", "add", "remove", "merge", "split", "wrong", "undo"]), st.integers(0, 10**6), st.integers(0, 10**6)
    ),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(texts, min_size=2, max_size=7), steps)
def test_whatever_was_done_the_ledger_is_that_of_its_documents_and_corrections_and_every_moment_is_remembered(
    tmp_path_factory, texts, steps
):
    documents = [fakes.document(n, text) for n, text in enumerate(texts)]
    path = tmp_path_factory.mktemp("ledger") / "x.db"
    exports: dict[int, str] = {}
    issued: set[str] = set()
    with writing(path, fakes.linking()) as writer:
        for what, a, b in steps:
            with snapshot(path) as ledger:
                act(writer, ledger, documents, what, a, b)
            with snapshot(path) as ledger:
                exports[ledger.cursor()] = encode(ledger.ledger())
                issued |= {e.id for e in ledger.ledger().events}
                expected = fakes.reconcile(ledger.readings(), ledger.corrections())
                assert exports[ledger.cursor()] == encode(expected)
    with snapshot(path) as ledger:
        for cursor, export in exports.items():
            assert encode(ledger.ledger(cursor)) == export
        live = {e.id for e in ledger.ledger().events}
        for id_ in issued:
            try:
                assert ledger.event(id_).id in live
            except NotFoundError as e:
                assert "no longer holds" in str(e)  # noqa: PT017 - either is right, as long as it is said
        corrections, standing = ledger.corrections(), list(ledger.readings())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        assert connection.execute("pragma foreign_key_check").fetchall() == []
    again = path.with_name("again.db")
    with writing(again, fakes.linking()) as writer:
        for reading in standing[::-1]:
            writer.add(reading)
        writer.apply(corrections)
    assert encode(stored(again)) == encode(stored(path))


def act(writer: Writer, ledger: Snapshot, documents, what: str, a: int, b: int) -> None:
    """Do one step of a random life, as far as the ledger has what it needs."""
    events = [e for e in ledger.events() if e.mentions]
    present = [r.document.id for r in ledger.readings()]
    if what == "add":
        writer.add(fakes.read(documents[a % len(documents)]))
    elif what == "remove" and present:
        writer.remove(present[a % len(present)])
    elif what == "merge" and len(events) > 1 and a % len(events) != b % len(events):
        writer.merge([events[a % len(events)].id, events[b % len(events)].id])
    elif what == "split" and events and len(events[a % len(events)].mentions) > 1:
        event = events[a % len(events)]
        writer.split(event.id, [event.mentions[b % len(event.mentions)].id])
    elif what == "wrong" and events:
        writer.wrong([events[a % len(events)].id])
    elif what == "undo" and ledger.corrections():
        writer.undo(ledger.corrections()[a % len(ledger.corrections())].number)


def test_a_whole_life_is_lived_and_remembered_in_either_database(place):
    name = place()
    ticks = count()
    exports = {}
    with writing(name, fakes.linking(), clock=lambda: START + timedelta(days=next(ticks))) as writer:
        for d in CHAIN:
            writer.add(fakes.read(d))
        with snapshot(name) as ledger:
            by_words = {e.summary: e.id for e in ledger.events()}
        anvil, cedar = by_words["anvil met."], by_words["cedar met."]
        for step in (
            lambda: writer.merge([anvil[:10], cedar], hand="ada"),
            lambda: writer.split(anvil, ["d005"]),
            lambda: writer.remove("d001"),
            lambda: writer.undo(1),
            lambda: writer.add(fakes.read(CHAIN[0])),
            lambda: writer.wrong([cedar], hand="ada"),
            writer.undo,
        ):
            step()
            with snapshot(name) as ledger:
                exports[ledger.cursor()] = encode(ledger.ledger())
                assert exports[ledger.cursor()] == encode(fakes.reconcile(ledger.readings(), ledger.corrections()))
    with snapshot(name) as ledger:
        assert all(encode(ledger.ledger(cursor)) == export for cursor, export in exports.items())
        assert [r.document for r in ledger.rolls(7)] == [d.id for d in CHAIN]
        assert ledger.cursor("2026-03-08") == 8
        assert {c.id for c in ledger.changes(7, 8) if c.kind == "document" and c.after is None} == {"d001"}
        assert {c.revision.action for c in ledger.history(ledger.event(anvil))} >= {"add", "merge", "remove"}
        assert [(c.correction.kind, c.undone is None) for c in ledger.recorded_corrections()] == [
            ("merge", False),
            ("split", True),
            ("wrong", False),
        ]
    with snapshot(name, as_of="7") as stood:
        assert encode(stood.ledger()) == exports[7]
