"""What tests of several rooms are given."""

import hypothesis
import pytest

from tests.store import places

# A busy machine is no fault of what is tested.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")


@pytest.fixture(scope="session")
def postgres():
    """Start a PostgreSQL server for all tests of the session that want one."""
    if places.programs() is None:
        pytest.skip(places.NO_SERVER)
    pytest.importorskip("pg8000", reason="the driver for PostgreSQL is not installed: pip install 'dragoman[postgres]'")
    with places.server() as running:
        yield running


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def place(request, tmp_path) -> places.Place:
    """Name a new place for a ledger at each call, of one kind of database after the other."""
    if request.param == "PostgreSQL":
        return request.getfixturevalue("postgres").new_database
    return lambda: tmp_path / f"{next(places._numbers)}.db"
