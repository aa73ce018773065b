"""The tables of a ledger, the same in SQLite and in PostgreSQL.

Every noun is kept whole in a `noun` column (see `codec`); the other columns repeat what queries filter by and may be rebuilt from it.
A *component* is a set of documents that are told side by side, named by its smallest document id; stories, events and quotes belong to
exactly one. A new document changes the components around it, and replaces the rows of those of their stories that it changes.
Dates are ISO 8601 text: they compare as text, and keep what a database's own type cannot (a year only, years before 1).

All tables but the last five are a function of the documents and the corrections in force, in whatever order they came. `revision`,
`version` and `alias` are the ledger's memory: what stood when, and because of what. `correction` and `correction_mention` are what people
said by hand. None of the five has a foreign key into the others' rows of the day: they outlive what they tell of.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, literal_column
from sqlalchemy import Text as AnyText
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateTable
from sqlalchemy.sql.compiler import DDLCompiler

from dragoman.store.noun_text import NounText

SCHEMA_VERSION = 6
"""Raised with every change of the tables, with a step in `migrations.py`; a ledger that says more than this is refused."""

APPLICATION_ID = 0x44524147
"""`DRAG` in ASCII, at offset 68 of the file (https://www.sqlite.org/fileformat.html), by which `file` and we know a ledger."""

# A server's collation may put "ab" before "Aa", and moves with its operating system: ids and days compare by code point everywhere.
Text = AnyText().with_variant(AnyText(collation="C"), "postgresql")

metadata = MetaData()


def _table(name: str, *columns: Column[str] | Column[int] | Column[float] | Column[bytes] | Index, rowid: bool = True) -> Table:
    return Table(name, metadata, *columns, sqlite_with_rowid=rowid)


def _belongs_to(target: str, *, primary_key: bool = False, index: bool = False) -> Column[str]:
    return Column(
        target.split(".", maxsplit=1)[0],
        Text,
        ForeignKey(target, ondelete="CASCADE"),
        primary_key=primary_key,
        index=index,
        nullable=False,
    )


meta = _table("meta", Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

component = _table("component", Column("id", Text, primary_key=True), rowid=False)

document = _table(
    "document",
    Column("id", Text, primary_key=True),
    Column("digest", Text, nullable=False),  # of what the publisher gave: see `digest` in writer.py
    Column("component", Text, ForeignKey("component.id"), index=True, nullable=False),
    Column("publisher", Text),
    Column("published", Text, index=True),
    Column("family", Text, nullable=False),
    Column("copy_of", Text, ForeignKey("document.id", ondelete="SET NULL"), index=True),
    Column("noun", NounText, nullable=False),
)

reading = _table(
    "reading",
    _belongs_to("document.id", primary_key=True),
    Column("model", Text, nullable=False),
    Column("noun", NounText, nullable=False),
)

profile = _table(
    "profile",
    _belongs_to("document.id", primary_key=True),
    Column("first", Integer, nullable=False),  # the first day on which it may have been written, from year 1; 0 where it is undated
    Column("whole", LargeBinary, nullable=False),
)

sketch = _table(
    "sketch",
    # By day, so that what stands around a document is read from one place. No foreign key: one would need an index of its own.
    Column("first", Integer, primary_key=True, autoincrement=False),
    Column("document", Text, primary_key=True),
    Column("last", Integer, nullable=False),
    Column("lead", Text),  # the earliest document that it is a near-copy of
    Column("reach", BigInteger, nullable=False),  # the likeness from which another document is among its nearest
    Column("sketch", LargeBinary, nullable=False),
    rowid=False,
)

nearest = _table("nearest", _belongs_to("document.id", primary_key=True), Column("others", Text, nullable=False))

link = _table(
    "link",
    _belongs_to("document.id", primary_key=True),
    Column("other", Text, primary_key=True),  # each pair has a row from either end
    Column("margin", Float(53), nullable=False),
    Column("holds", Integer, nullable=False),  # 1 where the two are linked, 0 where they only hold each other among their nearest
    rowid=False,
)

story = _table(
    "story",
    Column("id", Text, primary_key=True),
    _belongs_to("component.id", index=True),
    Column("title", Text, nullable=False),
    Column("noun", NounText, nullable=False),
)

story_document = _table(
    "story_document",
    _belongs_to("story.id", primary_key=True),
    _belongs_to("document.id", primary_key=True, index=True),
    rowid=False,
)

event = _table(
    "event",
    Column("id", Text, primary_key=True),
    _belongs_to("component.id", index=True),
    Column("noun", NounText, nullable=False),
)

event_mode = _table(
    "event_mode", _belongs_to("event.id", primary_key=True), Column("mode", Text, primary_key=True, index=True), rowid=False
)

event_context = _table(
    "event_context", _belongs_to("event.id", primary_key=True), Column("context", Text, primary_key=True, index=True), rowid=False
)

event_party = _table(
    "event_party",
    _belongs_to("event.id", primary_key=True),
    Column("role", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("actor", Text, index=True),
    Column("state", Text, index=True),
    rowid=False,
)

telling = _table(
    "telling",
    _belongs_to("event.id", primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("mention", Text, index=True, nullable=False),  # its permanent id, by which every id that an event ever had is found again
    _belongs_to("document.id", index=True),
    Column("start_char", Integer, nullable=False),
    Column("end_char", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("probability", Float, nullable=False),
    rowid=False,
)

# Narrow rows of all that filters and lists ask of every event: a search goes through tens of them a page, of nouns through a handful.
event_index = _table(
    "event_index",
    # A hash of the event's id, which full-text search names its rows by: an integer key, and the same whatever came first.
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("event", Text, ForeignKey("event.id", ondelete="CASCADE"), unique=True, nullable=False),
    Column("quad", Integer, index=True),
    Column("disagreement", Integer, nullable=False),  # 1 where a field's values cannot all be true
    Column("first_report", Text),
    Column("last_report", Text),
    Column("type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("earliest", Text),
    Column("latest", Text),
    Column("independent_sources", Integer, nullable=False),
    Column("ahead", Integer, index=True, nullable=False),  # 1 where a calendar may have something of it
    Index("event_index_by_report", "first_report", "last_report"),
    Index("event_index_by_type", "type", "status"),
    Index("event_index_by_day", "earliest", "latest"),
)

TEXT_COLUMNS = ("words", "stems", "actors", "recipients", "companions", "places")
"""What full-text search looks in: words made by `folding`, parted by spaces."""

event_search = Table(
    "event_search",
    metadata,
    # In SQLite a virtual table of FTS5, which knows no keys of others: a row may outlive its event there, and is found by nobody.
    Column("rowid", BigInteger, ForeignKey("event_index.number", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    *(Column(name, Text, nullable=False) for name in TEXT_COLUMNS),
    *(
        Index(f"event_search_{name}", literal_column(f"to_tsvector('simple', {name})"), postgresql_using="gin").ddl_if("postgresql")
        for name in TEXT_COLUMNS
    ),
    info={"fts5": TEXT_COLUMNS},
)


@compiles(CreateTable, "sqlite")
def _create(element: CreateTable, compiler: DDLCompiler, **rest: Any) -> str:
    columns = element.element.info.get("fts5")
    if not columns:
        return str(compiler.visit_create_table(element, **rest))  # type: ignore[no-untyped-call]
    # Words come folded (see `folding`), so the tokenizer has nothing to do but part them (https://www.sqlite.org/fts5.html#unicode61_tokenizer).
    return f"CREATE VIRTUAL TABLE {element.element.name} USING fts5({', '.join(columns)}, tokenize = 'unicode61 remove_diacritics 0')"


quote = _table(
    "quote",
    _belongs_to("story.id", primary_key=True),
    Column("position", Integer, primary_key=True),
    _belongs_to("component.id", index=True),
    Column("words", Text, nullable=False),
    Column("speaker", Text, index=True),
    Column("noun", NounText, nullable=False),
)

revision = _table(
    "revision",
    Column("cursor", Integer, primary_key=True, autoincrement=False),  # 1, 2, 3 …: one for each transaction that changed the ledger
    Column("recorded", Text, index=True, nullable=False),  # UTC, never before that of the cursor before it
    Column("action", Text, nullable=False),  # add, remove, merge, split, wrong, undo, retell
    Column("document", Text),
    Column("correction", Integer),
    Column("hand", Text),  # who did it, where a person did
)

version = _table(
    "version",
    Column("kind", Text, primary_key=True),  # document, reading, story, event, quote
    Column("id", Text, primary_key=True),
    Column("since", Integer, primary_key=True),  # the cursor that brought it
    Column("until", Integer, index=True),  # the cursor that replaced or deleted it; null while it stands
    Column("noun", LargeBinary),  # compressed; null while it stands, as its own table then holds it
    Index("version_by_cursor", "since"),
)

alias = _table(
    "alias",
    Column("id", Text, primary_key=True),  # of an event that ceased to be
    Column("cursor", Integer, primary_key=True),
    Column("became", Text, index=True),  # the event that holds its mentions since, null where none does
)

correction = _table(
    "correction",
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),  # merge, split, wrong
    Column("made", Integer, nullable=False),  # cursors
    Column("undone", Integer),
)

correction_mention = _table(
    "correction_mention",
    Column("correction", Integer, ForeignKey("correction.number", ondelete="CASCADE"), primary_key=True),
    Column("mention", Text, primary_key=True),
    Column("side", Integer, nullable=False),  # mentions of one side are one event; of a split's two sides, two
    Column("document", Text, index=True, nullable=False),
    Column("start_char", Integer, nullable=False),
    Column("end_char", Integer, nullable=False),
)
