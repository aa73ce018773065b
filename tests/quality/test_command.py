"""The command's choice of sets, and what it says of those that are not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from quality.__main__ import NAMES, main, ours, there


def test_sets_that_are_missing_are_passed_over_with_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [name for name, _ in ours(["real", "annotated"], tmp_path)] == []
    assert list(there(NAMES, tmp_path)) == []
    told = capsys.readouterr().err.splitlines()
    assert len(told) == len(NAMES) - 1
    assert "lgl: passed over, expected geo/lgl.xml in the shared data and saw none" in told


def test_an_unknown_set_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--only", "nowhere"])
    assert stopped.value.code == 2
    assert "crossner" in capsys.readouterr().err
