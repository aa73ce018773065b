"""A child process may die in any way, and the next question is answered all the same."""

from __future__ import annotations

import errno
import os
import signal
import time
from collections.abc import Iterator

import pytest

from dragoman.errors import DocumentError
from dragoman.ingest.child import Child


@pytest.fixture
def child() -> Iterator[Child]:
    with Child("tests.ingest.unruly_worker", start_seconds=30, deaths={-signal.SIGPROF: "over its limit"}) as started:
        yield started


def _pid(answer: bytes) -> int:
    return int(answer.partition(b" ")[0])


def _gone(pid: int) -> bool:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


def test_one_child_answers_all_questions(child: Child) -> None:
    answers = [child.ask(b"echo " + b"x" * size, 5) for size in (0, 1, 3_000_000)]
    assert len({_pid(answer) for answer in answers}) == 1
    assert answers[2].endswith(b"x" * 3_000_000)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (b"die %d" % signal.SIGSEGV, "the parser was killed by signal 11 (Segmentation fault)"),
        (b"die %d" % signal.SIGKILL, "the parser was killed by signal 9 (Killed)"),
        (b"die %d" % signal.SIGPROF, "over its limit"),
        (b"fail of \n two lines", "the parser stopped with status 1 (two lines)"),
        (b"half", "the parser stopped with status 3"),
        (b"babble", "the parser answered what is no answer"),
        (b"sleep 60", "took more than 0.2 s"),
    ],
)
@pytest.mark.parametrize("served_before", [False, True])
def test_a_death_is_told_and_the_next_question_answered(child: Child, question: bytes, reason: str, served_before: bool) -> None:
    if served_before:
        child.ask(b"echo", 5)
    with pytest.raises(DocumentError) as caught:
        child.ask(question, 0.2 if b"sleep" in question else 5)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)
    assert child.pid is None
    assert child.ask(b"echo again", 5).endswith(b"echo again")


def test_a_child_killed_between_two_questions_costs_neither(child: Child) -> None:
    first = _pid(child.ask(b"echo 1", 5))
    os.kill(first, signal.SIGKILL)
    second = child.ask(b"echo 2", 5)
    assert second.endswith(b"echo 2")
    assert _pid(second) != first


def test_a_child_that_stops_listening_does_not_block_the_sender(child: Child) -> None:
    with pytest.raises(DocumentError, match="took more than"):
        child.ask(b"deaf", 0.2)
    child.ask(b"echo", 5)
    assert child.pid is not None
    os.kill(child.pid, signal.SIGSTOP)
    with pytest.raises(DocumentError, match="took more than"):
        child.ask(b"x" * 10_000_000, 0.2)
    assert child.ask(b"echo", 5)


def test_no_child_outlives_its_owner(child: Child) -> None:
    pid = _pid(child.ask(b"echo", 5))
    child.close()
    assert _gone(pid)


def test_a_child_goes_when_its_parent_is_killed(tmp_path: object) -> None:
    read_end, write_end = os.pipe()
    parent = os.fork()
    if parent == 0:  # a parent of its own, that will have no time to clean up
        started = Child("tests.ingest.unruly_worker", start_seconds=30, deaths={})
        os.write(write_end, started.ask(b"echo", 5))
        signal.pause()
        os._exit(0)
    pid = _pid(os.read(read_end, 100))
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    os.close(read_end)
    os.close(write_end)
    assert _gone(pid)


def test_a_module_that_does_not_start_says_so() -> None:
    with Child("tests.ingest.no_such_worker", start_seconds=30, deaths={}) as child, pytest.raises(DocumentError, match="No module named"):
        child.ask(b"echo", 5)


def test_a_system_without_room_for_a_child_says_so(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    with monkeypatch.context() as patch:
        patch.setattr("dragoman.ingest.child.subprocess.Popen", refuse)
        with pytest.raises(DocumentError, match="could not be started: Resource temporarily unavailable"):
            child.ask(b"echo", 5)
    assert child.ask(b"echo", 5)


def test_a_module_that_never_gets_ready_is_given_up() -> None:
    with (
        Child("tests.ingest.unruly_worker", "60", start_seconds=0.3, deaths={}) as child,
        pytest.raises(DocumentError, match=r"did not start within 0\.3 s"),
    ):
        child.ask(b"echo", 5)
