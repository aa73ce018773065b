"""The application: routes behind the gate, errors as problems, and the page beside them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from dragoman.errors import DragomanError, SettingsError

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response

    from dragoman.publish.rest.service import Service

AT_WORK = 2
"""How many answers are made at a time; whoever else asks waits in line.

One thread of Python runs at a time, and each step of a query hands over to the next: with many at work each waits for all others at every
row that it reads. Two, so that a long answer holds up nobody.
"""

MISSING = "expected FastAPI and Uvicorn, which serving needs: pip install 'dragoman[serve]'"


def create(service: Service) -> FastAPI:
    """Return the ASGI application that serves a ledger; raises SettingsError where the libraries for it are missing."""
    try:
        from fastapi import FastAPI
        from fastapi.exceptions import RequestValidationError
    except ImportError as e:
        raise SettingsError(MISSING) from e
    from dragoman import __version__
    from dragoman.publish.rest import problems
    from dragoman.publish.rest.answers import Answers
    from dragoman.publish.rest.guard import Guard
    from dragoman.publish.rest.routes import PREFIX, routers, writing
    from dragoman.publish.rest.whole import keep_ready
    from dragoman.publish.web.page import mount

    answers = Answers(service)

    @asynccontextmanager
    async def open_while_serving(_: FastAPI) -> AsyncIterator[None]:
        # Within the event loop, as the limit is the loop's own.
        from anyio.to_thread import current_default_thread_limiter, run_sync

        current_default_thread_limiter().total_tokens = AT_WORK
        with suppress(DragomanError):  # of a ledger that cannot be read whoever asks is told
            await run_sync(answers.hire)
        stop = Event()
        Thread(target=keep_ready, args=(answers, stop), daemon=True).start()
        yield
        stop.set()
        answers.close()

    app = FastAPI(
        lifespan=open_while_serving,
        title="Dragoman",
        version=__version__,
        summary="A ledger of what states and their people do to each other, each value with the sentences that it rests on.",
        description=(
            "Every list takes the same filters as the command line and the page, each with a twin `not_` that turns it round. Lists have "
            "`next`, to be given as `after`. Answers have an ETag. Errors are problem+json (RFC 9457). Offsets are code points."
        ),
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,  # its page loads scripts of other machines
        redoc_url=None,
    )
    for router in (*routers(service, answers), writing.routes(service)):
        app.include_router(router, prefix=PREFIX)
    mount(app)
    problems.install(app)

    async def malformed(_: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - by the registration below
        return problems.problem(422, "; ".join(_fault(one) for one in error.errors()[:5]))

    app.add_exception_handler(RequestValidationError, malformed)
    app.add_middleware(Guard, service=service)
    return app


def _fault(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"][1:]) or "body"
    return f"{where[:80]}: {error['msg'][:200]}"
