"""Loads the classes of words that the resolution of actors and places goes by from `word_classes.tsv`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).with_name("word_classes.tsv")


@cache
def _classes() -> dict[str, frozenset[str]]:
    lines = [line for line in _FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    rows = (line.split("\t") for line in lines[1:])
    return {name: frozenset(word.replace("_", " ") for word in words.split()) for name, _, words in rows}


def word_class(name: str) -> frozenset[str]:
    """Return the words of a class, folded."""
    return _classes()[name]
