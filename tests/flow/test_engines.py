"""Every engine gives the same results in the same order, and no document takes others down with it."""

import os
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest

from dragoman.errors import DragomanError, ModelError
from dragoman.flow.engines import Fitting, InProcess, engine_for
from dragoman.flow.process_pool import ProcessPool
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Refusal
from tests.flow.readers import Fragile, Quick, Unloadable
from tests.store import fakes


def documents(*texts: str):
    return [fakes.document(n, text) for n, text in enumerate(texts)]


PLAIN = documents(*(f"anvil{n} basil. cedar." for n in range(24)))
READ = [fakes.read(d) for d in PLAIN]


@pytest.mark.parametrize("engine", [InProcess(), ProcessPool(1), ProcessPool(2), Fitting(2, 10, 60), Fitting(2, 100, 60)])
def test_any_engine_gives_the_readings_in_the_order_of_the_documents(engine):
    assert list(engine.readings(Quick().load, iter(PLAIN))) == READ


@pytest.mark.parametrize("engine", [InProcess(), ProcessPool(2)])
def test_no_document_no_model(engine, tmp_path):
    assert list(engine.readings(Unloadable(tmp_path).load, [])) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("workers", "loads"), [(2, 2), (5, 3)])
def test_the_model_is_loaded_once_in_each_worker_and_no_more_workers_than_documents_start(tmp_path, workers, loads):
    slow = documents("dawdle.", "dawdle.", "dawdle.")
    assert list(ProcessPool(workers).readings(Fragile(tmp_path).load, slow)) == [fakes.read(d) for d in slow]
    names = [p.name for p in tmp_path.iterdir()]
    assert len(names) == loads
    assert f"loaded-{os.getpid()}" not in names


def test_few_documents_are_read_here_and_many_in_a_pool(tmp_path):
    few, many = tmp_path / "few", tmp_path / "many"
    for home, engine in ((few, Fitting(2, 25, 60)), (many, Fitting(2, 24, 60))):
        home.mkdir()
        list(engine.readings(Quick(home).load, PLAIN))
    here = f"loaded-{os.getpid()}"
    assert [p.name for p in few.iterdir()] == [here]
    assert here not in [p.name for p in many.iterdir()]


def test_the_number_of_workers_chooses_the_engine():
    assert engine_for(1, 32, 60) == InProcess()
    assert engine_for(3, 32, 60) == ProcessPool(3, 60)
    assert isinstance(engine_for(0, 32, 60), Fitting)


@pytest.mark.parametrize("engine", [InProcess(), ProcessPool(2)])
def test_a_document_that_fails_the_reader_is_refused_in_one_line_and_the_others_are_read(engine):
    mixed = documents("anvil.", "refuse this.", "basil.", "break this.", "cedar.")
    one, refused, two, broken, three = engine.readings(Fragile().load, mixed)
    assert [one, two, three] == [fakes.read(mixed[n]) for n in (0, 2, 4)]
    assert refused == Refusal("reports/1.txt", "expected news, saw poetry")
    assert broken == Refusal("reports/3.txt", "the reader failed on it: ZeroDivisionError: division by zero")


def test_what_dead_workers_held_is_read_by_others_and_a_killer_is_refused_after_two(tmp_path):
    mixed = documents(*("anvil.", "die now.", "basil.", "stumble once.", "leave now.", "cedar.", "delta.", "stumble again."))
    results = list(ProcessPool(2).readings(Fragile(tmp_path).load, mixed))
    reasons = {r.source: r.reason for r in results if isinstance(r, Refusal)}
    assert reasons == {
        "reports/1.txt": "the process reading it died (signal SIGKILL); given up after 2 tries",
        "reports/4.txt": "the process reading it died (exit status 7); given up after 2 tries",
    }
    assert [r for r in results if isinstance(r, Reading)] == [fakes.read(mixed[n]) for n in (0, 2, 3, 5, 6, 7)]
    assert results == list(ProcessPool(1).readings(Fragile(tmp_path).load, mixed))


def test_workers_killed_from_outside_lose_nothing(tmp_path):
    slow = documents(*["dawdle."] * 8)
    killed = []

    def watched():
        for n, document in enumerate(slow):
            if n == 5:  # by now both workers hold a document
                for path in sorted(tmp_path.glob("loaded-*")):
                    killed.append(int(path.name.removeprefix("loaded-")))
                    os.kill(killed[-1], signal.SIGKILL)
            yield document

    results = list(ProcessPool(2).readings(Fragile(tmp_path).load, watched()))
    assert killed
    assert results == [fakes.read(d) for d in slow]


def test_a_document_that_hangs_is_refused_and_the_others_are_read():
    mixed = documents("anvil.", "hang here.", "basil.")
    started = time.monotonic()
    one, hung, two = ProcessPool(2, reading_timeout_seconds=0.4).readings(Fragile().load, mixed)
    assert [one, two] == [fakes.read(mixed[0]), fakes.read(mixed[2])]
    assert hung == Refusal("reports/1.txt", "it took longer than 0.4 seconds; given up after 2 tries")
    assert time.monotonic() - started < 50  # it hangs for sixty at each try


@pytest.mark.parametrize(("how", "kind", "message"), [("model", ModelError, "saw none"), ("other", DragomanError, "OSError: no space")])
def test_a_model_that_cannot_be_loaded_is_one_error_and_not_a_refusal_of_every_document(how, kind, message):
    with pytest.raises(kind, match=message):
        list(ProcessPool(2).readings(Unloadable(how=how).load, PLAIN))


def test_workers_that_die_before_they_read_are_an_error_and_no_endless_hiring():
    with pytest.raises(DragomanError, match="2 die before they could read"):
        list(ProcessPool(2).readings(Unloadable(how="death").load, PLAIN))


def test_closing_early_ends_the_workers_and_leaves_documents_unread(tmp_path):
    taken = []

    def counted():
        for n in range(10_000):
            taken.append(n)
            yield fakes.document(n, "anvil.")

    results = ProcessPool(2).readings(Quick(tmp_path).load, counted())
    assert [r.document.id for r in islice(results, 3)] == ["d000", "d001", "d002"]
    results.close()
    assert len(taken) < 100
    for path in tmp_path.glob("loaded-*"):
        with pytest.raises(ProcessLookupError):
            os.kill(int(path.name.removeprefix("loaded-")), 0)


def test_workers_end_quietly_when_their_employer_is_killed(tmp_path):
    code = (
        "import sys; from pathlib import Path; from tests.flow.test_engines import *\n"
        "if __name__ == '__main__':\n"
        "    slow = documents(*['dawdle.'] * 50)\n"
        "    for r in ProcessPool(2).readings(Fragile(Path(sys.argv[1])).load, slow): print(r.document.id, flush=True)\n"
    )
    script = tmp_path / "employer.py"
    script.write_text(code)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([sys.executable, script, tmp_path], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as employer:
        assert employer.stdout.readline() == b"d000\n"
        employer.kill()
        assert employer.stderr.read() == b""  # ends only when the workers, who share it, have ended
