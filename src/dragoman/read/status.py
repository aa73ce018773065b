"""Wordings that settle an event's status whatever the model makes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dragoman.nouns.event import EventMention, Status
from dragoman.nouns.text import Span
from dragoman.read.sentences import sentence_of

# Of 77 such triggers in the corpus's train split 74 are scheduled.
_DUE: Final = re.compile(r"\b(?:is|are) (?:set|due|scheduled|expected|slated|to)(?: to)?(?: be)? (?:[\w’'-]+ )?$")
# What is announced is a plan, not a guess (guidelines: "of a plan, order given or agreement scheduled").
_ANNOUNCED: Final = re.compile(r"\bannounc(?:e|ed|es|ing) (?:[\w’'-]+ ){0,4}$")


def settle(events: Sequence[EventMention], sentences: Sequence[Span], text: str) -> tuple[EventMention, ...]:
    """Return the events with the status that the words before their trigger settle."""
    return tuple(replace(e, status=_status(e, _before(e.trigger, sentences, text))) for e in events)


def rule(event: EventMention, sentences: Sequence[Span], text: str) -> tuple[str, Span] | None:
    """Return which wording settles the status of an event as the model gave it, in words, and where it stands; None where none does."""
    before = _before(event.trigger, sentences, text)
    start = event.trigger.start - len(before)
    for pattern, words in ((_DUE, "words that make it due"), (_ANNOUNCED, "what is announced is a plan, not a guess")):
        found = pattern.search(before)
        if found and _status(event, before) != event.status:
            return words, Span(start + found.start(), start + len(found.group().rstrip()) + found.start())
    return None


def _before(trigger: Span, sentences: Sequence[Span], text: str) -> str:
    sentence = sentence_of(sentences, trigger.start) or trigger
    return text[max(sentence.start, trigger.start - 80) : trigger.start]


def _status(event: EventMention, before: str) -> Status:
    if event.status not in ("scheduled", "denied", "cancelled") and _DUE.search(before):
        return "scheduled"
    return "scheduled" if event.status == "possible" and _ANNOUNCED.search(before) else event.status
