"""What two sides did to each other over time, and the events behind any figure of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dragoman.errors import FilterError
from dragoman.nouns.filter import Filter
from dragoman.publish.rest import whole
from dragoman.publish.rest.answers import CSV, JSON, Answers, Made, attachment
from dragoman.publish.rest.asking import Parameter, asked, described
from dragoman.publish.rest.encoding import encoded
from dragoman.publish.rest.shapes import BAD, BlocsOfWindows, Relation, Trace

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from dragoman.nouns.relation import Traced
    from dragoman.publish.rest.service import Service
    from dragoman.store.browsing import Browser

_SIDE = r"[^\x00-\x1f]{1,200}"
A = Parameter("a", "A state, an organisation, members:ORG, or several joined by +.", "IDN", form=_SIDE, needed=True)
B = Parameter("b", "Likewise.", "VNM", form=_SIDE, needed=True)
BY = Parameter("by", "The length of a period.", "month", "month", words=("day", "week", "month", "year"))
FORMAT = Parameter("format", "JSON, or the periods as CSV.", "json", "json", words=("json", "csv"))
WHAT = Parameter(
    "what", "A period (2025-11), a window (2025-01..2025-09) or an event's id.", "2025-11", form=r"[^\x00-\x1f]{1,80}", needed=True
)
WINDOWS = Parameter(
    "windows", "Windows of days, up to 24; nothing: all days as one.", "2025-01..2025-06,2025-07..2025-12", form=r"[0-9W.,-]{4,600}"
)
LIMIT = Parameter("limit", "How many events at most.", "20", "20", least=1, most=200)


def routes(service: Service, answers: Answers) -> APIRouter:
    """Return the routes of relations."""
    router = APIRouter(tags=["relations"])
    of_series, of_trace = (A, B, BY, FORMAT), (A, B, WHAT, LIMIT)

    @router.get("/relations", operation_id="getRelation", openapi_extra=described(of_series), responses={200: Relation.answer(CSV), **BAD})
    async def relation(request: Request) -> Response:
        """Return the series of two sides: counts, cooperation, conflict and scores with bands, and change points."""
        ask = asked(request, of_series)

        def make(opened: Browser) -> Made:
            from dragoman import flow
            from dragoman.publish import relation_formats as formats

            told = flow.relation(_table(service, answers, opened, ask.wanted), _given(ask["a"]), _given(ask["b"]), by=ask["by"])  # type: ignore[arg-type]
            if ask["format"] == "csv":
                return formats.relation_to_csv(told).encode(), CSV, attachment("relation.csv")
            return encoded(formats.relation_to_json(told)), JSON, {}

        return await answers.aside(request, make)

    @router.get("/relations/trace", operation_id="traceRelation", openapi_extra=described(of_trace), responses={200: Trace.answer(), **BAD})
    async def trace(request: Request) -> Response:
        """Return the events behind a period, a window or an id, the weightiest first, with their sentences."""
        ask = asked(request, of_trace)

        def make(opened: Browser) -> Made:
            from dragoman import flow

            found, count = flow.trace(
                _table(service, answers, opened, ask.wanted),
                _given(ask["a"]),
                _given(ask["b"]),
                _given(ask["what"]),
                ledger=service.ledger,
                at_most=ask.number("limit"),
                busy_timeout_seconds=service.busy_timeout_seconds,
            )
            return encoded({"events": count, "traced": _traced(opened, found)}), JSON, {}

        return await answers.aside(request, make)

    @router.get("/blocs", operation_id="listBlocs", openapi_extra=described((WINDOWS,)), responses={200: BlocsOfWindows.answer(), **BAD})
    async def blocs(request: Request) -> Response:
        """Return which states stand together by what they do to each other, or why no bloc can be named from so little."""
        ask = asked(request, (WINDOWS,))

        def make(opened: Browser) -> Made:
            from dragoman import flow
            from dragoman.publish.bloc_formats import blocs_to_json

            windows = [w for w in (ask["windows"] or "").split(",") if w]
            return encoded(blocs_to_json(flow.blocs(_table(service, answers, opened, ask.wanted), windows))), JSON, {}

        return await answers.aside(request, make)

    return router


def _table(service: Service, answers: Answers, opened: Browser, wanted: Filter) -> pl.LazyFrame:
    """Return the coded events that match, those of the ledger in memory while it stands as it stood, and the imported ones."""
    import polars as pl

    from dragoman import flow

    told = whole.coded_events(answers, opened)
    if wanted != Filter():
        told = told.filter(pl.col("event").is_in(pl.Series(sorted(opened.ids(wanted)), dtype=pl.String).implode()))
    return pl.concat([told.lazy(), flow.coded_events(events=service.events)])


def _traced(opened: Browser, found: Sequence[Traced]) -> list[dict[str, Any]]:
    """Return events with their sentences, each report called as everywhere on the page."""
    from dragoman.publish.brief.sources import label
    from dragoman.publish.relation_formats import traced_to_json

    made = [traced_to_json(t) for t in found]
    named = {s.document.id: label(s.document) for s in opened.sources_called({s.document for t in found for s in t.sentences})}
    for sentence in (s for t in made for s in t["sentences"]):
        sentence["source"] = named.get(sentence["document"], sentence["source"])
    return made


def _given(value: str | None) -> str:
    if value is None:
        raise FilterError("expected a value, saw none")
    return value
