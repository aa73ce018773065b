"""Organisations by name and acronym, and their members by day."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.reference import organisations, sectors


@pytest.mark.parametrize(
    ("words", "actor", "state"),
    [
        ("NATO", "org:nato", None),
        ("the African Union", "org:african-union", None),
        ("UN nuclear watchdog", "org:iaea", None),
        ("Asean", "org:asean", None),
        ("Opec+", "org:opec-plus", None),
        ("UNHCR", "org:unhcr", None),
        ("Hezbollah", "org:hezbollah", "LBN"),
        ("Rapid Support Forces", "org:rsf-sudan", "SDN"),
        ("Xinhua", "org:xinhua", "CHN"),
        ("Médecins Sans Frontières", "org:msf", None),
    ],
)
def test_one_organisation_of_the_name(words: str, actor: str, state: str | None) -> None:
    (found,) = organisations.find(words)
    assert (found.actor, found.state) == (actor, state)


def test_a_shared_acronym_gives_all_that_bear_it() -> None:
    assert {o.id for o in organisations.find("RSF")} == {"rsf-sudan", "reporters-without-borders"}
    assert organisations.find("Union of Nobody") == ()


def test_members_come_and_go() -> None:
    assert "GBR" in organisations.members("org:eu", date(2019, 1, 1))
    assert "GBR" not in organisations.members("eu", date(2021, 1, 1))
    assert "FIN" not in organisations.members("org:nato", date(2023, 1, 1))
    assert "FIN" in organisations.members("org:nato", date(2023, 6, 1))
    assert len(organisations.members("org:nato", date(2025, 1, 1))) == 32
    assert len(organisations.members("org:eu", date(2025, 1, 1))) == 27
    assert organisations.members("org:hamas", date(2020, 1, 1)) == ()


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("riot police", "COP"),
        ("the opposition leader", "OPP"),
        ("leaders", "GOV"),
        ("two aid workers", "NGO"),
        ("ministers", "GOV"),
        ("the navy", "MIL"),
        ("refugees", "REF"),
        ("a judge", "JUD"),
        ("state television", "MED"),
        ("trade unions", "LAB"),
        ("gunmen", "REB"),
        ("families", "CVL"),
    ],
)
def test_roles_by_the_longest_phrase_that_ends_a_mention(words: str, sector: str) -> None:
    role = sectors.role(words)
    assert role is not None
    assert role.sector == sector


def test_institutions_have_one_id_however_they_are_called() -> None:
    for words in ("Jordan's foreign ministry", "the Ministry of Foreign Affairs", "Foreign Office"):
        found = sectors.institution(words)
        assert found is not None
        assert found.actor("JOR") == "org:JOR/foreign-ministry"
    assert sectors.institution("the ladder") is None
