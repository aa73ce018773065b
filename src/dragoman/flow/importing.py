"""Files of coded events into a folder of Parquet parts, each with a note of what came of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import TableError

if TYPE_CHECKING:
    from dragoman.nouns.coded import Imported

_UNSAFE = re.compile(r"[^\w.-]+")


def import_events(source: Path, into: Path, *, kind: str | None = None, on_batch: Callable[[Imported], None] | None = None) -> Imported:
    """Read one file of coded events into the folder `into`, and return what came of it; memory does not grow with the file.

    The parts are named by the file as it is given, so that importing it again replaces them; nothing of a file is kept unless it was
    read to its end. Raises TableError where the file cannot be read or the folder cannot be written.
    """
    from dragoman.coded.parts import Parts
    from dragoman.ingest.coded import read_coded

    name = _UNSAFE.sub("_", str(source)).strip("_.") or "events"
    parts = Parts(into, name)
    so_far: Imported | None = None
    try:
        for batch in read_coded(source, kind=kind):
            parts.add(batch.events)
            so_far = batch.so_far
            if on_batch:
                on_batch(so_far)
    except BaseException:
        parts.drop()
        raise
    if so_far is None:
        raise TableError(f"{source}: expected coded events, saw none")
    parts.keep()
    (into / f"{name}.json").write_text(json.dumps(asdict(so_far), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return so_far
