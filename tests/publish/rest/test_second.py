"""What takes long is made by a second process of a large ledger, with the same bytes, and here when that has died."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.publish.rest.conftest import client, service

LONG = (
    "/brief",
    "/brief?limit=1",
    "/network",
    "/agreements",
    "/agreements?format=csv",
    "/calendar",
    "/calendar.ics",
    "/events?format=csv",
    "/events?format=csv&type=AGREE",
    "/relations?a=IDN&b=VNM",
    "/relations?a=IDN&b=VNM&format=csv",
    "/blocs",
    "/agreements?after=bm9uZQ",  # no place in the list: a problem, told by whoever makes the answer
)
QUICK = ("/events", "/stories", "/actors")
KEPT = ("etag", "content-type", "content-disposition")

SERVER = """
import sys, time
from pathlib import Path
from dragoman.publish.rest.answers import Answers
from dragoman.publish.rest.service import Service
if __name__ == "__main__":
    answers = Answers(Service(Path(sys.argv[1]), second_from=0))
    answers.hire()
    assert answers.second.made("/api/v1/brief", "") is not None
    print(answers.second._running.process.pid, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def hired(kept, monkeypatch):
    """Return two lists that grow: the second processes that servers start, and what is asked of them with what they make."""
    service(kept)
    from dragoman.publish.rest import second

    started, told = [], []
    start, make = second.Second._start, second.Second.made

    def counted(self):
        start(self)
        started.append(self._running.process)

    def noted(self, path, query):
        made = make(self, path, query)
        told.append((path, made))
        return made

    monkeypatch.setattr(second.Second, "_start", counted)
    monkeypatch.setattr(second.Second, "made", noted)
    return started, told


def answered(ask, path):
    told = ask.get(f"/api/v1{path}")
    return told.status_code, told.content, {name: told.headers.get(name) for name in KEPT}


def until(holds):
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def wait(ask):
    """Wait until the second process is there: a brief does not wait for it, the register does."""
    ask.get("/api/v1/agreements")


def test_the_same_is_answered(kept, hired):
    with client(kept) as ask:
        expected = [answered(ask, path) for path in LONG]
        assert not hired[0]  # the ledger is small
    with client(kept, second_from=0) as ask:
        wait(ask)
        hired[1].clear()
        assert [answered(ask, path) for path in LONG] == expected
        # All but what was answered by a problem, which is raised; nothing was made here instead.
        assert [path for path, made in hired[1] if made is not None] == [f"/api/v1{p.partition('?')[0]}" for p in LONG[:-1]]
        hired[1].clear()
        assert [answered(ask, path)[0] for path in QUICK] == [200] * len(QUICK)
        assert not hired[1]
    assert expected[-1][0] == 400
    assert len(hired[0]) == 1
    assert not hired[0][0].is_alive()


def test_a_dead_one_is_done_without_and_replaced_after_a_while(kept, hired, monkeypatch):
    from dragoman.publish.rest import second

    with client(kept, second_from=0) as ask:
        wait(ask)
        expected = [answered(ask, path) for path in LONG]
        hired[0][0].kill()
        hired[0][0].join()
        assert [answered(ask, path) for path in LONG] == expected
        assert len(hired[0]) == 1
        monkeypatch.setattr(second, "AGAIN_SECONDS", 0.0)
        hired[1].clear()
        assert [answered(ask, path) for path in LONG] == expected
        assert len(hired[0]) == 2
        assert ("/api/v1/calendar", None) not in hired[1]
        assert hired[0][1].is_alive()
    assert not hired[0][1].is_alive()


def test_what_it_cannot_make_is_made_here(kept, hired, monkeypatch):
    from dragoman.publish.rest import second

    with client(kept, second_from=0) as ask:
        expected = answered(ask, "/agreements")
        monkeypatch.setattr(second.Second, "made", lambda *_: None)
        assert answered(ask, "/agreements") == expected


@pytest.mark.skipif(os.name == "nt", reason="looks for a process as POSIX does")
def test_it_ends_when_the_server_is_killed(kept, tmp_path):
    service(kept)
    (tmp_path / "server.py").write_text(SERVER)
    with subprocess.Popen([sys.executable, tmp_path / "server.py", str(kept)], stdout=subprocess.PIPE, text=True) as process:
        pid = int(process.stdout.readline())
        process.kill()
    until(lambda: not _is_running(pid))


def _is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:  # nobody may have taken note of its end yet
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
