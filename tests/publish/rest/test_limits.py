"""What a server bears: how much waits, how long a question and an answer may be, and that it is well again afterwards."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from pathlib import Path

import pytest

from dragoman.errors import LedgerError
from tests.publish.rest.conftest import TOKEN, client, create, service

API = "/api/v1"
DONE_SECONDS = 60.0


async def status_of(app, path, query=b""):
    """Ask an application once and return the status."""
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": [(b"host", b"localhost")], "client": ("1", 1)}
    await app(scope, receive, send)
    return sent[0]["status"]


def test_what_waits_is_bounded_health_answers_meanwhile_and_all_is_well_afterwards():
    from dragoman.publish.rest.guard import Guard

    async def run():
        go = asyncio.Event()

        async def slow(scope, _, send):
            if scope["path"] != f"{API}/health":
                await go.wait()
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b""})

        app = Guard(slow, service(Path("x.db"), max_waiting=3))
        waiting = [asyncio.create_task(status_of(app, f"{API}/events")) for _ in range(200)]
        await asyncio.sleep(0)
        assert await status_of(app, f"{API}/health") == 200
        assert await status_of(app, f"{API}/events") == 429
        go.set()
        answers = await asyncio.gather(*waiting)
        assert (answers.count(200), answers.count(429)) == (3, 197)
        assert await status_of(app, f"{API}/events") == 200

    asyncio.run(run())


def test_health_answers_while_every_answer_that_may_be_made_is_slow(kept, monkeypatch):
    from starlette.responses import Response

    from dragoman.publish.rest.answers import Answers
    from dragoman.publish.rest.app import AT_WORK

    go, at_work = threading.Event(), []

    def slow(*_):
        at_work.append(1)
        assert go.wait(DONE_SECONDS)
        return Response()

    monkeypatch.setattr(Answers, "of", slow)

    async def run():
        app = create(service(kept))
        async with app.router.lifespan_context(app), asyncio.timeout(DONE_SECONDS):
            asking = [asyncio.create_task(status_of(app, f"{API}/stories")) for _ in range(AT_WORK * 3)]
            try:
                while len(at_work) < AT_WORK:
                    await asyncio.sleep(0.01)
                for _ in range(100):
                    assert await status_of(app, f"{API}/health") == 200
                assert len(at_work) == AT_WORK
            finally:
                go.set()
            assert await asyncio.gather(*asking) == [200] * len(asking)
            assert len(at_work) == len(asking)

    asyncio.run(run())


def test_lists_are_answered_while_all_that_takes_long_is_being_made(kept, monkeypatch):
    from dragoman.publish.rest import whole
    from dragoman.publish.rest.answers import AT_WORK_ASIDE
    from dragoman.publish.rest.app import AT_WORK

    go, at_work = threading.Event(), []

    def slow(*_, **__):
        at_work.append(1)
        assert go.wait(DONE_SECONDS)
        raise LedgerError("made too late")

    for name in ("agreements", "calendar", "coded_events"):
        monkeypatch.setattr(whole, name, slow)
    paths = ["/agreements", "/calendar", "/calendar.ics", "/relations", "/relations/trace", "/blocs"]
    given = {"/relations": b"a=IDN&b=VNM", "/relations/trace": b"a=IDN&b=VNM&what=2025"}

    async def run():
        app = create(service(kept))
        async with app.router.lifespan_context(app), asyncio.timeout(DONE_SECONDS):
            for path in paths:
                asking = [asyncio.create_task(status_of(app, API + path, given.get(path, b""))) for _ in range(AT_WORK + AT_WORK_ASIDE)]
                try:
                    while not at_work:
                        await asyncio.sleep(0.01)
                    for _ in range(20):
                        assert await status_of(app, f"{API}/events") == 200
                        assert await status_of(app, f"{API}/stories") == 200
                finally:
                    go.set()
                assert await asyncio.gather(*asking) == [503] * len(asking)
                go.clear()
                at_work.clear()

    asyncio.run(run())


def test_who_is_told_the_address_can_call_at_once(kept):
    from dragoman.publish.rest.serving import listening

    with listening(service(kept, port=0)) as (bound, _), socket.create_connection(bound.getsockname(), timeout=10):
        pass


@pytest.mark.parametrize(
    "query",
    ["limit=1000000000", "limit=-1", "limit=501", "after=" + "A" * 401, "text=" + "x" * 8000, "&".join(f"party=S{n}" for n in range(2000))],
)
def test_no_question_is_without_bound(ask, query):
    answer = ask.get(f"{API}/events?{query}")
    assert answer.status_code == 400
    assert len(answer.content) < 2000


@pytest.mark.parametrize("text", ["(" * 3000, "-" * 3000, '"' * 3001, "a OR " * 500, "a* " * 900, "é" * 2000])
def test_no_text_is_hard_to_look_for(ask, text):
    assert ask.get(f"{API}/events", params={"text": text}).status_code in {200, 400}


def test_fifty_megabytes_and_deep_json_are_refused(kept):
    with client(kept, writable=True, token=TOKEN, writes_a_minute=1000) as ask:
        ask.headers["Authorization"] = f"Bearer {TOKEN}"
        assert ask.post(f"{API}/documents", content=b" " * 50_000_000).status_code == 413
        chunk = b" " * 500_000
        taken = []

        def endless():
            while True:
                taken.append(1)
                yield chunk

        assert ask.post(f"{API}/documents", content=(part for part, _ in zip(endless(), range(100), strict=False))).status_code == 413
        for deep in ("[" * 500_000, '{"a":' * 200_000, '{"text":"' + "a" * 1_000_000 + '","x":' + "[" * 900_000):
            assert ask.post(f"{API}/documents", content=deep.encode(), headers={"Content-Type": "application/json"}).status_code in {
                400,
                422,
            }
        many = {"events": [f"e{n}" for n in range(50_000)]}
        assert ask.post(f"{API}/corrections/merge", content=json.dumps(many).encode()).status_code in {400, 404, 422}
        assert ask.get(f"{API}/events").status_code == 200


def test_kept_answers_do_not_grow_without_bound(kept):
    from dragoman.publish.rest.answers import Answers

    answers = Answers(service(kept), most_bytes=1000)
    for n in range(200):
        answers._keep("", ("/x", str(n)), (b"x" * 100, "text/plain", {}))
    assert answers._bytes <= 1000
    assert len(answers._kept) == 10
