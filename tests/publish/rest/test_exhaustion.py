"""A server under more than it can bear (`quality/siege.py`): it refuses, answers for its health meanwhile, and is well again afterwards.

Ten seconds of it; `python -m quality.siege` is the whole of it, a minute long, against a large ledger.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quality import siege
from tests.publish.rest.conftest import client

pytestmark = pytest.mark.slow

SECONDS = float(os.environ.get("SIEGE_SECONDS", "10"))
LATEST_SECONDS = 10.0


def test_a_besieged_server_refuses_answers_for_its_health_and_recovers(kept):
    if not Path("/proc/self/status").exists():
        pytest.skip("memory is read from /proc")
    client(kept).close()  # skips where the libraries that serve are missing
    told = siege.besieged(kept, SECONDS)
    assert told.alive
    assert not told.strange, told.answers
    assert {200, 400, 413, 429} <= told.answers.keys(), told.answers
    assert told.peak_mb < siege.MOST_MB
    assert told.recovered_seconds < siege.RECOVERY_SECONDS
    # Besiegers and server share the processors, so that a single question may be late where both are busy.
    assert told.health_seconds[len(told.health_seconds) // 2] < siege.HEALTH_SECONDS
    assert told.health_seconds[-1] < LATEST_SECONDS
