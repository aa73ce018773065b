"""Gold readings as tensors: tags of words, classes of triggers, and labelled pairs, window by window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.neural.labels import Labels
from dragoman.neural.wordpiece import Pieces, WordPiece
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Span
from dragoman.read.windows import Window, windows, word_ranges
from training.corpus import GoldStory

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
IGNORE = -1


@dataclass(frozen=True, slots=True)
class Spans:
    """Spans of one group in a window: first and last word int64 [n], sentence [n], kind for pair heads [n], and their words."""

    first: Ints
    last: Ints
    sentence: Ints
    kind: Ints
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One window with its labels, an annotator's (whole numbers) or a teacher's (probabilities, with one axis more for classes).

    `ids` [pieces] with both marks; `first` [words] into `ids`; `tags` group -> [words]; `events`, `mentions`, `times`, `terms`
    (phrases last) and `quotes` as spans; `classes` head -> [events] or [events, classes]; `pairs` relation -> [from, to] of 1, 0 and
    IGNORE; `entity` [mentions]; `happening` [events]. A teacher gives `happening` as [events, events], and what would be `entity` as
    the pairs "antecedent" [mentions, 1 + mentions], having none first.
    """

    ids: Ints
    first: Ints
    tags: dict[str, Ints | Floats]
    events: Spans
    mentions: Spans
    times: Spans
    terms: Spans
    quotes: Spans
    classes: dict[str, Ints | Floats]
    pairs: dict[str, Ints | Floats]
    entity: Ints
    happening: Ints | Floats


def examples(story: GoldStory, wordpiece: WordPiece, labels: Labels) -> list[Example]:
    """Return the windows of every report of a story; happenings are numbered across the story."""
    numbers = {m: i for i, h in enumerate(story.happenings) for m in h.mentions}
    out = []
    for reading in story.readings:
        pieces = wordpiece.cut(reading.document.text)
        ranges = word_ranges(pieces, reading.sentences)
        for window in windows(pieces, ranges):
            out.append(_example(reading, pieces, ranges, window, wordpiece, labels, story, numbers))
    return out


class Grid:
    """Places spans of a text on the words of one window."""

    def __init__(self, text: str, pieces: Pieces, ranges: Sequence[tuple[int, int]], window: Window) -> None:
        self.text, self.offset = text, window.context
        self.starts, self.ends = pieces.starts[window.context : window.end], pieces.ends[window.context : window.end]
        sentence = np.zeros(len(pieces.starts), dtype=np.int64)
        for i, (a, b) in enumerate(ranges):
            sentence[a:b] = i
        self.sentence = sentence[window.context : window.end]

    def words(self, span: Span) -> tuple[int, int] | None:
        """Return first and last word of the span, or None where it lies outside the window."""
        first = int(np.searchsorted(self.ends, span.start, side="right"))
        last = int(np.searchsorted(self.starts, span.end, side="left")) - 1
        inside = len(self.starts) and self.starts[0] <= span.start and span.end <= self.ends[-1]
        return (first, last) if inside and first <= last else None

    def spans(self, items: Sequence[tuple[Span, int]]) -> tuple[Spans, list[int]]:
        """Return the items that lie in the window as spans, and the index of each among `items`."""
        kept = [(i, w, s, k) for i, (s, k) in enumerate(items) if (w := self.words(s)) is not None]
        first = np.array([w[0] for _, w, _, _ in kept], dtype=np.int64)
        last = np.array([w[1] for _, w, _, _ in kept], dtype=np.int64)
        kinds = np.array([k for *_, k in kept], dtype=np.int64)
        words = tuple(s.of(self.text) for _, _, s, _ in kept)
        return Spans(first, last, self.sentence[first] if len(first) else first, kinds, words), [i for i, *_ in kept]


def bio(count: int, spans: Spans, kinds: Sequence[int]) -> Ints:
    """Return BIO tags [count] of spans with kinds counted from 0; of two that overlap the earlier listed wins."""
    tags = np.zeros(count, dtype=np.int64)
    for first, last, kind in zip(spans.first, spans.last, kinds, strict=True):
        if not tags[first : last + 1].any():
            tags[first] = 1 + 2 * kind
            tags[first + 1 : last + 1] = 2 + 2 * kind
    return tags


def _example(
    reading: Reading,
    pieces: Pieces,
    ranges: Sequence[tuple[int, int]],
    window: Window,
    wordpiece: WordPiece,
    labels: Labels,
    story: GoldStory,
    numbers: dict[tuple[str, str], int],
) -> Example:
    grid = Grid(reading.document.text, pieces, ranges, window)
    count = window.end - window.context
    ids, first = wordpiece.framed(pieces, window.context, window.end)

    flat = sorted((m, n) for n, e in enumerate(reading.entities) for m in e.mentions)
    mentions, at = grid.spans([(m, labels.kind("mention", reading.entities[n].type)) for m, n in flat])
    entity = np.array([flat[i][1] for i in at], dtype=np.int64)
    times, times_at = grid.spans([(t.span, 0) for t in reading.times])
    event_spans, events_at = grid.spans([(e.trigger, 0) for e in reading.events])
    events = [reading.events[i] for i in events_at]
    term_items, owners = _terms(reading, labels)
    terms, terms_at = grid.spans(term_items)
    quotes, quotes_at = grid.spans([(q.span, 0) for q in reading.quotes])
    cues, _ = grid.spans([(s, 0) for (doc, _), s in sorted(story.cues.items()) if doc == reading.document.id])

    split = 1 + len(labels.mentions) + len(labels.terms)
    is_term = terms.kind < split
    tags = {
        "mention": bio(count, mentions, mentions.kind - 1),
        "time": bio(count, times, times.kind),
        "term": bio(count, _where(terms, is_term), terms.kind[is_term] - 1 - len(labels.mentions)),
        "phrase": bio(count, _where(terms, ~is_term), terms.kind[~is_term] - split),
        "cue": bio(count, cues, cues.kind),
        "trigger": bio(count, event_spans, event_spans.kind),
    }
    classes = {
        "type": np.array([labels.types.index(e.type) for e in events], dtype=np.int64),
        "status": np.array([labels.statuses.index(e.status) for e in events], dtype=np.int64),
        "mode": _many([[f"{e.type}:{m}" for m in e.modes] for e in events], labels.modes),
        "context": _many([e.contexts for e in events], labels.contexts),
    }
    ids_of = [e.id for e in reading.entities]
    pairs = {}
    for relation, role in (
        ("actor", "actors"),
        ("recipient", "recipients"),
        ("place", "places"),
        ("companion", "companions"),
        ("by", "by"),
    ):
        wanted = [{ids_of.index(x) for x in getattr(e, role)} for e in events]
        pairs[relation] = _nearest(wanted, entity, event_spans, mentions)
    time_ids = [reading.times[i].id for i in times_at]
    pairs["time"] = np.array([[int(t in e.times) for t in time_ids] for e in events], dtype=np.int64).reshape(len(events), len(time_ids))
    pairs["term"] = np.array([[int(owners[j] == i) for j in terms_at] for i in events_at], dtype=np.int64).reshape(
        len(events), len(terms_at)
    )
    for relation in ("speaker", "about"):
        wanted = [{ids_of.index(x)} if (x := getattr(reading.quotes[i], relation)) else set() for i in quotes_at]
        pairs[relation] = _nearest(wanted, entity, quotes, mentions)
    happening = np.array([numbers[reading.document.id, e.id] for e in events], dtype=np.int64)
    return Example(ids, first, tags, event_spans, mentions, times, terms, quotes, classes, pairs, entity, happening)


def _terms(reading: Reading, labels: Labels) -> tuple[list[tuple[Span, int]], list[int]]:
    """Return all term and phrase spans with their kinds, and the index of the event that owns each."""
    items, owners = [], []
    for n, e in enumerate(reading.events):
        found = [(t.span, labels.kind("term", t.kind)) for t in e.terms]
        found += [(s, labels.kind("phrase", name)) for name, s in (("topic", e.topic), ("means", e.means)) if s is not None]
        items += found
        owners += [n] * len(found)
    return items, owners


def _where(spans: Spans, mask: NDArray[np.bool_]) -> Spans:
    words = tuple(w for w, keep in zip(spans.words, mask, strict=True) if keep)
    return Spans(spans.first[mask], spans.last[mask], spans.sentence[mask], spans.kind[mask], words)


def _many(chosen: Sequence[Sequence[str]], names: Sequence[str]) -> Ints:
    out = np.zeros((len(chosen), len(names)), dtype=np.int64)
    for i, some in enumerate(chosen):
        for name in some:
            if name in names:
                out[i, names.index(name)] = 1
    return out


def _nearest(wanted: Sequence[set[int]], entity: Ints, heads: Spans, mentions: Spans) -> Ints:
    """Label mentions for a role that is annotated by entity.

    The entity's mentions in the head's own sentence are right, or where there is none the nearest before it, else the nearest after;
    its other mentions are neither right nor wrong.
    """
    out = np.zeros((len(wanted), len(entity)), dtype=np.int64)
    for i, entities in enumerate(wanted):
        for x in entities:
            own = np.flatnonzero(entity == x)
            if not len(own):
                continue
            out[i, own] = IGNORE
            here = own[mentions.sentence[own] == heads.sentence[i]]
            before = own[mentions.first[own] < heads.first[i]]
            best = here if len(here) else before[-1:] if len(before) else own[:1]
            out[i, best] = 1
    return out
