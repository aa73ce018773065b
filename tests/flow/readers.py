"""Readers that are fast, and others that fail in every way a reader can; all can be sent to a worker process."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import DocumentError, ModelError
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document
from tests.store import fakes


@dataclass(frozen=True)
class Quick:
    """Reads as the fake of the store's tests does, and notes in a folder which process loaded it."""

    home: Path | None = None
    model: str = "fake 1"

    def load(self, threads: int) -> Quick:
        if self.home:
            (self.home / f"loaded-{os.getpid()}").touch()
        return self

    def read(self, document: Document) -> Reading:
        return fakes.read(document)


@dataclass(frozen=True)
class Steady(Quick):
    """Takes some milliseconds for a document, on a fast disk too."""

    def read(self, document: Document) -> Reading:
        time.sleep(0.003)
        return fakes.read(document)


@dataclass(frozen=True)
class Fragile(Quick):
    """Does what the first word of a text says, and otherwise reads it."""

    def read(self, document: Document) -> Reading:
        match document.text.split(" ")[0].rstrip("."):
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "leave":
                os._exit(7)
            case "stumble" if self.home and not (self.home / document.id).exists():
                (self.home / document.id).touch()
                os.kill(os.getpid(), signal.SIGSEGV)
            case "hang":
                time.sleep(60)
            case "dawdle":
                time.sleep(0.3)
            case "refuse":
                raise DocumentError("expected news, saw\n poetry")
            case "break":
                raise ZeroDivisionError("division by zero")
        return fakes.read(document)


@dataclass(frozen=True)
class Unloadable(Quick):
    """Fails to load: with an error of ours, with another, or by dying."""

    how: str = "model"

    def load(self, threads: int) -> Quick:
        match self.how:
            case "model":
                raise ModelError("expected the model of this version, saw none")
            case "other":
                raise OSError("no space")
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError
