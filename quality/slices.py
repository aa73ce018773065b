"""Where the reader does well and badly within one set: its event and role figures by type, status, length, form and distance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dragoman.nouns.event import EventMention
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Span
from dragoman.read.sentences import sentence_of
from quality.reading_score import ROLES, Figure, Tally, pair
from quality.trigger_form import is_nominal, is_passive

_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
_LENGTHS = ((15, "to 15 words"), (25, "16 to 25 words"), (35, "26 to 35 words"))
_DISTANCES = ((2, "up to 2 words apart"), (6, "3 to 6 words apart"), (15, "7 to 15 words apart"))


def slices(pairs: Iterable[tuple[Reading, Reading]]) -> dict[str, Figure]:
    """Return trigger-and-type F1 by slice of events, and role F1 by distance, over (gold, system) readings.

    An event of the gold is counted in its own slice, and one of the system in the slice that it itself falls into; a right one is right in
    the gold's slice. The status slices are of events of the right type and status. A role counts under the distance between the trigger
    and the nearest mention of its entity, in words between them, or as of another sentence.
    """
    tally = Tally()
    for gold, system in pairs:
        _events(gold, system, tally)
        _roles(gold, system, tally)
    found = tally.figures()
    return {k: found[k] for k in sorted(found, key=_order)}


def _order(key: str) -> tuple[str, int, str]:
    ranks = [text for table in (_LENGTHS, _DISTANCES) for _, text in table]
    return key.split(" | ", maxsplit=1)[0], next((i for i, text in enumerate(ranks) if key.endswith(text)), 99), key


def _events(gold: Reading, system: Reading, tally: Tally) -> None:
    pairs = pair([e.trigger for e in gold.events], [e.trigger for e in system.events])
    typed = [(gold.events[i], system.events[j]) for i, j in pairs if gold.events[i].type == system.events[j].type]
    for e in gold.events:
        for name in _of_event(e, gold, gold.sentences):
            tally.add(name, 0, 0, 1)
    for e in system.events:
        for name in _of_event(e, system, gold.sentences):
            tally.add(name, 0, 1, 0)
    for g, s in typed:
        for name in _of_event(g, gold, gold.sentences):
            tally.add(name, int(not name.startswith("status") or g.status == s.status), 0, 0)


def _of_event(e: EventMention, reading: Reading, sentences: tuple[Span, ...]) -> Iterator[str]:
    """Yield the slices that an event falls into."""
    text = reading.document.text
    sentence = sentence_of(sentences, e.trigger.start) or e.trigger
    yield f"type | {e.type}"
    yield f"status | {e.status}"
    count = len(_WORD.findall(sentence.of(text)))
    yield "sentence | " + next((name for most, name in _LENGTHS if count <= most), "over 35 words")
    nominal = is_nominal(text, e.trigger, sentence)
    yield f"trigger | {'noun' if nominal else 'verb'}"
    if not nominal:
        yield f"voice | {'passive' if is_passive(text, e.trigger, sentence) else 'active'}"


def _roles(gold: Reading, system: Reading, tally: Tally) -> None:
    links = dict(pair([e.trigger for e in gold.events], [e.trigger for e in system.events]))
    mentions = {x.id: x.mentions for x in gold.entities}, {x.id: x.mentions for x in system.entities}
    for i, g in enumerate(gold.events):
        s = system.events[links[i]] if i in links else None
        matched = s is not None and s.type == g.type
        for role in ROLES:
            for x in getattr(g, role):
                if not mentions[0][x]:
                    continue
                given = [m for y in getattr(s, role) for m in mentions[1][y]] if matched else []
                right = any(a.overlaps(b) for a in mentions[0][x] for b in given)
                tally.add(f"role | {_distance(g, mentions[0][x], gold)}", int(right), 0, 1)
    for s in system.events:
        for role in ROLES:
            for y in getattr(s, role):
                tally.add(f"role | {_distance(s, mentions[1][y], gold)}", 0, 1, 0)


def _distance(e: EventMention, mentions: tuple[Span, ...], gold: Reading) -> str:
    text, sentence = gold.document.text, sentence_of(gold.sentences, e.trigger.start)
    near = [m for m in mentions if sentence is not None and sentence.covers(m)]
    if not near:
        return "another sentence"
    words = min(len(_WORD.findall(text, min(m.end, e.trigger.end), max(m.start, e.trigger.start))) for m in near)
    return next((name for most, name in _DISTANCES if words <= most), "over 15 words apart")
