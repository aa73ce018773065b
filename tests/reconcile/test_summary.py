"""The summary of an event is one well-formed English sentence that shows the status and says nothing that the fields do not."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import scheme
from dragoman.nouns.ledger import Attribution, Event, Evidence, Field, FieldValue, Party, StatusStep, Telling, When
from dragoman.nouns.text import Span
from dragoman.reconcile.summary import summarise

PUTIN, XI = Party("Vladimir Putin", "person:vladimir-putin", "RUS"), Party("Xi Jinping", "person:xi-jinping", "CHN")
RUSSIA, CHINA, USA = Party("Russia", "state:RUS", "RUS"), Party("China", "state:CHN", "CHN"), Party("United States", "state:USA", "USA")
ISRAEL, IRAN, BEIJING = Party("Israel", "state:ISR", "ISR"), Party("Iran", "state:IRN", "IRN"), Party("Beijing", None, "CHN")


def field(name: str, *values: str | tuple[str, str], agree: bool = True) -> Field:
    given_values = [(v, None) if isinstance(v, str) else v for v in values]
    return Field(name, tuple(FieldValue(v, ("d1",), (Evidence("d1", Span(0, 3)),), bound) for v, bound in given_values), agree)


def event(kind: str, status: str = "occurred", **parts) -> Event:
    blank = Event(
        id="e1",
        type=kind,
        modes=(),
        status=status,
        summary="",
        actors=(),
        recipients=(),
        places=(),
        companions=(),
        when=None,
        mentions=(Telling("d1", Span(0, 3), Span(0, 9), status, 1.0),),
        independent_sources=1,
        fields=(),
        history=(StatusStep("2025-09-04", status, ("d1",)),),
        attributed_to=(),
    )
    return replace(blank, **parts)


def on(day: str, latest: str | None = None) -> When:
    return When(day, day, latest or day)


def said_by(*names: str) -> tuple[Attribution, ...]:
    return tuple(Attribution(n, ("d1",)) for n in names)


MEETING = {"actors": (PUTIN, XI), "places": (BEIJING,), "when": on("2025-09-03"), "fields": (field("trigger", "met"),)}
DEAL = (
    field("trigger", "finalised"),
    field("object", "Great Steppe gas line deal"),
    field("quantity", ("40000000000 m3/yr", "max")),
    field("duration", "P25Y"),
)
STRIKE = {"actors": (ISRAEL,), "recipients": (IRAN,), "fields": (field("trigger", "attacked"),)}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (event("CONSULT", **MEETING), "Vladimir Putin and Xi Jinping met in Beijing on 3 September 2025."),
        (event("CONSULT", "scheduled", **MEETING), "Vladimir Putin and Xi Jinping are to meet in Beijing on 3 September 2025."),
        (
            event("CONSULT", "possible", **MEETING | {"when": None, "attributed_to": said_by("Kremlin aide")}),
            "Vladimir Putin and Xi Jinping may meet in Beijing, according to a Kremlin aide.",
        ),
        (
            event("CONSULT", "cancelled", **MEETING),
            "Vladimir Putin and Xi Jinping were to meet in Beijing on 3 September 2025, but this was called off.",
        ),
        (
            event("CONSULT", "ongoing", **MEETING | {"when": on("2025-09-04")}),
            "Vladimir Putin and Xi Jinping are meeting in Beijing on 4 September 2025.",
        ),
        (event("CONSULT", "ongoing", **MEETING), "Vladimir Putin and Xi Jinping have been meeting in Beijing since 3 September 2025."),
        (
            event("CONSULT", "hypothetical", **MEETING | {"when": None}),
            "There was talk of Vladimir Putin and Xi Jinping meeting in Beijing.",
        ),
        (event("CONSULT", "denied", **MEETING), "Vladimir Putin and Xi Jinping did not meet in Beijing on 3 September 2025."),
        (
            event("CONSULT", "denied", **MEETING | {"when": on("2025-10-01")}),
            "Vladimir Putin and Xi Jinping will not meet in Beijing on 1 October 2025.",
        ),
        (event("CONSULT", "possible", **MEETING), "Vladimir Putin and Xi Jinping may have met in Beijing on 3 September 2025."),
        (
            event("SUPPORT", actors=(CHINA, RUSSIA), fields=DEAL),
            "China and Russia finalised the Great Steppe gas line deal: up to 40 billion m³ a year for 25 years.",
        ),
        (event("ASSAULT", **STRIKE), "Israel attacked Iran."),
        (
            event("ASSAULT", "denied", **STRIKE | {"attributed_to": said_by("United States")}),
            "The United States denied that Israel attacked Iran.",
        ),
        (event("ASSAULT", "denied", **STRIKE | {"attributed_to": said_by("Israel")}), "Israel denied attacking Iran."),
        (event("ASSAULT", "hypothetical", **STRIKE | {"attributed_to": said_by("Israel")}), "Israel spoke of attacking Iran."),
        (
            event(
                "ASSAULT",
                "possible",
                **STRIKE | {"fields": (field("trigger", "attacked"), field("status", "occurred", "denied", agree=False))},
            ),
            "Reports differ on whether Israel attacked Iran.",
        ),
        (
            event(
                "ASSAULT",
                recipients=(Party("Gaza hospital"),),
                when=on("2025-09-03TNI"),
                fields=(
                    field("trigger", "struck"),
                    field("killed", "14 persons", "11 persons", agree=False),
                    field("injured", ("43 persons", "min")),
                ),
            ),
            "A Gaza hospital was struck on the night of 3 September 2025, with 11 or 14 people killed and at least 43 people injured.",
        ),
        (event("CONSULT", places=(Party("Ankara"),), fields=(field("trigger", "talks"),)), "Talks were held in Ankara."),
        (
            event("CONSULT", "scheduled", places=(Party("Ankara"),), fields=(field("trigger", "summit"),)),
            "A summit is to be held in Ankara.",
        ),
        (event("RETREAT", modes=("resign",), places=(Party("Kyiv"),)), "A resignation took place in Kyiv."),
        (
            event("PROTEST", modes=("demo",), actors=(Party("students"),), fields=(field("participants", ("30000 persons", "approx")),)),
            "Students held a protest, with about 30,000 people taking part.",
        ),
        (
            event(
                "OFFICE", modes=("appoint",), actors=(USA,), recipients=(Party("Mary Sands"),), fields=(field("topic", "special envoy"),)
            ),
            "The United States appointed Mary Sands as special envoy.",
        ),
        (event("CONCEDE", "denied", actors=(Party("any group"),), fields=(field("trigger", "apologised"),)), "No group apologised."),
        (
            event(
                "AID",
                actors=(USA,),
                recipients=(Party("Philippines", "state:PHL", "PHL"),),
                fields=(field("trigger", "gave"), field("money", "500000000 USD")),
            ),
            "The United States gave $500 million to the Philippines.",
        ),
        (
            event("ASSAULT", actors=(CHINA, USA), fields=(field("trigger", "clashed"),)),
            "China and the United States clashed with each other.",
        ),
        (
            event("ASSAULT", actors=(CHINA,), recipients=(USA,), fields=(field("trigger", "clashed"),)),
            "China clashed with the United States.",
        ),
        (event("ASSAULT", actors=(CHINA,), recipients=(CHINA,), fields=(field("trigger", "attacked"),)), "China carried out an attack."),
        (event("MADE UP", actors=(CHINA,)), "China took part in an event."),
        (event("CONSULT"), "Talks were held."),
        (event("CONSULT", actors=(Party("they"), CHINA), recipients=(Party("him"),)), "China held talks."),
    ],
)
def test_sentences(told, expected):
    assert summarise(told) == expected


def test_an_occurred_event_is_attributed_only_where_no_report_vouches_for_it():
    told = event("ASSAULT", **STRIKE, attributed_to=said_by("army spokesman"))
    assert summarise(told) == "Israel attacked Iran, according to the army spokesman."
    vouched = replace(told, mentions=(*told.mentions, Telling("d2", Span(0, 3), Span(0, 9), "occurred", 1.0)))
    assert summarise(vouched) == "Israel attacked Iran."


def test_the_better_supported_trigger_is_used():
    values = (FieldValue("strike", ("d1",), ()), FieldValue("bombed", ("d1", "d2"), ()))
    assert summarise(event("ASSAULT", **STRIKE | {"fields": (Field("trigger", values),)})) == "Israel bombed Iran."


NAMES = st.text(st.characters(codec="utf-8", categories=["Lu", "Ll", "Zs", "Po", "Nd"]), min_size=1, max_size=20)
PARTIES = st.lists(
    st.builds(Party, NAMES, st.sampled_from([None, "state:CHN", "person:x", "org:eu"]), st.sampled_from([None, "CHN"])), max_size=3
).map(tuple)
VALUES = st.one_of(
    st.sampled_from(["12 persons", "3000000000 USD", "P30Y", "2025-09", "met", "talks", "to leave", "a deal", "first since 2013"]), NAMES
)


@st.composite
def events(draw):
    kind = draw(st.sampled_from(list(scheme.load().types)))
    status = draw(st.sampled_from(list(scheme.load().statuses)))
    names = draw(st.lists(st.sampled_from(["trigger", "topic", "means", "status", *scheme.load().terms]), unique=True, max_size=4))
    fields = tuple(field(n, *draw(st.lists(VALUES, min_size=1, max_size=3, unique=True)), agree=draw(st.booleans())) for n in names)
    modes = tuple(draw(st.lists(st.sampled_from(scheme.modes_of(kind)), max_size=2))) if scheme.modes_of(kind) else ()
    when = draw(st.sampled_from([None, on("2025-09-03"), When("XXXX-XX-XX", "2025-09-01", "2025-09-15"), When("", "", "")]))
    return event(
        kind,
        status,
        modes=modes,
        actors=draw(PARTIES),
        recipients=draw(PARTIES),
        places=draw(PARTIES),
        companions=draw(PARTIES),
        when=when,
        fields=fields,
        attributed_to=tuple(Attribution(n, ("d1",)) for n in draw(st.lists(NAMES, max_size=2))),
    )


@given(events())
def test_any_event_has_one_sentence(told):
    sentence = summarise(told)
    assert sentence == " ".join(sentence.split())
    assert sentence.endswith((".", "?", "!"))
    assert len(sentence) > 3
    assert sentence == summarise(told)


MARKS = {
    "scheduled": r"\b(?:is|are) to\b",
    "ongoing": r"\b(?:is|are|been)\b",
    "cancelled": r"but this was called off\.$",
    "possible": r"\bmay\b|^Reports differ on whether\b",
    "hypothetical": r"^There was talk of |\bspoke of\b",
    "denied": r"\bdenied\b|\bdid not\b|\bwill not\b|\b(?:was|were) not\b|^No\b",
}


@given(events())
def test_the_status_shows(told):
    if told.status in MARKS:
        assert re.search(MARKS[told.status], summarise(told), re.IGNORECASE)


@given(events())
def test_no_figure_is_invented(told):
    given_words = " ".join(
        [
            *(p.name for p in (*told.actors, *told.recipients, *told.places, *told.companions)),
            *(v.value for f in told.fields for v in f.values),
        ]
        + [a.name for a in told.attributed_to]
        + ([told.when.value, told.when.earliest, told.when.latest] if told.when else [])
    )
    known = {n.lstrip("0") for n in re.findall(r"[0-9]+", given_words)}
    scaled = {n[:-9].lstrip("0") for n in known if len(n) > 9}
    for figure in re.findall(r"[0-9][0-9,.]*", summarise(told)):
        bare = re.sub(r"[^0-9]", "", figure).lstrip("0")
        assert bare in known | scaled or "others" in summarise(told), (figure, known)


NEVER_PLEDGED = "Jeffrey Lewis warns that Israel never attacked Iran."
DISMISSED = "Jeffrey Lewis dismissed as untrue that Israel attacked Iran."
WILL_NOT = "Israel will not have attacked Iran, Jeffrey Lewis said."


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        (NEVER_PLEDGED, "Israel did not attack Iran, according to Jeffrey Lewis."),
        (DISMISSED, "Jeffrey Lewis denied that Israel attacked Iran."),
        (WILL_NOT, "Israel will not attack Iran, according to Jeffrey Lewis."),
    ],
)
def test_only_who_contradicts_a_claim_has_denied_it(text, summary):
    at = text.index("attacked")
    told = Telling("d1", Span(at, at + 8), Span(0, len(text)), "denied", 1.0)
    denied = event("ASSAULT", "denied", **STRIKE | {"attributed_to": said_by("Jeffrey Lewis"), "mentions": (told,)})
    assert summarise(denied, {"d1": text}) == summary


def test_who_only_says_that_he_did_not_act_is_not_told_to_have_denied_it():
    text = "Israel said that it never attacked Iran."
    at = text.index("attacked")
    told = Telling("d1", Span(at, at + 8), Span(0, len(text)), "denied", 1.0)
    denied = event("ASSAULT", "denied", **STRIKE | {"attributed_to": said_by("Israel"), "mentions": (told,)})
    assert summarise(denied, {"d1": text}) == "Israel did not attack Iran."


def test_who_only_spoke_of_it_elsewhere_has_not_denied_it():
    spoken = (Attribution("farmers", ("d2",)), Attribution("Hendra Gunawan", ("d1",)))
    mentions = (Telling("d1", Span(0, 3), Span(0, 9), "denied", 1.0), Telling("d2", Span(0, 3), Span(0, 9), "hypothetical", 1.0))
    denied = event("ASSAULT", "denied", **STRIKE | {"attributed_to": spoken, "mentions": mentions})
    assert summarise(denied) == "Hendra Gunawan denied that Israel attacked Iran."


@pytest.mark.parametrize(
    ("named", "disputed", "expected"),
    [
        (("400 rice growers", "more than 1,000 growers"), ("400 persons", "1000 persons"), "Rice growers marched"),
        (("400 rice growers", "growers"), (), "400 rice growers marched"),
        (("400 rice growers", "two ministers"), (), "400 rice growers and two ministers marched"),
        (("ASEAN", "bloc"), (), "ASEAN marched"),
    ],
)
def test_nobody_is_named_twice(named, disputed, expected):
    actors = field("actor", *named)
    heads = replace(field("participants", *disputed), agree=False) if disputed else field("participants")
    one = event("PROTEST", modes=("march",), actors=tuple(Party(n) for n in named), fields=(actors, heads, field("trigger", "marched")))
    assert summarise(one).startswith(expected)


def test_the_agency_of_a_dateline_is_the_report_s_own_voice():
    told = event("ASSAULT", **STRIKE, attributed_to=said_by("Reuters"))
    assert summarise(told) == "Israel attacked Iran, according to Reuters."
    assert summarise(told, {"d1": "TALLINN (Reuters) - Israel attacked Iran."}) == "Israel attacked Iran."
