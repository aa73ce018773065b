"""Stories, documents and quotes of a ledger a page at a time, those that tell an event which matches a filter."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import Connection, Select, and_, exists, func, or_, select, tuple_

from dragoman.errors import FilterError
from dragoman.nouns.filter import Filter
from dragoman.nouns.ledger import Quotation, Source, Story
from dragoman.nouns.page import DatedStory, Page
from dragoman.nouns.text import Document
from dragoman.store import schema
from dragoman.store.codec import decode
from dragoman.store.matching import conditions

EVERYTHING = Filter()
_BETWEEN = " "
_LAST_POSITION = 2**31 - 1

Item = TypeVar("Item")


def matching(wanted: Filter, *columns: Any) -> Select[Any]:
    """Return the query of columns of the events that match; `event` and `event_index` are joined."""
    event, index = schema.event, schema.event_index
    return select(*columns).select_from(event.join(index, index.c.event == event.c.id)).where(*conditions(wanted))


def stories(connection: Connection, wanted: Filter, after: str | None, most: int) -> Page[DatedStory]:
    """Return stories, those last reported first, undated ones at the end, each with the first and last day of its reports."""
    member, document, telling = schema.story_document.c, schema.document.c, schema.telling.c
    # Of days that were worked out only those that a publisher gave are compared: a report that may be of any year is not the latest.
    last = func.max(func.coalesce(document.published, "")).label("last")
    grouped = select(member.story, last, func.min(document.published).label("first")).join_from(schema.story_document, schema.document)
    if wanted != EVERYTHING:
        told = select(telling.document).where(telling.event.in_(matching(wanted, schema.event.c.id)))
        grouped = grouped.where(member.document.in_(told))
    found = grouped.group_by(member.story).subquery()
    query = select(found).order_by(found.c.last.desc(), found.c.story).limit(most + 1)
    if after is not None:
        day, id_ = place(after)
        query = query.where(or_(found.c.last < day, and_(found.c.last == day, found.c.story > id_)))
    rows = list(connection.execute(query))
    nouns = connection.execute(select(schema.story.c.id, schema.story.c.noun).where(schema.story.c.id.in_([r.story for r in rows])))
    by_id = {id_: decode(noun, Story) for id_, noun in nouns}
    return _page([DatedStory(by_id[r.story], r.first or None, r.last or None) for r in rows], [(r.last, r.story) for r in rows], most)


def story(connection: Connection, id_: str) -> Story | None:
    """Return the story of an id, None where there is none."""
    noun = connection.execute(select(schema.story.c.noun).where(schema.story.c.id == id_)).scalar()
    return None if noun is None else decode(noun, Story)


def stories_of(connection: Connection, documents: list[str]) -> tuple[Story, ...]:
    """Return the stories that hold any of some documents, by id."""
    ids = select(schema.story_document.c.story).where(schema.story_document.c.document.in_(documents))
    nouns = connection.execute(select(schema.story.c.noun).where(schema.story.c.id.in_(ids))).scalars()
    return tuple(sorted((decode(noun, Story) for noun in nouns), key=lambda s: s.id))


def documents(connection: Connection, wanted: Filter, after: str | None, most: int) -> Page[Source]:
    """Return documents, those published last first, those without a given date at the end."""
    document = schema.document.c
    day = func.coalesce(document.published, "")
    query = select(document.id, day.label("day"), document.noun, document.family, document.copy_of)
    if wanted != EVERYTHING:
        telling = schema.telling.c
        query = query.where(document.id.in_(select(telling.document).where(telling.event.in_(matching(wanted, schema.event.c.id)))))
    if after is not None:
        last_day, last_id = place(after)
        query = query.where(or_(day < last_day, and_(day == last_day, document.id > last_id)))
    rows = list(connection.execute(query.order_by(day.desc(), document.id).limit(most + 1)))
    sources = [Source(decode(r.noun, Document), r.family, r.copy_of) for r in rows]
    return _page(sources, [(r.day, r.id) for r in rows], most)


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
        query = query.where(quote.component.in_(matching(wanted, schema.event.c.component)))
    if speaker is not None:
        query = query.where(quote.speaker == speaker)
    for word in (words or "").lower().split():
        query = query.where(func.lower(quote.words).contains(word, autoescape=True))
    if after is not None:
        story, position = place(after)
        if not position.isdigit() or int(position) > _LAST_POSITION:
            raise FilterError(f"after: expected where a page ended, saw {after!r}")
        query = query.where(tuple_(quote.story, quote.position) > tuple_(story, int(position)))
    rows = list(connection.execute(query.order_by(quote.story, quote.position).limit(most + 1)))
    return _page([decode(r.noun, Quotation) for r in rows], [(r.story, str(r.position)) for r in rows], most)


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
