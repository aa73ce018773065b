"""What scoring one outside set gives: its figures, and its errors for a person to read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dragoman.read import Reader
from quality.reading_score import Figure


@dataclass(frozen=True, slots=True)
class Scored:
    """Figures by measure, in the order in which they are to be shown, and markdown lines of errors: sentence, gold, system."""

    figures: dict[str, Figure]
    errors: list[str]


Scorer = Callable[[Reader, Path], Scored]
"""Reads a set from a file or folder of it with the reader and scores what comes out."""


def share(right: int, of: int) -> Figure:
    """Return a plain share of `of` cases as a figure, whose precision, recall and F1 are all that share."""
    value = right / of if of else 0.0
    return Figure(value, value, value, of)


def both_ways(right_of_system: int, system: int, right_of_gold: int, gold: int) -> Figure:
    """Return precision over the system's items and recall over the gold's, where one gold item may answer several of the system's."""
    p = right_of_system / system if system else 0.0
    r = right_of_gold / gold if gold else 0.0
    return Figure(p, r, 2 * p * r / (p + r) if p + r else 0.0, gold)


def around(text: str, start: int, end: int, reach: int = 70) -> str:
    """Return the words around `[start, end)` on one line, what is meant between square brackets."""
    left, right = max(0, start - reach), min(len(text), end + reach)
    return " ".join(f"{text[left:start]}[{text[start:end]}]{text[end:right]}".split())
