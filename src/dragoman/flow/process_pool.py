"""Reading in worker processes, with every death accounted for.

Neither pool of the standard library will do: `multiprocessing.Pool` waits forever for what a killed worker held, and
`ProcessPoolExecutor` fails everything that was on its way without saying which document was at fault.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import wait

from dragoman.errors import DragomanError
from dragoman.flow.engines import Load, Results, processors
from dragoman.flow.worker import Assignment, LoadFailed, Ready, Worker, hire
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document, Refusal

DEATHS_ALLOWED = 2
DEATH_SECONDS = 5.0  # between the end of a process's pipe and its own, to learn how it ended
AHEAD_PER_WORKER = 8  # how far reading may run ahead of a slow document, whose turn everything after it waits for


@dataclass(frozen=True, slots=True)
class ProcessPool:
    """Reads in `workers` processes; results come in the order of the documents, so any number of workers gives the same bytes.

    What a dead worker held is given to a new one; a document over which two workers die, or that takes longer than
    `reading_timeout_seconds` twice, is a refusal, and the others go on.
    """

    workers: int
    reading_timeout_seconds: float = 900.0

    def readings(self, load: Load, documents: Iterable[Document]) -> Results:
        """Yield one result for each document; raises DragomanError where workers cannot be started."""
        crew = _Crew(self, load, iter(documents))
        try:
            yield from crew.results()
        finally:
            crew.dismiss()


class _Crew:
    """The workers of one job, what they hold and what is done."""

    def __init__(self, pool: ProcessPool, load: Load, documents: Iterator[Document]) -> None:
        self._pool = pool
        self._load = load
        self._threads = max(1, processors() // pool.workers)
        self._documents = enumerate(documents)
        self._exhausted = False
        self._workers: list[Worker] = []
        self._again: deque[Assignment] = deque()
        self._done: dict[int, Reading | Refusal] = {}
        self._next = 0  # index of the result to yield next
        self._deaths_at_start = 0

    def results(self) -> Results:
        while True:
            self._assign()
            if self._next in self._done:
                self._listen(0)  # whoever has finished meanwhile gets the next document before our caller takes its time
                self._assign()
                yield self._done.pop(self._next)
                self._next += 1
            elif any(worker.holds for worker in self._workers):
                self._listen(self._patience_seconds())
            else:
                return

    def dismiss(self) -> None:
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _assign(self) -> None:
        """Give a document to every free worker, and to a new one as long as there are not all of them."""
        while True:
            free = next((worker for worker in self._workers if not worker.holds), None)
            if free is None and len(self._workers) == self._pool.workers:
                return
            assignment = self._take()
            if assignment is None:
                return
            worker = free or hire(self._load, self._threads)
            worker.holds = assignment
            if free:
                self._send(worker)
            else:
                self._workers.append(worker)

    def _take(self) -> Assignment | None:
        if self._again:
            return self._again.popleft()
        under_way = len(self._done) + sum(worker.holds is not None for worker in self._workers)
        if self._exhausted or under_way >= self._pool.workers * AHEAD_PER_WORKER:
            return None
        found = next(self._documents, None)
        self._exhausted = found is None
        return Assignment(*found) if found else None

    def _send(self, worker: Worker) -> None:
        if worker.holds is None:
            return
        worker.deadline = time.monotonic() + self._pool.reading_timeout_seconds
        try:
            worker.channel.send(worker.holds.document)
        except OSError:
            self._again.append(worker.holds)  # it had died before: this document is not to blame
            worker.holds = None
            self._bury(worker, "")

    def _patience_seconds(self) -> float | None:
        deadlines = [worker.deadline for worker in self._workers if worker.deadline is not None]
        return max(0.0, min(deadlines) - time.monotonic()) if deadlines else None

    def _listen(self, timeout_seconds: float | None) -> None:
        """Hear what workers have to say within a time, and part with the dead and the late."""
        speaking = wait([worker.channel for worker in self._workers], timeout_seconds)
        for worker in [w for w in self._workers if w.channel in speaking]:
            try:
                self._hear(worker, worker.channel.recv())
            except (EOFError, OSError):
                self._bury(worker, f"the process reading it died ({worker.end(DEATH_SECONDS)})")
        for worker in [w for w in self._workers if w.deadline is not None and w.deadline < time.monotonic()]:
            self._bury(worker, f"it took longer than {self._pool.reading_timeout_seconds:g} seconds")

    def _hear(self, worker: Worker, message: Ready | LoadFailed | Reading | Refusal) -> None:
        if isinstance(message, LoadFailed):
            raise message.error
        if isinstance(message, Ready):
            worker.ready, self._deaths_at_start = True, 0
            self._send(worker)
        elif worker.holds is not None:
            self._done[worker.holds.index] = message
            worker.holds = worker.deadline = None

    def _bury(self, worker: Worker, cause: str) -> None:
        """Take a worker off the list, and see to what it held."""
        worker.end()
        self._workers.remove(worker)
        if not worker.ready:
            self._deaths_at_start += 1
            if self._deaths_at_start == DEATHS_ALLOWED:
                raise DragomanError(
                    f"expected a worker process to start, saw {DEATHS_ALLOWED} die before they could read; is there enough memory, "
                    'and is your own script guarded by `if __name__ == "__main__":`?'
                )
        if worker.holds:
            held = worker.holds.after_death() if worker.ready else worker.holds
            if held.deaths < DEATHS_ALLOWED:
                self._again.append(held)
            else:
                self._done[held.index] = Refusal(held.document.source, f"{cause}; given up after {DEATHS_ALLOWED} tries")
