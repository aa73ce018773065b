"""A summary names the parties that most mentions give, and quotes the report where the fields do not hold what was said or done."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.nouns.ledger import Evidence, Field, FieldValue, Party, Telling, When
from dragoman.nouns.text import Span
from dragoman.reconcile.clause import clause
from dragoman.reconcile.summary import summarise
from tests.reconcile.test_summary import IRAN, ISRAEL, event, field, on, said_by

ALIA, BORIS = Party("Alia Noor", "person:alia-noor", "QUM"), Party("Boris Vane", None, "QUM")


def at(text: str, words: str, document: str = "d1") -> Evidence:
    start = text.index(words)
    return Evidence(document, Span(start, start + len(words)))


def told(text: str, trigger: str, kind: str, status: str = "occurred", *, said_of: tuple[tuple[Party, str], ...] = (), **parts):
    """Return an event of one report, its actors with the words that name them there."""
    actor = Field("actor", tuple(FieldValue(p.name, ("d1",), (at(text, words),)) for p, words in said_of))
    span = at(text, trigger).span
    return event(
        kind,
        status,
        actors=tuple(p for p, _ in said_of),
        mentions=(Telling("d1", span, Span(0, len(text)), status, 0.9),),
        **parts | {"fields": (*parts.get("fields", ()), actor, field("trigger", trigger))},
    )


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "subject", "expected"),
    [
        (
            "On Monday, minister Noor rejected the charge that the plan had been dropped, and left.",
            "rejected", "STATE", "minister Noor",
            "Alia Noor made a statement: “rejected the charge that the plan had been dropped”.",
        ),
        (
            "Noor accepted the resignation of the cabinet and ordered an inquiry.",
            "ordered", "REQUEST", "Noor",
            "Alia Noor gave an order: “ordered an inquiry”.",
        ),
        (
            "Noor suspended a rise in the price of petrol and ordered an inquiry.",
            "suspended", "SANCTION", "Noor",
            "Alia Noor took measures: “suspended a rise in the price of petrol”.",
        ),
        (
            "Noor dismissed as “pure invention,” the claim.",
            "dismissed", "STATE", "Noor",
            "Alia Noor made a statement: “dismissed as ‘pure invention’”.",
        ),
        (
            "Noor's aide said the guest would visit the docks.",
            "visit", "CONSULT", "Noor's",
            "Alia Noor held talks: “Noor's aide said the guest would visit the docks”.",
        ),
    ],
)  # fmt: skip
def test_what_the_fields_do_not_hold_is_quoted(text, trigger, kind, subject, expected):
    assert summarise(told(text, trigger, kind, said_of=((ALIA, subject),)), {"d1": text}) == expected


def test_a_quotation_keeps_the_status_and_the_source():
    text = "Noor would take steps against smugglers of timber, the clerk said."
    one = told(text, "take steps", "SANCTION", "possible", said_of=((ALIA, "Noor"),), attributed_to=said_by("clerk"))
    assert (
        summarise(one, {"d1": text}) == "Alia Noor may take measures, according to a clerk: “would take steps against smugglers of timber”."
    )


def test_nothing_is_quoted_where_the_fields_tell_it_or_the_quotation_adds_nothing():
    text = "Noor made a statement on the harvest in Qumar."
    full = told(text, "statement", "STATE", said_of=((ALIA, "Noor"),), fields=(field("topic", "the harvest"),))
    assert summarise(full, {"d1": text}) == "Alia Noor made a statement on the harvest."
    bare = "Noor made a statement."
    assert summarise(told(bare, "statement", "STATE", said_of=((ALIA, "Noor"),)), {"d1": bare}) == "Alia Noor made a statement."
    assert summarise(full) == "Alia Noor made a statement on the harvest."
    one = "At noon, Noor reiterated: no."  # a word alone says less than what an act of its type is called
    assert summarise(told(one, "reiterated", "STATE", said_of=((ALIA, "Noor"),)), {"d1": one}) == "Alia Noor made a statement."


def test_a_long_clause_is_cut_and_shows_it():
    text = "Noor promised " + " ".join(f"word{n}" for n in range(30)) + " the."
    made = summarise(told(text, "promised", "AGREE", said_of=((ALIA, "Noor"),)), {"d1": text})
    assert made.endswith(" …”.")
    assert len(made.split()) < 30


def test_a_party_that_a_minority_of_mentions_gives_is_left_out():
    text = "Noor Noor Noor Vane."
    spans = tuple(Evidence("d1", Span(5 * n, 5 * n + 4)) for n in range(3))
    given = Field("actor", (FieldValue("Alia Noor", ("d1",), spans), FieldValue("Boris Vane", ("d1",), (at(text, "Vane"),))))
    both = event("RETREAT", modes=("resign",), actors=(ALIA, BORIS), fields=(given, field("trigger", "resigned")))
    assert summarise(both, {"d1": text}) == "Alia Noor resigned."
    two = Field("actor", (FieldValue("Alia Noor", ("d1",), spans[:2]), FieldValue("Boris Vane", ("d1",), (at(text, "Vane"),))))
    pair = event("RETREAT", modes=("resign",), actors=(ALIA, BORIS), fields=(two, field("trigger", "resigned")))
    assert summarise(pair, {"d1": text}) == "Alia Noor and Boris Vane resigned."


def test_near_copies_give_no_party_more_weight():
    own, copied = Evidence("d1", Span(0, 4)), tuple(Evidence("d2", Span(n, n + 4)) for n in range(4))
    given = Field("actor", (FieldValue("Alia Noor", ("d1",), (own,)), FieldValue("Boris Vane", ("d1", "d2"), (own, *copied))))
    both = event("RETREAT", modes=("resign",), actors=(ALIA, BORIS), fields=(given, field("trigger", "resigned")))
    assert summarise(both, {"d1": "Noor and Vane resigned."}) == "Alia Noor and Boris Vane resigned."


@pytest.mark.parametrize(
    ("recipients", "terms", "expected"),
    [
        (("at least 22", "crowds", "Five people"), (("killed", "3 persons", "5 persons", False),), "Israel killed 3 or 5 people."),
        (("five people",), (("killed", "5 persons", "3 persons", False),), "Israel killed 3 or 5 people."),
        (("fifteen opponents",), (("killed", "15 persons", True),), "Israel killed fifteen opponents."),
        (("Around 20 people", "crowds"), (("killed", "20 persons", True),), "Israel killed 20 people."),
        (("at least 22",), (), "Israel carried out an attack."),
    ],
)
def test_counts_are_no_parties(recipients, terms, expected):
    fields = tuple(field(name, *values, agree=agree) for name, *values, agree in terms)
    victims = tuple(Party(name) for name in recipients)
    trigger = field("trigger", "killing" if fields else "attack")
    assert summarise(event("ASSAULT", actors=(ISRAEL,), recipients=victims, fields=(trigger, *fields))) == expected


def test_a_piece_of_a_longer_name_is_no_party():
    text = "Iran marked the end of World War II near Can Tho."
    names = Field("actor", (FieldValue("Iran", ("d1",), (at(text, "Iran"),)), FieldValue("World", ("d1",), (at(text, "World"),))))
    place = Field("place", (FieldValue("Tho", ("d1",), (at(text, "Tho"),)),))
    one = event("CEREMONY", actors=(IRAN, Party("World")), places=(Party("Tho"),), when=on("2025-09-03"), fields=(names, place))
    assert summarise(one, {"d1": text}) == "Iran took part in a ceremony on 3 September 2025."
    assert summarise(one) == "Iran and World took part in a ceremony in Tho on 3 September 2025."


def test_a_plural_noun_that_opened_its_sentence_loses_the_capital():
    text = "Protesters marched. The protesters sang."
    one = told(text, "marched", "PROTEST", said_of=((Party("Protesters"), "Protesters"),), attributed_to=said_by("clerk"))
    assert summarise(event("ASSAULT", recipients=one.actors, actors=(ISRAEL,)), {"d1": text}) == "Israel attacked protesters."


def test_a_time_after_every_report_is_not_that_of_what_happened():
    late = event("CONSULT", actors=(ALIA, BORIS), when=on("2026-08-01"), fields=(field("trigger", "met"),))
    assert summarise(late) == "Alia Noor and Boris Vane met."
    soon = event("CONSULT", actors=(ALIA, BORIS), when=on("2025-09-06"), fields=(field("trigger", "met"),))
    assert summarise(soon) == "Alia Noor and Boris Vane met on 6 September 2025."


def test_terms_of_several_things_are_not_mixed():
    mixed = (
        field("quantity", "1000000 t/yr", "6000000 t/yr"),
        field("duration", "P5Y", "P10Y", agree=False),
        field("object", "rice deal"),
        field("trigger", "signed"),
    )
    assert summarise(event("SUPPORT", actors=(ISRAEL, IRAN), fields=mixed)) == "Israel and Iran signed the rice deal."
    differing = (field("duration", "P5Y", "P10Y", agree=False), field("object", "rice deal"), field("trigger", "signed"))
    assert summarise(event("SUPPORT", actors=(ISRAEL, IRAN), fields=differing)) == (
        "Israel and Iran signed the rice deal for ten years or five years."
    )


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            event("OFFICE", actors=(ALIA,), recipients=(Party("energy ministry"),), fields=(field("trigger", "run"),)),
            "Alia Noor took charge of the energy ministry.",
        ),
        (
            event("OFFICE", actors=(ALIA,), recipients=(BORIS,), fields=(field("trigger", "run"),)),
            "Alia Noor ran for office against Boris Vane.",
        ),
        (
            event("CONCEDE", actors=(ISRAEL,), recipients=(Party("Iranian citizens"),), fields=(field("trigger", "granted"),)),
            "Israel made a concession to Iranian citizens.",
        ),
        (event("STATE", fields=(field("trigger", "concern"),)), "Concern was expressed."),
        (
            event("SUPPORT", actors=(ISRAEL, IRAN), fields=(field("trigger", "signed"), field("quantity", "11 documents"))),
            "Israel and Iran signed 11 documents.",
        ),
        (
            event("CONSULT", actors=(IRAN, Party("a northern"[2:])), fields=(field("trigger", "talks"),)),
            "Iran held talks.",
        ),
        (
            event("SUPPORT", "possible", fields=(field("trigger", "sign"), field("topic", "protocol"))),
            "The protocol may be signed.",
        ),
    ],
)
def test_wordings(told, expected):
    assert summarise(told) == expected


def test_who_acts_is_not_named_as_the_source_too():
    one = event("CONSULT", "possible", actors=(ALIA, BORIS), fields=(field("trigger", "met"),), attributed_to=said_by("Alia Noor", "clerk"))
    assert summarise(one) == "Alia Noor and Boris Vane may meet, according to a clerk."


def test_who_is_named_once_is_not_named_again_in_short_or_beside_himself():
    kim = Party("Kim Jong Un", "person:kim-jong-un", "PRK")
    one = event("CONSULT", actors=(ALIA, kim), recipients=(Party("Kim"),), companions=(kim,), fields=(field("trigger", "met"),))
    assert summarise(one) == "Alia Noor and Kim Jong Un met."


@pytest.mark.parametrize(
    ("actors", "expected"),
    [
        ((IRAN, Party("bloc"), Party("key ally")), "Iran held talks."),
        ((Party("bloc"), Party("aide")), "A bloc and an aide held talks."),
        ((Party("world leaders"), Party("multiple world leaders")), "World leaders held talks."),
        ((Party("Iranian-backed Houthi rebels"), Party("Iranian-backed rebels")), "Iranian-backed Houthi rebels held talks."),
        ((Party("three Americans"), Party("three American hostages")), "Three American hostages held talks."),
        ((IRAN, Party("armed group")), "Iran and an armed group held talks."),
    ],
)
def test_nobody_is_told_twice(actors, expected):
    assert summarise(event("CONSULT", actors=actors, fields=(field("trigger", "talks"),))) == expected


def test_a_disputed_figure_is_told_once_and_how_long_stands_before_it():
    crowd = (Party("400 rice growers"), Party("more than 1,000 growers"))
    counted = field("participants", ("1000 persons", "min"), ("400 persons", "approx"), agree=False)
    one = event("PROTEST", actors=crowd, places=(Party("Vane"),), fields=(field("trigger", "marched"), counted, field("duration", "PT3H")))
    assert summarise(one) == "Rice growers marched in Vane for three hours, with at least 1,000 or about 400 people taking part."


def test_who_speaks_of_what_others_do_is_not_among_those_who_do_it():
    said = event(
        "COERCE",
        "hypothetical",
        actors=(IRAN,),
        recipients=(ISRAEL,),
        fields=(field("trigger", "attack"),),
        attributed_to=said_by("Iran", "Boris Vane"),
    )
    assert summarise(said).startswith("Boris Vane spoke of Iran ")
    own = replace(said, attributed_to=said_by("Iran"))
    assert summarise(own).startswith("Iran spoke of ")
    assert "Iran Iran" not in summarise(own)


def test_the_agency_of_the_dateline_is_nobody_whom_the_report_cites():
    text = "VANE (Noor Agency) - Iran met."
    one = event("CONSULT", "possible", actors=(IRAN, ALIA), fields=(field("trigger", "met"),), attributed_to=said_by("Noor Agency"))
    assert summarise(one, {"d1": text}) == "Iran and Alia Noor may meet."
    assert summarise(one, {"d1": "Iran met."}) == "Iran and Alia Noor may meet, according to the Noor Agency."


def test_what_goes_on_began_with_the_stretch_that_is_given_for_it():
    years = When("1950/1953", "1950-01-01", "1953-12-31")
    one = event("ASSAULT", "ongoing", actors=(IRAN, ISRAEL), when=years, fields=(field("trigger", "fighting"),))
    assert "since 1950" in summarise(one)
    assert "1953" not in summarise(one)


def test_what_is_seized_at_sea_is_no_sea():
    boats = event(
        "COERCE",
        modes=("seize",),
        actors=(IRAN,),
        recipients=(Party("17 boats"),),
        places=(Party("Vane Sea"),),
        fields=(field("trigger", "seized"),),
    )
    assert summarise(boats) == "Iran seized 17 boats in the Vane Sea."


def test_states_that_grant_to_each_others_people_are_not_said_to_grant_to_one_side():
    citizens = Party("Iranian citizens", None, "IRN")
    one = event("CONCEDE", "scheduled", actors=(ISRAEL, IRAN), recipients=(citizens,), fields=(field("trigger", "exempt"),))
    assert summarise(one) == "Israel and Iran are to grant an exemption."


def test_a_number_of_nothing_is_no_quantity():
    one = event(
        "AGREE", modes=(), actors=(ALIA,), fields=(field("trigger", "promised"), field("quantity", "10"), field("money", "66000000 EUR"))
    )
    assert summarise(one) == "Alia Noor promised €66 million."


def test_a_quotation_begins_after_that_and_has_no_address():
    text = (
        "Reports in Vane Town and in all of the papers of that week said that the army had attacked the old bridge "
        "pic.twitter.com/abc on the road to the sea."
    )
    quoted = clause(told(text, "attacked", "ASSAULT"), {"d1": text}, ())
    assert quoted.words.startswith("… the army had attacked the old bridge on the road")


def test_a_passive_is_whole_where_another_verb_follows():
    text = "He rejected the charge that the plan had been abandoned and said that Vane knew."
    assert clause(told(text, "abandoned", "REJECT"), {"d1": text}, ()).words.endswith("had been abandoned")
