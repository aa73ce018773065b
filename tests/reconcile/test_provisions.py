"""What a deal provides for, what dates an event, what is sure enough for a ledger, and what states are called."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dragoman.nouns.event import Status
from dragoman.nouns.ledger import Event, Ledger
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Dated, Span
from dragoman.reconcile import reconcile
from tests.reconcile.make import Does, Who, report

PARTIES = [Who("Ethiopia", "GPE", "ETH", actor="state:ETH"), Who("Tanzania", "GPE", "TZA", actor="state:TZA")]
SENTENCE = "Ethiopia and Tanzania signed an accord under which Ethiopia will sell Tanzania 200 MW for 20 years."


def one(told: Ledger, trigger: str) -> Event:
    found = [e for e in told.events if any(v.value == trigger for f in e.fields if f.name == "trigger" for v in f.values)]
    assert len(found) == 1
    return found[0]


def values(event: Event, name: str) -> list[str]:
    return [v.value for f in event.fields if f.name == name for v in f.values]


def deal(trigger: str = "signed", type_: str = "SUPPORT", status: Status = "scheduled", own: tuple[tuple[str, ...], ...] = ()) -> Reading:
    sale = (("200 MW", "quantity", "200 MW"), ("20 years", "duration", "P20Y"))
    return report(
        "a",
        "2025-03-04",
        [
            (
                SENTENCE,
                [
                    Does(trigger, type_, actors=("Ethiopia", "Tanzania"), terms=own),
                    Does("sell", "COOPERATE", status, ("Ethiopia",), ("Tanzania",), terms=sale),
                ],
            )
        ],
        PARTIES,
    )


def test_a_deal_holds_the_terms_of_what_it_provides_for_and_the_deed_keeps_them() -> None:
    told = reconcile([deal()])
    assert (values(one(told, "signed"), "quantity"), values(one(told, "signed"), "duration")) == (["200 MW"], ["P20Y"])
    assert values(one(told, "sell"), "quantity") == ["200 MW"]
    assert one(told, "signed").status == "occurred"


def test_a_kind_of_term_that_the_deal_gives_itself_is_not_added_to() -> None:
    told = reconcile([deal(own=(("20 years", "duration", "P25Y"),))])
    assert values(one(told, "signed"), "duration") == ["P25Y"]
    assert values(one(told, "signed"), "quantity") == ["200 MW"]


def test_what_has_happened_already_and_what_is_no_deal_give_nothing() -> None:
    assert values(one(reconcile([deal(status="occurred")]), "signed"), "quantity") == []
    assert values(one(reconcile([deal(type_="CONSULT")]), "signed"), "quantity") == []


def test_the_words_that_date_a_report_date_the_event_that_they_tell() -> None:
    text = "Ethiopia will hold a parade to mark the 80th anniversary of its liberation. Tanzania welcomed it."
    reading = report(
        "a",
        None,
        [
            (text[:75], [Does("parade", "CEREMONY", "scheduled", ("Ethiopia",)), Does("liberation", "RETREAT")]),
            (text[76:], [Does("welcomed", "SUPPORT", actors=("Tanzania",))]),
        ],
        PARTIES,
    )
    at = reading.document.text.index("80th")
    dated = Dated("2021", date(2021, 1, 1), date(2021, 12, 31), "content", (Span(at, at + 16),), "80 years after 1941")
    told = reconcile([replace(reading, document=replace(reading.document, dated=dated))])
    when = one(told, "parade").when
    assert when is not None
    assert (when.value, when.earliest, when.latest) == ("2021", "2021-01-01", "2021-12-31")
    assert one(told, "welcomed").when is None
    assert one(told, "liberation").when is None, "what is celebrated was long ago"


def test_an_unsure_mention_is_in_the_ledger_only_where_two_reports_tell_it() -> None:
    def told(name: str, probability: float) -> Reading:
        return report(
            name,
            "2025-03-04",
            [
                (
                    "Ethiopia expelled the envoy of Tanzania.",
                    [Does("expelled", "SANCTION", actors=("Ethiopia",), recipients=("Tanzania",), probability=probability)],
                )
            ],
            PARTIES,
            publisher=f"paper {name}",
        )

    assert reconcile([told("a", 0.3)]).events == ()
    assert len(reconcile([told("a", 0.6)]).events) == 1
    assert len(reconcile([told("a", 0.3), told("b", 0.3)]).events) == 1


def test_a_state_goes_by_its_own_name_though_a_report_calls_it_by_its_capital() -> None:
    reading = report(
        "a",
        "2025-03-04",
        [("Beijing condemned the visit.", [Does("condemned", "ACCUSE", actors=("Beijing",))])],
        [Who("Beijing", "GPE", "CHN", actor="state:CHN")],
    )
    assert [p.name for p in reconcile([reading]).events[0].actors] == ["China"]
