"""Documents with what was read in them, and quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dragoman.publish import formats
from dragoman.publish.rest import shown
from dragoman.publish.rest.answers import Answers, there
from dragoman.publish.rest.asking import AFTER, Parameter, asked, described, limit, sealed
from dragoman.publish.rest.shapes import BAD, GONE, Document, DocumentId, DocumentPage, QuotePage, Reading

if TYPE_CHECKING:
    from dragoman.store.browsing import Browser

SPEAKER = Parameter("speaker", "Who says it, by stable id.", "person:luong-cuong", form=r"[^\x00-\x1f]{1,200}")
WORDS = Parameter("words", "Words that the quote must hold.", "bridge", form=r"[^\x00-\x1f]{1,200}")


def routes(answers: Answers) -> APIRouter:
    """Return the routes of documents and quotes."""
    router = APIRouter(tags=["reports"])
    of_documents = (limit(), AFTER)
    of_quotes = (limit(), AFTER, SPEAKER, WORDS)

    @router.get(
        "/documents", operation_id="listDocuments", openapi_extra=described(of_documents), responses={200: DocumentPage.answer(), **BAD}
    )
    def documents(request: Request) -> Response:
        """List documents that tell an event which matches, those published last first; their texts are left out."""
        ask = asked(request, of_documents)

        def make(opened: Browser) -> dict[str, Any]:
            page = opened.documents_page(ask.wanted, after=ask.after, most=ask.number("limit"))
            return {"documents": [shown.reports([s])[0] for s in page.items], "next": sealed(page.after)}

        return answers.json(request, make)

    @router.get(
        "/documents/{document}",
        operation_id="getDocument",
        openapi_extra=described(filters=False),
        responses={200: Document.answer(), **GONE},
    )
    def document(request: Request, document: DocumentId) -> Response:
        """Return a document with its text and the ids of the events that it tells."""
        asked(request, filters=False)

        def make(opened: Browser) -> dict[str, Any]:
            found = there(next(iter(opened.sources_called([document])), None), "a document", document)
            return shown.document(found, opened.events_of(document))

        return answers.json(request, make)

    @router.get(
        "/documents/{document}/reading",
        operation_id="getReading",
        openapi_extra=described(filters=False),
        responses={200: Reading.answer(), **GONE},
    )
    def reading(request: Request, document: DocumentId) -> Response:
        """Return all that was read in a document: entities, times, events, quotes (`docs/formats.md`)."""
        asked(request, filters=False)
        return answers.json(request, lambda opened: formats.reading_to_json(there(opened.reading(document), "a document", document)))

    @router.get("/quotes", operation_id="listQuotes", openapi_extra=described(of_quotes), responses={200: QuotePage.answer(), **BAD})
    def quotes(request: Request) -> Response:
        """List quotes of stories that tell an event which matches."""
        ask = asked(request, of_quotes)

        def make(opened: Browser) -> dict[str, Any]:
            page = opened.quotes_page(ask.wanted, after=ask.after, most=ask.number("limit"), speaker=ask["speaker"], words=ask["words"])
            sources = opened.sources_called({e.document for q in page.items for e in q.evidence})
            documents = {s.document.id: s.document for s in sources}
            return {"quotes": [shown.quotation(q, documents) for q in page.items], "next": sealed(page.after)}

        return answers.json(request, make)

    return router
