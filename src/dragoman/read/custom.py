"""Codes events by a user's own scheme, beside the reader's types: by trigger words, and by what an event is like."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from dragoman.nouns.event import CustomCode, EventMention
from dragoman.nouns.mention import Entity
from dragoman.nouns.text import Span
from dragoman.read.sentences import sentence_of
from dragoman.read.stems import stem
from dragoman.scheme.custom import Condition, CustomScheme, CustomType

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# A word that the user's scheme names is an event by the user's word, whatever the trigger head makes of it.
LEAST_PROBABILITY: Final = 0.5

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    stem: str
    span: Span


def triggers(text: str, schemes: Sequence[CustomScheme]) -> tuple[Span, ...]:
    """Return where the text has a trigger word or phrase of a scheme, in whatever inflection, in order; longer ones go before shorter."""
    phrases = {stems(words) for scheme in schemes for kind in scheme.types for words in kind.triggers}
    if not phrases:
        return ()
    words = _words(text)
    found = {span for phrase in phrases for span in _occurrences(phrase, words)}
    kept: list[Span] = []
    for span in sorted(found, key=lambda s: (s.start, -s.end)):
        if not kept or not span.overlaps(kept[-1]):
            kept.append(span)
    return tuple(kept)


def code(
    events: Sequence[EventMention],
    added: Sequence[EventMention],
    entities: Sequence[Entity],
    sentences: Sequence[Span],
    text: str,
    schemes: Sequence[CustomScheme],
) -> tuple[EventMention, ...]:
    """Return the events in the order of the text, each with its codes of the schemes.

    `added` are events at trigger words that only a scheme names: they stay where a type takes them, as events of the PLOVER type and mode
    that it maps to. The reader's own events all stay, as they are but for their codes, and none that a trigger word names is less probable
    than a word of the user's makes it.
    """
    known = {e.id: e for e in entities}
    if not schemes:
        return tuple(events)
    out = []
    for event in (*events, *added):
        sentence = sentence_of(sentences, event.trigger.start) or event.trigger
        case = _Case(event, sentence, text, known)
        types = [(scheme, kind) for scheme in schemes for kind in scheme.types if _is(kind, case)]
        codes = tuple(CustomCode(scheme.name, kind.id, kind.plover, kind.mode) for scheme, kind in types)
        if event in added:
            if not codes:
                continue
            event = _mapped(event, codes)  # noqa: PLW2901 - the event as the scheme has it
        named = any(kind.triggers for _, kind in types)
        probability = max(event.probability, LEAST_PROBABILITY) if named else event.probability
        out.append(replace(event, custom=codes, probability=probability))
    return tuple(sorted(out, key=lambda e: (e.trigger, int(e.id[1:]))))


def _mapped(event: EventMention, codes: Sequence[CustomCode]) -> EventMention:
    """Return an added event as what the first type with a mapping makes of it."""
    for code in codes:
        if code.plover is not None:
            return replace(event, type=code.plover, modes=(code.mode,) if code.mode else ())
    return event


@dataclass(frozen=True, slots=True)
class _Case:
    event: EventMention
    sentence: Span
    text: str
    entities: Mapping[str, Entity]


def _is(kind: CustomType, case: _Case) -> bool:
    if kind.triggers and not _triggered(kind.triggers, case):
        return False
    return holds(kind.when, case) and (kind.unless.is_empty or not holds(kind.unless, case))


def _triggered(phrases: Sequence[str], case: _Case) -> bool:
    words = _words(case.sentence.of(case.text), case.sentence.start)
    return any(span.overlaps(case.event.trigger) for phrase in phrases for span in _occurrences(stems(phrase), words))


def holds(condition: Condition, case: _Case) -> bool:
    """Tell whether every key that the condition names holds of the event."""
    return all(test(getattr(condition, key), case) for key, test in _TESTS.items() if getattr(condition, key))


def _among(of: Callable[[EventMention], Sequence[str]]) -> Callable[[Sequence[str], _Case], bool]:
    return lambda values, case: bool(set(values) & set(of(case.event)))


def _about(phrases: Sequence[str], case: _Case) -> bool:
    event = case.event
    spans = [s for s in (event.topic, event.means) if s] + [t.span for t in event.terms if t.kind == "object"]
    return any(_has(phrase, span.of(case.text)) for phrase in phrases for span in spans)


def _in_sentence(phrases: Sequence[str], case: _Case) -> bool:
    return any(_has(phrase, case.sentence.of(case.text)) for phrase in phrases)


def _filled(*roles: str) -> Callable[[Sequence[str], _Case], bool]:
    def test(values: Sequence[str], case: _Case) -> bool:
        filled = (case.entities[x] for role in roles for x in getattr(case.event, role) if x in case.entities)
        return any(_is_party(value, entity) for entity in filled for value in values)

    return test


def _is_party(value: str, entity: Entity) -> bool:
    return value in {entity.actor, entity.sector, f"state:{entity.state}"}


def _at(values: Sequence[str], case: _Case) -> bool:
    for entity in (case.entities[x] for x in case.event.places if x in case.entities):
        names = {entity.name.casefold(), entity.place.name.casefold() if entity.place else ""}
        state = f"state:{(entity.place.country if entity.place else None) or entity.state}"
        if any(value == state or value.casefold() in names for value in values):
            return True
    return False


_TESTS: Final[dict[str, Callable[[Sequence[str], _Case], bool]]] = {
    "types": _among(lambda e: (e.type,)),
    "modes": _among(lambda e: e.modes),
    "statuses": _among(lambda e: (e.status,)),
    "topic": _about,
    "words": _in_sentence,
    "terms": _among(lambda e: tuple(t.kind for t in e.terms)),
    "actors": _filled("actors"),
    "recipients": _filled("recipients"),
    "parties": _filled("actors", "recipients"),
    "places": _at,
    "contexts": _among(lambda e: e.contexts),
}


def _has(phrase: str, words: str) -> bool:
    return any(True for _ in _occurrences(stems(phrase), _words(words)))


def _occurrences(phrase: Stems, words: Sequence[_Word]) -> Iterator[Span]:
    size = len(phrase)
    for i in range(len(words) - size + 1):
        if words[i].stem == phrase[0] and all(words[i + k].stem == phrase[k] for k in range(1, size)):
            yield Span(words[i].span.start, words[i + size - 1].span.end)


def _words(text: str, offset: int = 0) -> list[_Word]:
    return [_Word(stem(m.group()), Span(offset + m.start(), offset + m.end())) for m in _WORD.finditer(text)]


@lru_cache(maxsize=4096)
def stems(words: str) -> Stems:
    """Return the stems of some words in order, as texts are compared with them."""
    return tuple(w.stem for w in _words(words))
