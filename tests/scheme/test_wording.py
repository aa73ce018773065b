"""Verbs, names, dates, amounts and topics come out as English."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import scheme
from dragoman.nouns.ledger import Party
from dragoman.scheme.ontology import table
from dragoman.scheme.wording import amounts, dates, frames, names, parties, topics
from dragoman.scheme.wording.verbs import Verb, be


@pytest.mark.parametrize(
    ("base", "third", "past", "participle", "gerund"),
    [
        ("meet", "meets", "met", "met", "meeting"),
        ("agree", "agrees", "agreed", "agreed", "agreeing"),
        ("finalise", "finalises", "finalised", "finalised", "finalising"),
        ("deny", "denies", "denied", "denied", "denying"),
        ("deploy", "deploys", "deployed", "deployed", "deploying"),
        ("ban", "bans", "banned", "banned", "banning"),
        ("cancel", "cancels", "cancelled", "cancelled", "cancelling"),
        ("call off", "calls off", "called off", "called off", "calling off"),
        ("veto", "vetoes", "vetoed", "vetoed", "vetoing"),
        ("die", "dies", "died", "died", "dying"),
        ("withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"),
        ("free", "frees", "freed", "freed", "freeing"),
        ("walk out", "walks out", "walked out", "walked out", "walking out"),
    ],
)
def test_verb_forms(base, third, past, participle, gerund):
    verb = Verb(base)
    assert (verb.form("third"), verb.form("past"), verb.form("participle"), verb.form("gerund")) == (third, past, participle, gerund)


def test_be():
    assert [be(p, q) for p in (False, True) for q in (False, True)] == ["is", "was", "are", "were"]


@pytest.mark.parametrize(
    ("name", "actor", "phrase", "plural"),
    [
        ("United States", "state:USA", "the United States", False),
        ("Philippines", "state:PHL", "the Philippines", False),
        ("China", "state:CHN", "China", False),
        ("Bosnia and Herzegovina", "state:BIH", "Bosnia and Herzegovina", False),
        ("European Union", "org:eu", "the European Union", False),
        ("NATO", "org:nato", "NATO", False),
        ("UN", "org:un", "the UN", False),
        ("Houthis", "org:houthis", "the Houthis", True),
        ("Hakan Fidan", None, "Hakan Fidan", False),
        ("Evo Morales", None, "Evo Morales", False),
        ("Mohammed bin Salman", None, "Mohammed bin Salman", False),
        ("Kremlin aide", None, "a Kremlin aide", False),
        ("IMF mission", None, "an IMF mission", False),
        ("Ukrainian official", None, "a Ukrainian official", False),
        ("Turkish foreign minister", None, "the Turkish foreign minister", False),
        ("president of Honduras", None, "the president of Honduras", False),
        ("court in Bishkek", None, "a court in Bishkek", False),
        ("Ethiopian army", None, "the Ethiopian army", False),
        ("US secretary of state", None, "the US secretary of state", False),
        ("gunmen", None, "gunmen", True),
        ("people injured in Osh", None, "people injured in Osh", True),
        ("Ukrainian armed forces", None, "Ukrainian armed forces", True),
        ("two midwives", None, "two midwives", True),
        ("The foreign minister", None, "the foreign minister", False),
        ("Isaias Afwerki's eldest son", None, "Isaias Afwerki's eldest son", False),
        ("Turkey and the United Nations", None, "Turkey and the United Nations", True),
        ("Emmanuel Macron, Friedrich Merz and Donald Tusk", None, "Emmanuel Macron, Friedrich Merz and Donald Tusk", True),
        ("The Hague", None, "The Hague", False),
        ("state television", None, "state television", False),
        ("intelligence community", None, "the intelligence community", False),
        ("Venezuelans", None, "Venezuelans", True),
        ("Evans", None, "Evans", False),
        ("New Orleans", None, "New Orleans", False),
        ("Police", None, "police", True),
        ("Farmers", None, "farmers", True),
        ("Red Crescent", None, "the Red Crescent", False),
        ("Spain's Socialist Party", None, "Spain's Socialist Party", False),
        ("African Union's Peace Council", None, "the African Union's Peace Council", False),
        ("People's Defence Forces", None, "the People's Defence Forces", True),
        ("new envoy", None, "a new envoy", False),
        ("largest party", None, "the largest party", False),
        ("country's atomic agency", None, "the country's atomic agency", False),
        ("Gaza Strip’s border fence", None, "the Gaza Strip’s border fence", False),
        ("schoolgirl's father", None, "a schoolgirl's father", False),
        ("Israeli military", None, "the Israeli military", False),
        ("Demilitarized Zone", None, "the Demilitarized Zone", False),
        ("Hundred mourners", None, "mourners", True),
    ],
)
def test_names(name, actor, phrase, plural):
    assert names.phrase(name, actor) == phrase
    assert names.is_plural(name, actor) is plural


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Beijing", "in Beijing"),
        ("Muscat airport", "at Muscat airport"),
        ("Armenian-Azerbaijani border", "on the Armenian-Azerbaijani border"),
        ("White House", "at the White House"),
        ("Kremlin", "in the Kremlin"),
        ("West Bank", "in the West Bank"),
        ("Solomon Islands", "in the Solomon Islands"),
        ("Strait of Hormuz", "in the Strait of Hormuz"),
        ("stadium in Nicosia", "at a stadium in Nicosia"),
        ("three Ukrainian ports", "in three Ukrainian ports"),
    ],
)
def test_places(name, expected):
    assert names.place(name) == expected


def test_lists():
    assert names.conjoin(["A"]) == "A"
    assert names.conjoin(["A", "B"]) == "A and B"
    assert names.conjoin(["A", "B", "C"], "or") == "A, B or C"
    assert names.conjoin(list("ABCDEF")) == "A, B, C and three others"


def test_a_list_with_names_of_several_has_one_and():
    assert parties.phrase((Party("Alia Noor"), Party("officials and experts"))) == "Alia Noor, officials and experts"
    assert (
        parties.phrase((Party("Alia Noor"), Party("defence and intelligence officials")))
        == "Alia Noor and defence and intelligence officials"
    )


def test_parties_that_others_cover_are_left_out():
    erdogan, turkey = Party("Recep Tayyip Erdogan", "person:recep-tayyip-erdogan", "TUR"), Party("Turkey", "state:TUR", "TUR")
    both, china = Party("Turkey and China", None, None), Party("China", "state:CHN", "CHN")
    assert parties.uncovered((erdogan, turkey, both, china)) == (erdogan, china)
    assert parties.principals((erdogan, turkey, both, china)) == (turkey, china)
    assert parties.uncovered((both, china)) == (both,)
    assert parties.uncovered((Party("they"), china)) == (china,)
    assert parties.beside((both,), (turkey, china)) == ()


@pytest.mark.parametrize(
    ("value", "when", "words", "days"),
    [
        ("2025-09-03", "on 3 September 2025", "3 September 2025", ("2025-09-03", "2025-09-03")),
        ("2025-09-03TMO", "on the morning of 3 September 2025", "3 September 2025", ("2025-09-03", "2025-09-03")),
        ("2025-09-03T16:00", "on 3 September 2025 at 16:00", "3 September 2025 at 16:00", ("2025-09-03", "2025-09-03")),
        ("2024-02", "in February 2024", "February 2024", ("2024-02-01", "2024-02-29")),
        ("2025-W36", "in the week of 1 September 2025", "the week of 1 September 2025", ("2025-09-01", "2025-09-07")),
        ("2025-W36-WE", "at the weekend of 6 September 2025", "the weekend of 6 September 2025", ("2025-09-06", "2025-09-07")),
        ("2025-Q4", "in the fourth quarter of 2025", "the fourth quarter of 2025", ("2025-10-01", "2025-12-31")),
        ("2025-WI", "in winter 2025", "winter 2025", ("2025-12-01", "2026-02-28")),
        ("199", "in the 1990s", "the 1990s", ("1990-01-01", "1999-12-31")),
        ("2025", "in 2025", "2025", ("2025-01-01", "2025-12-31")),
        ("2025-09-03/2025-09-05", "from 3 to 5 September 2025", "3 to 5 September 2025", ("2025-09-03", "2025-09-05")),
        ("2025/2040", "between 2025 and 2040", "2025 to 2040", ("2025-01-01", "2040-12-31")),
        ("2025-XX-XX", "", "2025", None),
        ("2025-WXX", "", "2025", None),
        ("P30D/P90D", "", "30 days to 90 days", None),
        ("P30D/", "", "P30D/", None),
        ("XXXX-09-15", "on 15 September", "15 September", None),
        ("P30Y", "", "30 years", None),
        ("PT72H", "", "72 hours", None),
        ("P1M", "", "one month", None),
        ("2025-13-45", "", "2025-13-45", None),
        ("XXXX-XX-XX", "", "XXXX-XX-XX", None),
        ("FUTURE_REF", "", "FUTURE_REF", None),
    ],
)
def test_dates(value, when, words, days):
    assert dates.when(value) == when
    assert dates.words(value) == words
    found = dates.days(value)
    assert (tuple(d.isoformat() for d in found) if found else None) == days


def test_an_unsure_time_is_told_as_its_interval():
    assert dates.when("XXXX-XX-XX", "2025-09-01", "2025-09-15") == "between 1 and 15 September 2025"
    assert dates.when("XXXX-XX-XXT24:00", "2025-07-16", "2026-12-31") == ""
    assert dates.when("", "2025-08-28", "2025-09-03") == "between 28 August and 3 September 2025"
    assert dates.when("", "2025-09-01", "2025-09-30") == "in September 2025"
    assert dates.when("", "1900-01-01", "2025-09-30") == ""
    assert dates.between(date(2025, 9, 3), date(2025, 9, 5)) == "3 to 5 September 2025"


@pytest.mark.parametrize(
    ("value", "earliest", "latest", "shown", "is_open"),
    [
        ("2025-09-03", "2025-09-03", "2025-09-03", "3 September 2025", False),
        ("2025/2040", "2025-01-01", "2040-12-31", "2025 to 2040", False),  # a report says so
        ("XXXX", "2026-01-01", "2027-12-31", "2026 to 2027", False),
        ("XXXX-WXX", "2025-09-01", "2025-09-14", "1 to 14 September 2025", False),
        ("XXXX-02", "2026-02-01", "2027-02-28", "February", False),
        ("XXXX", "2023-01-01", "2038-12-31", "2023 or later", True),
        ("XXXX-XX", "2023-02-01", "2039-01-31", "February 2023 or later", True),
        ("XXXX-XX-XX", "2023-02-04", "2039-01-31", "4 February 2023 or later", True),
        ("XXXX-02", "2023-02-01", "2039-02-28", "February, February 2023 or later", True),
        ("XXXX-XX-XX", "", "", "a day that is not named", False),
        ("FUTURE_REF", "", "", "FUTURE_REF", False),
    ],
)
def test_a_time_is_shown_by_its_days_and_without_an_end_that_is_a_guess(value, earliest, latest, shown, is_open):
    assert dates.shown(value, earliest, latest) == shown
    assert dates.is_open(value, earliest, latest) == is_open


@given(st.text(max_size=12), st.dates(), st.dates())
def test_no_time_is_shown_with_a_last_day_that_is_a_guess(value, one, other):
    first, last = sorted((one, other))
    shown = dates.shown(value, first.isoformat(), last.isoformat())
    assert not dates.is_open(value, first.isoformat(), last.isoformat()) or str(last.year) not in shown or last.year == first.year


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_a_day_covers_itself(day):
    assert dates.days(day.isoformat()) == (day, day)


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_stays_as_it_is(text):
    covered = dates.days(text)
    assert covered is None or covered[0] <= covered[1]
    assert isinstance(dates.words(text), str)


@pytest.mark.parametrize(
    ("kind", "value", "bound", "expected"),
    [
        ("quantity", "50000000000 m3/yr", "max", "up to 50 billion m³ a year"),
        ("money", "3000000000 USD", None, "$3 billion"),
        ("money", "10000000000 CNY", "approx", "about 10 billion yuan"),
        ("killed", "11 persons", "min", "at least 11 people"),
        ("killed", "1 persons", None, "1 person"),
        ("participants", "thousands of persons", None, "thousands of people"),
        ("share", "49 %", None, "49%"),
        ("share", "26/27", None, "26 of 27"),
        ("price", "-16 USD/bbl", None, "-$16 a barrel"),
        ("duration", "P30Y", "max", "up to 30 years"),
        ("start", "2026-03-01", None, "1 March 2026"),
        ("quantity", "15000 bbl/d", None, "15,000 barrels a day"),
        ("quantity", "10-15 persons", None, "10 to 15 people"),
        ("price", "0.119*Brent(P3M)", None, "0.119*Brent(P3M)"),
        ("object", "Line D", None, "Line D"),
    ],
)
def test_amounts(kind, value, bound, expected):
    assert amounts.amount(kind, value, bound) == expected


def test_amounts_of_one_unit_name_it_once():
    assert amounts.alternatives(["14 people", "9 people"], "or") == "9 or 14 people"
    assert amounts.alternatives(["up to 38 billion m³", "50 billion m³"], "or") == "up to 38 billion or 50 billion m³"
    assert amounts.alternatives(["$3 billion", "5 rounds"], "and") == "$3 billion and 5 rounds"


@given(st.sampled_from(list(scheme.load().terms)), st.text(max_size=30), st.sampled_from([None, "max", "min", "approx"]))
def test_any_value_has_words(kind, value, bound):
    assert isinstance(amounts.amount(kind, value, bound), str)


def test_topics():
    assert topics.noun_phrase("the illegal import of foreign currency")
    assert topics.noun_phrase("rice") == "rice"
    assert topics.noun_phrase("form a government") == ""
    assert topics.noun_phrase("that the loan be tabled") == ""
    assert topics.noun_phrase("its eligibility might be reviewed") == ""
    assert topics.noun_phrase("a clause that would bar rivals") == "a clause that would bar rivals"
    assert topics.clause("not to strike the ports") == "not to strike the ports"
    assert topics.clause("its eligibility might be reviewed") == "that its eligibility might be reviewed"
    assert topics.clause("rice") == ""


SLOTS = (
    *("recipient", "rival", "body", "place", "companion", "object", "topic", "thing", "deal", "ties", "clause"),
    *("money", "quantity", "share", "killed", "injured", "detained", "duration"),
)


@pytest.mark.parametrize("name", scheme.load().types)
def test_every_pattern_can_be_filled(name):
    rows = table("wording.toml")[name]
    for row in rows:
        assert set(row) <= {"verbs", "nouns", "modes", "statuses", "say", "light"}
        assert all(m in scheme.modes_of(name) for m in row.get("modes", "").split("; ") if m), row
        assert all(s in scheme.load().statuses for s in row.get("statuses", "").split("; ") if s), row
        for pattern in (*row.get("say", ()), *row.get("light", ())):
            phrase = frames.fill(
                pattern.replace("~", "call off").replace("@", "a deal"), dict.fromkeys(SLOTS, "X"), several=True, person=True
            )
            assert phrase is not None, pattern
            assert not set("{}<>[]~@+%") & set(phrase.after() + phrase.verb.base), pattern


@pytest.mark.parametrize("name", scheme.load().types)
def test_every_type_and_mode_has_a_phrase_that_needs_nothing_or_can_do_without(name):
    for modes in [(), *((m,) for m in scheme.modes_of(name))]:
        assert frames.phrases(name, modes, "occurred", []), (name, modes)


def test_the_trigger_chooses_the_verb():
    assert frames.phrases("SUPPORT", (), "occurred", ["signed"])[0].startswith("sign ")
    assert frames.phrases("SUPPORT", (), "occurred", ["accord", "initialled"])[0].startswith("initial ")
    assert frames.phrases("CONSULT", (), "occurred", ["summit"])[0].startswith("hold [a summit]")
    assert frames.phrases("COERCE", ("arrest",), "ongoing", ["held"])[0].startswith("hold ")
