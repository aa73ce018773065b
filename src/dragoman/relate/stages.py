"""How far an agreement has come, from talks to its end, by the words that tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from dragoman.nouns.event import Status
from dragoman.nouns.ledger import Event
from dragoman.nouns.outline import Outline
from dragoman.nouns.relation import Stage, StageStep

_RANK: Final[dict[Stage, int]] = {"under talk": 0, "promised": 1, "finalised": 2, "signed": 3, "ratified": 4, "collapsed": 5}
_TALKED: Final[frozenset[Status]] = frozenset({"possible", "hypothetical"})
_DONE: Final[frozenset[Status]] = frozenset({"occurred", "ongoing"})

_ENDED = re.compile(
    r"\b(?:abandon|abrogat|annul|broke(?:n)? down|break(?:s|ing)? down|call(?:s|ed|ing)? off|cancel|collaps|denounc|expir|"
    r"f[ae]ll(?:s|en)? (?:apart|through)|lapse|pull(?:s|ed)? out|quit|renounc|repudiat|rescind|scrap|"
    r"tear(?:s|ing)? up|terminat|tore up|torn up|walk(?:s|ed)? away|withdr[ae]w)"
)
_RATIFIED = re.compile(r"\b(?:ratif|(?:enter|c[ao]me|go|went|is|are)\w* into force|in force|t[ao]ke?s? effect|took effect)")
_SIGNED = re.compile(r"\b(?:initial(?:l?ed|l?ing|s)|ink(?:ed|s|ing)?|sign(?:ed|s|ing|ature|atures)?)\b")
_FINAL = re.compile(r"\b(?:clinch|complet|conclu|finali[sz]|reach|seal|str(?:ike|uck))")
_TALKS = re.compile(r"\b(?:bargain|discuss|negotiat|talk)")
TALK_TYPES: Final = frozenset({"CONSULT"})
ENDING_TYPES: Final = frozenset({"REJECT", "RETREAT", "SANCTION"})


def is_talk(event: Event | Outline) -> bool:
    """Tell whether an event is talks."""
    return event.type in TALK_TYPES and bool(_TALKS.search(_words(event)))


def is_end(event: Event | Outline) -> bool:
    """Tell whether an event is of a kind that ends what was agreed, and says so."""
    return event.type in ENDING_TYPES and bool(_ENDED.search(_words(event)))


def history(events: Sequence[Event]) -> tuple[StageStep, ...]:
    """Return the stages that an agreement reached, in order of the reports; the last one holds.

    An agreement only goes on, except by its end; after that it stands again only where something of it is dated later than its end.
    """
    reached: list[StageStep] = []
    dated = {e.id: e.when.latest if e.when else "" for e in events}
    for step in sorted(_steps(events), key=lambda s: (s.at or "", _RANK[s.stage], s.event)):
        if reached and not _goes_on(reached[-1], step, dated[step.event]):
            continue
        if reached and reached[-1].at == step.at:  # of one day's reports the one that says most
            reached.pop()
        reached.append(step)
    return tuple(reached)


def _goes_on(before: StageStep, step: StageStep, happened: str) -> bool:
    if before.stage == "collapsed":
        return step.stage != "collapsed" and bool(happened) and happened > (before.at or "")
    return _RANK[step.stage] > _RANK[before.stage]


def _steps(events: Sequence[Event]) -> Iterator[StageStep]:
    for event in events:
        for step in event.history:
            stage = _stage(event, step.status)
            if stage:
                yield StageStep(step.at, stage, event.id, step.documents)
        if not any(_stage(event, step.status) for step in event.history):
            stage = _stage(event, event.status)
            if stage:
                yield StageStep(None, stage, event.id, tuple(sorted({t.document for t in event.mentions})))


def _stage(event: Event, status: Status) -> Stage | None:
    """Return the stage that an event of this status stands for, None for what is denied."""
    if status == "denied":
        return None
    if status == "cancelled" or (status in _DONE and _ENDED.search(_words(event))):
        return "collapsed"
    if status in _TALKED or event.type in TALK_TYPES:
        return "under talk"
    return "promised" if status == "scheduled" else _done(event)


def _done(event: Event) -> Stage:
    words = _words(event)
    by_words: tuple[tuple[re.Pattern[str], Stage], ...] = ((_RATIFIED, "ratified"), (_SIGNED, "signed"), (_FINAL, "finalised"))
    for pattern, stage in by_words:
        if pattern.search(words):
            return stage
    return "promised" if event.type == "AGREE" else "finalised"


def _words(event: Event | Outline) -> str:
    return " | ".join(v.value.casefold() for f in event.fields if f.name == "trigger" for v in f.values)
