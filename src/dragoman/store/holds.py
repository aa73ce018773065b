"""Full-text search as a condition: FTS5 over the index rows in SQLite, `tsvector` in PostgreSQL, with one meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Boolean, ColumnElement, false, func, literal, literal_column, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from dragoman.nouns.filter import Phrase
from dragoman.store.folding import sought
from dragoman.store.schema import TEXT_COLUMNS, event_index, event_search


class Holds(ColumnElement[bool]):
    """True where a text column of the event's index row holds one of the phrases."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, column: str, phrases: Sequence[Phrase]) -> None:
        if column not in TEXT_COLUMNS:
            raise ValueError(f"expected one of {', '.join(TEXT_COLUMNS)}, saw {column!r}")
        self.column = column
        self.phrases = [(words, phrase.prefix) for phrase in phrases if (words := sought(phrase))]


@compiles(Holds, "sqlite")
def _fts5(element: Holds, compiler: SQLCompiler, **rest: Any) -> str:
    # https://www.sqlite.org/fts5.html#full_text_query_syntax: strings in double quotes, a column filter before them. The words are
    # letters and digits only, so that no word can be taken for syntax.
    phrases = ['"' + " ".join(words) + '"' + (" *" if prefix else "") for words, prefix in element.phrases]
    matches = literal_column("event_search").op("MATCH")(literal(f"{element.column} : ({' OR '.join(phrases)})"))
    return _among(compiler, matches if phrases else false(), rest)


@compiles(Holds, "postgresql")
def _tsquery(element: Holds, compiler: SQLCompiler, **rest: Any) -> str:
    # https://www.postgresql.org/docs/current/textsearch-controls.html: <-> is "followed by", :* a beginning.
    vector: ColumnElement[Any] = literal_column(f"to_tsvector('simple', {element.column})")
    phrases = [" <-> ".join([*words[:-1], words[-1] + (":*" if prefix else "")]) for words, prefix in element.phrases]
    return _among(compiler, or_(false(), *(vector.op("@@")(func.to_tsquery(literal_column("'simple'"), p)) for p in phrases)), rest)


def _among(compiler: SQLCompiler, matches: ColumnElement[bool], rest: dict[str, Any]) -> str:
    found = select(event_search.c.rowid).where(matches)
    return f"({compiler.process(event_index.c.number.in_(found), **rest)})"
