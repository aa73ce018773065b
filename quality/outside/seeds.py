"""Scores the ledger of the two seed reports: how many of the expected events it holds, and whether it holds few others."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import re
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Final

from dragoman.flow import verbs
from dragoman.nouns.text import Document
from dragoman.publish.formats import ledger_to_json
from dragoman.read import Reader
from dragoman.reconcile import reconcile
from dragoman.settings import Settings
from quality.outside.scored import Scored, share

BEYOND_AT_MOST: Final = 8
TALLY: Final = re.compile(r"(\d+) of (\d+) expected; \d+ events in the ledger, (\d+) of them beyond")


def score(reader: Reader, path: Path) -> Scored:
    """Score the reports in a folder by the check that lies beside them; the errors are what that check prints."""
    sources = [str(p) for p in sorted(path.glob("*.txt"))]
    documents = [d for d in verbs.documents(sources, None, Settings()) if isinstance(d, Document)]
    ledger = reconcile(reader.read(d) for d in documents)
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as said:
        told = Path(folder) / "ledger.json"
        told.write_text(json.dumps(ledger_to_json(ledger)), encoding="utf-8")
        _check(path / "check.py").main(str(told))
    found = TALLY.search(said.getvalue())
    if found is None:
        raise ValueError(f"expected a last line '... of ... expected; ...' from {path.name}/check.py, saw {said.getvalue()[-200:]!r}")
    right, expected, beyond = map(int, found.groups())
    figures = {"expected events": share(right, expected), f"at most {BEYOND_AT_MOST} beyond": share(beyond <= BEYOND_AT_MOST, 1)}
    return Scored(figures, said.getvalue().splitlines())


def _check(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("seeds_check", path)
    if spec is None or spec.loader is None:
        raise ValueError(f"expected a Python file {path.name} beside the seeds, saw none")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
