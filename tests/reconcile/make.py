"""Small readings made by hand: a report is sentences with their events, everything else is found by its words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.nouns.event import EventMention, Status, Term
from dragoman.nouns.mention import Entity, EntityType
from dragoman.nouns.reading import Quote, Reading
from dragoman.nouns.text import Document, Span
from dragoman.nouns.time import TimeValue
from dragoman.reconcile.days import interval
from training.corpus import CORPUS, GoldStory, load_story


@dataclass(frozen=True)
class Who:
    """An entity by the words that mention it."""

    name: str
    type: EntityType = "PER"
    state: str | None = None
    sector: str | None = None
    actor: str | None = None
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Does:
    """An event by its trigger's words; parties by name, times as (words, value), terms as (words, kind, value, bound)."""

    trigger: str
    type: str
    status: Status = "occurred"
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    times: tuple[tuple[str, str], ...] = ()
    terms: tuple[tuple[str, ...], ...] = ()
    by: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    probability: float = 1.0
    signature: bytes = b""


def corpus_stories(count: int) -> list[GoldStory]:
    """Return the first stories of the project's own corpus."""
    return [load_story(path) for path in sorted(CORPUS.glob("*.json"))[:count]]


def report(
    name: str,
    day: str | None,
    told: list[tuple[str, list[Does]]],
    who: list[Who],
    *,
    publisher: str | None = None,
    title: str | None = None,
    quotes: list[tuple[str, str]] = (),  # type: ignore[assignment]
    url: str | None = None,
) -> Reading:
    """Return a reading; every trigger, time and term is looked for in its own sentence, every entity in the whole text."""
    text, sentences, events, times = "", [], [], {}
    for words, _ in told:
        text += (" " if text else "") + words
        sentences.append(Span(len(text) - len(words), len(text)))
    ids = {w.name: f"x{n}" for n, w in enumerate(who)}
    entities = tuple(
        Entity(
            ids[w.name],
            w.type,
            w.name,
            tuple(m for words in (w.mentions or (w.name,)) for m in _all(text, words)),
            w.actor,
            w.state,
            w.sector,
        )
        for w in who
    )
    for sentence, (_, does) in zip(sentences, told, strict=True):
        for one in does:
            own = []
            for words, value in one.times:
                span = _in(text, sentence, words)
                times[span] = TimeValue(f"t{span.start}", span, value, interval(value))
                own.append(f"t{span.start}")
            events.append(
                EventMention(
                    f"e{len(events)}", _in(text, sentence, one.trigger), one.type, one.status, one.probability, one.modes,
                    *(tuple(ids[n] for n in names) for names in (one.actors, one.recipients, one.places)),
                    times=tuple(own), terms=tuple(Term(_in(text, sentence, t[0]), *t[1:]) for t in one.terms),  # type: ignore[arg-type]
                    by=tuple(ids[n] for n in one.by), contexts=one.contexts, signature=one.signature,
                )
            )  # fmt: skip
    said = tuple(Quote(_all(text, words)[0], ids[speaker]) for words, speaker in quotes)
    document = Document(name, f"{name}.txt", text, title, date.fromisoformat(day) if day else None, publisher, url)
    return Reading(document, tuple(sentences), entities, tuple(times[s] for s in sorted(times)), tuple(events), said, "by hand")


def _in(text: str, sentence: Span, words: str) -> Span:
    start = text.index(words, sentence.start, sentence.end)
    return Span(start, start + len(words))


def _all(text: str, words: str) -> list[Span]:
    found, start = [], text.find(words)
    while start >= 0:
        found.append(Span(start, start + len(words)))
        start = text.find(words, start + 1)
    return found
