"""The bytes of one source, opened so that nothing hangs, read and expanded so that nothing overflows."""

from __future__ import annotations

import gzip
import io
import os
import stat
import tempfile
import unicodedata
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from dragoman.errors import DocumentError
from dragoman.ingest.limits import MIB, Limits
from dragoman.ingest.walk import FilePath, why_not

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP_MAGIC = b"\x1f\x8b"
STDIN = "-"
_CHUNK_BYTES = 1 << 16
_KINDS = (
    (stat.S_ISDIR, "a directory"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes that can be read more than once: `name` and `suffix` are the file's without `.gz`, the name in Unicode form C."""

    source: str
    name: str
    suffix: str
    raw: IO[bytes]
    gzipped: bool
    max_expanded_bytes: int

    def stream(self) -> io.BufferedReader:
        """Return the bytes from the start, expanded if they are gzip; reading raises DocumentError on damage or past the bound."""
        self.raw.seek(0)
        if not self.gzipped:
            return io.BufferedReader(_Bounded(self.raw, None), _CHUNK_BYTES)
        return io.BufferedReader(_Bounded(gzip.GzipFile(fileobj=self.raw, mode="rb"), self.max_expanded_bytes), _CHUNK_BYTES)

    def head(self, size_bytes: int) -> bytes:
        """Return up to `size_bytes` from the start."""
        return self.stream().read(size_bytes)

    def whole(self, max_bytes: int, beyond: str) -> bytes:
        """Return all bytes, or raise DocumentError saying `beyond` where there are more than `max_bytes`."""
        stream = self.stream()
        data = bytearray()
        while chunk := stream.read(_CHUNK_BYTES):  # `read(max_bytes + 1)` would take all that memory for the smallest file
            data += chunk
            if len(data) > max_bytes:
                raise DocumentError(beyond)
        return bytes(data)


class _Bounded(io.RawIOBase):
    """A reader that turns every fault of the file below it into a DocumentError and stops one byte past `max_bytes`."""

    def __init__(self, below: IO[bytes] | gzip.GzipFile, max_bytes: int | None) -> None:
        self._below = below
        self._max_bytes = max_bytes
        self._read_bytes = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        wanted = len(view) if self._max_bytes is None else min(len(view), self._max_bytes + 1 - self._read_bytes)
        try:
            data = self._below.read(wanted)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise DocumentError(f"damaged gzip data: {str(error).lower()}") from error
        except OSError as error:
            raise DocumentError(why_not(error)) from error
        self._read_bytes += len(data)
        if self._max_bytes is not None and self._read_bytes > self._max_bytes:
            raise DocumentError(f"expands to more than {self._max_bytes:,} bytes: not read further")
        view[: len(data)] = data
        return len(data)


def open_file(file: FilePath) -> IO[bytes]:
    """Open an ordinary file for reading; anything else (a pipe that would hang, a device without an end) raises DocumentError."""
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if file.follow else os.O_NOFOLLOW)
    try:
        _ordinary(file.path.stat().st_mode)
        descriptor = os.open(file.path, flags)
    except OSError as error:
        raise DocumentError(why_not(error)) from error
    opened = os.fdopen(descriptor, "rb", buffering=0)
    try:
        # Once more on what was opened: between the two calls the name may have been given to something else.
        _ordinary(os.fstat(descriptor).st_mode)
    except DocumentError:
        opened.close()
        raise
    return opened


def _ordinary(mode: int) -> None:
    for test, kind in _KINDS:
        if test(mode):
            raise DocumentError(f"{kind}, not an ordinary file")


def file_blob(file: FilePath, raw: IO[bytes], limits: Limits) -> Blob:
    """Return the blob of an open file: a suffix `.gz` says that it is to be expanded."""
    path = Path(file.shown)
    gzipped = path.suffix.lower() == ".gz"
    inner = Path(path.stem) if gzipped else Path(path.name)
    return Blob(file.shown, unicodedata.normalize("NFC", inner.name), inner.suffix.lower(), raw, gzipped, limits.max_expanded_bytes)


def stdin_blob(stdin: IO[bytes], limits: Limits) -> Blob:
    """Return the blob of all that comes in on standard input, kept in memory up to 16 MiB and in a temporary file beyond.

    Raises DocumentError where more than `max_expanded_bytes` come in.
    """
    spool = tempfile.SpooledTemporaryFile(max_size=16 * MIB)  # noqa: SIM115  (the blob's user closes it)
    size_bytes = 0
    stream = io.BufferedReader(_Bounded(stdin, None), _CHUNK_BYTES)
    while chunk := stream.read(_CHUNK_BYTES):
        size_bytes += len(chunk)
        if size_bytes > limits.max_expanded_bytes:
            spool.close()
            raise DocumentError(f"more than {limits.max_expanded_bytes:,} bytes on standard input: not read further")
        spool.write(chunk)
    spool.seek(0)
    gzipped = spool.read(2) == GZIP_MAGIC
    return Blob(STDIN, STDIN, "", spool, gzipped, limits.max_expanded_bytes)
