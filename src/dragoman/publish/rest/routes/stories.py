"""Stories with their reports side by side, and the brief of the latest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dragoman.nouns.ledger import Ledger
from dragoman.publish import formats
from dragoman.publish.rest import shown
from dragoman.publish.rest.answers import Answers, as_json, there
from dragoman.publish.rest.asking import AFTER, asked, described, limit, sealed
from dragoman.publish.rest.shapes import BAD, GONE, Brief, StoryDetail, StoryId, StoryPage

if TYPE_CHECKING:
    from dragoman.nouns.ledger import Event
    from dragoman.store.browsing import Browser

MOST_EVENTS_IN_A_BRIEF = 1500


def routes(answers: Answers) -> APIRouter:
    """Return the routes of stories and the brief."""
    router = APIRouter(tags=["reports"])
    of_stories = (limit(30), AFTER)
    in_brief = (limit(12, 60), AFTER)

    @router.get("/brief", operation_id="getBrief", openapi_extra=described(in_brief), responses={200: Brief.answer(), **BAD})
    async def brief(request: Request) -> Response:
        """Tell the latest stories: what happened, is announced, is possible, was denied, and where reports differ, with the sentences.

        `limit` and `next` count stories, those last reported first.
        """
        ask = asked(request, in_brief)
        return await answers.at_length(request, as_json(lambda opened: _brief(opened, ask)))

    @router.get("/stories", operation_id="listStories", openapi_extra=described(of_stories), responses={200: StoryPage.answer(), **BAD})
    def stories(request: Request) -> Response:
        """List stories that tell an event which matches, those last reported first."""
        ask = asked(request, of_stories)

        def make(opened: Browser) -> dict[str, Any]:
            page = opened.stories_page(ask.wanted, after=ask.after, most=ask.number("limit"))
            told = [{**formats.story_to_json(s.story), "first": s.first, "last": s.last} for s in page.items]
            return {"stories": told, "next": sealed(page.after)}

        return answers.json(request, make)

    @router.get("/stories/{story}", operation_id="getStory", openapi_extra=described(), responses={200: StoryDetail.answer(), **GONE})
    def story(request: Request, story: StoryId) -> Response:
        """Return a story with its reports, their text, and its events that match."""
        ask = asked(request)

        def make(opened: Browser) -> dict[str, Any]:
            found = there(opened.story(story), "a story", story)
            events = _matching(opened, ask, found.events)
            sources = opened.sources_called(found.documents)
            texts = {s.document.id: s.document.text for s in sources}
            return {
                "id": found.id,
                "title": found.title,
                "reports": [{**r, "text": texts[r["id"]]} for r in shown.reports(sources)],
                "events": [shown.detail(e, sources) | {"reports": None} for e in events],
            }

        return answers.json(request, make)

    return router


def _matching(opened: Browser, ask: Any, ids: tuple[str, ...]) -> tuple[Event, ...]:
    from dragoman.nouns.filter import Filter

    return opened.events_called(ids if ask.wanted == Filter() else opened.matching(ids, ask.wanted))


def _brief(opened: Browser, ask: Any) -> dict[str, Any]:
    from dragoman.publish.brief.view import brief

    page = opened.stories_page(ask.wanted, after=ask.after, most=ask.number("limit"))
    stories = [s.story for s in page.items]
    ids = tuple(e for s in stories for e in s.events)[:MOST_EVENTS_IN_A_BRIEF]
    events = _matching(opened, ask, ids)
    sources = opened.sources_called({d for s in stories for d in s.documents})
    told = brief(Ledger(sources, tuple(sorted(stories, key=lambda s: s.id)), events))
    days = {s.story.id: {"id": s.story.id, "title": s.story.title, "first": s.first, "last": s.last} for s in page.items}
    counted = {s.id: {"documents": len(s.documents), "events": len(s.events)} for s in stories}
    return {
        **shown.brief(told, shown.reports(sources)),
        "stories": [{**days[s.id], **counted[s.id]} for s in stories],
        "next": sealed(page.after),
    }
