"""When documents were written: each kind of evidence, and what cannot be told."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.nouns.mention import Entity
from dragoman.nouns.text import Dated, Document, Span
from dragoman.nouns.time import DayInterval
from dragoman.read.dating import covering_value, date_document
from dragoman.read.sentences import split
from dragoman.reference.known_years import known_in, recent_in

CORPUS = Path(__file__).parents[2] / "corpus" / "stories"


def sentences(text: str) -> list[Span]:
    spans, start = [], 0
    for part in text.split(". "):
        if part.strip():
            spans.append(Span(start, min(start + len(part) + 1, len(text))))
        start += len(part) + 2
    return spans


def dated(text: str, **fields: object) -> Dated | None:
    document = replace(Document("d", "a.txt", text), **fields)  # type: ignore[arg-type]
    found = date_document(document, sentences(text), ())
    assert found == date_document(document, sentences(text), ())
    if found:
        assert found.earliest <= found.latest
        assert all(span.of(text) for span in found.evidence)
    return found


def test_metadata_goes_first() -> None:
    found = dated("On 5 May 1999 they met.", published=date(2024, 3, 5))
    assert found == Dated("2024-03-05", date(2024, 3, 5), date(2024, 3, 5), "metadata", (), "published")
    own = Dated("2020", date(2020, 1, 1), date(2020, 12, 31), "url")
    assert dated("On 5 May 1999 they met.", dated=own) is own


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://a.example/2024/03/05/deal", "2024-03-05"),
        ("https://a.example/news-2024-03-05-deal.html", "2024-03-05"),
        ("https://a.example/20240305/deal", "2024-03-05"),
        ("https://a.example/2024/mar/5/deal", "2024-03-05"),
        ("https://a.example/2024/03/deal", "2024-03"),
        ("https://a.example/2024/13/45/deal", None),
        ("https://a.example/id/1234567890", None),
        ("https://a.example/deal?on=2024-03-05", None),
    ],
)
def test_address(url: str, value: str | None) -> None:
    found = dated("They met.", url=url)
    assert (found and found.value) == value
    assert not found or found.how == "url"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("BAGHDAD, Sept 10, 2024 — Iraq expelled the envoy on Tuesday.", "2024-09-10"),
        ("Kigali, 22 October 2025 – The ministry regrets it.", "2025-10-22"),
        ("Envoy expelled\nTuesday, 10 September 2024\nIraq expelled the envoy.", "2024-09-10"),
    ],
)
def test_dateline_with_its_year(text: str, value: str) -> None:
    found = dated(text)
    assert found is not None
    assert (found.value, found.how) == (value, "dateline")
    assert found.evidence


def test_dateline_takes_its_year_from_bounds_and_the_weekday() -> None:
    text = (
        "BAGHDAD, Sept 10 — Iraq expelled the envoy on Tuesday. The two had signed a pact in June 2023. "
        "The pipeline is to be ready by March 2026."
    )
    found = dated(text)
    assert found is not None
    assert (found.value, found.how, found.earliest) == ("2024-09-10", "dateline", date(2024, 9, 10))
    assert found.rule.startswith("guess")
    assert {s.of(text) for s in found.evidence} >= {"Sept 10", "in June 2023"}
    # Nothing bounds the year from above here: it must not be taken for the first that fits.
    open_text = text.partition(" The pipeline")[0]
    still_open = dated(open_text)
    assert still_open is not None
    assert still_open.earliest < still_open.latest


def test_past_and_plan_bound_the_day() -> None:
    found = dated("The two signed a treaty on 5 March 2021. The bridge will open on 1 May 2023.")
    assert found is not None
    assert (found.earliest, found.latest, found.how) == (date(2021, 3, 5), date(2023, 5, 1), "content")
    assert not found.rule.startswith("guess")


def test_an_anniversary_gives_the_year_and_its_celebration_the_days() -> None:
    year = dated("The parade falls in the year of the 80th anniversary of the defeat of Japan in World War II.")
    assert year is not None
    assert (year.value, year.how, year.rule) == ("2025", "content", "80 years after 1945-09-02")
    near = dated("Leaders gathered to celebrate the 60th anniversary of the founding of the Organisation of African Unity on 25 May 1963.")
    assert near is not None
    assert (near.value, near.rule.startswith("guess")) == ("2023", True)
    assert near.earliest <= date(2023, 5, 25) <= near.latest
    own = dated("They marked the fortieth anniversary of the end of military rule on 15 March 1985.")
    assert own is not None
    assert own.earliest <= date(2025, 3, 15) <= own.latest


def test_a_day_without_a_year_bounds_within_the_year() -> None:
    text = (
        "The year of the 80th anniversary of the founding of the United Nations is a poor one for it. The council met on 12 March. "
        "The assembly will convene on September 15."
    )
    found = dated(text)
    assert found is not None
    assert (found.earliest, found.latest) == (date(2025, 3, 12), date(2025, 9, 15))


def test_contradicting_anniversaries_are_refused() -> None:
    assert (
        dated("It is the 80th anniversary of the founding of NATO. It is the 10th anniversary of the founding of the Arab League.") is None
    )


def test_a_lead_that_names_its_day_is_a_marked_guess() -> None:
    found = dated("The coup that failed on 5 June 2025 lasted eleven hours. Nobody has claimed it.")
    assert found is not None
    assert found.rule.startswith("guess")
    assert found.earliest == date(2025, 6, 5)
    assert (found.latest - found.earliest).days <= 31


def test_only_looking_back_is_a_marked_guess() -> None:
    found = dated("They fought a war in 2008. It was ended by a truce in 2012.")
    assert found is not None
    assert found.earliest == date(2012, 1, 1)
    assert found.rule.startswith("guess")


@pytest.mark.parametrize(
    "text", ["They met on Tuesday.", "", "By 2030 the pipe will be ready.", "It is the 80th anniversary of the village fair."]
)
def test_what_cannot_be_told(text: str) -> None:
    assert dated(text) is None


def test_offices_held_narrow_the_window() -> None:
    text = "President A met Chancellor B. They signed a pact in 2010. A and B left."
    entities = (
        Entity("x1", "PER", "A", (Span(0, 11), Span(58, 59)), actor="person:a"),
        Entity("x2", "PER", "B", (Span(16, 28), Span(64, 65)), actor="person:b"),
        Entity("x3", "PER", "C", (Span(30, 34),), actor="person:c"),
    )
    terms = {
        "person:a": (DayInterval(date(2014, 1, 1), date(2022, 6, 30)),),
        "person:b": (DayInterval(date(2021, 12, 8), date(2025, 5, 5)),),
    }
    found = date_document(Document("d", "a", text), sentences(text), entities, lambda actor: terms.get(actor, ()))
    assert found is not None
    assert (found.earliest, found.latest) == (date(2021, 12, 8), date(2022, 6, 30))
    assert Span(0, 11) in found.evidence
    gone = text.replace("President A", "The late A ")
    after = date_document(Document("d", "a", gone), sentences(gone), entities, lambda actor: terms.get(actor, ()))
    assert after is not None
    assert after.latest > date(2022, 6, 30)


@pytest.mark.parametrize(
    ("first", "last", "value"),
    [
        (date(2025, 9, 1), date(2025, 9, 1), "2025-09-01"),
        (date(2025, 9, 1), date(2025, 9, 15), "2025-09"),
        (date(2025, 8, 1), date(2025, 9, 15), "2025"),
        (date(2021, 8, 1), date(2025, 9, 15), "202"),
        (date(2019, 8, 1), date(2025, 9, 15), "2019/2025"),
    ],
)
def test_covering_value(first: date, last: date, value: str) -> None:
    assert covering_value(first, last) == value


def test_known_years() -> None:
    assert [k.date for k in known_in("the defeat of Japan in World War II")] == ["1945-09-02"]
    assert [k.year for k in known_in("Ukraine’s independence")] == [1991]
    assert [k.year for k in known_in("Estonia's independence")] == [1918, 1991]
    assert known_in("the massacre of those who fled to the United Nations base") == ()
    assert known_in("the accession of China to the United Nations") == ()
    assert [k.year for _, _, k in recent_in("It began with the full-scale invasion of Ukraine.")] == [2022]


def test_the_table_of_known_years_is_well_formed() -> None:
    path = Path(__file__).parents[2] / "src" / "dragoman" / "reference" / "data" / "known_years.tsv"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    assert rows[0] == ["date", "kind", "names"]
    assert len(rows) > 200
    for when, kind, names in rows[1:]:
        assert kind in ("event", "founding", "independence")
        assert all(names.split("|"))
        date.fromisoformat(when + "-01-01"[len(when) - 4 :] if len(when) < 10 else when)
    assert rows[1:] == sorted(rows[1:])


@given(st.text(alphabet="On 5 May 2024, they met will 80th anniversary of the UN. — \n", max_size=120))
def test_no_text_breaks_it(text: str) -> None:
    found = date_document(Document("d", "a", text), sentences(text), ())
    assert found is None or found.earliest <= found.latest


@pytest.mark.skipif(not any(CORPUS.glob("*.json")), reason="the corpus is not here")
def test_most_reports_of_the_corpus_with_their_date_hidden() -> None:
    """Floors under the measured figures: they fall only where something broke."""
    sys.path.insert(0, str(CORPUS.parents[1]))
    from training.corpus import load_story

    reports = given_dates = right = 0
    for path in sorted(CORPUS.glob("*.json"))[:24]:
        for reading in load_story(path).readings:
            written = reading.document.published
            if not written:
                continue
            found = date_document(replace(reading.document, published=None), reading.sentences, ())
            reports, given_dates = reports + 1, given_dates + bool(found)
            right += bool(found and found.earliest <= written <= found.latest)
    assert given_dates / reports > 0.55
    assert right / given_dates > 0.7


def test_a_dateline_below_a_title_dates_the_report() -> None:
    text = "Rice for coal\n\nCAN THO, Vietnam, Nov. 21, 2025 (Meridian) — Indonesia and Vietnam signed two contracts on Friday."
    dated = date_document(Document("d", "d", text), split(text), ())
    assert dated is not None
    assert (dated.value, dated.how, dated.rule) == ("2025-11-21", "dateline", "dateline")
    assert [s.of(text) for s in dated.evidence] == ["Nov. 21, 2025"]


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("Half a century after 25 November 1975, the two states are friends.", 2025),
        ("A quarter of a century after March 1999, the bridge is open.", 2024),
        ("Three decades after 12 May 1994, the talks go on.", 2024),
    ],
)
def test_decades_and_parts_of_a_century_count_too(words: str, year: int) -> None:
    dated = date_document(Document("d", "d", words), split(words), ())
    assert dated is not None
    assert dated.earliest.year <= year <= dated.latest.year <= dated.earliest.year + 2
