"""The terms of each event: those that the model marks, made whole, and those that times and amounts beside its trigger give."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dragoman.nouns.event import EventMention, Term
from dragoman.nouns.text import Span
from dragoman.nouns.time import DayInterval, TimeValue
from dragoman.read import amounts, sentences, terms
from dragoman.read.decode import RawEvent, RawTerm

_RATED: Final = ("quantity", "money")


def marked(
    e: RawEvent, raw: Iterable[RawTerm], time_of: dict[Span, TimeValue], bounds: Sequence[Span], text: str, anchor: DayInterval | None
) -> Iterator[Term]:
    """Yield the model's terms, whole and with their values; goods or people that it marks without their number are no term."""
    taken: list[Span] = []
    for t in raw:
        sentence = sentences.sentence_of(bounds, t.span.start) or t.span
        time = next((v for s, v in time_of.items() if s.overlaps(t.span)), None)
        span = t.span
        kind = "duration" if t.kind in terms.COUNTED and _is_within_length(span, time) else t.kind
        if kind in terms.COUNTED:
            span = amounts.whole(text, sentence, span, kind)
            kind = amounts.kind_of(kind, span.of(text), e.trigger.of(text), e.type, e.modes)
        elif kind in ("duration", "period", "start", "end") and time is not None:
            span = amounts.whole(text, sentence, _union(span, time.span), kind) if kind == "duration" else _union(span, time.span)
        if kind in _RATED:
            span = terms.with_rate(text, span)
        if (kind in terms.COUNTED and terms.is_bare(span.of(text))) or any(span.overlaps(other) for other in taken):
            continue
        if kind in terms.COUNTED and amounts.counts_nothing(text, span):
            continue
        if kind == "duration" and not terms.is_length(text, sentence.start, span, time):
            continue
        if kind == "object" and _is_bare_word(span.of(text)):
            continue
        taken.append(span)
        value, bound = terms.normalise(kind, span.of(text), anchor, time)
        yield Term(span, kind, value, bound)


def _is_within_length(span: Span, time: TimeValue | None) -> bool:
    """Tell whether words are but a length of time: of 780 such terms of the training texts that count or last 769 are durations."""
    return time is not None and time.value.startswith("P") and time.span.start <= span.start and span.end <= time.span.end


def _is_bare_word(words: str) -> bool:
    """Tell whether words are one word that names nothing ("major" of "a major deal"): of the corpus's 281 objects 7 are."""
    return words.islower() and words.isalpha()


def _union(a: Span, b: Span) -> Span:
    return Span(min(a.start, b.start), max(a.end, b.end))


def with_amounts(
    events: Sequence[EventMention], timed: Sequence[Span], bounds: Sequence[Span], text: str, anchor: DayInterval | None
) -> list[EventMention]:
    """Return the events with the amounts that stand right beside their triggers, which then are no other event's."""
    own: dict[str, list[Term]] = {}
    for e in events:
        sentence = sentences.sentence_of(bounds, e.trigger.start) or e.trigger
        for span, kind in amounts.beside(text, sentence, e.trigger, e.type, e.modes, timed):
            rated = terms.with_rate(text, span) if kind in _RATED else span
            value, bound = terms.normalise(kind, rated.of(text), anchor)
            own.setdefault(e.id, []).append(Term(rated, kind, value, bound))
    claimed = [(t.span, identity) for identity, given in own.items() for t in given]
    out = []
    for e in events:
        kept = tuple(t for t in e.terms if not any(t.span.overlaps(span) and identity != e.id for span, identity in claimed))
        fresh = tuple(t for t in own.get(e.id, ()) if not any(t.span.overlaps(k.span) for k in kept))
        out.append(dataclasses.replace(e, terms=(*kept, *fresh)) if (kept, fresh) != (e.terms, ()) else e)
    return out


def with_times(
    events: Sequence[EventMention], given: Sequence[TimeValue], bounds: Sequence[Span], text: str, anchor: DayInterval | None
) -> list[EventMention]:
    """Return the events with their times as terms where the words before them say that they begin, end or last then and no term does."""
    triggers = [e.trigger for e in events]
    return [dataclasses.replace(e, terms=(*e.terms, *_of_times(e, given, triggers, bounds, text, anchor))) for e in events]


def _of_times(
    e: EventMention,
    given: Sequence[TimeValue],
    triggers: Sequence[Span],
    bounds: Sequence[Span],
    text: str,
    anchor: DayInterval | None,
) -> Iterator[Term]:
    sentence = sentences.sentence_of(bounds, e.trigger.start)
    start = sentence.start if sentence else 0
    for time in given:
        if time.id not in e.times or any(t.span.overlaps(time.span) for t in e.terms) or _parted(e.trigger, time.span, triggers):
            continue
        kind = terms.of_time(text, start, time, e.trigger, e.status)
        if kind:
            value, bound = terms.normalise(kind, time.span.of(text), anchor, time)
            yield Term(time.span, kind, value, bound)


def _parted(trigger: Span, time: Span, triggers: Sequence[Span]) -> bool:
    """Tell whether another trigger stands between a trigger and a time."""
    first, last = min(trigger.end, time.end), max(trigger.start, time.start)
    return any(first <= other.start and other.end <= last for other in triggers)


# What is laid down once and holds from a day on, which may follow at some distance: "granted visas, a policy set to begin on 1 May".
_LAID_DOWN: Final = frozenset(("AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "SANCTION", "COERCE", "RETREAT"))


def with_starts(
    events: Sequence[EventMention], given: Sequence[TimeValue], bounds: Sequence[Span], text: str, anchor: DayInterval | None
) -> list[EventMention]:
    """Return the events with the days on which what they lay down is said to take effect, where no event of their sentence has them.

    A day goes with the last event before it in its sentence that lays something down; where the sentence is about "the measure", with the
    last of the sentence before.
    """
    here = {t.id: sentences.sentence_of(bounds, t.span.start) for t in given}
    taken = {x for e in events for x in e.times if here.get(x) == sentences.sentence_of(bounds, e.trigger.start)}
    taken |= {t.id for t in given for e in events for q in e.terms if q.span.overlaps(t.span)}
    found: dict[str, list[Term]] = {}
    for time in given:
        owner = _laid_down(time, events, bounds, text) if time.id not in taken and not time.value.startswith("P") else None
        if owner is not None:
            value, bound = terms.normalise("start", time.span.of(text), anchor, time)
            found.setdefault(owner, []).append(Term(time.span, "start", value, bound))
    return [dataclasses.replace(e, terms=(*e.terms, *found[e.id])) if e.id in found else e for e in events]


def _laid_down(time: TimeValue, events: Sequence[EventMention], bounds: Sequence[Span], text: str) -> str | None:
    """Return the id of the event that takes effect at a time, None where its words say nothing of the kind."""
    sentence = sentences.sentence_of(bounds, time.span.start)
    if sentence is None or not terms.takes_effect(text, sentence.start, time.span):
        return None
    before = [e for e in events if e.type in _LAID_DOWN and e.trigger.end <= time.span.start]
    own = [e for e in before if e.trigger.start >= sentence.start]
    if not own and terms.about_what_was_laid_down(sentence.of(text)):
        earlier = [b for b in bounds if b.end <= sentence.start]
        own = [e for e in before if earlier and e.trigger.start >= earlier[-1].start]
    return max(own, key=lambda e: (e.trigger.start, e.id)).id if own else None
