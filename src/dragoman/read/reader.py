"""The reader: one document to one reading, deterministic, in one pass of the model and then rules."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.neural.session import Model, shipped
from dragoman.nouns.event import EventMention
from dragoman.nouns.explanation import Explanation
from dragoman.nouns.mention import Entity
from dragoman.nouns.pair import PairCoding
from dragoman.nouns.reading import Quote, Reading
from dragoman.nouns.text import Document, Span
from dragoman.nouns.time import DayInterval, TimeValue
from dragoman.read import actors, custom, dating, event_terms, quotes, sentences, speakers, times
from dragoman.read.decode import Decoded, RawEvent, decode
from dragoman.read.explain import explanation
from dragoman.read.known_names import known_names
from dragoman.read.means import add_means
from dragoman.read.negation import negates
from dragoman.read.pair_coding import Given, code_pair
from dragoman.read.roleless import without_roleless
from dragoman.read.scene import Scene, cues_of, lay_open
from dragoman.read.sentences import sentence_of
from dragoman.read.status import settle
from dragoman.read.timex import days_of
from dragoman.read.trace import Trace
from dragoman.read.unite import unite
from dragoman.reference import offices
from dragoman.scheme.custom import CustomScheme


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads documents with one loaded model, and codes them by users' own schemes beside."""

    loaded: Model
    schemes: tuple[CustomScheme, ...] = ()

    @staticmethod
    def load(threads: int = 0, schemes: tuple[CustomScheme, ...] = ()) -> Reader:
        """Load the shipped model; `threads` is how many one document may use, 0 for one a core."""
        return Reader(shipped(threads), schemes)

    @property
    def model(self) -> str:
        """Name and version of the model, with the schemes that are coded beside, as readings carry it."""
        return " + ".join((self.loaded.name, *(scheme.label for scheme in self.schemes)))

    def read(self, document: Document, triggers: Sequence[Span] | None = None) -> Reading:
        """Return everything that the document tells; a document without a word gives an empty reading.

        Where `triggers` are given, the events are told by those words and no others, so that what comes after finding events is measured.
        """
        return self._read(document, triggers=triggers)

    def explain(self, document: Document, event: str) -> Explanation:
        """Read the document again and return why its event of that id ("e3") is as it is; raises NotFoundError where it has none."""
        trace: Trace = []
        return explanation(self._read(document, trace), event, trace, self.loaded.thresholds)

    def _read(self, document: Document, trace: Trace | None = None, triggers: Sequence[Span] | None = None) -> Reading:
        text = document.text
        bounds = sentences.split(text)
        named = custom.triggers(text, self.schemes)
        marked, timed = quotes.recognise(text, bounds), times.recognise(text, bounds)
        cues = cues_of(text)
        names = known_names(text, *cues)
        found = decode(text, bounds, marked, timed, self.loaded, names=names, named=named, trace=trace, given=triggers)
        order = _entity_order(found)
        given = [_entity(found, text, c, n) for n, c in enumerate(order)]
        scene = lay_open(text, given, _anchor(document), cues)
        dated = _dated(document, bounds, scene, timed)
        anchor = _anchor(dated)
        entities = actors.resolved(scene.on(anchor))
        entities = tuple(_as_place(e) if c in found.places else e for c, e in zip(order, entities, strict=True))
        entities, united = unite(entities)
        ids = {cluster: united[f"x{n + 1}"] for n, cluster in enumerate(order)}
        spans = sorted(found.times)
        resolved = times.resolve(text, spans, anchor)
        by_span = dict(zip(spans, resolved, strict=True))
        read, added = (sorted(events, key=lambda e: e.trigger) for events in (found.events, found.added))

        def told(raw: Sequence[RawEvent], first: int) -> tuple[EventMention, ...]:
            settled = settle(
                [_event(e, n, found, ids, by_span, bounds, text, anchor) for n, e in enumerate(raw, start=first)], bounds, text
            )
            timed = event_terms.with_times(settled, resolved, bounds, text, anchor)
            begun = event_terms.with_starts(timed, resolved, bounds, text, anchor)
            counted = event_terms.with_amounts(begun, spans, bounds, text, anchor)
            return add_means(counted, bounds, text)

        # Numbered after the reader's own, which so are the same with and without a scheme.
        events = custom.code(told(read, 1), told(added, len(read) + 1), entities, bounds, text, self.schemes)
        quoted = speakers.with_speakers(
            [
                Quote(q.span, ids.get(q.speaker) if q.speaker is not None else None, ids.get(q.about) if q.about is not None else None)
                for q in sorted(found.quotes, key=lambda q: q.span)
            ],
            text,
        )
        events = speakers.attributed(events, quoted)
        entities = without_roleless(entities, events, quoted, bounds, text)
        return Reading(dated, bounds, entities, resolved, events, quoted, self.model)

    def code_pair(self, text: str, source: Given, target: Given) -> PairCoding:
        """Return what the party at `source` does to the party at `target` by the word of `text`: see `dragoman.read.pair_coding`."""
        return code_pair(text, source, target, self.loaded)


def _dated(document: Document, bounds: Sequence[Span], scene: Scene, timed: Sequence[Span]) -> Document:
    """Return the document with when it was written, which may hang on who is named in it."""
    if document.dated:
        return document
    people = actors.persons(scene) if scene.anchor is None else ()
    return dataclasses.replace(document, dated=dating.date_document(document, bounds, people, _tenures, timed))


def _anchor(document: Document) -> DayInterval | None:
    if document.published is not None:
        return DayInterval(document.published, document.published)
    return DayInterval(document.dated.earliest, document.dated.latest) if document.dated else None


def _entity_order(found: Decoded) -> list[int]:
    """Return cluster numbers by where each is first mentioned."""
    return sorted(range(len(found.clusters)), key=lambda c: min(found.mentions[m].span for m in found.clusters[c]))


def _entity(found: Decoded, text: str, cluster: int, number: int) -> Entity:
    """Return a cluster as an entity with a provisional name and the type that most of its mentions have, the first deciding ties."""
    mentions = sorted((found.mentions[m] for m in found.clusters[cluster]), key=lambda m: m.span)
    kinds = [m.type for m in mentions]
    kind = max(kinds, key=lambda k: (kinds.count(k), -kinds.index(k)))
    name = max((m.span.of(text) for m in mentions), key=len)
    return Entity(f"x{number + 1}", kind, name, tuple(m.span for m in mentions))


def _as_place(entity: Entity) -> Entity:
    """Return a capital that is named only as a place without its government."""
    return dataclasses.replace(entity, actor=None, how=(*entity.how, "a place here, not its government")) if entity.place else entity


def _event(
    e: RawEvent,
    number: int,
    found: Decoded,
    ids: dict[int, str],
    time_of: dict[Span, TimeValue],
    bounds: Sequence[Span],
    text: str,
    anchor: DayInterval | None,
) -> EventMention:
    def parties(role: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(ids[c] for c in e.roles[role]))

    actors_of, companions = parties("actor"), parties("companion")
    raw = [found.terms[i] for i in e.terms]
    sentence = sentence_of(bounds, e.trigger.start) or e.trigger
    is_unfounded = e.status == "denied" and not negates(sentence.of(text))
    return EventMention(
        f"e{number}",
        e.trigger,
        e.type,
        e.if_not_denied if is_unfounded else e.status,
        e.probability,
        e.modes,
        actors=actors_of,
        recipients=tuple(x for x in parties("recipient") if x not in actors_of),
        places=parties("place"),
        companions=tuple(x for x in companions if x not in actors_of),
        times=tuple(time_of[found.times[i]].id for i in e.times),
        means=next((t.span for t in raw if t.kind == "means"), None),
        topic=next((t.span for t in raw if t.kind == "topic"), None),
        terms=tuple(event_terms.marked(e, [t for t in raw if t.kind not in ("means", "topic")], time_of, bounds, text, anchor)),
        by=parties("by"),
        contexts=e.contexts,
        signature=e.signature,
    )


def _tenures(actor: str) -> tuple[DayInterval, ...]:
    """Return when the person of an actor id held offices; a term that is not over is open to the end of time."""
    terms_of_office = [h.term for h in offices.terms_of(actor.removeprefix("person:"))]
    ends = [(days_of(t.since), days_of(t.until) if t.until else None) for t in terms_of_office]
    return tuple(DayInterval(first.earliest, last.latest if last else date.max) for first, last in ends if first)
