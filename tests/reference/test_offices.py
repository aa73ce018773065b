"""Who held which office when, and what cannot be told of it."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.nouns.time import DayInterval
from dragoman.reference import offices
from dragoman.reference.terms import Term


@pytest.mark.parametrize(
    ("of", "office", "day", "person"),
    [
        ("TUR", "foreign-minister", date(2024, 3, 5), "hakan-fidan"),
        ("RUS", "president", date(2010, 1, 1), "dmitry-medvedev"),
        ("FRA", "president", date(1996, 6, 1), "jacques-chirac"),
        ("DEU", "chancellor", date(2025, 6, 1), "friedrich-merz"),
        ("GBR", "prime-minister", date(2022, 9, 20), "liz-truss"),
        ("VAT", "pope", date(2025, 6, 1), "leo-xiv"),
        ("PRK", "supreme-leader", date(2020, 1, 1), "kim-jong-un"),
        ("org:un", "secretary-general", date(2003, 3, 1), "kofi-annan"),
        ("org:nato", "secretary-general", date(2024, 12, 1), "mark-rutte"),
        ("org:european-commission", "president", date(2021, 5, 1), "ursula-von-der-leyen"),
    ],
)
def test_holder_on_a_day(of: str, office: str, day: date, person: str) -> None:
    found = offices.holder(of, office, day)
    assert found is not None
    assert found.actor == f"person:{person}"


def test_no_holder_where_the_days_cover_two_or_nobody_is_known() -> None:
    assert offices.holder("USA", "president", DayInterval(date(2021, 1, 1), date(2021, 12, 31))) is None
    assert offices.holder("USA", "president", date(2021, 1, 20)) is None  # one leaves and one comes on that day
    assert offices.holder("USA", "monarch", date(2020, 1, 1)) is None
    latest = offices.latest_holder("USA", "president")
    assert latest is not None
    assert latest.name == "Donald Trump"


def test_people_by_full_and_short_name_and_by_when() -> None:
    assert [p.id for p in offices.people_named("Recep Tayyip Erdogan")] == ["recep-tayyip-erdogan"]
    assert {p.id for p in offices.people_named("Bush")} == {"george-h-w-bush", "george-w-bush"}
    in_2003 = DayInterval(date(2003, 5, 1), date(2003, 5, 1))
    assert [p.id for p in offices.people_named("Bush", in_2003)] == ["george-w-bush"]
    assert offices.people_named("Bush", DayInterval(date(2020, 1, 1), date(2020, 1, 1))) == ()
    assert offices.people_named("Zelenskiy")[0].name == "Volodymyr Zelensky"
    assert offices.bears_full_name("xi jinping")
    assert not offices.bears_full_name("Xi")


@pytest.mark.parametrize(
    ("title", "of", "office"),
    [
        ("foreign minister", "TUR", "foreign-minister"),
        ("Secretary of State", "USA", "foreign-minister"),
        ("secretary of state", "VAT", "secretary-of-state"),
        ("foreign secretary", "GBR", "foreign-minister"),
        ("chancellor", "DEU", "chancellor"),
        ("chief", "org:nato", "secretary-general"),
        ("emir", "QAT", "monarch"),
    ],
)
def test_titles_by_state(title: str, of: str, office: str) -> None:
    found = offices.entitled(title, of)
    assert found is not None
    assert found.id == office


def test_a_title_that_needs_another_state_names_nothing() -> None:
    assert offices.entitled("secretary of state", "FRA") is None
    assert offices.entitled("plumber", "FRA") is None
    assert offices.office_actor("TUR", "foreign-minister") == "office:TUR/foreign-minister"
    assert offices.office_actor("org:un", "secretary-general") == "office:un/secretary-general"


def test_a_partial_date_counts_for_all_its_days() -> None:
    term = Term("2014-08", "2016")
    assert term.overlaps(DayInterval(date(2014, 8, 1), date(2014, 8, 1)))
    assert term.overlaps(DayInterval(date(2016, 12, 31), date(2017, 5, 1)))
    assert not term.overlaps(DayInterval(date(2014, 7, 1), date(2014, 7, 31)))
    assert not term.overlaps(DayInterval(date(2017, 1, 1), date(2017, 1, 1)))
    assert Term("2014", None).overlaps(DayInterval(date(2050, 1, 1), date(2050, 1, 1)))
