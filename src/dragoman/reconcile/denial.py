"""How reports say that something is not so: that somebody denied it, or only that it was not done or will not be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.nouns.ledger import Attribution, Event, Telling

# "has never pledged" tells of what was not done; only who is said to contradict a claim has denied it.
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|dismiss\w*|reject\w*|refut\w*|repudiat\w*|rebut\w*|contradict\w*|disput(?:e[sd]?|ing)|disavow\w*|"
    r"disclaim\w*|debunk\w*|inventions?|fabricat\w*|untrue|false|baseless|unfounded|groundless|no truth)\b",
    re.IGNORECASE,
)
_WILL_NOT = re.compile(r"(?:\b(?:will|would|shall) (?:not|never|no longer)\b|\b(?:wo|would)n[’']t\b)[^,;:.]{0,60}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Denial:
    """Whether somebody is said to have contradicted a claim, and whether what is not so lies ahead ("will not")."""

    contradicts: bool
    ahead: bool


def denial(event: Event, texts: Mapping[str, str]) -> Denial:
    """Return how the mentions that deny an event do so; as contradicting a claim where no report's text is known."""
    denying = [m for m in event.mentions if m.status == "denied" and m.document in texts]
    contradicts = any(_contradicts(m, texts[m.document]) for m in denying)
    ahead = bool(denying) and all(_WILL_NOT.search(texts[m.document][m.sentence.start : m.trigger.start]) for m in denying)
    return Denial(contradicts or not denying, ahead)


def deniers(event: Event) -> tuple[Attribution, ...]:
    """Return those on whose word the event stands in a report that denies it; all where none of those has any."""
    denying = {m.document for m in event.mentions if m.status == "denied"}
    return tuple(a for a in event.attributed_to if denying & set(a.documents)) or event.attributed_to


def _contradicts(told: Telling, text: str) -> bool:
    """Tell whether a sentence has a word of denial beside its trigger, which may itself be what is told ("a rejection")."""
    around = (text[told.sentence.start : told.trigger.start], text[told.trigger.end : told.sentence.end])
    return any(_DENIES.search(part) for part in around)
