"""What changes the ledger: a report added, events merged, split and marked as wrong by hand, a correction undone, a report taken out."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Body
from starlette.responses import Response

from dragoman.errors import DocumentError, LedgerError
from dragoman.publish.rest.answers import JSON
from dragoman.publish.rest.encoding import encoded
from dragoman.publish.rest.problems import ConflictError
from dragoman.publish.rest.shapes import WRITES, Corrected, CorrectionNumber, DocumentId, Merge, NewDocument, Split, Told, Wrong

if TYPE_CHECKING:
    from collections.abc import Callable

    from dragoman.flow import Hand
    from dragoman.nouns.correction import Correction
    from dragoman.nouns.ledger import Event
    from dragoman.publish.rest.service import Service

_ONE_AT_A_TIME = Lock()


def routes(service: Service) -> APIRouter:
    """Return the routes that write; the guard lets nobody through to them without the token."""
    router = APIRouter(tags=["changing"])

    @router.post("/documents", operation_id="addDocument", status_code=201, responses={201: Told.answer(), 200: Told.answer(), **WRITES})
    def add(given: Annotated[NewDocument, Body()]) -> Response:
        """Read a report and keep it; returns when it and all that follows from it are on disk. 200 where the ledger has it already."""
        return _added(service, given)

    @router.delete("/documents/{document}", operation_id="removeDocument", responses={200: Told.answer(), **WRITES})
    def remove(document: DocumentId) -> Response:
        """Take a document out of the ledger with all that rests on it alone; the feed of changes tells what that was."""
        _by_hand(service, lambda hand: hand.remove([document]), None)
        return Response(encoded({"document": document, "outcome": "removed", "events": []}), 200, media_type=JSON)

    @router.post("/corrections/merge", operation_id="mergeEvents", status_code=201, responses={201: Corrected.answer(), **WRITES})
    def merge(given: Annotated[Merge, Body()]) -> Response:
        """Say that events are one, now and whatever comes later."""
        return _corrected(service, lambda hand: hand.merge(given.events), given.by)

    @router.post("/corrections/split", operation_id="splitEvent", status_code=201, responses={201: Corrected.answer(), **WRITES})
    def split(given: Annotated[Split, Body()]) -> Response:
        """Say that some mentions of an event are another event; a document's id stands for all its mentions."""
        return _corrected(service, lambda hand: hand.split(given.event, given.mentions), given.by)

    @router.post("/corrections/wrong", operation_id="markWrong", status_code=201, responses={201: Corrected.answer(), **WRITES})
    def wrong(given: Annotated[Wrong, Body()]) -> Response:
        """Say that what is told as events is none; they are deleted, and what tells them counts for no other event."""
        return _corrected(service, lambda hand: hand.wrong(given.events), given.by)

    @router.delete("/corrections/{number}", operation_id="undoCorrection", responses={200: Corrected.answer(), **WRITES})
    def undo(number: CorrectionNumber) -> Response:
        """Put a correction out of force; it stays in the record."""
        return _corrected(service, lambda hand: hand.undo(number), None, 200)

    return router


def _added(service: Service, given: NewDocument) -> Response:
    from dragoman import flow
    from dragoman.flow import verbs
    from dragoman.flow.engines import InProcess
    from dragoman.flow.single import given as given_text
    from dragoman.flow.single import loaded

    document = given_text(
        given.text, title=given.title, publisher=given.publisher, url=given.url, published=given.published, limits=service.limits
    )
    with _ONE_AT_A_TIME:
        added = flow.add(
            [document], service.ledger, loaded, InProcess(), verbs.linking(), busy_timeout_seconds=service.busy_timeout_seconds
        )
    if added.refusals:
        raise DocumentError(added.refusals[0].reason)
    from dragoman.store.browsing import browsing

    with browsing(service.ledger, busy_timeout_seconds=service.busy_timeout_seconds) as opened:
        events = list(opened.events_of(document.id))
    told = {"document": document.id, "outcome": "added" if added.added else "present", "events": events}
    return Response(encoded(told), 201 if added.added else 200, {"Location": f"/api/v1/documents/{document.id}"}, JSON)


def _corrected(service: Service, do: Callable[[Hand], tuple[Correction, tuple[Event, ...]]], by: str | None, status: int = 201) -> Response:
    correction, events = _by_hand(service, do, by)
    sides = [[m.id for m in side] for side in correction.sides]
    told = {"number": correction.number, "kind": correction.kind, "sides": sides, "events": [e.id for e in events]}
    return Response(encoded(told), status, media_type=JSON)


def _by_hand(service: Service, do: Callable[[Hand], Any], by: str | None) -> Any:
    from dragoman import __version__
    from dragoman.flow import Hand, verbs

    hand = Hand(service.ledger, verbs.linking(), by, service.busy_timeout_seconds, f"dragoman {__version__}")
    with _ONE_AT_A_TIME:
        try:
            return do(hand)
        except LedgerError as e:
            if str(e).startswith("expected"):  # what the correction says, and not where the ledger lies
                raise ConflictError(str(e)) from e
            raise
