"""Amounts, money and shares to their canonical strings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.read.currencies import CODES, code_of
from dragoman.read.quantities import read_money, read_quantity, read_share, strip_bound
from dragoman.read.units import counted, symbol_of


@pytest.mark.parametrize(
    ("words", "value", "bound"),
    [
        ("up to 10 billion cubic metres of gas a year", "10000000000 m3/yr", "max"),
        ("50 bcm a year", "50000000000 m3/yr", None),
        ("2.5 million tonnes of liquefied natural gas a year", "2500000 t/yr", None),
        ("15,000 barrels a day of crude", "15000 bbl/d", None),
        ("about 240,000 bpd", "240000 bbl/d", "approx"),
        ("12 soldiers", "12 persons", None),
        ("at least nine generals", "9 persons", "min"),
        ("Two hundred and forty men", "240 persons", None),
        ("the 2,500 Ethiopian soldiers", "2500 persons", None),
        ("some 4,500 Filipinos", "4500 persons", "approx"),
        ("14 helicopters", "14 helicopters", None),
        ("eleven warships", "11 ships", None),
        ("two F-16s", "2 aircraft", None),
        ("28 armoured vehicles", "28 vehicles", None),
        ("a NASAMS battery", "1 battery", None),
        ("two batteries of coastal missiles", "2 batteries", None),
        ("50-bed", "50 beds", None),
        ("2,200-megawatt", "2200 MW", None),
        ("280-km road", "280 km", None),
        ("60,000 extra tonnes of diesel", "60000 t", None),
        ("70 nautical miles", "70 nmi", None),
        ("550,000 hectares", "550000 ha", None),
        ("3 kilolitres", "3 kl", None),
        ("seven of the 17", "7", None),
        ("one flight a day", "1 flight/d", None),
        ("10 to 15 tanks", "10-15 tanks", None),
        ("2 to 3 million tonnes", "2000000-3000000 t", None),
        ("163 votes to 121", "163-121 votes", None),
        ("dozens of people", "dozens of persons", None),
        ("several hundred people", "several hundred persons", None),
        ("tens of thousands of refugees", "tens of thousands of persons", None),
        ("a dozen", "12", "approx"),
        ("thirty-odd Russians", "30 persons", "approx"),
        ("seven or more", "7", "min"),
        ("1,200", "1200", None),
    ],
)
def test_quantities(words: str, value: str, bound: str | None) -> None:
    quantity = read_quantity(words)
    assert quantity is not None
    assert (quantity.value(), quantity.bound) == (value, bound)


@pytest.mark.parametrize(
    ("words", "value", "bound"),
    [
        ("$2.5bn", "2500000000 USD", None),
        ("3 billion euros", "3000000000 EUR", None),
        ("Rs 500 crore", "5000000000 INR", None),
        ("C$12 million", "12000000 CAD", None),
        ("US$476 million", "476000000 USD", None),
        ("A$600 million", "600000000 AUD", None),
        ("15-billion-yuan", "15000000000 CNY", None),
        ("€90m", "90000000 EUR", None),
        ("£19.9m", "19900000 GBP", None),
        ("USD 500 million a year", "500000000 USD/yr", None),
        ("more than $1.5 billion a year", "1500000000 USD/yr", "min"),
        ("about 1.3 billion euros", "1300000000 EUR", "approx"),
        ("Sh790 billion", "790000000000 KES", None),
        ("$16 a barrel", "16 USD/bbl", None),
        ("60 cents", "0.6 USD", None),
        ("2 million Swiss francs", "2000000 CHF", None),
        ("150 million", "150000000", None),
    ],
)
def test_money(words: str, value: str, bound: str | None) -> None:
    money = read_money(words)
    assert money is not None
    assert (money.value(), money.bound) == (value, bound)


@pytest.mark.parametrize(
    ("words", "value", "bound"),
    [
        ("25 percent", "25 %", None),
        ("up to 35.3 per cent", "35.3 %", "max"),
        ("25 per cent a year", "25 %/yr", None),
        ("a quarter each year", "25 %/yr", None),
        ("about a third of the total", "33 %", "approx"),
        ("four-fifths of its crude", "80 %", None),
        ("two lorries in five", "40 %", None),
        ("Ten of the 15 members", "10/15", None),
        ("half a percentage point", None, None),
    ],
)
def test_shares(words: str, value: str | None, bound: str | None) -> None:
    share = read_share(words)
    if value is None:
        assert share is None or share.value() == "50 %"
    else:
        assert share is not None
        assert (share.value(), share.bound) == (value, bound)


@pytest.mark.parametrize("words", ["", "soldiers and rebels", "the", "$"])
def test_what_holds_no_amount(words: str) -> None:
    assert read_quantity(words) is None
    assert read_money(words) is None


def test_plants_and_containers_are_not_people() -> None:
    assert [counted(n) for n in ("plants", "containers", "launchers", "tankers")] == ["plants", "containers", "launchers", "tankers"]
    assert {counted(n) for n in ("fishermen", "workers", "Houthis", "engineers", "refugees", "activists")} == {"persons"}


def test_units_by_table_and_by_pint() -> None:
    assert [symbol_of(u) for u in ("tonnes", "cubic metres", "nautical miles", "kilolitres", "gigajoules", "helicopters")] == [
        "t",
        "m3",
        "nmi",
        "kl",
        "GJ",
        None,
    ]


def test_every_currency_name_gives_a_code() -> None:
    assert code_of("roubles") == "RUB"
    assert code_of("¥") == "JPY"
    assert code_of("pesetas") is None
    assert all(len(code) == 3 and code.isupper() for code in CODES)


@given(
    st.integers(1, 10**12),
    st.sampled_from(["", "about ", "at least ", "up to ", "more than "]),
    st.sampled_from(["soldiers", "tonnes", "helicopters"]),
)
def test_the_number_survives(number: int, hedge: str, noun: str) -> None:
    quantity = read_quantity(f"{hedge}{number:,} {noun}")
    assert quantity is not None
    assert quantity.amount == str(number)
    assert quantity.bound == {"": None, "about ": "approx", "at least ": "min", "up to ": "max", "more than ": "min"}[hedge]


@given(st.text(max_size=60))
def test_no_text_breaks_the_readers(text: str) -> None:
    for read in (read_quantity, read_money, read_share):
        found = read(text)
        assert found is None or found.value()
    assert strip_bound(text) == strip_bound(text)
