"""What was announced for a day that has passed: unconfirmed by the reports' own calendar, and only where there is no word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dragoman.nouns.text import Dated, Document
from dragoman.publish.brief import markdown
from dragoman.publish.formats import ledger_to_json
from dragoman.reconcile import reconcile
from dragoman.relate import latest_report, unconfirmed_since
from tests.reconcile.make import Does, Who, report

VEGA, REY, LIMA = Who("Ana Vega", "PER", "PER", "GOV"), Who("Luis Rey", "PER", "BOL", "GOV"), Who("Lima", "GPE", "PER")
WHO = [VEGA, REY, LIMA]


def visit(name: str, day: str, sentence: str, trigger: str, status: str, *when: str):
    does = Does(
        trigger, "CONSULT", status, actors=("Luis Rey",), recipients=("Ana Vega",), places=("Lima",), modes=("visit",),
        times=(when,) if when else (),
    )  # fmt: skip
    return report(name, day, [(sentence, [does])], WHO, publisher=name)


TO_COME = "Luis Rey {} Ana Vega in Lima on 12 March for lithium talks."
DAY = ("12 March", "2024-03-12")
HINTED = visit("a", "2024-03-01", TO_COME.format("may visit"), "visit", "possible", *DAY)
PLANNED = visit("b", "2024-03-05", TO_COME.format("will visit"), "visit", "scheduled", *DAY)
PAST = visit("c", "2024-03-13", TO_COME.format("visited"), "visited", "occurred", *DAY)
CALLED_OFF = visit("d", "2024-03-11", TO_COME.format("called off his visit to"), "visit", "cancelled", *DAY)
DENIED = visit("e", "2024-03-06", TO_COME.format("will not visit"), "visit", "denied", *DAY)
BERGEN = Who("Bergen", "GPE", "NOR")
ELSEWHERE = report("z", "2024-03-20", [("Divers mended a cable off Bergen.", [Does("mended", "AID")])], [BERGEN], publisher="z")


@pytest.mark.parametrize(
    ("reports", "status", "steps"),
    [
        ((HINTED, PLANNED), "scheduled", [("2024-03-01", "possible", "a"), ("2024-03-05", "scheduled", "b")]),
        (
            (HINTED, PLANNED, PAST),
            "occurred",
            [("2024-03-01", "possible", "a"), ("2024-03-05", "scheduled", "b"), ("2024-03-13", "occurred", "c")],
        ),
        ((PLANNED, CALLED_OFF), "cancelled", [("2024-03-05", "scheduled", "b"), ("2024-03-11", "cancelled", "d")]),
        ((HINTED, DENIED), "denied", [("2024-03-01", "possible", "a"), ("2024-03-06", "denied", "e")]),
    ],
)
def test_an_event_lives_from_report_to_report(reports, status, steps) -> None:  # type: ignore[no-untyped-def]
    (event,) = reconcile(reports[::-1]).events
    assert event.status == status
    assert [(s.at, s.status, *s.documents) for s in event.history] == steps


def test_a_day_that_passed_without_word_is_unconfirmed_by_the_latest_report_and_by_nothing_else() -> None:
    def told(*reports, today=None):  # type: ignore[no-untyped-def]
        value = ledger_to_json(reconcile(reports), today)
        (event,) = [e for e in value["events"] if e["type"] == "CONSULT"]
        return value["today"], event["status"], event["unconfirmed_since"]

    assert told(PLANNED) == ("2024-03-05", "scheduled", None)
    assert told(PLANNED, ELSEWHERE) == ("2024-03-20", "scheduled", "2024-03-13")
    assert told(PLANNED, ELSEWHERE, today=date(2024, 3, 12)) == ("2024-03-12", "scheduled", None)
    assert told(PLANNED, today=date(2024, 3, 13)) == ("2024-03-13", "scheduled", "2024-03-13")
    assert told(PLANNED, PAST, ELSEWHERE) == ("2024-03-20", "occurred", None)
    assert told(PLANNED, CALLED_OFF, ELSEWHERE) == ("2024-03-20", "cancelled", None)
    note = "unconfirmed: no report says whether it took place"
    assert note in markdown(reconcile((PLANNED, ELSEWHERE)))
    assert note not in markdown(reconcile((PLANNED,)))
    assert note in markdown(reconcile((PLANNED,)), date(2024, 4, 1))


def test_the_last_possible_day_counts_and_no_day_is_never_overdue() -> None:
    (event,) = reconcile((PLANNED,)).events
    assert event.when is not None
    month = replace(event, when=replace(event.when, value="2024-03", earliest="2024-03-01", latest="2024-03-31"))
    assert unconfirmed_since(month, date(2024, 3, 31)) is None
    assert unconfirmed_since(month, date(2024, 4, 1)) == "2024-04-01"
    assert unconfirmed_since(replace(event, when=None), date(2099, 1, 1)) is None
    assert unconfirmed_since(event, None) is None


def test_today_is_that_of_a_report_dated_to_the_day() -> None:
    def dated(first: int, last: int) -> Document:
        return Document("d", "s", "t", dated=Dated("2024-03", date(2024, 3, first), date(2024, 3, last), "content"))

    assert latest_report([]) is None
    assert latest_report([dated(1, 31)]) is None
    assert latest_report([dated(9, 9), dated(1, 31), Document("e", "s", "t", published=date(2024, 3, 4))]) == date(2024, 3, 9)
