"""Bytes cut, blanked and flipped: a ledger opens to what was committed, or says that it is damaged; rebuilt, it is as it was."""

import random
import shutil
import sqlite3
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

import pytest

from dragoman import flow
from dragoman.errors import LedgerError
from dragoman.store import faults, snapshot, writing
from dragoman.store.codec import encode
from tests.store import fakes
from tests.store.test_ledger import CHAIN

DOCUMENTS = [*CHAIN, *(fakes.document(n, f"joust{n} knoll{n}. larch{n} basil. islet.") for n in range(6, 12))]
CASES = 120
WHOLE = encode(fakes.reconcile(map(fakes.read, DOCUMENTS)))
PREFIXES = {encode(fakes.reconcile(map(fakes.read, DOCUMENTS[:n]))) for n in range(len(DOCUMENTS) + 1)}


def add(ledger, documents) -> None:
    with writing(ledger, fakes.linking()) as writer:
        for d in documents:
            writer.add(fakes.read(d))


@pytest.fixture(scope="module")
def undamaged(tmp_path_factory):
    """Make a ledger, and a copy of one that was open while the last half of its documents stood in its log alone."""
    folder = tmp_path_factory.mktemp("undamaged")
    add(folder / "x.db", DOCUMENTS)
    add(folder / "open.db", DOCUMENTS[:5])
    with writing(folder / "open.db", fakes.linking()) as writer:
        for d in DOCUMENTS[5:]:
            writer.add(fakes.read(d))
        for end in ("", "-wal"):
            shutil.copy(folder / f"open.db{end}", folder / f"log.db{end}")
    return folder


def damage(path: Path, how: str, chance: random.Random) -> None:
    raw = bytearray(path.read_bytes())
    at = chance.randrange(len(raw))
    match how:
        case "flip":
            raw[at] ^= 1 << chance.randrange(8)
        case "blank":
            end = min(len(raw), at + chance.choice((16, 512, 4096)))
            raw[at:end] = bytes(end - at)
        case "cut":
            del raw[at:]
    path.write_bytes(raw)


def seen(path: Path) -> str | None:
    """Return what the ledger tells, None where it says that it cannot."""
    try:
        with snapshot(path) as ledger:
            return encode(ledger.ledger())
    except LedgerError:
        return None


def rebuilt(path: Path, to: Path) -> str:
    with suppress(LedgerError):  # nothing can be read: the documents are all there is
        flow.rebuild(path, to, fakes.linking())
    add(to, DOCUMENTS)
    with snapshot(to) as ledger:
        return encode(ledger.ledger())


def test_a_damaged_ledger_is_as_it_was_or_says_so_and_is_as_it_was_when_rebuilt(undamaged, tmp_path):
    outcomes: Counter[str] = Counter()
    for case in range(CASES):
        chance, path = random.Random(case), tmp_path / f"{case}.db"
        shutil.copy(undamaged / "x.db", path)
        damage(path, ("flip", "blank", "cut")[case % 3], chance)
        found, told = faults(path, fakes.linking()), seen(path)
        assert told == WHOLE or found, f"case {case}: what was lost is lost in silence"
        outcomes["said" if found else "whole"] += 1
        if found and case % 4 == 0:
            assert rebuilt(path, tmp_path / f"{case}-new.db") == WHOLE, f"case {case}"
    assert outcomes["said"] > CASES / 4


def test_a_torn_log_opens_to_what_was_committed_before_and_the_rest_can_be_added_again(undamaged, tmp_path):
    lengths = set()
    for case in range(CASES):
        path = tmp_path / f"{case}.db"
        for end in ("", "-wal"):
            shutil.copy(undamaged / f"log.db{end}", f"{path}{end}")
        damage(Path(f"{path}-wal"), ("flip", "blank", "cut")[case % 3], random.Random(case))
        told = seen(path)
        assert told in PREFIXES, f"case {case}"
        lengths.add(len(told))
        if case % 10 == 0:
            assert not faults(path, fakes.linking())
            add(path, DOCUMENTS)
            assert seen(path) == WHOLE
    assert len(lengths) > 3


def test_a_column_that_filters_use_is_checked_too(undamaged, tmp_path):
    for statement in (
        "update event_party set actor = 'state:DEU' where rowid_of = 1",
        "update event_index set earliest = '1999-01-01'",
        "delete from event_mode",
        "update telling set mention = mention || 'x'",
        "update event_search set words = 'nothing'",
        "update document set digest = 'x' where id = 'd001'",
        "update document set family = 'x' where id = 'd001'",
        "delete from quote",
    ):
        path = tmp_path / "x.db"
        shutil.copy(undamaged / "x.db", path)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(statement.replace(" where rowid_of = 1", ""))
        assert faults(path, fakes.linking()), statement


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("profile", "update profile set whole = x'00' where document = (select min(document) from profile)"),
        ("sketch", "update sketch set reach = reach + 1 where document = (select min(document) from sketch)"),
        ("nearest", "update nearest set others = '[[\"x\", 1]]'"),
        ("link", "insert into link select min(document), max(document), 1.0, 0 from profile"),
    ],
)
def test_where_documents_stand_is_checked_too(undamaged, tmp_path, table, change):
    shutil.copy(undamaged / "x.db", path := tmp_path / "x.db")
    with closing(sqlite3.connect(path)) as db:
        assert db.execute(change).rowcount > 0
        db.commit()
    assert [f for f in faults(path, fakes.linking()) if f.startswith(f"{table}: ")]


def test_a_whole_ledger_has_no_fault_and_rebuilt_keeps_its_corrections(place):
    ledger, to = place(), place()
    add(ledger, CHAIN)
    with writing(ledger, fakes.linking()) as writer, snapshot(ledger) as before:
        heron, basil = (next(e.id for e in before.events() if e.summary == f"{word} met.") for word in ("heron", "basil"))
        writer.merge([heron, basil])
    assert faults(ledger, fakes.linking()) == ()
    assert flow.rebuild(ledger, to, fakes.linking()) == (5, True)
    with snapshot(ledger) as old, snapshot(to) as new:
        assert encode(new.ledger()) == encode(old.ledger())
