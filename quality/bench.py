"""`python -m quality.bench [FILE [NUMBER]]`: sentences a second, in one process and as `dragoman read`, and what else reading costs.

Reads the first NUMBER records of FILE (JSON lines, may be .gz), else the corpus's reports. In one process all cores but one wait while
anything but the model runs; the command has a reading process a core, and its time and memory are those of all its processes from start
to end. The bare encoder runs over the same windows in one process. The figures hang on the machine: compare ratios.
"""

from __future__ import annotations

import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from dragoman.neural.session import shipped
from dragoman.nouns.text import Document
from dragoman.read import Reader
from dragoman.read import sentences as splitter
from dragoman.read.windows import windows, word_ranges
from quality.processes import peak_mb
from training.corpus import load

SAMPLED_EVERY_SECONDS = 0.05


def main(argv: list[str]) -> None:
    """Measure and print."""
    documents = _records(Path(argv[0])) if argv else [d.document for s in load() for d in s.readings]
    documents = documents[: int(argv[1])] if len(argv) > 1 else documents
    reader = Reader.load()
    reader.read(documents[0])
    begun = time.perf_counter()
    sentences = sum(len(reader.read(d).sentences) for d in documents)
    spent = time.perf_counter() - begun
    bare = _bare(documents)
    print(f"{len(documents)} documents, {sentences} sentences")
    print(f"{sentences / spent:.0f} sentences/s, {1000 * spent / len(documents):.0f} ms a document")
    print(f"bare encoder and heads: {sentences / bare:.0f} sentences/s; the reader keeps {bare / spent:.0%} of that rate")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    spent, megabytes = _as_command(documents)
    print(f"dragoman read --jsonl: {sentences / spent:.0f} sentences/s, {spent:.1f} s in all, peak memory of its processes {megabytes} MB")
    for what in (["-c", "import dragoman"], ["-m", "dragoman", "--help"]):
        print(f"{' '.join(what)}: {min(_seconds(what) for _ in range(5)):.2f} s")


def _records(path: Path) -> list[Document]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = [json.loads(line) for line in raw.decode("utf-8").splitlines() if line.strip()]
    return [Document(str(r.get("id", n)), path.name, r["text"]) for n, r in enumerate(rows)]


def _as_command(documents: Sequence[Document]) -> tuple[float, int]:
    """Return the seconds and the megabytes that `dragoman read` takes for the documents, with all its processes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "documents.jsonl"
        path.write_text("\n".join(json.dumps({"id": d.id, "text": d.text}) for d in documents) + "\n", encoding="utf-8")
        begun, megabytes = time.perf_counter(), 0
        command = subprocess.Popen([sys.executable, "-m", "dragoman", "read", str(path), "--jsonl"], stdout=subprocess.DEVNULL)
        while command.poll() is None:
            time.sleep(SAMPLED_EVERY_SECONDS)
            megabytes = max(megabytes, _peak_mb(command.pid))
        spent = time.perf_counter() - begun
    if command.returncode:
        raise SystemExit(f"expected dragoman read to end with 0, saw {command.returncode}")
    return spent, megabytes


def _peak_mb(pid: int) -> int:
    """Return the sum of what each process of a family had at most, 0 where one of them ends as it is looked at."""
    try:
        return peak_mb(pid)
    except OSError:
        return 0


def _bare(documents: list[Document]) -> float:
    """Return the seconds that the graph alone takes over the same windows."""
    model, spent = shipped(), 0.0
    for d in documents:
        pieces = model.wordpiece.cut(d.text)
        for w in windows(pieces, word_ranges(pieces, splitter.split(d.text))):
            begun = time.perf_counter()
            model.run(pieces, w.context, w.end)
            spent += time.perf_counter() - begun
    return spent


def _seconds(arguments: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main(sys.argv[1:])
