"""Sources to documents, one after another: every file gives its documents or says why not, and the next is read."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import IO

from dragoman.errors import DocumentError
from dragoman.ingest.blob import STDIN, Blob, file_blob, open_file, stdin_blob
from dragoman.ingest.draft import Draft, enormous, settle
from dragoman.ingest.encoding import decode
from dragoman.ingest.html import PageReader
from dragoman.ingest.limits import DEFAULT_LIMITS, Limits
from dragoman.ingest.plain import title_of
from dragoman.ingest.records import Drafts, json_lines, json_records, table_rows
from dragoman.ingest.sniff import sniffed_suffix
from dragoman.ingest.walk import FilePath, walk
from dragoman.nouns.text import Document, Refusal

_Reader = Callable[[Blob, Limits], Drafts]
_RECORD_READERS: dict[str, _Reader] = {
    ".json": json_records,
    ".jsonl": json_lines,
    ".ndjson": json_lines,
    ".csv": table_rows,
    ".tsv": table_rows,
}
SUFFIXES = (".txt", ".html", ".htm", *_RECORD_READERS)
"""The kinds of file that are read, each also with `.gz` after it."""
_SHOWN_ID_CHARS = 80
_PAGE_SUFFIXES = (".html", ".htm")
_UTF8_MAX_BYTES = 4  # a character; no encoding that is read takes more


def documents(sources: Sequence[str], *, stdin: IO[bytes] | None = None, limits: Limits = DEFAULT_LIMITS) -> Iterator[Document | Refusal]:
    """Yield every document of `sources` in order, and for each thing that gives none a refusal with its reason; none of them raises.

    A source is a file (`SUFFIXES`), a directory (all below it, by name, hidden files left out), or `-` for `stdin`, whose kind is told by
    its first characters. A file that is met again, by another path or a link, is read once; a record that repeats an earlier one's id and
    text is passed over, and one that repeats the id with another text is refused.

    The `text` of records is theirs to the character. Text files lose a byte order mark and the CR of CR LF. `published` is set only where
    a source gives a full day; `dated` says by which rule, and holds a month or year where that is all there is.
    """
    texts: dict[str, bytes] = {}
    with PageReader(limits) as pages:
        for found in _drafts(sources, stdin, pages, limits):
            result = found if isinstance(found, Refusal) else _settled(found, texts, limits)
            if result is not None:
                yield result


def _settled(draft: Draft, texts: dict[str, bytes], limits: Limits) -> Document | Refusal | None:
    """Return the draft's document, or None for one that has been before; `texts` holds a digest of the text by id."""
    try:
        document = settle(draft, limits)
    except DocumentError as error:
        return Refusal(draft.source, str(error))
    digest = hashlib.sha256(document.text.encode()).digest()[:16]
    earlier = texts.setdefault(document.id, digest)
    if earlier is digest:
        return document
    return (
        None if earlier == digest else Refusal(draft.source, f"the id {document.id[:_SHOWN_ID_CHARS]!r} was given to another text before")
    )


def _drafts(sources: Sequence[str], stdin: IO[bytes] | None, pages: PageReader, limits: Limits) -> Drafts:
    opened: set[tuple[int, int, int]] = set()
    for source in sources:
        if source == STDIN:
            yield from _or_refusal(STDIN, _stdin_drafts(stdin, pages, limits))
            continue
        for found in walk(os.fspath(source)):
            if isinstance(found, Refusal):
                yield found
            else:
                yield from _or_refusal(found.shown, _file_drafts(found, opened, pages, limits))


def _or_refusal(source: str, drafts: Drafts) -> Drafts:
    try:
        yield from drafts
    except DocumentError as error:
        yield Refusal(source, str(error))


def _stdin_drafts(stdin: IO[bytes] | None, pages: PageReader, limits: Limits) -> Drafts:
    blob = stdin_blob(stdin or sys.stdin.buffer, limits)
    with blob.raw:
        yield from _read(replace(blob, suffix=sniffed_suffix(blob, limits)), pages, limits)


def _file_drafts(file: FilePath, opened: set[tuple[int, int, int]], pages: PageReader, limits: Limits) -> Drafts:
    with open_file(file) as raw:
        status = os.fstat(raw.fileno())
        # The time of change is part of it because the system gives a deleted file's number to a new one.
        identity = (status.st_dev, status.st_ino, status.st_ctime_ns)
        if identity not in opened:
            opened.add(identity)
            yield from _read(file_blob(file, raw, limits), pages, limits)


def _read(blob: Blob, pages: PageReader, limits: Limits) -> Drafts:
    if blob.suffix in _RECORD_READERS:
        yield from _RECORD_READERS[blob.suffix](blob, limits)
    elif blob.suffix in _PAGE_SUFFIXES:
        yield pages.draft(blob)
    elif blob.suffix == ".txt":
        yield _plain(blob, limits)
    else:
        raise DocumentError(f"unknown kind of file ({blob.suffix or 'no suffix'}): read are {' '.join(SUFFIXES)}, each also with .gz")


def _plain(blob: Blob, limits: Limits) -> Draft:
    data = blob.whole(_UTF8_MAX_BYTES * limits.max_text_chars + _UTF8_MAX_BYTES, enormous(limits))
    text = decode(data).replace("\r\n", "\n")
    return Draft(source=blob.source, name=blob.name, text=text, title=title_of(text))
