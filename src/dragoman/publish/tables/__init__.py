"""A ledger as tables, each with named, typed and documented columns: what CSV, Parquet and data frames are made of."""

from dragoman.publish.tables.columns import Column, Row, Table
from dragoman.publish.tables.derived import AGREEMENTS, CALENDAR, TERMS
from dragoman.publish.tables.ledger import DOCUMENTS, EVENTS, PARTIES, QUOTES, STORIES, TELLINGS, VALUES

TABLES = {table.name: table for table in (EVENTS, PARTIES, TELLINGS, VALUES, DOCUMENTS, STORIES, QUOTES, AGREEMENTS, TERMS, CALENDAR)}
"""All tables by name."""

__all__ = [
    "AGREEMENTS",
    "CALENDAR",
    "DOCUMENTS",
    "EVENTS",
    "PARTIES",
    "QUOTES",
    "STORIES",
    "TABLES",
    "TELLINGS",
    "TERMS",
    "VALUES",
    "Column",
    "Row",
    "Table",
]
