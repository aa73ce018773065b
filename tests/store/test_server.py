"""What is special about a ledger on a server: its name, its lock, and what the server may refuse."""

import os
import subprocess
import sys

import pytest

from dragoman.errors import LedgerError
from dragoman.store import shown, snapshot, writing
from dragoman.store.codec import encode
from dragoman.store.server import Server
from tests.store import fakes
from tests.store.places import rows
from tests.store.test_file import ROOT
from tests.store.test_ledger import CHAIN, MEMORY


def fill(url, documents, **options):
    with writing(url, fakes.linking(), **options) as writer:
        return [writer.add(fakes.read(d)) for d in documents]


def psql(postgres, url, command):
    done = postgres._psql(Server.at(url).database, command)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_url_is_taken_apart_and_completed(monkeypatch):
    for variable in ("PGUSER", "PGPASSWORD", "PGHOST", "PGDATABASE"):
        monkeypatch.delenv(variable, raising=False)
    whole = Server.at("postgresql://ann:se%40cret@db.example:6543/news?sslmode=require")
    assert (whole.host, whole.port, whole.user, whole.database, whole.password) == ("db.example", 6543, "ann", "news", "se@cret")
    assert whole.ssl_mode == "require"
    assert "se%40cret" not in whole.name + repr(whole) + shown("postgresql://ann:se%40cret@db.example:6543/news")
    monkeypatch.setenv("PGUSER", "bob")
    monkeypatch.setenv("PGPASSWORD", "pw")
    monkeypatch.setenv("PGHOST", "h.example")
    bare = Server.at("postgres://")
    assert (bare.host, bare.port, bare.user, bare.database, bare.password) == ("h.example", 5432, "bob", "bob", "pw")
    assert Server.at("postgresql:///news?host=/run/pg").host == "/run/pg"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("postgresql://h:port/x", "cannot be taken apart"),
        ("postgresql://h/x?ssl=1", "saw the parameter 'ssl'"),
        ("postgresql://a:hidden@h/x?sslmode=maybe", "saw sslmode 'maybe'"),
    ],
)
def test_a_url_that_cannot_be_used_is_refused_without_its_password(url, message):
    with pytest.raises(LedgerError, match=message) as refused:
        Server.at(url)
    assert "hidden" not in str(refused.value)


def test_a_server_that_is_not_there_is_named(tmp_path):
    for url, message in (
        (f"postgresql:///x?host={tmp_path}", "no server answers at .*No such file"),
        ("postgresql://localhost:1/x", "no server answers at localhost, port 1"),
    ):
        with pytest.raises(LedgerError, match=message), snapshot(url):
            pass


def test_what_is_no_ledger_is_refused_and_left_alone(postgres):
    url = postgres.new_database()
    with pytest.raises(LedgerError, match="saw an empty database"), snapshot(url):
        pass
    for table in (
        "create table recipes (id text)",
        "create table meta (key text, value text); insert into meta values ('schema_version', '2')",
    ):
        psql(postgres, url, table)
        with pytest.raises(LedgerError, match="another program's tables"), snapshot(url):
            pass
        with pytest.raises(LedgerError, match="another program's tables"), writing(url, fakes.linking()):
            pass
    with pytest.raises(LedgerError, match="no such database; `createdb` makes one"), snapshot(url.replace("/ledger", "/none")):
        pass


def test_a_newer_ledger_asks_for_an_upgrade(postgres):
    url = postgres.new_database()
    fill(url, [])
    psql(postgres, url, "update meta set value = '999' where key = 'schema_version'")
    with pytest.raises(LedgerError, match="a newer Dragoman wrote it"), snapshot(url):
        pass


def test_a_second_writer_is_told_the_process_of_the_first_and_readers_go_on(postgres):
    url = postgres.new_database()
    with writing(url, fakes.linking()) as writer:
        writer.add(fakes.read(CHAIN[0]))
        with (
            pytest.raises(LedgerError, match=f"locked: process {os.getpid()} on .* is adding"),
            writing(url, fakes.linking(), busy_timeout_seconds=0.1),
        ):
            pass
        with snapshot(url) as ledger:
            assert ledger.size().documents == 1
        assert writer.add(fakes.read(CHAIN[1])) == "new"
        other = postgres.new_database()
        assert fill(other, CHAIN[:1]) == ["new"]  # another ledger of the same server
    assert fill(url, CHAIN[:3]) == ["present", "present", "new"]


def test_a_reader_may_not_write(postgres):
    from sqlalchemy import text

    from dragoman.store.database import database

    url = postgres.new_database()
    fill(url, CHAIN[:1])
    with pytest.raises(LedgerError, match="read-only"), database(url).reading(busy_timeout_seconds=1) as connection:
        connection.execute(text("delete from document"))


def test_a_writer_whose_connection_is_lost_writes_no_more_and_the_next_goes_on(postgres):
    url = postgres.new_database()
    kill = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
    with writing(url, fakes.linking()) as writer:
        assert writer.add(fakes.read(CHAIN[0])) == "new"
        psql(postgres, url, kill)
        for _ in range(2):  # a connection made anew would have no lock
            with pytest.raises(LedgerError, match="what was acknowledged is safe"):
                writer.add(fakes.read(CHAIN[1]))
    assert fill(url, CHAIN) == ["present", *["new"] * 4]
    with snapshot(url) as ledger:
        assert encode(ledger.ledger()) == encode(fakes.reconcile(map(fakes.read, CHAIN)))


def test_a_table_that_another_program_holds_is_waited_for_and_then_told(postgres):
    url = postgres.new_database()
    fill(url, CHAIN[:1])
    from sqlalchemy import text

    from dragoman.store.database import database

    with database(url)._connected(1, read_only=False) as other, other.begin():
        other.execute(text("lock table document"))
        with pytest.raises(LedgerError, match="locked by another program"):
            fill(url, CHAIN[1:2], busy_timeout_seconds=0.1)
    assert fill(url, CHAIN[1:2]) == ["new"]


def test_without_the_driver_it_is_said_what_to_install(tmp_path):
    code = (
        "import sys; sys.modules['pg8000'] = None\nfrom dragoman.store import snapshot\nwith snapshot('postgresql://localhost:1/x'): pass"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert "pip install 'dragoman[postgres]'" in done.stderr.splitlines()[-1]


def test_both_databases_hold_the_same_rows(postgres, tmp_path):
    url = postgres.new_database()
    fill(url, CHAIN[::-1])
    fill(tmp_path / "x.db", CHAIN)
    assert rows(url, but=MEMORY) == rows(tmp_path / "x.db", but=MEMORY)


def test_commits_are_waited_for(postgres):
    with writing(postgres.new_database(), fakes.linking()) as writer, writer._connection.begin():
        assert writer._connection.exec_driver_sql("show synchronous_commit").scalar_one() == "on"
