"""The interface against its own description, with questions that a machine makes up."""

from __future__ import annotations

import hypothesis
import pytest

from tests.publish import small
from tests.publish.rest.conftest import TOKEN, create, service
from tests.store.by_hand import keep

schemathesis = pytest.importorskip("schemathesis", reason="questions are made up by schemathesis")


@pytest.mark.parametrize("writable", [False, True])
def test_answers_are_as_described(tmp_path, writable):
    from schemathesis.specs.openapi.checks import positive_data_acceptance

    path = tmp_path / "x.db"
    keep(path, small.ledger())
    served = service(path, hosts=("testserver", "localhost"), writable=writable, token=TOKEN if writable else None, writes_a_minute=100_000)
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", create(served))
    asked = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        # What writes is asked where it may be written, and what reads where it may not.
        if (operation.method.upper() == "GET") == writable:
            continue

        @hypothesis.given(case=operation.as_strategy())
        @hypothesis.settings(
            max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(hypothesis.HealthCheck), database=None
        )
        def answers(case):
            # That a question fits the description does not make it one that can be answered: not every string is a cursor.
            case.call_and_validate(
                excluded_checks=[positive_data_acceptance], headers={"Authorization": f"Bearer {TOKEN}"} if writable else None
            )

        answers()
        asked += 1
    assert asked >= (5 if writable else 20)
