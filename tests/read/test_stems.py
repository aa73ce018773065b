"""Stems of words, whoever else asks for one at the same time."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from dragoman.read import stems
from dragoman.reconcile import words
from dragoman.store import folding

WORDS = [
    f"{word}{ending}"
    for word in ("lift", "violat", "negotiat", "impos", "congratul", "agree", "sanction", "relat", "nation", "generous", "hopeful")
    for ending in ("ed", "ing", "ions", "e", "ly", "ness", "ional")
]


@pytest.mark.parametrize("stem", [stems.stem, words.stem, folding._stem])
def test_threads_that_ask_at_the_same_time_get_the_same_stems(stem):
    bare = stem.__wrapped__  # what is remembered would hide it
    alone = [bare(w) for w in WORDS]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(3) as threads:
            found = list(threads.map(lambda _: [bare(w) for w in WORDS], range(60)))
    finally:
        sys.setswitchinterval(before)
    assert all(one == alone for one in found)
