"""Paths as people give them, turned into the files to read, in an order that never changes."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.nouns.text import Refusal

NOWHERE = "a link that leads nowhere"


@dataclass(frozen=True, slots=True)
class FilePath:
    """A file to read: `shown` is what people see, `path` what is opened, `follow` whether `path` itself may be a link."""

    shown: str
    path: Path
    follow: bool = True


def shown(path: str | Path) -> str:
    r"""Return `path` as one printable line of valid Unicode: control, direction and undecodable characters become `\x..` escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in str(path))


def walk(source: str) -> Iterator[FilePath | Refusal]:
    """Yield the file at `source`, or every file below it if it is a directory.

    A directory is read depth first, names in code point order, hidden names (`.x`) skipped. A link to a file inside the directory is
    followed; one to a directory inside it is not needed, since that is read in its own place; one that leads out, or nowhere, is refused.
    """
    try:
        is_directory = bool(source) and Path(source).is_dir()
        exists = is_directory or Path(source).is_symlink() or Path(source).exists()
    except OSError as error:
        yield Refusal(shown(source), why_not(error))
        return
    if is_directory:
        yield from _below(Path(source))
    elif source and exists:
        yield FilePath(shown(source), Path(source))
    elif source.startswith(("http://", "https://")):
        yield Refusal(shown(source), "a web address: nothing is fetched here; save the page and give the file")
    else:
        yield Refusal(shown(source), why_not(FileNotFoundError()))


def _below(root: Path) -> Iterator[FilePath | Refusal]:
    real_root = root.resolve()
    pending = [root]
    empty = True
    while pending:
        path = pending.pop()
        try:
            mode = path.stat().st_mode if path is root else path.lstat().st_mode
            if stat.S_ISDIR(mode):
                pending.extend(sorted((child for child in path.iterdir() if not child.name.startswith(".")), reverse=True))
                continue
            found = _linked(path, real_root) if stat.S_ISLNK(mode) else FilePath(shown(path), path, follow=False)
        except OSError as error:
            found = Refusal(shown(path), why_not(error))
        if found is not None:
            empty = False
            yield found
    if empty:
        yield Refusal(shown(root), "a directory without a file to read")


def _linked(path: Path, real_root: Path) -> FilePath | Refusal | None:
    try:
        target = path.resolve()
    except RuntimeError:  # links that lead to one another; Python 3.13 no longer raises it
        return Refusal(shown(path), NOWHERE)
    if not target.is_relative_to(real_root):
        return Refusal(shown(path), "a link that leads out of the directory: not followed")
    if target.is_dir():
        return None
    if not target.exists():
        return Refusal(shown(path), NOWHERE)
    return FilePath(shown(path), target, follow=False)


def why_not(error: OSError) -> str:
    """Say in a few words why the system would not open or read something."""
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, PermissionError):
        return "permission denied"
    return f"cannot be read: {error.strerror or error}"
