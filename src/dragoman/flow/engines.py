"""Where reading happens: here, in worker processes, or in whichever of the two a job is worth; the results are the same bytes."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from itertools import chain, islice
from typing import Protocol

from dragoman.errors import DragomanError
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document, Refusal

LONGEST_REASON_CHARS = 300


class Reader(Protocol):
    """What reads one document."""

    def read(self, document: Document, /) -> Reading:
        """Read one document; nothing but the document and the model decides the result."""
        ...


Load = Callable[[int], Reader]
"""Loads a reader that may use a number of threads for one document, 0 for one a processor; sent to other processes, so a named function."""

Results = Generator[Reading | Refusal, None, None]


class Engine(Protocol):
    """A way to read many documents."""

    def readings(self, load: Load, documents: Iterable[Document]) -> Results:
        """Yield one result for each document, in the order of the documents; close it to stop early."""
        ...


@dataclass(frozen=True, slots=True)
class InProcess:
    """Reads here, one document after the other; the model is loaded when the first one comes."""

    def readings(self, load: Load, documents: Iterable[Document]) -> Results:
        """Yield one result for each document; a document that brings its reader to fail is a refusal."""
        reader: Reader | None = None
        for document in documents:
            reader = reader or load(0)
            yield attempt(reader, document)


@dataclass(frozen=True, slots=True)
class Fitting:
    """Reads here what is few, and the rest in a pool: starting workers and loading a model in each costs seconds."""

    workers: int
    pool_from_documents: int
    reading_timeout_seconds: float

    def readings(self, load: Load, documents: Iterable[Document]) -> Results:
        """Yield one result for each document, from the engine that suits their number."""
        from dragoman.flow.process_pool import ProcessPool

        rest = iter(documents)
        first = list(islice(rest, self.pool_from_documents))
        many = self.workers > 1 and len(first) == self.pool_from_documents
        engine: Engine = ProcessPool(self.workers, self.reading_timeout_seconds) if many else InProcess()
        yield from engine.readings(load, chain(first, rest))


def engine_for(workers: int, pool_from_documents: int, reading_timeout_seconds: float) -> Engine:
    """Return the engine for a number of workers; 0 leaves it to the number of documents and of processors."""
    from dragoman.flow.process_pool import ProcessPool

    if workers == 1:
        return InProcess()
    if workers > 1:
        return ProcessPool(workers, reading_timeout_seconds)
    return Fitting(processors(), pool_from_documents, reading_timeout_seconds)


def processors() -> int:
    """Count the processors that this process may use, which in a container are fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def attempt(reader: Reader, document: Document) -> Reading | Refusal:
    """Read a document, or say why it cannot be read: one document in thousands must not end the work on the others."""
    try:
        return reader.read(document)
    except Exception as e:  # noqa: BLE001 - also a fault of ours that this document brings out; it is reported, and the exit status says so
        return refusal(document, e, "the reader failed on it")


def refusal(document: Document, error: Exception, failing: str) -> Refusal:
    """Return the refusal of a document for an error: our own errors speak for themselves, others are named as failures."""
    reason = str(error) if isinstance(error, DragomanError) else f"{failing}: {type(error).__name__}: {error}"
    return Refusal(document.source, one_line(reason))


def one_line(reason: str) -> str:
    """Return a reason without line breaks and of a length that a terminal bears."""
    line = " ".join(reason.split())
    return line if len(line) <= LONGEST_REASON_CHARS else line[: LONGEST_REASON_CHARS - 1] + "…"
