"""The files of the page: whatever an address says, nothing outside their folder is read."""

from __future__ import annotations

import asyncio

import pytest

from dragoman.publish.web import page
from tests.publish.rest.conftest import create, service

PAGE, SCRIPT, SECRET = b"the page", b"the script", b"outside"


@pytest.fixture
def application(tmp_path, monkeypatch):
    """Return the application on a folder of our own, with a file beside it that is nobody's business."""
    for name, words in {"static/index.html": PAGE, "static/assets/a.js": SCRIPT, "page.py": SECRET, "static.txt": SECRET}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(words)
    monkeypatch.setattr(page, "folder", lambda: tmp_path / "static")
    page._files.cache_clear()
    yield create(service(tmp_path / "x.db"))
    page._files.cache_clear()


def asked(application, path):
    """Ask for a path as it stands, which no client that resolves it first does, and return status and body."""
    sent, whole = [], iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive():
        return next(whole, None) or await asyncio.Event().wait()  # nothing more comes, and nobody hangs up

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 1),
    }
    asyncio.run(application(scope, receive, send))
    return sent[0]["status"], b"".join(m.get("body", b"") for m in sent)


def test_files_of_the_folder_are_served(application):
    assert asked(application, "/assets/a.js") == (200, SCRIPT)
    assert asked(application, "/events") == (200, PAGE)
    assert asked(application, "/assets/b.js") == (404, PAGE)


@pytest.mark.parametrize("start", ["/", "//", "/static/", "/assets/", "/./", "/assets/a.js/"])
def test_no_address_of_the_page_leads_out_of_its_folder(application, start, tmp_path):
    outside = ("../page.py", "../static.txt", "../../page.py", "..\\page.py", "..%2fpage.py", "../static/../page.py", ".txt")
    absolute = (f"{tmp_path}/page.py", "/etc/passwd", "../" * 30 + "etc/passwd", "../" * 30 + f"{tmp_path}/page.py", "file:///etc/passwd")
    for steps in (*outside, *absolute):
        status, body = asked(application, start + steps)
        assert (status, body) in {(200, PAGE), (404, PAGE)}, start + steps
        status, body = asked(application, f"{start}{steps}\x00.html")
        assert status == 404
        assert SECRET not in body
