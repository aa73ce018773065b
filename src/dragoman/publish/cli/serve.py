"""`dragoman serve`: the page and the interface of a ledger, on this machine unless told otherwise."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.publish.cli.options import EventsFolder, LedgerFile, settings_for
from dragoman.publish.console import INTERRUPTED, complain, emit, exits, plain, wrong_usage

if TYPE_CHECKING:
    from dragoman.publish.rest.service import Service
    from dragoman.settings import Settings

Port = Annotated[int, typer.Option("--port", "-p", metavar="N", min=0, max=65535, help="The port; 0 takes a free one.")]
Host = Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Where to listen; another than this machine's own takes a token.")]
Writable = Annotated[bool, typer.Option("--writable", help="Take reports and corrections from whoever bears the token.")]
AllowHost = Annotated[
    list[str] | None, typer.Option("--allow-host", metavar="NAME", help="A name that browsers may call the server by.", show_default=False)
]
Browser = Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page where there is a desktop.")]


def serve(
    ledger: LedgerFile = None,
    *,
    port: Port = 8000,
    host: Host = "127.0.0.1",
    events: EventsFolder = None,
    writable: Writable = False,
    allow_host: AllowHost = None,
    browser: Browser = True,
) -> None:
    """Serve a ledger's page and its REST interface; other processes may add to the ledger meanwhile.

    The token is DRAGOMAN_TOKEN; with --writable on this machine alone one is made where there is none, and shown once.
    """
    with exits():
        from dragoman.publish.rest.app import create
        from dragoman.publish.rest.serving import listening, run

        settings = settings_for(ledger, None, events)
        if settings.ledger is None:
            raise wrong_usage("say which ledger to serve: --ledger FILE; `dragoman add PATH... --ledger FILE` makes one")
        service, made = _service(settings, host, port, writable, tuple(allow_host or ()))
        app = create(service)
        with listening(service) as (socket, address):
            _say(service, address, made)
            if browser and _has_desktop():
                import webbrowser

                webbrowser.open(_opening(address, made))
            try:
                run(app, socket)
            except KeyboardInterrupt:
                _stop()
                raise


COMMANDS = (serve,)


def _service(settings: Settings, host: str, port: int, writable: bool, hosts: tuple[str, ...]) -> tuple[Service, str | None]:
    """Return what to serve, and the token where one was made."""
    import secrets

    from dragoman.publish.rest.service import Service, is_loopback
    from dragoman.store.browsing import browsing

    ledger = settings.ledger or ""
    with browsing(ledger, busy_timeout_seconds=settings.busy_timeout_seconds):
        pass  # a ledger that cannot be opened is told of now, not at the first visit
    made = secrets.token_urlsafe(24) if writable and settings.token is None and is_loopback(host) else None
    service = Service(
        ledger,
        (Path(settings.events),) if settings.events else (),
        host,
        port,
        writable,
        settings.token or made,
        hosts,
        settings.busy_timeout_seconds,
        settings.limits,
    )
    return service, made


def _stop() -> None:
    """End at once where answers are still being made: Python would wait for their threads, which may take minutes.

    Nothing is lost by it: what changes the ledger is one transaction, and is acknowledged when that is done.
    """
    import threading

    others = [t for t in threading.enumerate() if not t.daemon and t is not threading.main_thread()]
    if others:
        complain("stopped")
        os._exit(INTERRUPTED)


def _say(service: Service, address: str, made: str | None) -> None:
    from dragoman.publish.web.page import is_built
    from dragoman.store import shown

    emit(f"{plain(shown(service.ledger))} at {_opening(address, made)} (Ctrl-C ends it)\n")
    if not is_built():
        complain("the page is not built: from a checkout, `make web` builds it where Node is there; the interface answers at /api/v1")


def _opening(address: str, token: str | None) -> str:
    # What stands after # is never sent: the page reads it, keeps it for this tab and takes it out of the address.
    return f"{address}/#token={token}" if token else f"{address}/"


def _has_desktop() -> bool:
    return sys.stdout.isatty() and (
        sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    )
