"""States by every kind of words that reports use for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reference import states
from dragoman.reference.names import fold, slug


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Burma", "MMR"),
        ("Swaziland", "SWZ"),
        ("Ivory Coast", "CIV"),
        ("Côte d'Ivoire", "CIV"),
        ("Cape Verde", "CPV"),
        ("Turkey", "TUR"),
        ("Türkiye", "TUR"),
        ("DR Congo", "COD"),
        ("DRC", "COD"),
        ("Congo-Kinshasa", "COD"),
        ("Republic of Congo", "COG"),
        ("Congo-Brazzaville", "COG"),
        ("Republic of Korea", "KOR"),
        ("DPRK", "PRK"),
        ("U.S.", "USA"),
        ("America", "USA"),
        ("Britain", "GBR"),
        ("Holland", "NLD"),
        ("Kosovo", "XKX"),
        ("Palestinian Authority", "PSE"),
        ("Taiwan", "TWN"),
        ("Western Sahara", "ESH"),
        ("Hong Kong", "HKG"),
        ("Greenland", "GRL"),
    ],
)
def test_names_old_and_new(words: str, code: str) -> None:
    state = states.find(words)
    assert state is not None
    assert state.code == code
    assert state.actor == f"state:{code}"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Swiss", "CHE"),
        ("Dutch", "NLD"),
        ("Filipinos", "PHL"),
        ("Bissau-Guinean", "GNB"),
        ("Nigerien", "NER"),
        ("Nigerian", "NGA"),
        ("Danes", "DNK"),
    ],
)
def test_demonyms(words: str, code: str) -> None:
    state = states.of_demonym(words)
    assert state is not None
    assert state.code == code


@pytest.mark.parametrize("words", ["Congo", "Korea"])
def test_a_name_of_two_states_is_refused(words: str) -> None:
    assert states.find(words) is None
    assert len(states.cues()[fold(words)]) == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("the Kremlin", "RUS"),
        ("Downing Street", "GBR"),
        ("Élysée", "FRA"),
        ("Zhongnanhai", "CHN"),
        ("White House", "USA"),
        ("Malacañang", "PHL"),
    ],
)
def test_seats_of_power(words: str, code: str) -> None:
    state = states.of_seat(words)
    assert state is not None
    assert state.code == code


def test_capitals_old_and_new_and_those_that_other_places_share() -> None:
    assert states.of_capital("Kiev") is states.of_capital("Kyiv")
    costa_rica = states.by_code("CRI")
    assert costa_rica is not None
    assert "San José" in costa_rica.shared


def test_names_of_other_kinds_do_not_answer() -> None:
    assert states.find("Moscow") is None
    assert states.of_capital("Russia") is None
    assert states.find("Narnia") is None


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(words: str) -> None:
    assert fold(fold(words)) == fold(words)


def test_folding_and_slugs() -> None:
    assert fold("  Port-au-Prince ") == fold("PORT AU PRINCE") == "port au prince"
    assert fold("U.S.") == "us"
    assert fold("St. Petersburg") == fold("Saint Petersburg")
    assert fold("Bérénice Łódź Ørsted") == "berenice lodz orsted"
    assert slug("Recep Tayyip Erdoğan") == "recep-tayyip-erdogan"
