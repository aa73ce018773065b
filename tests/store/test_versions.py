"""An older ledger is brought to this version by whoever adds to it, and is then what this version would have made."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect

from dragoman.errors import LedgerError
from dragoman.store import migrations, schema, snapshot, writing
from dragoman.store.codec import encode
from dragoman.store.database import database
from tests.store import fakes
from tests.store.places import rows
from tests.store.test_ledger import CHAIN

OLD = {int(path.stem.removeprefix("schema")): path for path in (Path(__file__).parent / "versions").glob("schema*.sql")}


def older(path: Path, version: int) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(OLD[version].read_text(encoding="utf-8"))
    return path


def tables(path: Path):
    """Columns, keys and indexes of every table, as the database has them."""
    with database(path).reading(busy_timeout_seconds=5) as connection:
        seen = inspect(connection)
        return {
            name: (
                [(c["name"], str(c["type"]), c["nullable"], c["default"]) for c in seen.get_columns(name)],
                seen.get_pk_constraint(name)["constrained_columns"],
                sorted((f["constrained_columns"], f["referred_table"], sorted(f["options"].items())) for f in seen.get_foreign_keys(name)),
                sorted((i["name"], i["column_names"], i["unique"]) for i in seen.get_indexes(name)),
                sorted(u["column_names"] for u in seen.get_unique_constraints(name)),
            )
            for name in seen.get_table_names()
            if not name.startswith("event_search")
        }


def test_every_step_has_its_successor():
    assert sorted(migrations.STEPS) == list(range(migrations.OLDEST + 1, schema.SCHEMA_VERSION + 1))


@pytest.mark.parametrize("version", sorted(OLD))
def test_an_older_ledger_becomes_what_a_new_one_is_with_all_that_it_held(tmp_path, version):
    new = tmp_path / "new.db"
    with writing(new, fakes.linking(), made_by="dragoman 0.1.0") as writer:
        for d in CHAIN:
            writer.add(fakes.read(d))
    old = older(tmp_path / "old.db", version)
    with writing(old, fakes.linking()):
        pass
    assert tables(old) == tables(new)
    assert [(table, len(found)) for table, found in rows(old)] == [(table, len(found)) for table, found in rows(new)]
    with snapshot(old) as ledger:
        assert encode(ledger.ledger()) == encode(fakes.reconcile(map(fakes.read, CHAIN)))
        assert list(ledger.readings()) == [fakes.read(d) for d in CHAIN]
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]


def test_a_server_takes_the_step_to_narrow_rows_as_a_file_does(postgres):
    name = postgres.new_database()
    with writing(name, fakes.linking(), made_by="dragoman 0.1.0") as writer:
        for d in CHAIN:
            writer.add(fakes.read(d))
    new, as_new = rows(name), tables(name)
    with database(name).writing(busy_timeout_seconds=5, made_by="") as connection, connection.begin():
        for step in BACK_TO_4:
            connection.exec_driver_sql(step)
    with writing(name, fakes.linking()):
        pass
    assert tables(name) == as_new
    assert rows(name) == new
    with snapshot(name) as ledger:
        assert encode(ledger.ledger()) == encode(fakes.reconcile(map(fakes.read, CHAIN)))


BACK_TO_4 = (
    "DROP TABLE link, nearest, sketch, profile",
    'CREATE TABLE block_key (key TEXT COLLATE "C" NOT NULL, document TEXT COLLATE "C" NOT NULL)',
    'ALTER TABLE event ADD COLUMN type TEXT COLLATE "C", ADD COLUMN status TEXT COLLATE "C", ADD COLUMN earliest TEXT COLLATE "C", '
    'ADD COLUMN latest TEXT COLLATE "C", ADD COLUMN independent_sources INTEGER',
    "UPDATE event SET type = i.type, status = i.status, earliest = i.earliest, latest = i.latest, "
    "independent_sources = i.independent_sources FROM event_index i WHERE i.event = event.id",
    "ALTER TABLE event_index DROP COLUMN type, DROP COLUMN status, DROP COLUMN earliest, DROP COLUMN latest, "
    "DROP COLUMN independent_sources, DROP COLUMN ahead",
    "CREATE INDEX event_by_type ON event (type, status)",
    "CREATE INDEX event_by_day ON event (earliest, latest)",
    "UPDATE meta SET value = '4' WHERE key = 'schema_version'",
)


@pytest.mark.parametrize("version", sorted(OLD))
def test_a_reader_of_an_older_ledger_is_told_what_to_do_and_changes_nothing(tmp_path, version):
    old = older(tmp_path / "old.db", version)
    before = old.read_bytes()
    with (
        pytest.raises(LedgerError, match=rf"saw {version}, which an older Dragoman wrote: `dragoman migrate --ledger .*old.db`"),
        snapshot(old),
    ):
        pass
    assert old.read_bytes() == before


def test_a_step_that_fails_leaves_the_older_ledger_as_it_was(tmp_path, monkeypatch):
    old = older(tmp_path / "old.db", 2)
    with closing(sqlite3.connect(old)) as connection:
        before = list(connection.iterdump())
    step = migrations.STEPS[3]

    def broken(connection):
        step(connection)
        raise KeyError("killed")

    monkeypatch.setattr(migrations, "STEPS", {**migrations.STEPS, 3: broken})
    with pytest.raises(KeyError), writing(old, fakes.linking()):
        pass
    with closing(sqlite3.connect(old)) as connection:
        assert list(connection.iterdump()) == before
        assert connection.execute("pragma user_version").fetchone() == (2,)


def test_a_ledger_too_old_for_a_step_is_told_to_be_rebuilt(tmp_path):
    old = older(tmp_path / "old.db", 2)
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        connection.execute("pragma user_version=1")
    for use in (snapshot(old), writing(old, fakes.linking())):
        with pytest.raises(LedgerError, match=r"or newer, saw 1: `dragoman rebuild --ledger .*old.db --to NEW`"), use:
            pass
