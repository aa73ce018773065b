"""An event mention with all that comparing needs of its reading, so that no later step opens a reading again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from dragoman.nouns.event import EventMention
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document, Span
from dragoman.nouns.time import DayInterval, TimeValue
from dragoman.reconcile.days import days_of
from dragoman.reconcile.identity import mention_ids
from dragoman.reconcile.parties import Cast
from dragoman.reconcile.words import ORDINALS, WORD, content, stems

# Characters around a trigger whose words describe it rather than its neighbours in a long sentence.
NEAR_CHARS = 60
ROLES = ("actors", "recipients", "places", "companions", "by")


@dataclass(frozen=True, slots=True)
class Told:
    """One event mention of a story; parties are indices into the cast, `days` the intervals of its times.

    `present` are all participants that the sentence names, for where the reader missed a role; `quoted` are the stems of the quote that
    follows the trigger with no other trigger between; `id` is the mention's permanent id.
    """

    document: Document
    mention: EventMention
    sentence: Span
    sentence_number: int
    written: date | None
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    places: tuple[int, ...]
    companions: tuple[int, ...]
    by: tuple[int, ...]
    present: tuple[int, ...] = field(repr=False)
    days: tuple[DayInterval, ...]
    times: tuple[TimeValue, ...] = field(repr=False)
    lemmas: tuple[str, ...]
    words: frozenset[str] = field(repr=False)
    near: frozenset[str] = field(repr=False)
    matter: frozenset[str] = field(repr=False)
    ordinals: frozenset[str] = frozenset()
    quoted: frozenset[str] = field(default=frozenset(), repr=False)
    id: str = ""

    @property
    def key(self) -> tuple[str, int]:
        """Return where a mention stands: its document's id and where its trigger starts."""
        return self.document.id, self.mention.trigger.start

    @property
    def name(self) -> tuple[str, str]:
        """Return what no other mention of the story bears: its document's id and its own."""
        return self.document.id, self.mention.id


def tellings(readings: Sequence[Reading], cast: Cast) -> tuple[Told, ...]:
    """Return every event mention of the readings, sorted by key."""
    return tuple(sorted((told for r in readings for told in _of(r, cast)), key=lambda t: (t.key, t.mention.trigger.end, t.mention.id)))


def _of(reading: Reading, cast: Cast) -> list[Told]:
    document, text = reading.document, reading.document.text
    times = {t.id: t for t in reading.times}
    starts = [s.start for s in reading.sentences]
    present = _present(reading, starts, cast)
    triggers = sorted(e.trigger.start for e in reading.events)
    words: dict[Span, frozenset[str]] = {}  # of sentences, several of whose words are events
    found = []
    for mention, permanent in zip(reading.events, mention_ids(reading), strict=True):
        number = _sentence_of(mention.trigger, starts)
        sentence = reading.sentences[number] if reading.sentences else mention.trigger
        if sentence not in words:
            words[sentence] = content(sentence.of(text))
        own = [times[x] for x in mention.times if x in times]
        own.sort(key=lambda t: (abs(t.span.start - mention.trigger.start), t.span.start))
        found.append(
            Told(
                document,
                mention,
                sentence,
                number,
                document.last_day,
                **{role: cast.expand((document.id, x) for x in getattr(mention, role)) for role in ROLES},
                present=present.get(number, ()),
                days=tuple(d for d in map(days_of, own) if d),
                times=tuple(own),
                lemmas=stems(mention.trigger.of(text)) or (mention.trigger.of(text).casefold(),),
                words=words[sentence],
                near=_near(text, sentence, mention.trigger),
                matter=_matter(text, mention),
                ordinals=_ordinals(text, sentence, mention.trigger),
                quoted=_quoted(reading, sentence, mention.trigger, triggers),
                id=permanent,
            )
        )
    return found


def _sentence_of(span: Span, starts: Sequence[int]) -> int:
    return max(bisect_right(starts, span.start) - 1, 0)


def _present(reading: Reading, starts: Sequence[int], cast: Cast) -> dict[int, tuple[int, ...]]:
    """Return the participants that each sentence names, by the sentence's number."""
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for entity in reading.entities:
        for span in entity.mentions:
            found[_sentence_of(span, starts)].add((reading.document.id, entity.id))
    return {number: cast.expand(keys) for number, keys in found.items()}


def _matter(text: str, mention: EventMention) -> frozenset[str]:
    """Return the stems of what the event is about: its topic, its means, the objects that it names."""
    spans = [s for s in (mention.topic, mention.means) if s] + [t.span for t in mention.terms if t.kind == "object"]
    return frozenset(w for span in spans for w in stems(span.of(text)))


def _near(text: str, sentence: Span, trigger: Span) -> frozenset[str]:
    start, end = max(sentence.start, trigger.start - NEAR_CHARS), min(max(sentence.end, trigger.end), trigger.end + NEAR_CHARS)
    return content(text[start:end])


def _quoted(reading: Reading, sentence: Span, trigger: Span, triggers: Sequence[int]) -> frozenset[str]:
    """Return the stems of the quote that follows a trigger in its sentence, where no other trigger stands between the two."""
    behind = next((q.span for q in reading.quotes if trigger.end <= q.span.start < sentence.end), None)
    if behind is None or bisect_right(triggers, trigger.start) != bisect_left(triggers, behind.start):
        return frozenset()
    return content(behind.of(reading.document.text))


def _ordinals(text: str, sentence: Span, trigger: Span) -> frozenset[str]:
    """Return what the three words before a trigger say of its place in a series ("a second round of talks")."""
    before = [w.casefold() for w in WORD.findall(text[max(sentence.start, trigger.start - 40) : trigger.start])]
    return frozenset(ORDINALS[w] for w in before[-3:] if w in ORDINALS)
