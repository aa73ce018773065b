"""The slices of figures, and how a trigger stands in its sentence."""

from __future__ import annotations

import pytest

from dragoman.nouns.event import EventMention
from dragoman.nouns.mention import Entity
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document, Span
from quality.slices import slices
from quality.trigger_form import is_nominal, is_passive


@pytest.mark.parametrize(
    ("sentence", "trigger", "form"),
    [
        ("Two men were quickly arrested in Oslo.", "arrested", "passive"),
        ("A base struck by rebels burnt.", "struck", "passive"),
        ("They condemned the raid.", "condemned", "verb"),
        ("They condemned the raid.", "raid", "noun"),
        ("They want to visit Oslo.", "visit", "verb"),
        ("Iran’s visit to Oslo", "visit", "noun"),
        ("Negotiations resumed.", "Negotiations", "noun"),
        ("He met her.", "met", "verb"),
    ],
)
def test_form_of_triggers(sentence: str, trigger: str, form: str) -> None:
    span, whole = Span(sentence.index(trigger), sentence.index(trigger) + len(trigger)), Span(0, len(sentence))
    seen = "noun" if is_nominal(sentence, span, whole) else "passive" if is_passive(sentence, span, whole) else "verb"
    assert seen == form


def test_each_event_counts_in_its_own_slices() -> None:
    text = "Chad condemned the raid. Mali slept."
    condemned, raid = Span(5, 14), Span(19, 23)
    chad, mali = Entity("c", "GPE", "Chad", (Span(0, 4),)), Entity("m", "GPE", "Mali", (Span(25, 29),))
    gold = _reading(
        text,
        (chad, mali),
        EventMention("e1", condemned, "ACCUSE", "occurred", 1.0, actors=("c",)),
        EventMention("e2", raid, "ASSAULT", "occurred", 1.0, actors=("m",)),
    )
    system = _reading(text, (chad,), EventMention("e1", condemned, "ACCUSE", "denied", 1.0, actors=("c",)))
    found = slices([(gold, system)])
    assert (found["type | ACCUSE"].f1, found["type | ASSAULT"].recall) == (1.0, 0.0)
    assert (found["trigger | verb"].f1, found["trigger | noun"].recall) == (1.0, 0.0)
    assert (found["status | occurred"].recall, found["status | denied"].precision) == (0.0, 0.0)
    assert (found["role | up to 2 words apart"].f1, found["role | another sentence"].recall) == (1.0, 0.0)


def _reading(text: str, entities: tuple[Entity, ...], *events: EventMention) -> Reading:
    return Reading(Document("d", "d", text), (Span(0, 24), Span(25, 36)), entities, (), events, (), "m")
