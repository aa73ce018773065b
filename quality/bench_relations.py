"""`python -m quality.bench_relations [ROWS]`: relations and blocs over a million coded events, and rows a second and memory of import.

Events are drawn (`quality.planted`): 200 states in five blocs, a million events of nine months. Import is of a made-up GDELT file of
ROWS rows (a million otherwise), in a process of its own. Seconds hang on the machine and on what else it does: each figure is given with
the processor seconds that it took.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import polars as pl

from dragoman.coded.parts import Parts, scan
from dragoman.ingest.coded.layouts import GDELT
from dragoman.relate.blocs import blocs
from dragoman.relate.series import relation
from quality.planted import adjusted_rand, world

T = TypeVar("T")

EVENTS = 1_000_000
STATES = [40] * 5
_IMPORT = """
import resource, sys
from pathlib import Path
from dragoman.flow import import_events
told = import_events(Path(sys.argv[1]), Path(sys.argv[2]))
print(told.rows, told.kept, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def main(argv: list[str]) -> None:
    """Measure and print."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("rows", type=int, nargs="?", default=1_000_000)
    rows = p.parse_args(argv).rows
    made, groups = world(STATES, events=EVENTS, friendly=2.0, hostile=2.0)
    with tempfile.TemporaryDirectory() as folder:
        parts = Parts(Path(folder) / "events", "made")
        parts.add(made.collect())
        parts.keep()
        table = scan([Path(folder) / "events"])
        first, second = table.group_by("source", "target").len().sort("len", "source", "target").collect().row(-1)[:2]
        relation(table, first, second)  # libraries load at the first call
        told = _timed(f"relations of {first} and {second}, by day", lambda: relation(table, first, second, by="day"))
        print(f"  {told.events:,} events of {EVENTS:,} in {len(told.periods)} days")
        _timed("relations of two halves of the world, by month", lambda: relation(table, *_halves(groups)))
        (window,) = _timed("blocs of 200 states", lambda: blocs(table, ["2025-01..2025-09"])).windows
        of = {member.actor: n for n, bloc in enumerate(window.blocs) for member in bloc.members}
        found = adjusted_rand(list(groups.values()), [of.get(actor, len(window.blocs)) for actor in groups])
        print(f"  {window.events:,} events, {len(window.blocs)} blocs, adjusted Rand index with the planted ones {found:.2f}")
        _import(made, rows, Path(folder))


def _timed(what: str, run: Callable[[], T]) -> T:
    begun, used = time.perf_counter(), time.process_time()
    result = run()
    print(f"{what}: {time.perf_counter() - begun:.2f} s ({time.process_time() - used:.2f} s of processor)")
    return result


def _halves(groups: dict[str, int]) -> tuple[str, str]:
    states = sorted(groups)
    return "+".join(states[::2]), "+".join(states[1::2])


def _import(made: pl.LazyFrame, rows: int, folder: Path) -> None:
    file = folder / "made.export.CSV"
    _write_gdelt(made, rows, file)
    begun, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    told = subprocess.run([sys.executable, "-c", _IMPORT, str(file), str(folder / "imported")], check=True, capture_output=True, text=True)
    seconds, processor = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - used
    read, kept, peak = (int(word) for word in told.stdout.split())
    size = file.stat().st_size / 2**20
    print(f"import of {read:,} rows of GDELT ({size:.0f} MB): {seconds:.1f} s ({processor:.1f} s of processor)")
    print(f"  {read / seconds:,.0f} rows/s ({read / processor:,.0f} a processor second), {kept:,} kept, peak memory {peak} MB")


def _write_gdelt(made: pl.LazyFrame, rows: int, file: Path) -> None:
    """Write events in GDELT's columns, over and over until there are enough; what we do not read is filled to the usual length."""
    filled = {"SOURCEURL": pl.lit("https://www.example.org/news/2025/world/a-report-of-what-happened-") + pl.col("event")}
    named = {
        "Day": pl.col("earliest").dt.strftime("%Y%m%d"),
        "Actor1CountryCode": pl.col("source"),
        "Actor2CountryCode": pl.col("target"),
        "EventCode": pl.col("type").replace({"CONSULT": "042", "ACCUSE": "112"}),
        "NumSources": pl.lit("3"),
        "IsRootEvent": pl.lit("1"),
        "ActionGeo_FullName": pl.lit("Somewhere, Some Province, Somestate"),
        "GlobalEventID": pl.col("event"),
        **filled,
    }
    table = made.select([named.get(column, pl.lit("0")).alias(column) for column in GDELT]).collect()
    with file.open("wb") as out:
        while rows > 0:
            table.head(rows).write_csv(out, separator="\t", include_header=False, quote_style="never")
            rows -= table.height


if __name__ == "__main__":
    main(sys.argv[1:])
