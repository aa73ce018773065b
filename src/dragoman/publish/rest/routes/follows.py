"""What follows from events: agreements and the calendar."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dragoman.errors import FilterError
from dragoman.nouns.ledger import Ledger
from dragoman.publish import formats
from dragoman.publish.brief import facts
from dragoman.publish.rest import whole
from dragoman.publish.rest.answers import CSV, ICS, JSON, Answers, Made, attachment
from dragoman.publish.rest.asking import AFTER, Parameter, asked, described, limit, sealed
from dragoman.publish.rest.encoding import encoded
from dragoman.publish.rest.shapes import BAD, AgreementPage, CalendarPage
from dragoman.publish.rest.shown import time_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.nouns.ledger import Field
    from dragoman.publish.tables.told import Told
    from dragoman.store.browsing import Browser

FORMAT = Parameter("format", "JSON by the page, or one CSV of all.", "json", "json", words=("json", "csv"))
CALENDAR_FORMAT = replace(FORMAT, gloss="JSON by the page, one CSV of all, or iCalendar.", words=("json", "csv", "ics"))


def routes(answers: Answers) -> APIRouter:
    """Return the routes of agreements and calendar."""
    router = APIRouter(tags=["what follows"])
    of_agreements = (limit(), AFTER, FORMAT)
    of_calendar = (limit(200), AFTER, CALENDAR_FORMAT)

    @router.get(
        "/agreements",
        operation_id="listAgreements",
        openapi_extra=described(of_agreements),
        responses={200: AgreementPage.answer(CSV), **BAD},
    )
    async def agreements(request: Request) -> Response:
        """List agreements with parties, object, terms and stages; an event of one must match. Made of the whole register."""
        ask = asked(request, of_agreements)

        def make(opened: Browser) -> Made:
            from dragoman.flow import asking
            from dragoman.publish.exports.csv import table_to_csv
            from dragoman.publish.tables import AGREEMENTS

            found = asking.agreements_that_match(opened, whole.agreements(answers, opened), ask.wanted)
            if ask["format"] == "csv":
                told = _told(opened, {e for a in found for e in a.events}, agreements=found)
                return table_to_csv(AGREEMENTS, told).encode(), CSV, attachment("agreements.csv")
            some, after = _page(found, ask.after, ask.number("limit"))
            made = [{**formats.agreement_to_json(a), "facts": terms(a.terms), "words": {"when": time_in_words(a.when)}} for a in some]
            return encoded({"agreements": made, "count": len(found), "next": after}), JSON, {}

        return await answers.aside(request, make)

    @router.get(
        "/calendar",
        operation_id="listCalendar",
        openapi_extra=described(of_calendar),
        responses={200: CalendarPage.answer(CSV, ICS), **BAD},
    )
    async def calendar(request: Request) -> Response:
        """List what is announced or hinted for a day or window; `since` and `until` are asked of these days."""
        ask = asked(request, of_calendar)
        return await answers.aside(request, lambda opened: _calendar(answers, opened, ask, ask["format"] or "json"))

    @router.get(
        "/calendar.ics",
        operation_id="getCalendarFile",
        response_class=Response,
        openapi_extra=described(),
        responses={200: CalendarPage.answer(ICS, json=False), **BAD},
    )
    async def calendar_file(request: Request) -> Response:
        """Return the calendar for calendar programs (RFC 5545), which may subscribe to this address."""
        ask = asked(request)
        return await answers.aside(request, lambda opened: _calendar(answers, opened, ask, "ics"))

    return router


def terms(fields: Sequence[Field]) -> list[dict[str, Any]]:
    """Return the terms of an agreement in words."""
    return [
        {
            "field": f.name,
            "name": facts.name(f.name),
            "agree": f.agree,
            "values": [{"words": facts.words(f.name, v), "documents": list(v.documents)} for v in f.values],
        }
        for f in fields
    ]


def _calendar(answers: Answers, opened: Browser, ask: Any, form: str) -> Made:
    from dragoman.flow import asking
    from dragoman.publish.exports.csv import table_to_csv
    from dragoman.publish.exports.ics import ics
    from dragoman.publish.tables import CALENDAR

    found = asking.entries_that_match(opened, whole.calendar(answers, opened, settled=form == "ics"), ask.wanted)
    if form == "json":
        some, after = _page(found, ask.after, ask.number("limit"))
        words = [{**formats.entry_to_json(e), "words": {"when": time_in_words(e.when)}} for e in some]
        return encoded({"entries": words, "count": len(found), "next": after}), JSON, {}
    told = _told(opened, {e.event for e in found}, entries=found)
    if form == "ics":
        return ics(told).encode(), ICS, attachment("calendar.ics")
    return table_to_csv(CALENDAR, told).encode(), CSV, attachment("calendar.csv")


def _told(opened: Browser, ids: set[str], **more: Any) -> Told:
    from dragoman.publish.tables.told import Told

    events = opened.events_called(ids)
    documents = {t.document for e in events for t in e.mentions}
    return Told(Ledger(opened.sources_called(documents), opened.stories_of(sorted(documents)), events), **more)


def _page(items: Sequence[Any], after: str | None, most: int) -> tuple[Sequence[Any], str | None]:
    """Return a page of a list that is made anew each time; its cursor is a place in it."""
    if after is not None and not (after.isascii() and after.isdigit() and len(after) < 10):
        raise FilterError("after: expected the `next` of a page of this address, saw another")
    start = int(after or 0)
    return items[start : start + most], sealed(str(start + most)) if start + most < len(items) else None
