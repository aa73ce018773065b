"""A process together with all that it has started, as Linux tells of them."""

from __future__ import annotations

import re
from pathlib import Path


def family(pid: int) -> list[int]:
    """Return a process and all that it has started, by Linux's own list."""
    children = [int(c) for f in Path(f"/proc/{pid}/task").glob("*/children") for c in f.read_text().split()]
    return [pid, *(found for child in children for found in family(child))]


def resident_mb(pid: int) -> int:
    """Return the memory that they have; what they share counts for each."""
    return _sum_kb(pid, "VmRSS") // 1024


def peak_mb(pid: int) -> int:
    """Return the sum of the most memory that each of them had."""
    return _sum_kb(pid, "VmHWM") // 1024


def _sum_kb(pid: int, name: str) -> int:
    statuses = [Path(f"/proc/{one}/status").read_text() for one in family(pid)]
    return sum(int(found[1]) for status in statuses if (found := re.search(rf"{name}:\s+(\d+) kB", status)))
