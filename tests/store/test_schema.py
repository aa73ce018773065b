import sqlite3
from contextlib import closing

import pytest
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from dragoman.store import schema, writing
from tests.store import fakes


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()], ids=["SQLite", "PostgreSQL"])
def test_the_tables_can_be_made_in_either_database(dialect):
    for table in schema.metadata.sorted_tables:
        made = str(CreateTable(table).compile(dialect=dialect)).strip()
        virtual = dialect.name == "sqlite" and table is schema.event_search
        assert made.startswith(f"CREATE VIRTUAL TABLE {table.name} USING fts5(" if virtual else f"CREATE TABLE {table.name} (")
        for index in table.indexes:
            assert str(CreateIndex(index).compile(dialect=dialect))


@pytest.mark.parametrize(
    "query",
    [
        "select document, sketch from sketch where first between 1 and 9 and last >= 2",
        "select whole from profile where document = 'a'",
        "select others from nearest where document = 'a'",
        "select other, margin from link where document = 'a'",
        "select id from document where component = 'a'",
        "select id, noun from event where component = 'a'",
        "select event from event_index where type = 'CONSULT' and status = 'occurred'",
        "select event from event_party where actor = 'state:CHN'",
        "select event from event_party where state = 'CHN'",
        "select event from event_mode where mode = 'visit'",
        "select event from telling where document = 'a'",
        "select story from story_document where document = 'a'",
        "delete from document where id = 'a'",  # with everything that hangs on it
        "delete from event where id = 'a'",
        "delete from component where id = 'a'",
    ],
)
def test_what_adding_and_asking_look_up_is_found_by_an_index(tmp_path, query):
    with writing(tmp_path / "x.db", fakes.linking()):
        pass
    with closing(sqlite3.connect(tmp_path / "x.db")) as connection:
        connection.execute("pragma foreign_keys=on")
        plan = [row[3] for row in connection.execute(f"explain query plan {query}")]
    assert plan
    assert not [step for step in plan if step.startswith("SCAN")]
