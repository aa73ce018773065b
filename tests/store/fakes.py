"""A small reader and reconciler of made-up words, fast and honest: every noun and rule of the interface, no language in it.

A text is sentences of words ended by a full stop; the first word of each is an event's trigger, every word an entity. Two documents are
of one story when they share two words. Events of a story are its mentions by trigger.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import reduce
from itertools import combinations
from typing import TYPE_CHECKING

from dragoman.nouns.correction import Correction
from dragoman.nouns.event import EventMention, Term
from dragoman.nouns.ledger import Event, Evidence, Field, FieldValue, Ledger, Party, Quotation, Source, StatusStep, Story, Telling, When
from dragoman.nouns.mention import Entity, Place
from dragoman.nouns.reading import Quote, Reading
from dragoman.nouns.text import Document, Span
from dragoman.nouns.time import DayInterval, TimeValue
from dragoman.reconcile.corrections import tied_documents, ties

if TYPE_CHECKING:
    from dragoman.store import Linking, Plane

WORDS = ("anvil", "basil", "cedar", "delta", "ember", "fjord", "grove", "heron", "islet", "joust", "knoll", "larch")


def document(number: int | str, text: str, **rest: object) -> Document:
    return Document(f"d{number:>03}", f"reports/{number}.txt", text, **rest)


def read(report: Document) -> Reading:
    sentences = tuple(Span(m.start(), m.end()) for m in re.finditer(r"[^.\s][^.]*\.?", report.text))
    entities, events = [], []
    for n, sentence in enumerate(sentences):
        words = [Span(sentence.start + m.start(), sentence.start + m.end()) for m in re.finditer(r"\w+", sentence.of(report.text))]
        if not words:
            continue
        for k, span in enumerate(words):
            place = Place(span.of(report.text), "FRA", 48.85, 2.35, 2988507) if k == 1 else None
            entities.append(Entity(f"x{n}.{k}", "GPE", span.of(report.text), (span,), f"state:{span.of(report.text)}", "FRA", place=place))
        roles = {"actors": (f"x{n}.0",), "places": (f"x{n}.1",)} if len(words) > 1 else {"actors": (f"x{n}.0",)}
        events.append(
            EventMention(
                f"e{n}",
                words[0],
                "CONSULT",
                "occurred",
                0.1 + 0.8 / (n + 1),
                ("visit",),
                times=("t1",),
                terms=(Term(words[-1], "killed", "7 persons", "min"),),
                contexts=("diplomatic",),
                signature=bytes(range(-3 % 256, 256)),
                **roles,
            )
        )
    times = (TimeValue("t1", sentences[0], "2024-03", DayInterval(date(2024, 3, 1), date(2024, 3, 31))),) if sentences else ()
    quotes = (Quote(sentences[0], "x0.0"),) if sentences else ()
    return Reading(report, sentences, tuple(entities), times, tuple(events), quotes, "fake 1")


def words_of(reading: Reading) -> frozenset[str]:
    return frozenset(e.name for e in reading.entities)


def same_story(a: Reading, b: Reading) -> bool:
    return len(words_of(a) & words_of(b)) >= 2


def tell(readings: Sequence[Reading], corrections: Sequence[Correction] = ()) -> Ledger:
    by_id = {r.document.id: r for r in readings}
    first = min(by_id)
    sources = tuple(Source(r.document, r.document.publisher or id_, _copy_of(r, by_id)) for id_, r in sorted(by_id.items()))
    events = tuple(sorted((_event(word, told, by_id) for word, told in _grouped(by_id, corrections)), key=lambda e: e.id))
    story = Story(_hash("s", first), f"story of {first}", tuple(sorted(by_id)), tuple(e.id for e in events))
    said: dict[str, list[Evidence]] = {}
    for id_, r in sorted(by_id.items()):
        for q in r.quotes:
            said.setdefault(q.span.of(r.document.text), []).append(Evidence(id_, q.span))
    quotes = tuple(Quotation(words, Party(words[:5], f"state:{words[:5]}"), None, tuple(sorted(where))) for words, where in said.items())
    return Ledger(sources, (story,), events, tuple(sorted(quotes, key=lambda q: (q.evidence, q.words))))


def _grouped(by_id: dict[str, Reading], corrections: Sequence[Correction]) -> list[tuple[str, list[tuple[str, EventMention]]]]:
    """One event a trigger word, but for corrections: what they hold together draws the other mentions of its words, the first of two."""
    said = ties(tuple(corrections))
    group_of = {m: group for group in said.groups for m in group}
    group_of |= {m: (m,) for both in said.apart for m in both if m not in group_of}
    all_of = [(e.trigger.of(r.document.text), id_, e) for id_, r in sorted(by_id.items()) for e in r.events]
    mentions = [(word, id_, e) for word, id_, e in all_of if _mention_id(id_, e) not in said.wrong]
    drawn: dict[str, tuple[str, ...]] = {}
    for word, id_, e in mentions:
        if (group := group_of.get(_mention_id(id_, e))) is not None:
            drawn.setdefault(word, group)
    events: dict[object, list[tuple[str, str, EventMention]]] = {}
    for word, id_, e in mentions:
        events.setdefault(group_of.get(_mention_id(id_, e)) or drawn.get(word, word), []).append((word, id_, e))
    return [(told[0][0], [(id_, e) for _, id_, e in told]) for told in events.values()]


def _copy_of(r: Reading, by_id: dict[str, Reading]) -> str | None:
    first = min(id_ for id_, other in by_id.items() if other.document.text == r.document.text)
    return first if first != r.document.id else None


def _event(word: str, told: list[tuple[str, EventMention]], by_id: dict[str, Reading]) -> Event:
    documents = tuple(sorted({id_ for id_, _ in told}))
    evidence = tuple(sorted(Evidence(id_, e.trigger) for id_, e in told))
    sentence = {id_: by_id[id_].sentences for id_, _ in told}
    tellings = tuple(Telling(id_, e.trigger, sentence[id_][int(e.id[1:])], e.status, e.probability, _mention_id(id_, e)) for id_, e in told)
    party = Party(word, f"state:{word}", "FRA")
    killed = Field("killed", (FieldValue("7 persons", documents, evidence, "min"),))
    history = (StatusStep("2024-03", "occurred", documents),)
    when = When("2024-03", "2024-03-01", "2024-03-31")
    return Event(
        tellings[0].id, "CONSULT", ("visit",), "occurred", f"{word} met.", (party,), (),
        (Party("Paris"),), (), when, tellings, len(documents), (killed,), history, (), ("diplomatic",),
    )  # fmt: skip


def _mention_id(document: str, mention: EventMention) -> str:
    return _hash("e", f"{document} {mention.trigger.start}")


def _hash(prefix: str, words: str) -> str:
    return prefix + hashlib.sha256(words.encode()).hexdigest()[:12]


def reconcile(readings: Iterable[Reading], corrections: Sequence[Correction] = ()) -> Ledger:
    readings = sorted(readings, key=lambda r: r.document.id)
    of = {r.document.id: r.document.id for r in readings}
    tied = tied_documents(tuple(corrections))
    for a, b in combinations(readings, 2):
        if same_story(a, b) or any({a.document.id, b.document.id} <= documents for documents in tied):
            old, new = of[b.document.id], of[a.document.id]
            of = {k: new if v == old else v for k, v in of.items()}
    parts = [tell([r for r in readings if of[r.document.id] == name], corrections) for name in sorted(set(of.values()))]
    whole = reduce(
        lambda x, y: Ledger(x.sources + y.sources, x.stories + y.stories, x.events + y.events, x.quotes + y.quotes),
        parts,
        Ledger((), (), ()),
    )
    return Ledger(
        tuple(sorted(whole.sources, key=lambda s: s.document.id)), tuple(sorted(whole.stories, key=lambda s: s.id)),
        tuple(sorted(whole.events, key=lambda e: e.id)), tuple(sorted(whole.quotes, key=lambda q: (q.evidence, q.words))),
    )  # fmt: skip


def join(plane: Plane, reading: Reading) -> set[str]:
    plane.put(reading.document.id, 1, 1, b"", " ".join(sorted(words_of(reading))).encode())
    return {reading.document.id}


def leave(plane: Plane, document: str) -> set[str]:
    plane.drop(document)
    return set()


def parts(plane: Plane, changed: Iterable[str], tied: Sequence[frozenset[str]]) -> list[tuple[str, ...]]:
    """All documents of the ledger, parted by two shared words: more than is asked for, which is allowed."""
    ids = sorted(plane.everything()[0])
    words = {id_: set(raw.decode().split()) for id_, raw in plane.profiles(ids).items()}
    of = {id_: id_ for id_ in ids}
    for a, b in combinations(ids, 2):
        if len(words[a] & words[b]) >= 2 or any({a, b} <= documents for documents in tied):
            old, new = of[b], of[a]
            of = {k: new if v == old else v for k, v in of.items()}
    return [tuple(id_ for id_ in ids if of[id_] == name) for name in sorted(set(of.values()))]


def linking(of_story: Callable[[Sequence[Reading], Sequence[Correction]], Ledger] = tell) -> Linking:
    from dragoman.store import Linking  # a worker process that only reads has no use for a database

    return Linking(join, leave, parts, of_story, tied=tied_documents)


def in_one(of_story: Callable[[Sequence[Reading], Sequence[Correction]], Ledger]) -> Linking:
    """Return a linking to which all documents are one story."""
    from dragoman.store import Linking

    return Linking(join, leave, lambda plane, _, __: [tuple(sorted(plane.everything()[0]))], of_story)
