"""Corrections as rows and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from dragoman.nouns.correction import Correction, CorrectionKind, MentionPlace
from dragoman.nouns.revision import RecordedCorrection, Revision
from dragoman.nouns.text import Span
from dragoman.store import rows, schema


def in_force(connection: Connection) -> tuple[Correction, ...]:
    """Return the corrections that nobody has undone, by number."""
    return tuple(c for c, _, _ in _corrections(connection, schema.correction.c.undone.is_(None)))


def recorded(connection: Connection) -> tuple[RecordedCorrection, ...]:
    """Return all corrections ever made with the revisions that made and undid them, by number."""
    found = _corrections(connection)
    at = revisions(connection, [cursor for _, made, undone in found for cursor in (made, undone) if cursor])
    return tuple(RecordedCorrection(c, at[made], at[undone] if undone else None) for c, made, undone in found)


def revisions(connection: Connection, cursors: Sequence[int]) -> dict[int, Revision]:
    """Return revisions by cursor."""
    table = schema.revision
    wanted = sorted(set(cursors))
    found: dict[int, Revision] = {}
    for start in range(0, len(wanted), rows.IDS_PER_QUERY):
        some = select(table).where(table.c.cursor.in_(wanted[start : start + rows.IDS_PER_QUERY]))
        found |= {row.cursor: Revision(**row._mapping) for row in connection.execute(some)}
    return found


def next_number(connection: Connection) -> int:
    """Return the number of the next correction."""
    return int(connection.execute(select(func.max(schema.correction.c.number))).scalar_one() or 0) + 1


def keep(connection: Connection, correction: Correction, cursor: int) -> None:
    """Write down a new correction."""
    connection.execute(insert(schema.correction), {"number": correction.number, "kind": correction.kind, "made": cursor, "undone": None})
    rows.insert_all(
        connection,
        schema.correction_mention,
        [
            {
                "correction": correction.number,
                "mention": mention.id,
                "side": side,
                "document": mention.document,
                "start_char": mention.trigger.start,
                "end_char": mention.trigger.end,
            }
            for side, mentions in enumerate(correction.sides)
            for mention in mentions
        ],
    )


def note_undone(connection: Connection, number: int, cursor: int) -> None:
    """Put a correction out of force."""
    connection.execute(update(schema.correction).where(schema.correction.c.number == number).values(undone=cursor))


def _corrections(connection: Connection, *where: ColumnElement[bool]) -> list[tuple[Correction, int, int | None]]:
    table, place = schema.correction.c, schema.correction_mention.c
    sides: dict[int, dict[int, list[MentionPlace]]] = defaultdict(lambda: defaultdict(list))
    mentions = select(place.correction, place.side, place.mention, place.document, place.start_char, place.end_char)
    for number, side, id_, document, start, end in connection.execute(
        mentions.join_from(schema.correction_mention, schema.correction).where(*where)
    ):
        sides[number][side].append(MentionPlace(id_, document, Span(start, end)))
    found: list[tuple[Correction, int, int | None]] = []
    kinds: dict[str, CorrectionKind] = {"merge": "merge", "split": "split", "wrong": "wrong"}
    for number, kind, made, undone in connection.execute(select(table.number, table.kind, table.made, table.undone).where(*where)):
        own = tuple(tuple(sorted(sides[number][side])) for side in sorted(sides[number]))
        found.append((Correction(number, kinds[kind], own), made, undone))
    return sorted(found, key=lambda one: one[0].number)
