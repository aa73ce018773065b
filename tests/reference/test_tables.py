"""The tables hold together: every code, id and date that one of them uses is known to the others."""

from __future__ import annotations

import re

import pytest

from dragoman.reference import gazetteer, offices, organisations, sectors, states
from dragoman.reference.tables import DATA, rows

SECTORS = set(re.findall("...", "GOVMILPRMREBOPPPTYAGRBUSCRMCVLEDUELIHLHIGOJUDLABLEGMEDNGOREFRELSOCSPYUAFUNKCOP"))
TABLES = sorted(path.stem for path in DATA.glob("*.tsv") if path.stem not in {"gazetteer.index", "known_years"})


@pytest.mark.parametrize("name", TABLES)
def test_every_table_says_where_its_facts_are_from_and_has_cells_for_all_its_columns(name: str) -> None:
    head = (DATA / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    comment = [line for line in head if line.startswith("#")]
    assert any("version:" in line for line in comment)
    assert any("Facts" in line for line in comment)
    columns = next(line for line in head if line and not line.startswith("#")).split("\t")
    assert {len(row) for row in rows(name)} == {len(columns)}


def test_states_have_one_code_each_and_sovereigns_that_exist() -> None:
    codes = [row[0] for row in rows("states")]
    assert len(codes) == len(set(codes)) >= 250
    members = [s for s in states.table().values() if s.kind == "member"]
    assert len(members) == 193
    for state in states.table().values():
        assert re.fullmatch(r"[A-Z]{3}", state.code)
        assert state.of is None or states.by_code(state.of) is not None
        assert -90 <= state.latitude <= 90
        assert -180 <= state.longitude <= 180


def test_every_member_state_has_an_adjective_and_a_capital_of_the_gazetteer() -> None:
    for state in states.table().values():
        if state.kind == "member":
            assert state.adjectives, state.code
            found = [city for name in state.capitals for city in gazetteer.cities(name) if city.place.country == state.code]
            assert found or not state.capitals, state.code


def test_organisations_have_known_sectors_and_states() -> None:
    ids = [row[0] for row in rows("organisations")]
    assert len(ids) == len(set(ids)) >= 150
    for organisation in organisations.table().values():
        assert organisation.sector in SECTORS
        assert organisation.state is None or states.by_code(organisation.state) is not None
    for identity, members in organisations.memberships().items():
        assert organisations.by_id(identity) is not None
        assert all(states.by_code(code) is not None for code, _ in members)


def test_offices_name_only_known_people_states_and_organisations() -> None:
    people = [row[0] for row in rows("people")]
    assert len(people) == len(set(people))
    held = set()
    for holding in offices.holdings():
        assert holding.person in offices.people()
        assert holding.office in offices.table()
        known = organisations.by_id(holding.of) if holding.of.startswith("org:") else states.by_code(holding.of)
        assert known is not None, holding.of
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}", holding.term.since)
        assert holding.term.until is None or holding.term.since <= holding.term.until
        held.add(holding.person)
    assert held == set(people)  # nobody is in the table without an office


def test_an_office_of_one_has_one_holder_at_a_time() -> None:
    """Only terms known to the day can be told to overlap; on a day of change there may be two holders."""
    heads = {"president", "prime-minister", "monarch", "chancellor", "foreign-minister", "secretary-general"}
    last: dict[tuple[str, str], offices.Holding] = {}
    exact = (h for h in offices.holdings() if h.office in heads and len(h.term.since) == 10)
    for held in sorted(exact, key=lambda h: h.term.since):
        before = last.get((held.of, held.office))
        if before is not None and held.of != "KHM":  # Cambodia had two prime ministers from 1993 to 1997
            assert before.term.until is not None, (before, held)
            assert before.term.until[:10] <= held.term.since, (before, held)
        last[held.of, held.office] = held


def test_roles_and_institutions_have_known_sectors() -> None:
    assert {role.sector for role in sectors.roles().values()} <= SECTORS
    assert {institution.sector for institution in sectors.institutions().values()} <= SECTORS
