"""Full-text search as a condition: FTS5 over the index rows in SQLite, `tsvector` in PostgreSQL, with one meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Select, false, func, literal, literal_column, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from dragoman.nouns.filter import Phrase
from dragoman.store.folding import sought
from dragoman.store.schema import TEXT_COLUMNS, event_index, event_search


class _Matches(ColumnElement[bool]):
    """True of a row of `event_search` that has one of the phrases in a column."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, column: str, phrases: Sequence[Phrase]) -> None:
        if column not in TEXT_COLUMNS:
            raise ValueError(f"expected one of {', '.join(TEXT_COLUMNS)}, saw {column!r}")
        self.column = column
        self.phrases = [(words, phrase.prefix) for phrase in phrases if (words := sought(phrase))]

    def self_group(self, against: Any = None) -> _Matches:
        """Return the condition as it is: FTS5 knows no MATCH that is compared with 1, as a database without booleans has it."""
        return self


def holds(column: str, phrases: Sequence[Phrase]) -> ColumnElement[bool]:
    """Return the condition that a text column of the event's index row holds one of the phrases."""
    return event_index.c.number.in_(numbers_holding(column, phrases))


def numbers_holding(column: str, phrases: Sequence[Phrase]) -> Select[tuple[int]]:
    """Return the query of the numbers of events that hold one of the phrases, and of some that are no longer there."""
    return select(event_search.c.rowid).where(_Matches(column, phrases))


@compiles(_Matches, "sqlite")
def _fts5(element: _Matches, compiler: SQLCompiler, **rest: Any) -> str:
    # https://www.sqlite.org/fts5.html#full_text_query_syntax: strings in double quotes, a column filter before them. The words are
    # letters and digits only, so that no word can be taken for syntax.
    phrases = ['"' + " ".join(words) + '"' + (" *" if prefix else "") for words, prefix in element.phrases]
    matches = literal_column("event_search").op("MATCH")(literal(f"{element.column} : ({' OR '.join(phrases)})"))
    return compiler.process(matches if phrases else false(), **rest)


@compiles(_Matches, "postgresql")
def _tsquery(element: _Matches, compiler: SQLCompiler, **rest: Any) -> str:
    # https://www.postgresql.org/docs/current/textsearch-controls.html: <-> is "followed by", :* a beginning.
    vector: ColumnElement[Any] = literal_column(f"to_tsvector('simple', {element.column})")
    phrases = [" <-> ".join([*words[:-1], words[-1] + (":*" if prefix else "")]) for words, prefix in element.phrases]
    any_of = or_(false(), *(vector.op("@@")(func.to_tsquery(literal_column("'simple'"), p)) for p in phrases))
    return f"({compiler.process(any_of, **rest)})"
