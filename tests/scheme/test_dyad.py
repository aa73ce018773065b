"""Types and statuses as what they tell of a pair of parties."""

import pytest

from dragoman import scheme
from dragoman.errors import SchemeError


def test_there_are_plovers_sixteen_types():
    names = scheme.plover_types()
    assert len(names) == len(set(names)) == 16
    assert not {"STATE", "CEREMONY", "OFFICE"} & set(names)


@pytest.mark.parametrize("kind", scheme.load().types)
@pytest.mark.parametrize("status", scheme.load().statuses)
def test_shares_are_of_plovers_types_and_never_more_than_the_deed(kind, status):
    shares = scheme.dyad(kind, status)
    assert set(shares) <= set(scheme.plover_types())
    assert sum(shares.values()) <= 1.0
    assert all(share > 0 for share in shares.values())


@pytest.mark.parametrize(
    ("kind", "status", "told"),
    [
        ("ASSAULT", "occurred", "ASSAULT"),
        ("CONSULT", "denied", "REJECT"),  # "will not begin talks"
        ("AID", "cancelled", "SANCTION"),  # "suspended its aid"
        ("SANCTION", "cancelled", "RETREAT"),  # "lifted the embargo", CAMEO 085
        ("RETREAT", "scheduled", "AGREE"),  # CAMEO 035, express intent to yield
        ("COERCE", "scheduled", "THREATEN"),
    ],
)
def test_what_a_deed_tells_most(kind, status, told):
    shares = scheme.dyad(kind, status)
    assert max(shares, key=lambda name: (shares[name], name == told)) == told


@pytest.mark.parametrize(("kind", "status"), [("STATE", "occurred"), ("ASSAULT", "denied"), ("CONSULT", "hypothetical")])
def test_what_tells_nothing_of_a_pair(kind, status):
    assert not scheme.dyad(kind, status)


@pytest.mark.parametrize(("kind", "status"), [("WAVE", "occurred"), ("AID", "rumoured")])
def test_unknown_names_are_errors(kind, status):
    with pytest.raises(SchemeError, match=r"expected one of .*, saw"):
        scheme.dyad(kind, status)
