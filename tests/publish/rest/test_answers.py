"""An answer that several ask for at once is made once, and each gets it."""

from __future__ import annotations

import threading
import time

from starlette.requests import Request

from dragoman.publish.rest import whole
from dragoman.publish.rest.answers import Answers
from dragoman.publish.rest.service import Service
from dragoman.store import writing
from quality.large_ledger import make
from tests.publish import small
from tests.store.by_hand import keep, told
from tests.store.fakes import in_one


def until(holds):
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_equal_questions_at_one_time_are_answered_once(tmp_path):
    make(tmp_path / "x.db", 32)
    answers, made, heard = Answers(Service(tmp_path / "x.db")), [], []
    begin = threading.Barrier(6)

    def slowly(opened):
        made.append(threading.get_ident())
        time.sleep(0.05)
        return {"count": opened.count()}

    def ask():
        scope = {"type": "http", "method": "GET", "path": "/events", "query_string": b"party=USA", "headers": [], "scheme": "http"}
        begin.wait()
        heard.append(answers.json(Request({**scope, "server": ("127.0.0.1", 80)}), slowly).body)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answers.close()
    assert len(made) == 1
    assert heard == [b'{"count":32}'] * 6
    assert not answers._under_way


def test_what_is_made_of_all_is_made_ahead_and_anew_after_a_change(tmp_path, monkeypatch):
    from dragoman.flow import asking

    path, made, many = tmp_path / "x.db", [], asking.agreements

    def counted(opened):
        made.append(opened.state())
        return many(opened)

    monkeypatch.setattr(asking, "agreements", counted)
    keep(path, small.ledger())
    answers, stop = Answers(Service(path)), threading.Event()
    thread = threading.Thread(target=whole.keep_ready, args=(answers, stop, 0.02))
    thread.start()
    until(lambda: len(made) == 1)
    with answers.browsing() as opened:
        assert whole.agreements(answers, opened)
    assert len(made) == 1  # by nobody who asked
    with writing(path, in_one(lambda readings, _: told(small.ledger(), readings))) as writer:
        writer.remove(small.ledger().sources[0].document.id)
    until(lambda: len(made) == 2)
    stop.set()
    thread.join()
    answers.close()
    assert len(set(made)) == 2


def test_nothing_is_made_ahead_while_there_are_questions(tmp_path, monkeypatch):
    made = []
    monkeypatch.setattr(whole, "_is_made", lambda *_: made.append(1) or True)
    keep(tmp_path / "x.db", small.ledger())
    answers, stop = Answers(Service(tmp_path / "x.db")), threading.Event()
    looks, stands = [], answers.stands

    def look():
        answers.asked += len(looks) < 5
        looks.append(1)
        return stands()

    monkeypatch.setattr(answers, "stands", look)
    thread = threading.Thread(target=whole.keep_ready, args=(answers, stop, 0.01))
    thread.start()
    until(lambda: made)
    stop.set()
    thread.join()
    answers.close()
    assert len(looks) > 5


def test_what_cannot_be_made_is_tried_once_and_again_after_a_change(tmp_path, monkeypatch):
    tried, changed = [], []

    def fails(*_):
        tried.append(1)
        raise ValueError("a damaged row")

    monkeypatch.setattr(whole, "_is_made", fails)
    keep(tmp_path / "x.db", small.ledger())
    answers, stop, looks = Answers(Service(tmp_path / "x.db")), threading.Event(), []
    monkeypatch.setattr(answers, "stands", lambda: looks.append(1) or f"changed {len(changed)} times")
    thread = threading.Thread(target=whole.keep_ready, args=(answers, stop, 0.01))
    thread.start()
    until(lambda: len(looks) > 10)
    assert len(tried) == 1
    changed.append(1)
    until(lambda: len(tried) == 2)
    stop.set()
    thread.join()
    answers.close()
