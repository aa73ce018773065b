"""`python -m quality.bench_ledger FILE NUMBER [LEDGER] [--grown SIZE]`: what adding a document costs after reading, as the ledger grows.

FILE are real reports (JSON lines, may be .gz), of which NUMBER documents are made by shuffling (`arrivals.py`). Prints a row for each
tenth: median, 95th percentile and mean milliseconds an addition, memory, size of the ledger, and at the end the last tenth's median over
the first's. With --grown the NUMBER are added to a ledger that SIZE others were written to in bulk (`grown_ledger.py`): compare the rows of
two sizes. Readings of FILE are kept in the file that BENCH_READINGS names, where it is set, for the next run. The figures hang on the
machine: compare ratios.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Iterable
from multiprocessing import Process
from pathlib import Path
from tempfile import TemporaryDirectory

from dragoman.errors import DragomanError
from dragoman.flow import verbs
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document
from dragoman.read import Reader
from dragoman.store import Name, is_server, snapshot, writing
from dragoman.store.codec import decode, decode_reading, encode, encode_reading
from quality.arrivals import SEED, arrivals, documents
from quality.grown_ledger import grow

PARTS = 10


def main(argv: list[str]) -> None:
    """Measure and print."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("file", type=Path)
    p.add_argument("number", type=int)
    p.add_argument("ledger", nargs="?")
    p.add_argument(
        "--grown", type=int, default=0, metavar="SIZE", help="documents that the ledger, a file that is not there yet, has before"
    )
    p.add_argument("--longest", type=int, default=None, metavar="SENTENCES", help="cut made documents to so many sentences")
    a = p.parse_args(argv)
    with TemporaryDirectory() as folder:
        ledger: Name = a.ledger or f"{folder}/bench.db"
        readings = _readings(a.file, Path(os.environ.get("BENCH_READINGS", f"{folder}/readings.jsonl")))
        if a.grown:
            # In a process of its own, whose memory is not counted with the writer's.
            growing = Process(target=grow, args=(Path(ledger), readings, a.grown, a.longest))
            growing.start()
            growing.join()
            if growing.exitcode:
                sys.exit(f"expected a ledger of {a.grown} documents, saw the growing of it end with {growing.exitcode}")
        measure(arrivals(readings, a.number, SEED + 1 if a.grown else SEED, a.longest, "c"), a.number, ledger)


def measure(made: Iterable[Reading], number: int, ledger: Name) -> None:
    """Add `number` made documents and print a row for each tenth."""
    print(f"{'documents':>9} {'median ms':>9} {'p95 ms':>8} {'mean ms':>8} {'worst ms':>8} {'CPU ms':>7} {'RSS MB':>7} {'MB':>7}")
    medians, cpu_medians, spent, cpu = [], [], [], []
    with writing(ledger, verbs.linking()) as writer:
        for n, reading in enumerate(made, 1):
            begun, cpu_begun = time.perf_counter(), time.process_time()
            writer.add(reading)
            spent.append(1000 * (time.perf_counter() - begun))
            cpu.append(1000 * (time.process_time() - cpu_begun))
            if n % (number // PARTS) == 0:
                medians.append(statistics.median(spent))
                cpu_medians.append(statistics.median(cpu))
                p95 = statistics.quantiles(spent, n=20)[-1]
                mean, worst = statistics.mean(spent), max(spent)
                size = (
                    sum(p.stat().st_size for p in Path(ledger).parent.glob(f"{Path(ledger).name}*")) / 1e6 if not is_server(ledger) else 0
                )
                row = f"{n:>9} {medians[-1]:>9.1f} {p95:>8.1f} {mean:>8.1f} {worst:>8.1f} {cpu_medians[-1]:>7.1f}"
                print(f"{row} {_memory_mb():>7.0f} {size:>7.0f}", flush=True)
                spent, cpu = [], []
    print(f"the last tenth costs {medians[-1] / medians[0]:.2f} times the first (processor time {cpu_medians[-1] / cpu_medians[0]:.2f})")
    with snapshot(ledger) as opened:
        print(opened.size())


def _readings(file: Path, kept: Path) -> list[Reading]:
    if kept.exists():
        lines = [line.split("\t", 1) for line in kept.read_text(encoding="utf-8").splitlines()]
        return [decode_reading(body, decode(document, Document)) for document, body in lines]
    reader = Reader.load()
    found = []
    for document in documents(file):
        try:
            found.append(reader.read(document))
        except DragomanError as e:
            print(f"{document.id}: {e}", file=sys.stderr)
    kept.write_text("".join(f"{encode(r.document)}\t{encode_reading(r)}\n" for r in found), encoding="utf-8")
    return found


def _memory_mb() -> float:
    """Return the resident memory of this process now; its peak would hide that it has stopped growing."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main(sys.argv[1:])
