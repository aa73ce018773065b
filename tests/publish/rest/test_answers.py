"""An answer that several ask for at once is made once, and each gets it."""

from __future__ import annotations

import threading
import time

from starlette.requests import Request

from dragoman.publish.rest.answers import Answers
from dragoman.publish.rest.service import Service
from quality.large_ledger import make


def test_equal_questions_at_one_time_are_answered_once(tmp_path):
    make(tmp_path / "x.db", 32)
    answers, made, told = Answers(Service(tmp_path / "x.db")), [], []
    begin = threading.Barrier(6)

    def slowly(opened):
        made.append(threading.get_ident())
        time.sleep(0.05)
        return {"count": opened.count()}

    def ask():
        scope = {"type": "http", "method": "GET", "path": "/events", "query_string": b"party=USA", "headers": [], "scheme": "http"}
        begin.wait()
        told.append(answers.json(Request({**scope, "server": ("127.0.0.1", 80)}), slowly).body)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answers.close()
    assert len(made) == 1
    assert told == [b'{"count":32}'] * 6
    assert not answers._under_way
