"""Errors as problem+json (RFC 9457): what was expected and what was seen, and never the inside of the server."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import Response

from dragoman.errors import DocumentError, DragomanError, FilterError, LedgerError, NotFoundError, RelationError, SpanError

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request

MEDIA_TYPE = "application/problem+json"

_STATUS: tuple[tuple[type[Exception], int], ...] = (
    (NotFoundError, 404),
    (FilterError, 400),
    (RelationError, 400),
    (SpanError, 400),
    (DocumentError, 422),
    (LedgerError, 503),
    (DragomanError, 500),
)


class ConflictError(DragomanError):
    """What was asked for cannot be done to the ledger as it stands."""


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """Return a problem as a response."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return Response(msgspec.json.encode(body), status, {"Cache-Control": "no-store", **(headers or {})}, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Make the application answer every error as a problem."""

    async def ours(_: Request, error: Exception) -> Response:
        if isinstance(error, ConflictError):
            return problem(409, str(error))
        status = next((s for kind, s in _STATUS if isinstance(error, kind)), 500)
        return problem(status, str(error), {"Retry-After": "1"} if status == 503 else None)

    async def http(_: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 - by the registration below
        return problem(error.status_code, str(error.detail), dict(error.headers or {}))

    async def unforeseen(_: Request, __: Exception) -> Response:
        return problem(500, "the server made a mistake; its log says more")

    app.add_exception_handler(DragomanError, ours)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(Exception, unforeseen)
