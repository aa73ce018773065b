"""The two JSON outputs keep the shape that others build on, and lose nothing of what they carry."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import scheme
from dragoman.nouns.event import EventMention, Term
from dragoman.nouns.mention import Entity, Place
from dragoman.nouns.reading import Quote, Reading
from dragoman.nouns.text import Dated, Document, Span
from dragoman.nouns.time import DayInterval, TimeValue
from dragoman.publish.formats import ledger_to_json, reading_to_json
from tests.publish.small import DOCUMENTS, ledger

TEXT = "Fidan met Noor in Ankara on Tuesday."


def reading(**parts) -> Reading:
    whole = Reading(
        document=Document("d1", "a.txt", TEXT, "T", date(2031, 3, 4), "Paper", "https://x.example/1", "en"),
        sentences=(Span(0, len(TEXT)),),
        entities=(
            Entity("x1", "PER", "Hakan Fidan", (Span(0, 5),), "person:hakan-fidan", "TUR", "GOV"),
            Entity("x2", "GPE", "Ankara", (Span(18, 24),), None, "TUR", None, Place("Ankara", "TUR", 39.92, 32.85, 323786)),
        ),
        times=(TimeValue("t1", Span(25, 35), "2031-03-04", DayInterval(date(2031, 3, 4), date(2031, 3, 4))),),
        events=(
            EventMention(
                "e1", Span(6, 9), "CONSULT", "scheduled", 0.93456, ("visit",), ("x1",), (), ("x2",), (), ("t1",), None, Span(10, 14),
                (Term(Span(0, 5), "quantity", "50000000000 m3/yr", "max"),), ("x1",), ("economic",), b"\x01\x02",
            ),
        ),
        quotes=(Quote(Span(0, 5), "x1", None),),
        model="tiny/1",
    )  # fmt: skip
    return replace(whole, **parts)


def test_a_reading_is_the_documented_object():
    assert reading_to_json(reading()) == {
        "document": {
            "id": "d1",
            "source": "https://x.example/1",
            "publisher": "Paper",
            "title": "T",
            "published": "2031-03-04",
            "language": "en",
            "text": TEXT,
            "dated": None,
        },
        "entities": [
            {
                "id": "x1",
                "type": "PER",
                "name": "Hakan Fidan",
                "actor": "person:hakan-fidan",
                "state": "TUR",
                "sector": "GOV",
                "place": None,
                "mentions": [[0, 5]],
            },
            {
                "id": "x2",
                "type": "GPE",
                "name": "Ankara",
                "actor": None,
                "state": "TUR",
                "sector": None,
                "place": {"geonames": 323786, "name": "Ankara", "country": "TUR", "lat": 39.92, "lon": 32.85},
                "mentions": [[18, 24]],
            },
        ],
        "times": [
            {"id": "t1", "start": 25, "end": 35, "value": "2031-03-04", "earliest": "2031-03-04", "latest": "2031-03-04", "set": False}
        ],
        "events": [
            {
                "id": "e1",
                "start": 6,
                "end": 9,
                "type": "CONSULT",
                "modes": ["visit"],
                "status": "scheduled",
                "probability": 0.9346,
                "actors": ["x1"],
                "recipients": [],
                "places": ["x2"],
                "companions": [],
                "times": ["t1"],
                "means": None,
                "topic": [10, 14],
                "terms": [{"start": 0, "end": 5, "kind": "quantity", "value": "50000000000 m3/yr", "bound": "max"}],
                "by": ["x1"],
                "contexts": ["economic"],
                "plover": {"type": "AGREE", "mode": [], "score": 2.5, "quad": 1},
                "cameo": "036",
            },
        ],
        "quotes": [{"start": 0, "end": 5, "speaker": "x1", "about": None}],
        "model": "tiny/1",
    }


def test_a_document_dated_from_its_content_says_how():
    dated = Dated("2031", date(2031, 1, 1), date(2031, 12, 31), "content", (Span(0, 5),), "anniversary")
    made = reading_to_json(reading(document=replace(reading().document, published=None, dated=dated)))["document"]
    assert made["published"] is None
    assert made["dated"] == {
        "value": "2031",
        "earliest": "2031-01-01",
        "latest": "2031-12-31",
        "how": "content",
        "rule": "anniversary",
        "evidence": [[0, 5]],
    }


def test_modes_of_another_type_do_not_break_the_codes():
    odd = replace(reading().events[0], modes=("arrest", "visit"), status="occurred")
    made = reading_to_json(reading(events=(odd,)))["events"][0]
    assert made["modes"] == ["arrest", "visit"]
    assert made["plover"]["mode"] == ["visit"]
    assert reading_to_json(reading(events=(replace(odd, type="OURS"),)))["events"][0]["plover"] is None


LEDGER_KEYS = {
    "documents": ["id", "source", "publisher", "title", "published", "dated", "copy_of"],
    "stories": ["id", "title", "documents", "events"],
    "events": [
        "id",
        "type",
        "modes",
        "status",
        "summary",
        "actors",
        "recipients",
        "places",
        "companions",
        "when",
        "mentions",
        "independent_sources",
        "fields",
        "history",
        "attributed_to",
        "contexts",
        "part_of",
        "unconfirmed_since",
    ],
    "quotes": ["words", "speaker", "about", "evidence"],
}


def test_a_ledger_has_the_documented_keys_in_their_order():
    made = ledger_to_json(ledger())
    assert list(made) == [*LEDGER_KEYS, "today"]
    for part, keys in LEDGER_KEYS.items():
        for row in made[part]:
            assert list(row) == keys


def test_a_ledgers_values_point_at_the_characters():
    made, of = ledger_to_json(ledger()), ledger()
    signed = next(e for e in made["events"] if e["id"] == "e2")
    assert signed["summary"].startswith("Qumar and Sylvania signed")
    assert signed["when"] == {"value": "2031-03-04", "earliest": "2031-03-04", "latest": "2031-03-04"}
    assert signed["actors"][0] == {"name": "Qumar", "actor": "state:QUM", "state": "QUM"}
    quantity = next(f for f in signed["fields"] if f["name"] == "quantity")
    assert quantity["agree"] is True
    assert quantity["values"][0]["bound"] == "max"
    (where,) = quantity["values"][0]["evidence"]
    assert DOCUMENTS[where["document"]].text[where["start"] : where["end"]] == "up to 12 billion cubic metres a year"
    for told, kept in zip(signed["mentions"], next(e for e in of.events if e.id == "e2").mentions, strict=True):
        assert (told["start"], told["end"], tuple(told["sentence"])) == (
            kept.trigger.start,
            kept.trigger.end,
            (kept.sentence.start, kept.sentence.end),
        )
    copies = {d["id"]: d["copy_of"] for d in made["documents"]}
    assert copies == {"c": None, "h": None, "g": None, "copy": "c", "d": None}
    assert next(d for d in made["documents"] if d["id"] == "g")["dated"]["how"] == "content"


def test_both_are_plain_json():
    for made in (ledger_to_json(ledger()), reading_to_json(reading())):
        assert json.loads(json.dumps(made, ensure_ascii=False)) == made


@given(
    st.sampled_from(list(scheme.load().types)), st.sampled_from(list(scheme.load().statuses)), st.sampled_from(list(scheme.load().contexts))
)
def test_codes_agree_with_the_scheme(kind, status, context):
    event = replace(reading().events[0], type=kind, modes=scheme.modes_of(kind)[:1], status=status, contexts=(context,))
    made = reading_to_json(reading(events=(event,)))["events"][0]
    folded = scheme.plover(kind, event.modes, status)
    assert (made["plover"] or {}).get("type") == (folded.type if folded else None)
    assert made["cameo"] == scheme.cameo(kind, event.modes, status, (context,))


@pytest.mark.parametrize("day", [None, date(2031, 3, 4)])
def test_dates_are_iso_or_null(day):
    assert reading_to_json(reading(document=replace(reading().document, published=day)))["document"]["published"] == (day and "2031-03-04")
