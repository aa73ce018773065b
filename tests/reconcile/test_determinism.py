"""The same readings give the same bytes in every process, whatever seed Python hashes strings with."""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = """
import hashlib
from dragoman.reconcile import reconcile
from dragoman.reconcile.profiles import packed, profile
from tests.reconcile.make import corpus_stories
from training.blur import LIGHT, blur
readings = [blur(r, LIGHT, 2) for s in corpus_stories(3) for r in s.readings]
print(hashlib.sha256(repr((reconcile(readings), [packed(profile(r)) for r in readings])).encode()).hexdigest())
"""


def test_hash_seed_does_not_change_a_byte() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1
    assert len(digests.pop().strip()) == 64
