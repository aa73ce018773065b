"""A reader that is asked again and again sees what there is now: additions, another file, a lost line, and nothing half done."""

from __future__ import annotations

import shutil
import threading

import pytest
from sqlalchemy import update

from dragoman.errors import LedgerError
from dragoman.publish.filters.parse import from_query
from dragoman.store import schema, snapshot, writing
from dragoman.store.database import database
from dragoman.store.reader import MOST_IDLE, Reader
from tests.store import fakes
from tests.store.test_ledger import CHAIN


def add(name, documents):
    with writing(name, fakes.linking()) as writer:
        for d in documents:
            writer.add(fakes.read(d))


def counts(reader):
    wanted = from_query("type=CONSULT")
    with reader.browsing() as opened:
        return opened.count(), opened.count(wanted), sum(k.events for k in opened.kinds(wanted)), len(opened.events(wanted))


def test_what_is_added_between_questions_is_seen(place):
    name = place()
    add(name, CHAIN[:1])
    reader = Reader(name)
    for n in range(2, len(CHAIN) + 1):
        for _ in range(5):  # by the database, and from columns
            with snapshot(name) as ledger:
                there = len(ledger.events())
            assert counts(reader) == (there,) * 4
        add(name, CHAIN[n - 1 : n])
    reader.close()


def test_another_file_in_its_place_is_opened(tmp_path):
    name, other = tmp_path / "x.db", tmp_path / "y.db"
    add(name, CHAIN[:1])
    add(other, CHAIN)
    reader = Reader(name)
    before = counts(reader)
    other.replace(name)
    assert counts(reader) != before
    name.unlink()
    with pytest.raises(LedgerError, match="no such ledger"):
        counts(reader)
    reader.close()


def test_a_ledger_that_became_newer_is_refused_as_at_the_first_opening(place):
    name = place()
    add(name, CHAIN[:1])
    reader = Reader(name)
    counts(reader)
    with database(name).writing(busy_timeout_seconds=5, made_by="") as connection, connection.begin():
        connection.execute(update(schema.meta).where(schema.meta.c.key == "schema_version").values(value="999"))
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA user_version=999")
    with pytest.raises(LedgerError, match="newer Dragoman"):
        counts(reader)
    reader.close()


def test_a_server_that_was_started_anew_is_dialled_again(postgres):
    name = postgres.new_database()
    add(name, CHAIN)
    reader = Reader(name)
    before = counts(reader)
    postgres.stop()
    postgres.start()
    assert counts(reader) == before
    reader.close()


def test_many_threads_each_see_one_whole_ledger(tmp_path):
    name = tmp_path / "x.db"
    add(name, CHAIN[:1])
    reader, seen, done = Reader(name), [], threading.Event()

    def ask():
        while not done.is_set():
            seen.append(counts(reader))

    threads = [threading.Thread(target=ask) for _ in range(MOST_IDLE + 2)]
    for thread in threads:
        thread.start()
    add(name, CHAIN[1:])
    done.set()
    for thread in threads:
        thread.join()
    assert seen
    assert all(len(set(told)) == 1 for told in seen)
    assert len(reader._idle) <= MOST_IDLE
    reader.close()
    assert not reader._idle


def test_what_fails_within_a_question_leaves_no_half_read_line(tmp_path):
    name = tmp_path / "x.db"
    add(name, CHAIN)
    reader = Reader(name)
    with pytest.raises(ZeroDivisionError), reader.browsing() as opened:
        opened.count() // 0
    assert not reader._idle
    shutil.copy(name, tmp_path / "copy.db")
    assert counts(reader) == counts(Reader(tmp_path / "copy.db"))
    reader.close()
