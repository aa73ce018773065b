"""Stories, documents and quotes of a ledger a page at a time, those that tell an event which matches a filter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, and_, exists, func, or_, select, tuple_

from dragoman.errors import FilterError
from dragoman.nouns.filter import Filter
from dragoman.nouns.ledger import Quotation, Source, Story
from dragoman.nouns.page import DatedStory, Page
from dragoman.nouns.text import Document
from dragoman.store import schema
from dragoman.store.codec import decode
from dragoman.store.matching import matching

EVERYTHING = Filter()
_BETWEEN = " "
_LAST_POSITION = 2**31 - 1

Item = TypeVar("Item")


def stories(connection: Connection, wanted: Filter, after: str | None, most: int) -> Page[DatedStory]:
    """Return stories, those last reported first, undated ones at the end, each with the first and last day of its reports."""
    member, document = schema.story_document.c, schema.document.c
    # Of days that were worked out only those that a publisher gave are compared: a report that may be of any year is not the latest.
    last = func.max(func.coalesce(document.published, "")).label("last")
    grouped = select(member.story, last, func.min(document.published).label("first")).join_from(schema.story_document, schema.document)
    if wanted != EVERYTHING:
        grouped = grouped.where(member.story.in_(select(member.story).where(member.document.in_(_telling(wanted)))))
    found = grouped.group_by(member.story).subquery()
    query = select(found).order_by(found.c.last.desc(), found.c.story).limit(most + 1)
    if after is not None:
        day, id_ = place(after)
        query = query.where(or_(found.c.last < day, and_(found.c.last == day, found.c.story > id_)))
    return dated_stories(connection, [(row.story, row.first, row.last) for row in connection.execute(query)], most)


def dated_stories(connection: Connection, rows: Sequence[tuple[str, str | None, str | None]], most: int) -> Page[DatedStory]:
    """Return stories of an id, a first and a last day as a page of at most `most`."""
    story = schema.story.c
    nouns = connection.execute(select(story.id, story.noun).where(story.id.in_([id_ for id_, _, _ in rows])))
    by_id = {id_: decode(noun, Story) for id_, noun in nouns}
    found = [DatedStory(by_id[id_], first or None, last or None) for id_, first, last in rows]
    return _page(found, [(last or "", id_) for id_, _, last in rows], most)


def story(connection: Connection, id_: str) -> Story | None:
    """Return the story of an id, None where there is none."""
    noun = connection.execute(select(schema.story.c.noun).where(schema.story.c.id == id_)).scalar()
    return None if noun is None else decode(noun, Story)


def documents(connection: Connection, wanted: Filter, after: str | None, most: int) -> Page[Source]:
    """Return documents, those published last first, those without a given date at the end."""
    document = schema.document.c
    day = func.coalesce(document.published, "")
    query = select(document.id)
    if wanted != EVERYTHING:
        query = query.where(document.id.in_(_telling(wanted)))
    if after is not None:
        last_day, last_id = place(after)
        query = query.where(or_(day < last_day, and_(day == last_day, document.id > last_id)))
    return dated_documents(connection, list(connection.execute(query.order_by(day.desc(), document.id).limit(most + 1)).scalars()), most)


def dated_documents(connection: Connection, ids: Sequence[str], most: int) -> Page[Source]:
    """Return documents as a page of at most `most`."""
    document = schema.document.c
    query = select(document.id, document.published, document.noun, document.family, document.copy_of).where(document.id.in_(ids))
    by_id = {row.id: row for row in connection.execute(query)}
    rows = [by_id[id_] for id_ in ids]
    sources = [Source(decode(row.noun, Document), row.family, row.copy_of) for row in rows]
    return _page(sources, [(row.published or "", row.id) for row in rows], most)


def events_of(connection: Connection, document: str) -> tuple[str, ...]:
    """Return the ids of the events that a document tells, in the order of the text."""
    telling = schema.telling.c
    rows = connection.execute(select(telling.event, telling.start_char).where(telling.document == document).order_by(telling.start_char))
    return tuple(dict.fromkeys(event for event, _ in rows))


def quotes(
    connection: Connection, wanted: Filter, after: str | None, most: int, *, speaker: str | None = None, words: str | None = None
) -> Page[Quotation]:
    """Return quotes in the order of the stories; `speaker` is a stable id, `words` must stand in the quote as they are.

    With a filter, those of documents that were told together with a matching event.
    """
    quote = schema.quote.c
    query = select(quote.story, quote.position, quote.noun)
    if wanted != EVERYTHING:
        query = query.where(
            quote.component.in_(select(schema.event.c.component).where(schema.event.c.id.in_(matching(wanted, schema.event_index.c.event))))
        )
    if speaker is not None:
        query = query.where(quote.speaker == speaker)
    for word in (words or "").lower().split():
        query = query.where(func.lower(quote.words).contains(word, autoescape=True))
    if after is not None:
        query = query.where(tuple_(quote.story, quote.position) > tuple_(*quote_place(after)))
    return _quotes(connection.execute(query.order_by(quote.story, quote.position).limit(most + 1)).all(), most)


def placed_quotes(connection: Connection, places: Sequence[tuple[str, int]], most: int) -> Page[Quotation]:
    """Return the quotes of stories and positions, in this order, as a page of at most `most`."""
    quote = schema.quote.c
    query = select(quote.story, quote.position, quote.noun).where(quote.story.in_({story for story, _ in places}))
    by_place = {(row.story, row.position): row for row in connection.execute(query)}
    return _quotes([by_place[place] for place in places], most)


def quote_place(after: str) -> tuple[str, int]:
    """Return story and position of where a page of quotes ended; raises FilterError where it is no such place."""
    story, position = place(after)
    if not position.isdigit() or int(position) > _LAST_POSITION:
        raise FilterError(f"after: expected where a page ended, saw {after!r}")
    return story, int(position)


def _quotes(rows: Sequence[Any], most: int) -> Page[Quotation]:
    return _page([decode(r.noun, Quotation) for r in rows], [(r.story, str(r.position)) for r in rows], most)


def _telling(wanted: Filter) -> Select[tuple[str]]:
    """Return the query of the documents that tell a matching event."""
    telling = schema.telling.c
    return select(telling.document).where(telling.event.in_(matching(wanted, schema.event_index.c.event)))


def has_document(connection: Connection, id_: str) -> bool:
    """Tell whether the ledger has a document of that id."""
    return connection.execute(select(exists().where(schema.document.c.id == id_))).scalar_one()


def place(after: str) -> tuple[str, str]:
    """Return the two parts of where a page ended; raises FilterError where it is no such place."""
    first, between, second = after.partition(_BETWEEN)
    if not between or not second:
        raise FilterError(f"after: expected where a page ended, saw {after!r}")
    return first, second


def _page(items: list[Item], places: list[tuple[str, str]], most: int) -> Page[Item]:
    after = _BETWEEN.join(places[most - 1]) if len(items) > most else None
    return Page(tuple(items[:most]), after)
