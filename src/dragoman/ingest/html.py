"""HTML pages to drafts, parsed in a child process that is limited and expendable."""

from __future__ import annotations

import signal
from types import TracebackType
from typing import Self

from dragoman.errors import DocumentError
from dragoman.ingest.blob import Blob
from dragoman.ingest.child import NONSENSE, OUT_OF_MEMORY_STATUS, Child
from dragoman.ingest.dates import dated
from dragoman.ingest.draft import EMPTY, Draft
from dragoman.ingest.encoding import decode_page
from dragoman.ingest.limits import MIB, Limits
from dragoman.ingest.page import Page


class PageReader:
    """Reads pages in one child process, which is started for the first page and again after a page that killed it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._child = Child(
            "dragoman.ingest.html_worker",
            str(limits.html_cpu_seconds),
            str(limits.html_memory_bytes),
            start_seconds=limits.html_start_seconds,
            deaths={
                -signal.SIGPROF: f"took more than {limits.html_cpu_seconds:g} s of processor time",
                OUT_OF_MEMORY_STATUS: f"took more than {limits.html_memory_bytes // MIB:,} MiB of memory",
            },
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._child.close()

    def draft(self, blob: Blob) -> Draft:
        """Return the draft of a page; raises DocumentError where it has no text or parsing it went over a limit."""
        limit_bytes = self._limits.max_file_bytes
        html = decode_page(blob.whole(limit_bytes, f"enormous: more than {limit_bytes:,} bytes of HTML"))
        if not html.strip():
            raise DocumentError(EMPTY)
        page = self._read(html)
        if not page.text.strip():
            raise DocumentError("no text could be extracted from the page")
        return Draft(
            source=blob.source,
            name=blob.name,
            text=page.text.replace("\r\n", "\n"),
            title=page.title,
            dated=dated(page.date or "", page.how, page.rule),
            publisher=page.publisher,
            url=page.url,
        )

    def _read(self, html: str) -> Page:
        import msgspec

        answer = self._child.ask(html.encode(), self._limits.html_wall_seconds)
        try:
            # What comes from a process that has parsed a stranger's page is checked, not trusted.
            return msgspec.json.decode(answer, type=Page)
        except msgspec.MsgspecError as error:
            self._child.close()
            raise DocumentError(NONSENSE) from error
