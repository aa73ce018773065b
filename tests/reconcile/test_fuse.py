"""One event from several mentions: parties by vote, the tightest shared time, ids from the earliest mention, quotes merged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dragoman.nouns.ledger import Event
from dragoman.nouns.reading import Reading
from dragoman.reconcile import tell
from dragoman.reconcile.identity import mention_ids
from tests.reconcile.make import Does, Who, report

VEGA, REY = Who("Ana Vega", "PER", "PER", "GOV"), Who("Luis Rey", "PER", "BOL", "GOV")
LIMA, CUSCO, PERU = Who("Lima", "GPE", "PER"), Who("Cusco", "GPE", "PER"), Who("Peru", "GPE", "PER", "GOV")
SENTENCE = "Ana Vega received Luis Rey in Lima, Peru, not in Cusco, {} for talks on the price of lithium."


def visit(name: str, when: tuple[str, str] | None, places: tuple[str, ...] = ("Lima",), swapped: bool = False) -> Reading:
    sides = ("Luis Rey",), ("Ana Vega",)
    actors, recipients = sides[::-1] if swapped else sides
    does = Does(
        "received", "CONSULT", actors=actors, recipients=recipients, places=places, modes=("visit",), times=(when,) if when else (),
        contexts=("diplomatic",),
    )  # fmt: skip
    words = SENTENCE.format(when[0] if when else "privately")
    return report(name, "2024-03-06", [(f"Paper {name} has this.", []), (words, [does])], [VEGA, REY, LIMA, CUSCO, PERU], publisher=name)


def only(*readings: Reading) -> Event:
    (event,) = tell(readings).events
    return event


def test_when_is_the_tightest_interval_that_most_reports_support() -> None:
    event = only(visit("a", ("on Tuesday", "2024-03-05")), visit("b", ("in March", "2024-03")), visit("c", ("this week", "2024-W10")))
    assert event.when is not None
    assert (event.when.value, event.when.earliest, event.when.latest) == ("2024-03-05", "2024-03-05", "2024-03-05")
    assert next(f for f in event.fields if f.name == "when").agree


def test_a_time_that_nobody_gives_stays_unknown() -> None:
    assert only(visit("a", None), visit("b", None)).when is None


def test_a_place_agrees_with_the_state_that_holds_it() -> None:
    def place(*readings: Reading) -> bool:
        return next(f for f in only(*readings).fields if f.name == "place").agree

    assert place(visit("a", ("on Tuesday", "2024-03-05")), visit("b", ("on Tuesday", "2024-03-05"), ("Peru",)))


def test_days_that_cannot_both_be_true_disagree_where_the_mentions_are_surely_one() -> None:
    def planned(name: str, words: str, value: str) -> Reading:
        sentence = f"Ana Vega is to receive Luis Rey in Lima {words} for talks on the price of lithium, her office said."
        does = Does(
            "receive",
            "CONSULT",
            "scheduled",
            actors=("Luis Rey",),
            recipients=("Ana Vega",),
            places=("Lima",),
            modes=("visit",),
            times=((words, value),),
        )
        return report(name, "2024-03-06", [(f"Paper {name} has this.", []), (sentence, [does])], [VEGA, REY, LIMA], publisher=name)

    def agree(first: str, second: str) -> bool:
        return next(
            f for f in only(planned("a", "on 12 April", first), planned("b", "in the spring", second)).fields if f.name == "when"
        ).agree

    assert not agree("2024-04-12", "2024-05-02")
    assert agree("2024-04-12", "2024-04")
    assert not agree("2024-04-12", "2024-04-13")


def test_who_is_host_is_decided_by_vote() -> None:
    readings = [visit(n, ("on Tuesday", "2024-03-05"), swapped=n == "c") for n in "abc"]
    event = only(*readings)
    assert [p.name for p in event.actors] == ["Luis Rey"]
    assert [p.name for p in event.recipients] == ["Ana Vega"]
    assert event.contexts == ("diplomatic",)
    assert event.modes == ("visit",)


def test_id_comes_from_the_earliest_report_and_survives_later_ones_whatever_they_are_called() -> None:
    a, b, c = (visit(n, ("on Tuesday", "2024-03-05")) for n in "abc")
    b = replace(b, document=replace(b.document, published=date(2024, 3, 4)))
    c = replace(c, document=replace(c.document, published=None))
    assert only(b).id == only(a, b).id == only(c, b, a).id == mention_ids(b)[0]
    assert only(c, a).id == only(a).id == mention_ids(a)[0]
    assert {t.id for t in only(a, b, c).mentions} == {mention_ids(r)[0] for r in (a, b, c)}


def test_a_story_without_titles_is_named_by_its_best_attested_event() -> None:
    ledger = tell((visit("a", ("on Tuesday", "2024-03-05")), visit("b", ("on Tuesday", "2024-03-05"))))
    assert ledger.stories[0].title == ledger.events[0].summary != ""


def test_the_earliest_title_of_a_report_that_copies_no_other_names_the_story() -> None:
    a, b = visit("a", None), visit("b", None)
    early = replace(a, document=replace(a.document, title="Early", published=a.document.published))
    late = replace(b, document=replace(b.document, title="Undated", published=None))
    assert tell((late, early)).stories[0].title == "Early"


def test_quotes_with_the_same_words_are_one() -> None:
    def said(name: str, words: str) -> Reading:
        return report(name, "2024-03-06", [(f"Ana Vega said {words} in Lima.", [])], [VEGA], quotes=[(words, "Ana Vega")])

    ledger = tell((said("a", "“The lake is ours to share, not to sell”"), said("b", '"the lake is ours to share"'), said("c", "“Never”")))
    assert [(q.words, len(q.evidence)) for q in ledger.quotes] == [("“The lake is ours to share, not to sell”", 2), ("“Never”", 1)]
    assert {q.speaker.name for q in ledger.quotes if q.speaker} == {"Ana Vega"}


def test_terms_of_several_kinds_are_fields_of_their_own() -> None:
    def told(name: str, cost: str, years: str) -> Reading:
        sentence = f"Ana Vega and Luis Rey signed a lithium contract worth {cost} for {years} in Lima on Tuesday."
        terms = ((cost, "money", cost.replace("dollars", "USD")), (years, "duration", "P30Y"))
        does = Does(
            "signed", "SUPPORT", actors=("Ana Vega", "Luis Rey"), places=("Lima",), times=(("on Tuesday", "2024-03-05"),), terms=terms
        )
        return report(name, "2024-03-06", [(f"Paper {name} has this.", []), (sentence, [does])], [VEGA, REY, LIMA], publisher=name)

    event = only(told("a", "500 dollars", "30 years"), told("b", "700 dollars", "30 years"))
    found = {f.name: ([v.value for v in f.values], f.agree) for f in event.fields if f.name in ("money", "duration")}
    assert found == {"duration": (["P30Y"], True), "money": (["500 USD", "700 USD"], False)}


def test_what_stands_over_a_denial_is_not_told_on_the_denier_s_word() -> None:
    def told(name: str, status: str, by: tuple[str, ...]) -> Reading:
        words = "Ana Vega received Luis Rey in Lima on Tuesday for talks on the price of lithium."
        does = Does(
            "received", "CONSULT", status, actors=("Ana Vega",), recipients=("Luis Rey",), places=("Lima",), modes=("visit",),
            times=(("on Tuesday", "2024-03-05"),), by=by,
        )  # fmt: skip
        return report(
            name, "2024-03-06", [(f"{name.title()} and Peru have this.", []), (words, [does])], [VEGA, REY, LIMA, PERU], publisher=name
        )

    stands = only(told("a", "occurred", ()), told("b", "occurred", ()), told("c", "denied", ("Peru",)))
    assert (stands.status, stands.attributed_to) == ("occurred", ())
    open_ = only(told("a", "occurred", ("Ana Vega",)), told("c", "denied", ("Peru",)))
    assert (open_.status, {a.name for a in open_.attributed_to}) == ("possible", {"Ana Vega", "Peru"})
