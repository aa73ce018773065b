from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dragoman.publish.rest.app import create
from dragoman.publish.rest.service import Service
from tests.publish import small
from tests.store.by_hand import keep

if TYPE_CHECKING:
    from starlette.testclient import TestClient

__all__ = ["TOKEN", "client", "create", "service"]

TOKEN = "a-token-for-tests-only"  # noqa: S105


def service(ledger: Path, **how: Any) -> Service:
    """Return what to serve; skips where the libraries that serve are missing."""
    pytest.importorskip("fastapi", reason="serving needs the extra `serve`")
    return Service(ledger, **how)


def client(ledger: Path, **how: Any) -> TestClient:
    """Return a client of a server on this machine."""
    served = service(ledger, **how)
    from starlette.testclient import TestClient

    return TestClient(create(served), base_url="http://127.0.0.1:8000", raise_server_exceptions=False)


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rest") / "x.db"
    keep(path, small.ledger())
    return path


@pytest.fixture
def ask(kept: Path) -> Iterator[TestClient]:
    with client(kept) as made:
        yield made


@pytest.fixture
def write(kept: Path, tmp_path: Path) -> Iterator[TestClient]:
    """Return a client of a server that takes changes, of a ledger of its own, that bears the token."""
    path = tmp_path / "own.db"
    shutil.copy(kept, path)
    with client(path, writable=True, token=TOKEN, writes_a_minute=100_000) as made:
        made.headers["Authorization"] = f"Bearer {TOKEN}"
        yield made
