"""Finding: search over everything, changes since a cursor, the words that filters take, and what the server serves."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dragoman import scheme
from dragoman.errors import FilterError, NotFoundError
from dragoman.publish.changes_view import change_to_json
from dragoman.publish.filters.parse import from_pairs
from dragoman.publish.filters.table import CONDITIONS
from dragoman.publish.rest import shown
from dragoman.publish.rest.answers import Answers, answer
from dragoman.publish.rest.asking import Parameter, asked, described, limit
from dragoman.publish.rest.encoding import encoded
from dragoman.publish.rest.routes.actors import joined
from dragoman.publish.rest.shapes import BAD, Changes, Found, Health, Index, Vocabulary
from dragoman.store import shown as shown_name

if TYPE_CHECKING:
    from dragoman.publish.rest.service import Service
    from dragoman.store.browsing import Browser

Q = Parameter("q", 'Words, a name, or an id: gas deal, "visa-free travel", pipe*.', "rice", form=r"[^\x00-\x1f]{1,300}", needed=True)
SINCE = Parameter("cursor", "Changes after this cursor.", "0", "0", least=0, most=2**31 - 1)
REVISIONS = Parameter(
    "revisions", "At most so many revisions; each is one document added or one correction.", "20", "50", least=1, most=500
)


def routes(service: Service, answers: Answers) -> APIRouter:
    """Return the routes of search, changes and vocabulary."""
    router = APIRouter(tags=["finding"])
    of_search = (Q, limit(20, 100))
    of_changes = (SINCE, REVISIONS)

    @router.get("", operation_id="getIndex", openapi_extra=described(filters=False), responses={200: Index.answer(), **BAD})
    def index(request: Request) -> Response:
        """Say how much the ledger holds, of which days, at which cursor it stands, and whether this server takes changes."""
        asked(request, filters=False)

        def make(opened: Browser) -> dict[str, Any]:
            from dataclasses import asdict

            from dragoman import __version__

            first, last = opened.span_of_reports()
            return {
                "name": "Dragoman",
                "version": __version__,
                "ledger": PurePath(shown_name(service.ledger)).name,
                "holds": asdict(opened.size()),
                "first": first,
                "last": last,
                "cursor": opened.cursor(),
                "writable": service.writable,
            }

        return answers.json(request, make)

    @router.get("/health", operation_id="getHealth", openapi_extra=described(filters=False), responses={200: Health.answer()})
    async def health(request: Request) -> Response:
        """Say that the server answers; needs no token."""
        return answer(request, encoded({"status": "ok"}), "application/json", {"Cache-Control": "no-store"})

    @router.get(
        "/vocabulary", operation_id="getVocabulary", openapi_extra=described(filters=False), responses={200: Vocabulary.answer(), **BAD}
    )
    def vocabulary(request: Request) -> Response:
        """Return the filters with what each takes, and the types, modes, statuses and contexts with their meaning."""
        asked(request, filters=False)
        return answer(request, encoded(_vocabulary()), "application/json", {})

    @router.get("/search", operation_id="search", openapi_extra=described(of_search), responses={200: Found.answer(), **BAD})
    def search(request: Request) -> Response:
        """Search the ledger's words (see the filter `text`), and names of participants and titles of stories; filters narrow the events."""
        ask = asked(request, of_search)
        return answers.json(request, lambda opened: _search(answers, opened, ask))

    @router.get(
        "/changes", operation_id="listChanges", openapi_extra=described(of_changes, filters=False), responses={200: Changes.answer(), **BAD}
    )
    def changes(request: Request) -> Response:
        """List what was added, updated and deleted after a cursor; ask again from `cursor` while `more`, or later."""
        ask = asked(request, of_changes, filters=False)

        def make(opened: Browser) -> dict[str, Any]:
            since, last = ask.number("cursor"), opened.cursor()
            if since > last:
                raise FilterError(f"cursor: expected at most {last}, the last of this ledger, saw {since}")
            until = min(last, since + ask.number("revisions"))
            return {
                "since": since,
                "cursor": until,
                "more": until < last,
                "changes": [change_to_json(c) for c in opened.changes(since, until)],
            }

        return answers.json(request, make)

    return router


def _search(answers: Answers, opened: Browser, ask: Any) -> dict[str, Any]:
    from dataclasses import replace

    from dragoman.nouns.filter import Filter

    words = ask["q"]
    most = ask.number("limit")
    found: dict[str, Any] = {"events": [], "count": 0, "actors": [], "stories": []}
    try:
        by_id = opened.event(words.strip())
        found["events"], found["count"] = [shown.event(by_id)], 1
    except NotFoundError:
        pass
    try:
        text = from_pairs([("text", words)]).only.text
    except FilterError:
        text = None
    if text is not None and not found["events"]:
        wanted = Filter(replace(ask.wanted.only, text=text), ask.wanted.without)
        page = opened.page_of_ids(wanted, order="date", most=most)
        found["events"], found["count"] = answers.written.events(opened, page.items), opened.count(wanted)
        stories = opened.stories_page(wanted, most=most).items
        found["stories"] = [{"id": s.story.id, "title": s.story.title, "first": s.first, "last": s.last} for s in stories]
    named = [w for w in words.casefold().split() if w]
    found["actors"] = [a for a in joined(opened.parties()) if all(w in f"{a['name']} {a['id']}".casefold() for w in named)][:most]
    return found


def _vocabulary() -> dict[str, Any]:
    loaded = scheme.load()
    return {
        "filters": [{"name": c.name, "kind": c.kind, "takes": c.metavar, "several": c.several, "gloss": c.gloss} for c in CONDITIONS],
        "types": [
            {
                "name": t.name,
                "label": scheme.label(t.name),
                "gloss": t.gloss,
                "modes": [{"name": m.name, "gloss": m.gloss} for m in t.modes.values()],
            }
            for t in loaded.types.values()
        ],
        "statuses": [{"name": name, "gloss": gloss} for name, gloss in loaded.statuses.items()],
        "contexts": [{"name": name, "gloss": gloss} for name, gloss in loaded.contexts.items()],
        "quads": [
            {"name": "1", "gloss": "verbal cooperation"},
            {"name": "2", "gloss": "material cooperation"},
            {"name": "3", "gloss": "verbal conflict"},
            {"name": "4", "gloss": "material conflict"},
        ],
    }
