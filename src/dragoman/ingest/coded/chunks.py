"""The lines of a plain, gzip or zip file in chunks of bounded size, each with the number of its first line."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from dragoman.errors import TableError

CHUNK_BYTES: Final = 16 << 20
_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = b"PK\x03\x04"
_BOM: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Whole lines without their line ends; `first_line` is the number of the first one, from 1."""

    first_line: int
    lines: list[str]


def chunks(path: Path, *, chunk_bytes: int = CHUNK_BYTES) -> Iterator[Chunk]:
    """Yield the lines of a file; raises TableError where it cannot be read, is damaged, or has no line ends within a chunk.

    Text is UTF-8; a line that is not is read as Windows-1252, which older releases of the data sets are written in.
    """
    first_line = 1
    for block in _blocks(path, chunk_bytes):
        lines = _lines(block)
        yield Chunk(first_line, lines)
        first_line += len(lines)


def _blocks(path: Path, chunk_bytes: int) -> Iterator[bytes]:
    """Yield the bytes of a file in blocks that end where a line ends."""
    rest = b""
    begun = False
    with _opened(path) as stream:
        while data := _read(path, stream, chunk_bytes):
            block = rest + (data if begun else data.removeprefix(_BOM))
            begun = True
            cut = block.rfind(b"\n")
            if cut < 0 and len(block) >= chunk_bytes:
                raise TableError(f"{path}: expected a line for each event, saw none end within {chunk_bytes} bytes")
            rest = block[cut + 1 :]
            if cut >= 0:
                yield block[:cut]
    if rest:
        yield rest


def _lines(block: bytes) -> list[str]:
    try:
        return (
            [line.removesuffix("\r") for line in block.decode("utf-8").split("\n")] if b"\r" in block else block.decode("utf-8").split("\n")
        )
    except UnicodeDecodeError:
        return [_decoded(line.removesuffix(b"\r")) for line in block.split(b"\n")]


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _read(path: Path, stream: IO[bytes], size: int) -> bytes:
    try:
        return stream.read(size)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as e:
        raise TableError(f"{path}: cannot be read to its end: {e}") from e


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        raw = path.open("rb")
    except OSError as e:
        raise TableError(f"{path}: cannot be read: {e.strerror}") from e
    with raw:
        magic = raw.read(4)
        raw.seek(0)
        if magic.startswith(_GZIP):
            with gzip.open(raw) as stream:
                yield io.BufferedReader(stream)
        elif magic == _ZIP:
            with _only_member(path, raw) as member:
                yield member
        else:
            yield raw


@contextmanager
def _only_member(path: Path, raw: IO[bytes]) -> Iterator[IO[bytes]]:
    try:
        archive = zipfile.ZipFile(raw)
        names = [name for name in archive.namelist() if not name.endswith("/")]
        if len(names) != 1:
            raise TableError(f"{path}: expected one file in the archive, saw {len(names)}")
        member = archive.open(names[0])
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as e:
        raise TableError(f"{path}: cannot be unpacked: {e}") from e
    with archive, member:
        yield member
