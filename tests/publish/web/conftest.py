from __future__ import annotations

import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from dragoman.publish.rest.app import create
from dragoman.publish.rest.service import Service
from dragoman.publish.rest.serving import configuration, listening
from dragoman.publish.web.page import is_built
from tests.publish.web.hostile import hostile_files, hostile_ledger
from tests.store.by_hand import keep

ROOT = Path(__file__).parents[3]
TOKEN = "a-token-for-tests-only"  # noqa: S105
START_SECONDS = 30.0
WATCH = """
window.shifts = 0;
new PerformanceObserver(list => {
  for (const e of list.getEntries()) if (!e.hadRecentInput) window.shifts += e.value;
}).observe({type: 'layout-shift', buffered: true});
window.breaches = [];
addEventListener('securitypolicyviolation', e => window.breaches.push(e.violatedDirective + ' ' + e.blockedURI));
for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = () => console.error('a script ran in ' + location.href);
window.asked = 0;
const ask = window.fetch;
window.fetch = async (...given) => {
  window.asked += 1;
  try {
    const answer = await ask(...given);
    await answer.clone().arrayBuffer();
    return answer;
  } finally {
    setTimeout(() => window.asked -= 1, 5);  // when whoever asked has made something of it
  }
};
window.atRest = async () => {
  const frame = () => new Promise(requestAnimationFrame);
  for (let still = 0, tries = 0; still < 3; still += 1) {
    await frame();
    if (window.asked || !document.querySelector('main h1') || document.querySelector('main .wait')) still = -1;
    if ((tries += 1) > 1800) throw new Error('the page does not come to rest');
  }
};
"""


def chromium() -> str | None:
    """Return the browser that CHROMIUM names, or that of the system; None where it is not there."""
    named = os.environ.get("CHROMIUM")
    return shutil.which(named) if named else shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="tests in a browser need the extra `browser`")
    pytest.importorskip("fastapi", reason="serving needs the extra `serve`")
    if chromium() is None:
        pytest.skip("tests in a browser need Chromium (apt-get install chromium)")
    if not is_built():
        pytest.skip("the page is not built (make web, with Node 20 or newer)")
    with sync_api.sync_playwright() as play:
        made = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield made
        made.close()


@contextmanager
def serving(ledger: Path, **how: Any) -> Iterator[str]:
    """Serve a ledger in a thread, and yield its address."""
    import uvicorn

    service = Service(ledger, port=0, **how)
    with listening(service) as (socket, address):
        server = uvicorn.Server(configuration(create(service)))
        thread = threading.Thread(target=lambda: server.run(sockets=[socket]), daemon=True)
        thread.start()
        deadline = time.monotonic() + START_SECONDS
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.02)
        assert server.started
        try:
            yield address
        finally:
            server.should_exit = True
            thread.join(START_SECONDS)


def ledger_of(paths: Sequence[Path], ledger: Path) -> Path:
    """Make a ledger of reports, read by the shipped reader."""
    from dragoman import flow
    from dragoman.flow import verbs
    from dragoman.flow.engines import InProcess
    from dragoman.settings import Settings

    flow.add(verbs.documents([str(path) for path in paths], None, Settings()), ledger, verbs.load, InProcess(), verbs.linking())
    return ledger


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger of the sample reports."""
    return ledger_of([ROOT / "samples"], tmp_path_factory.mktemp("samples") / "samples.db")


@pytest.fixture(scope="session")
def address(browser: Any, samples: Path) -> Iterator[str]:
    with serving(samples) as made:
        yield made


@pytest.fixture(scope="session")
def hostile(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    keep(path, hostile_ledger(), at_last=True)
    with serving(path) as made:
        yield made


@pytest.fixture(scope="session")
def named(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the reports of files whose names are payloads, from a ledger whose own name is one."""
    folder = tmp_path_factory.mktemp("named")
    path = folder / "<img src=x onerror=alert(1)>.db"
    keep(path, hostile_files(folder / "files"), at_last=True)
    with serving(path) as made:
        yield made


def asked(address: str, path: str) -> Any:
    """Return an answer of the interface."""
    with urlopen(f"{address}/api/v1{path}") as answer:  # noqa: S310 - our own server
        return json.load(answer)


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; the page's policy forbids the browser to be asked by text."""
    deadline = time.monotonic() + START_SECONDS
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture(scope="session")
def views(address: str) -> dict[str, str]:
    """Return the address of every view, with things that the ledger holds."""
    stories = asked(address, "/stories")["stories"]
    story = max(stories, key=lambda s: len(s["documents"]))
    event = max(asked(address, "/events?limit=500")["events"], key=lambda e: e["independent_sources"])
    return {
        "today": "/",
        "today by story": "/?by=story",
        "events": "/events",
        "event": f"/event/{event['id']}",
        "story": f"/story/{story['id']}",
        "document": f"/document/{story['documents'][0]}",
        "actors": "/actors",
        "actor": "/actor/state%3AIDN",
        "pair": "/pair/IDN/VNM",
        "map": "/map",
        "calendar": "/calendar",
        "agreements": "/agreements",
        "network": "/network",
        "search": "/search?q=rice",
        "add": "/add",
        "missing": "/nothing/here",
        "no such event": "/event/e0000000000000000",
        "filtered to nothing": "/events?party=ISL",
    }


@dataclass
class Watched:
    """A page, and all that must not happen on it."""

    page: Any
    address: str
    faults: list[str] = field(default_factory=list)

    def open(self, path: str) -> Any:
        """Open a view and wait until it has said what it has to say."""
        self.page.goto(self.address + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until nothing is asked any more and a heading stands."""
        self.page.wait_for_load_state("load")
        self.page.evaluate("window.atRest()")


@contextmanager
def watched(browser: Any, address: str, *, width: int = 1280, dark: bool = False) -> Iterator[Watched]:
    """Open a page on which every console error, dialog, breach of the policy and request to another machine is a fault."""
    scheme = "dark" if dark else "light"
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, accept_downloads=True)
    context.add_init_script(WATCH)
    page = context.new_page()
    page.set_default_timeout(START_SECONDS * 1000)
    made = Watched(page, address)

    def requested(request: Any) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            made.faults.append(f"a request to {request.url[:200]}")

    page.on("request", requested)
    page.on("console", lambda m: made.faults.append(f"{m.type}: {m.text}") if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda e: made.faults.append(f"an exception: {e}"))
    page.on("dialog", lambda d: (made.faults.append(f"a dialog: {d.message}"), d.dismiss()))
    try:
        yield made
        made.faults.extend(page.evaluate("window.breaches"))
        assert not made.faults, made.faults
    finally:
        context.close()
