"""The child process in which pages are parsed: it reads one after another within limits that it sets on itself."""

from __future__ import annotations

import json
import logging
import os
import re
import resource
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

from dragoman.ingest.child import LENGTH, OUT_OF_MEMORY_STATUS
from dragoman.ingest.page import read_page


def main() -> int:
    """Answer pages from standard input until it ends; arguments are the CPU seconds a page and the bytes of address space."""
    from lxml.etree import LxmlError

    cpu_seconds, memory_bytes = float(sys.argv[1]), int(sys.argv[2])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not land between the answers
    logging.disable()
    read_page("<html><body><p>Ready.</p></body></html>")  # imports, which are not the first page's fault
    _limit_memory(memory_bytes)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    _send(answers, b"")
    try:
        while (question := _receive(sys.stdin.buffer)) is not None:
            _send(answers, _answer(question, cpu_seconds))
    except MemoryError:
        return OUT_OF_MEMORY_STATUS
    except LxmlError:
        # libxml2 reports an allocation that failed as an error, often "unknown", of whatever it was doing.
        if _peak_bytes() * 2 < memory_bytes:
            raise
        return OUT_OF_MEMORY_STATUS
    return 0


def _answer(question: bytes, cpu_seconds: float) -> bytes:
    # A timer of this process's own CPU time, which can be set anew for each page; RLIMIT_CPU counts from the start, in whole seconds.
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
    page = read_page(question.decode())
    signal.setitimer(signal.ITIMER_PROF, 0)
    return json.dumps(asdict(page), ensure_ascii=False).encode(errors="replace")


def _limit_memory(memory_bytes: int) -> None:
    for kind, most in ((resource.RLIMIT_AS, memory_bytes), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        try:
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        except (OSError, ValueError):
            continue  # macOS does not know all of them; the limits on time still hold there


def _peak_bytes() -> int:
    """Return the most address space that this process had, 0 where the system does not tell."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    peak = re.search(r"^VmPeak:\s+(\d+) kB", status, re.MULTILINE)
    return int(peak[1]) * 1024 if peak else 0


def _send(stream: BinaryIO, message: bytes) -> None:
    stream.write(LENGTH.pack(len(message)) + message)
    stream.flush()


def _receive(stream: BinaryIO) -> bytes | None:
    header = stream.read(LENGTH.size)
    return stream.read(LENGTH.unpack(header)[0]) if len(header) == LENGTH.size else None


if __name__ == "__main__":
    sys.exit(main())
