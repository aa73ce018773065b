"""Deals are found among events, joined where they are one, and never where they are not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.nouns.ledger import Event, Evidence, Field, FieldValue, Party, StatusStep, Telling, When
from dragoman.nouns.text import Span
from dragoman.relate import agreements, register

CHINA, RUSSIA, INDIA = (Party(n, f"state:{c}", c) for n, c in (("China", "CHN"), ("Russia", "RUS"), ("India", "IND")))
XI = Party("Xi Jinping", "person:xi-jinping", "CHN")


def field(name: str, *values: str | tuple[str, str], agree: bool = True, document: str = "d1") -> Field:
    pairs = [(v, None) if isinstance(v, str) else v for v in values]
    return Field(name, tuple(FieldValue(v, (document,), (Evidence(document, Span(0, 3)),), b) for v, b in pairs), agree)


def deal(key: str, kind: str, *fields: Field, parties=(CHINA, RUSSIA), status: str = "occurred", day: str | None = None) -> Event:
    return Event(
        id=key, type=kind, modes=(), status=status, summary=key, actors=parties, recipients=(), places=(), companions=(),
        when=When(day, day, day) if day else None, mentions=(Telling("d1", Span(0, 3), Span(0, 9), status, 1.0),), independent_sources=1,
        fields=fields, history=(StatusStep(None, status, ("d1",)),), attributed_to=(),
    )  # fmt: skip


SIGNED = deal(
    "e1", "SUPPORT", field("trigger", "signed"), field("object", "Great Steppe pipeline"), field("duration", "P25Y"), day="2031-03-04"
)
SUPPLY = deal(
    "e2",
    "COOPERATE",
    field("trigger", "supply"),
    field("topic", "gas by the steppe pipeline"),
    field("quantity", ("4 m3/yr", "max")),
    status="scheduled",
)


def test_a_deal_and_its_execution_are_one_agreement_with_the_terms_of_both():
    (made,) = register([SUPPLY, SIGNED])
    assert made.parties == (CHINA, RUSSIA)
    assert made.object == "Great Steppe pipeline"
    assert made.status == "occurred"
    assert made.events == ("e1", "e2")
    assert made.when == SIGNED.when
    assert [(f.name, f.values[0].value, f.values[0].bound) for f in made.terms] == [
        ("quantity", "4 m3/yr", "max"),
        ("duration", "P25Y", None),
    ]


@pytest.mark.parametrize(
    "other",
    [
        deal("e3", "SUPPORT", field("trigger", "signed"), field("object", "visa agreement")),
        deal("e3", "SUPPORT", field("trigger", "signed"), field("object", "steppe pipeline"), parties=(CHINA, INDIA)),
        deal("e3", "SUPPORT", field("trigger", "signed"), day="2031-05-01"),
    ],
    ids=["another object", "other parties", "no object and another day"],
)
def test_other_deals_stay_apart(other):
    assert [a.events for a in register([SIGNED, other])] != [("e1", "e3")]
    assert len(register([SIGNED, other])) == 2


def test_a_deal_without_an_object_joins_by_its_day_or_a_term():
    assert len(register([SIGNED, deal("e3", "SUPPORT", field("trigger", "accord"), day="2031-03-04")])) == 1
    assert len(register([SIGNED, deal("e3", "AGREE", field("trigger", "deal"), field("duration", "P25Y"))])) == 1


def test_a_president_stands_for_his_state():
    assert len(register([SIGNED, replace(SUPPLY, actors=(XI, RUSSIA))])) == 1


@pytest.mark.parametrize(
    "event",
    [
        deal("e3", "SUPPORT", field("trigger", "praised")),
        deal("e3", "CONSULT", field("trigger", "talks"), field("object", "a deal")),
        deal("e3", "SUPPORT", field("trigger", "signed"), parties=(CHINA,)),
        deal("e3", "AGREE", field("trigger", "agreed"), status="hypothetical"),
    ],
    ids=["praise", "talks", "one party", "hypothetical"],
)
def test_what_is_no_deal(event):
    assert register([event]) == ()


def test_terms_of_all_reports_are_kept_and_their_disagreement_too():
    other = deal("e3", "SUPPORT", field("trigger", "signed"), field("object", "steppe pipeline"), field("duration", "P25Y", document="d2"))
    (made,) = register([SIGNED, replace(other, fields=(*other.fields, field("money", "1 USD", "2 USD", agree=False)))])
    duration = next(f for f in made.terms if f.name == "duration")
    assert duration.values[0].documents == ("d1", "d2")
    assert duration.agree
    money = next(f for f in made.terms if f.name == "money")
    assert not money.agree
    assert [v.value for v in money.values] == ["1 USD", "2 USD"]


@given(
    st.permutations(
        [
            SIGNED,
            SUPPLY,
            deal("e3", "AGREE", field("trigger", "deal"), field("duration", "P25Y")),
            deal("e4", "SUPPORT", field("trigger", "signed"), parties=(CHINA, INDIA)),
        ]
    )
)
def test_order_of_events_does_not_matter(events):
    assert register(events) == register(sorted(events, key=lambda e: e.id))


def test_every_event_rests_in_one_agreement_at_most():
    events = [
        deal(f"e{i}", "SUPPORT", field("trigger", "signed"), field("object", f"pipeline {'north' if i % 2 else 'south'}")) for i in range(9)
    ]
    resting = [e for a in register(events) for e in a.events]
    assert sorted(resting) == sorted(e.id for e in events)


PARTIES = [Party(c, f"state:{c}", c) for c in ("CHN", "RUS", "IND", "MNG")]
DRAWN = st.builds(
    lambda parties, words, value, day, amends: deal(
        "",
        "SUPPORT",
        field("trigger", "signed"),
        *([field("object", " ".join(words) + (" extension" if amends else ""))] if words or amends else []),
        *([field("duration", value)] if value else []),
        parties=(*parties, *([XI] if len(parties) == 1 else [])),  # one key for two parties, where both are China's
        day=day,
    ),
    st.lists(st.sampled_from(PARTIES), min_size=1, max_size=3, unique=True).filter(lambda p: len(p) > 1 or p == [PARTIES[0]]),
    st.lists(st.sampled_from(["pipeline", "visa", "rice"]), max_size=2, unique=True),
    st.sampled_from([None, "P25Y", "P10Y"]),
    st.sampled_from([None, "2031-03-04", "2031-05-01"]),
    st.booleans(),
)


def same(one: Event, other: Event) -> bool:
    """Say what `register` promises of two deals, in the plainest way."""

    def told(event: Event, name: str) -> set[str]:
        return {v.value for f in event.fields if f.name == name for v in f.values}

    keys = [{p.state for p in e.actors} for e in (one, other)]
    words = [set(" ".join(told(e, "object")).split()) for e in (one, other)]
    if ("extension" in words[0]) != ("extension" in words[1]) or len(keys[0] & keys[1]) < min(2, len(keys[0]), len(keys[1])):
        return False
    if words[0] and words[1]:
        return bool(words[0] & words[1])
    at_one_time = one.when is not None and one.when == other.when
    return bool(told(one, "duration") & told(other, "duration")) or at_one_time


@given(st.lists(DRAWN, max_size=12))
def test_deals_are_joined_just_where_a_chain_of_sameness_leads_from_one_to_the_other(drawn):
    deals = [replace(event, id=f"e{n:02}") for n, event in enumerate(drawn)]
    deals = [d for d in deals if len(d.fields) > 1 or d.when]  # others are no deals by their words alone
    reached = {d.id: {d.id} for d in deals}
    for _ in deals:
        for one in deals:
            for other in deals:
                if same(one, other):
                    reached[one.id] |= reached[other.id]
    groups = {frozenset(a.events) for a in register(deals)}
    assert groups == {frozenset(ids) for ids in reached.values()}


def test_what_two_states_agree_on_in_a_thousand_deals_is_compared_in_time_that_grows_with_their_number(monkeypatch):
    compared = []
    shares = agreements._Deal.shares_parties
    monkeypatch.setattr(agreements._Deal, "shares_parties", lambda *args: compared.append(1) or shares(*args))
    deals = [deal(f"e{n:04}", "SUPPORT", field("trigger", "signed"), field("object", f"pipeline{n}")) for n in range(1000)]
    assert len(register(deals)) == 1000
    assert len(compared) < 10 * len(deals)
