"""One parser for keywords, options and query strings: what it takes, what it refuses, and that it reads what it writes."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import FilterError
from dragoman.nouns.filter import Criteria, Filter, Phrase, Search, Who
from dragoman.publish.filters.parse import from_keywords, from_pairs, from_query
from dragoman.publish.filters.table import CONDITIONS
from dragoman.publish.filters.write import to_query


def test_every_condition_of_the_noun_can_be_written_and_no_other():
    assert [c.name for c in CONDITIONS] != []
    assert {c.name for c in CONDITIONS} == {f.name for f in fields(Criteria)}
    assert len({c.name for c in CONDITIONS}) == len(CONDITIONS)


def test_the_three_forms_mean_the_same():
    expected = Filter(
        Criteria(party=(Who("state", "CHN"), Who("state", "RUS")), since="2025-09-01", sources=2),
        Criteria(type=("STATE",), status=("denied", "possible")),
    )
    assert expected == from_query("?party=CHN&party=Russia&since=2025-09&sources=2&not_type=state&not_status=possible,denied")
    assert expected == from_keywords(
        party=["CHN", "RUS"], since=date(2025, 9, 1), sources=2, not_type="STATE", not_status={"possible", "denied"}, actor=None
    )
    assert expected == from_pairs(
        [("party", "CHN,RUS"), ("since", "2025-09"), ("sources", ">=2"), ("not-type", "STATE"), ("not-status", "denied,possible")]
    )


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("CHN", Who("state", "CHN")),
        ("chn", Who("state", "CHN")),
        ("China", Who("state", "CHN")),
        ("Ivory Coast", Who("state", "CIV")),
        ("state:chn", Who("id", "state:CHN")),
        ("NATO", Who("id", "org:nato")),
        ("person:vladimir-putin", Who("id", "person:vladimir-putin")),
        ("Vladimir Putin", Who("id", "person:vladimir-putin")),
        ("Putin", Who("name", "putin")),
        ("Kim", Who("name", "kim")),
        ("Che", Who("name", "che")),  # CHE is Switzerland
        ("name:China", Who("name", "china")),
        ("Ministry of Trade, Industry and Energy", Who("name", "ministry of trade industry and energy")),
        ("Erdoğan", Who("name", "erdogan")),
    ],
)
def test_who_is_meant(text, who):
    assert from_keywords(party=text).only.party == (who,)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("since", "2025", "2025-01-01"),
        ("since", "2025-W10", "2025-03-03"),
        ("until", "2025-W10", "2025-03-09"),
        ("since", "2025-01..2025-09", "2025-01-01"),
        ("reported_until", "2025-01..2025-09", "2025-09-30"),
        ("until", "2025", "2025-12-31"),
        ("until", "2024-02", "2024-02-29"),
        ("reported_until", "2025-09-03", "2025-09-03"),
        ("quad", "material conflict", (4,)),
        ("quad", "1", (1,)),
        ("mode", "Third-Party", ("third-party",)),
        ("disagreement", "", True),
        ("disagreement", "no", False),
        ("state", "Türkiye", ("TUR",)),
        ("text", "gas deal", Search(((Phrase(("gas",)),), (Phrase(("deal",)),)))),
        (
            "text",
            '"visa-free travel" OR pipe* -Coal',
            Search(((Phrase(("visa", "free", "travel"), exact=True), Phrase(("pipe",), prefix=True)),), (Phrase(("coal",)),)),
        ),
        ("text", "-coal", Search((), (Phrase(("coal",)),))),
        ("text", "visa-free", Search(((Phrase(("visa", "free")),),))),
    ],
)
def test_values(name, text, value):
    assert getattr(from_pairs([(name, text)]).only, name) == value
    assert getattr(from_pairs([(f"not_{name}", text)]).without, name) == value


@pytest.mark.parametrize(
    ("pairs", "says"),
    [
        ([("pary", "CHN")], "expected a known filter, saw 'pary'; did you mean 'party'?"),
        ([("x", "CHN")], "the filters are party, actor"),
        ([("party", " ")], "party: expected a value, saw nothing"),
        ([("party", "…")], "expected a state's code, a stable id or a name, saw '…'"),
        ([("state", "Chnia")], "state: expected a state by ISO alpha-3 code or name, saw 'Chnia'; did you mean 'China'?"),
        ([("not_type", "CONSULTS")], "not_type: expected one of AGREE, CONSULT, .*, saw 'CONSULTS'; did you mean 'CONSULT'?"),
        ([("mode", "visits")], "mode: expected a known mode, saw 'visits'; did you mean 'visit'?"),
        ([("quad", "5")], "quad: expected 1 to 4 or one of verbal-cooperation"),
        ([("since", "yesterday")], "since: expected a day, week, month, year or window .*, saw 'yesterday'"),
        ([("since", "2025-02-30")], "saw '2025-02-30'"),
        ([("until", "2025-W54")], "saw '2025-W54'"),
        ([("since", "2025-09..2025-01")], "saw '2025-09..2025-01', which ends before it begins"),
        ([("since", "2024"), ("since", "2025")], "since: expected one value, saw '2024' and '2025'"),
        ([("sources", "0")], "sources: expected a whole number above 0, saw '0'"),
        ([("sources", "²")], "saw '²'"),
        ([("disagreement", "perhaps")], "expected true or false, saw 'perhaps'"),
        ([("text", 'a "b')], "expected quotation marks in pairs"),
        ([("text", "OR a")], "expected words before OR"),
        ([("text", "a OR")], "expected words to look for after OR"),
        ([("text", "a OR -b")], "expected a word after OR"),
        ([("text", "…")], "expected words to look for, saw '…'"),
        ([("text", "a" * 301)], "expected at most 300 characters, saw 301"),
        ([("party", "CHN")] * 501, "expected at most 500 conditions"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_passed_over(pairs, says):
    with pytest.raises(FilterError, match=says.replace("?", r"\?")):
        from_pairs(pairs)


def test_a_query_string_that_is_none():
    for query in ("party", "party=%FF", "a=b=c&&"):
        with pytest.raises(FilterError):
            from_query(query)
    assert from_query("") == from_query("?") == Filter()


def test_a_keyword_of_another_type():
    with pytest.raises(FilterError, match="since: expected text, a number, a day or a list of these, saw float"):
        from_keywords(since=2025.5)
    assert from_keywords(since=datetime(2025, 9, 3, 12, 0)).only.since == "2025-09-03"


who = st.sampled_from(
    ["CHN", "RUS", "state:CHN", "NATO", "Putin", "Che", "name:China", "Angela Merkel", "a & b = c, d%", "person:x", "Côte d’Ivoire"]
)
texts = st.sampled_from(["gas deal", '"gas deal"', "pipe*", "a OR b OR c -d", "-visa-free", "x-y* “quoted”"])
written = st.fixed_dictionaries(
    {},
    optional={
        name: value
        for prefix in ("", "not_")
        for name, value in {
            f"{prefix}party": st.lists(who, min_size=1, max_size=3),
            f"{prefix}between": st.lists(who, min_size=1, max_size=3),
            f"{prefix}place": who,
            f"{prefix}state": st.sampled_from(["CHN", "Turkey"]),
            f"{prefix}type": st.lists(st.sampled_from(["CONSULT", "AID"]), min_size=1),
            f"{prefix}quad": st.integers(1, 4),
            f"{prefix}since": st.dates(),
            f"{prefix}reported_until": st.dates(),
            f"{prefix}sources": st.integers(1, 9),
            f"{prefix}disagreement": st.booleans(),
            f"{prefix}text": texts,
        }.items()
    },
)


@given(written)
def test_what_is_written_is_read_back_and_written_the_same(keywords):
    wanted = from_keywords(**keywords)
    query = to_query(wanted)
    assert from_query(query) == wanted
    assert to_query(from_query(query)) == query
