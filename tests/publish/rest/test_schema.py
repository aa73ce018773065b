"""The interface against its own description, with questions that a machine makes up."""

from __future__ import annotations

import hypothesis
import pytest

from tests.publish import small
from tests.publish.rest.conftest import create, service
from tests.store.by_hand import keep

schemathesis = pytest.importorskip("schemathesis", reason="questions are made up by schemathesis")


@pytest.fixture(scope="module")
def described(tmp_path_factory):
    path = tmp_path_factory.mktemp("schema") / "x.db"
    keep(path, small.ledger())
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", create(service(path)))


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@hypothesis.settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=list(hypothesis.HealthCheck), database=None)
def test_answers_are_as_described(case):
    case.call_and_validate()
