"""The state that a side alone means."""

import pytest

from dragoman.read.sides import on_side
from tests.read.test_actors import one


@pytest.mark.parametrize(
    ("word", "named", "code"),
    [
        ("north", {"PRK": 3, "KOR": 1}, "PRK"),
        ("south", {"PRK": 3, "KOR": 1}, "KOR"),
        ("south", {"SSD": 1, "SDN": 2}, "SSD"),
        ("south", {"SSD": 1, "SDN": 2, "PRK": 1, "KOR": 1}, None),  # either
        ("south", {"KOR": 4, "USA": 9}, None),  # of the USA, perhaps
        ("south", {"ZAF": 4}, None),
        ("north", {"MKD": 4, "GRC": 1}, None),
        ("west", {"DEU": 4}, None),
        ("korea", {"PRK": 3, "KOR": 1}, None),
    ],
)
def test_both_sides_must_be_named(word, named, code):
    assert on_side(word, named) == code


def test_a_side_alone_is_the_state_where_both_are_named() -> None:
    north = one("North Korea fired a missile, and South Korea protested. [GPE The North] said it was a test.")
    assert (north.actor, north.name) == ("state:PRK", "North Korea")
    assert one("Voters in [GPE the North] of Cameroon, French officials said, stayed at home.").actor is None


def test_a_side_alone_is_no_province_of_that_name() -> None:
    """Cameroon and New Caledonia have a North Province."""
    north = one("Italian officials said that [GPE the North] had voted.")
    assert (north.place, north.name) == (None, "North")
