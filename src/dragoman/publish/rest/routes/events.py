"""Events: lists by filter, one with all that it rests on, what it was before, and why it was read so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dragoman.errors import NotFoundError
from dragoman.nouns.ledger import Event
from dragoman.publish.changes_view import change_to_json, correction_to_json
from dragoman.publish.rest import shown
from dragoman.publish.rest.answers import CSV, JSON, Answers, Made, attachment
from dragoman.publish.rest.asking import AFTER, Parameter, asked, described, limit, sealed
from dragoman.publish.rest.encoding import encoded
from dragoman.publish.rest.shapes import BAD, GONE, Changes, EventDetail, EventId, EventPage, Tally, Why

if TYPE_CHECKING:
    from dragoman.nouns.filter import Order
    from dragoman.nouns.revision import Change
    from dragoman.publish.rest.service import Service
    from dragoman.store.browsing import Browser

MOST_IN_A_FILE = 100_000

ORDER = Parameter("order", "By the first day that they may have happened on, or by id.", "date", "date", words=("date", "id"))
FORMAT = Parameter(
    "format", "JSON by the page, or one CSV of all that match, safe for spreadsheets.", "json", "json", words=("json", "csv")
)


def routes(service: Service, answers: Answers) -> APIRouter:
    """Return the routes of events."""
    router = APIRouter(prefix="/events", tags=["events"])
    listed = (limit(), AFTER, ORDER, FORMAT)

    @router.get("", operation_id="listEvents", openapi_extra=described(listed), responses={200: EventPage.answer(CSV), **BAD})
    async def events(request: Request) -> Response:
        """List events that match; of several values of one filter any will do, and `not_` before its name turns it round."""
        ask = asked(request, listed)

        def make(opened: Browser) -> Made:
            if ask["format"] == "csv":
                return _csv(opened, opened.events(ask.wanted)), CSV, attachment("events.csv")
            order: Order = "id" if ask["order"] == "id" else "date"
            page = opened.page_of_ids(ask.wanted, order=order, after=ask.after, most=ask.number("limit"))
            told = {"events": answers.written.events(opened, page.items), "count": opened.count(ask.wanted), "next": sealed(page.after)}
            return encoded(told), JSON, {}

        # A file of all events takes half a minute.
        return await (answers.aside if ask["format"] == "csv" else answers.in_line)(request, make)

    @router.get("/tally", operation_id="tallyEvents", openapi_extra=described(), responses={200: Tally.answer(), **BAD})
    def tally(request: Request) -> Response:
        """Count events that match by month, type, status and PLOVER class; `month` is null where no single one is known."""
        ask = asked(request)

        def make(opened: Browser) -> dict[str, Any]:
            kinds = opened.kinds(ask.wanted)  # with the keys that they are shown with
            return {"kinds": kinds, "count": sum(k.events for k in kinds)}

        return answers.json(request, make)

    @router.get("/{event}", operation_id="getEvent", openapi_extra=described(filters=False), responses={200: EventDetail.answer(), **GONE})
    def event(request: Request, event: EventId) -> Response:
        """Return an event by its id, an id that it once had, a mention's id, or the beginning of its id."""
        asked(request, filters=False)

        def make(opened: Browser) -> dict[str, Any]:
            found = opened.event(event)
            sources = opened.sources_called(
                {t.document for t in found.mentions} | {d for f in found.fields for v in f.values for d in v.documents}
            )
            stories = [s for s in opened.stories_of([t.document for t in found.mentions]) if found.id in s.events]
            whole = next(iter(opened.events_called([found.part_of])), None) if found.part_of else None
            return {
                **shown.detail(found, sources),
                "story": {"id": stories[0].id, "title": stories[0].title} if stories else None,
                "whole": {"id": whole.id, "summary": whole.summary} if whole else None,
            }

        return answers.json(request, make)

    @router.get(
        "/{event}/history",
        operation_id="getEventHistory",
        openapi_extra=described(filters=False),
        responses={200: Changes.answer(), **GONE},
    )
    def history(request: Request, event: EventId) -> Response:
        """Return all changes of an event since it was first told, also under ids that it had before, and the corrections of it by hand.

        Of an event that was and is no longer there it tells, too.
        """
        asked(request, filters=False)

        def make(opened: Browser) -> dict[str, Any]:
            changes, mentions = _past(opened, event)
            corrections = [
                correction_to_json(c)
                for c in opened.recorded_corrections()
                if any(m.id in mentions for side in c.correction.sides for m in side)
            ]
            return {"changes": [change_to_json(c) for c in changes], "corrections": corrections}

        return answers.json(request, make)

    @router.get("/{event}/why", operation_id="getEventWhy", openapi_extra=described(filters=False), responses={200: Why.answer(), **GONE})
    def why(request: Request, event: EventId) -> Response:
        """Return why the mentions of an event are held to be one happening, clue by clue in bits, and which events nearly belong."""
        asked(request, filters=False)

        def make(_: Browser) -> Made:
            from dragoman import flow
            from dragoman.flow import verbs
            from dragoman.publish.why_view import why_to_json

            told, events = flow.why(service.ledger, event, verbs.why, busy_timeout_seconds=service.busy_timeout_seconds)
            return encoded(why_to_json(told, events)), JSON, {}

        return answers.of(request, make)

    return router


def _past(opened: Browser, name: str) -> tuple[tuple[Change, ...], frozenset[str]]:
    """Return the changes of an event and its mentions, of one that is no longer there those that it last had; NotFoundError for neither."""
    try:
        found = opened.event(name)
    except NotFoundError:
        changes = opened.history_of(name)
        last = next((c.before for c in reversed(changes) if isinstance(c.before, Event)), None)
        if last is None:
            raise
        return changes, frozenset(t.id for t in last.mentions)
    return opened.history(found), frozenset(t.id for t in found.mentions)


def _csv(opened: Browser, events: tuple[Any, ...]) -> bytes:
    from dragoman.nouns.ledger import Ledger
    from dragoman.publish.exports.csv import table_to_csv
    from dragoman.publish.tables import EVENTS
    from dragoman.publish.tables.told import Told

    events = events[:MOST_IN_A_FILE]
    documents = {t.document for e in events for t in e.mentions}
    ledger = Ledger(opened.sources_called(documents), opened.stories_of(sorted(documents)), events)
    return table_to_csv(EVENTS, Told(ledger)).encode()
