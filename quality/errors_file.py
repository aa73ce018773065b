"""The errors of a set for a person to read: sentence, what the gold says, what the system says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.nouns.event import EventMention
from dragoman.nouns.reading import Reading
from quality.reading_score import pair


def error_lines(name: str, pairs: Iterable[tuple[Reading, Reading]]) -> Iterator[str]:
    """Yield markdown lines: every sentence in which an event is missed, invented, or of another type or status."""
    yield f"# {name}"
    for gold, system in pairs:
        yield f"\n## {gold.document.id}: {gold.document.title or ''}"
        links = dict(pair([e.trigger for e in gold.events], [e.trigger for e in system.events]))
        taken = set(links.values())
        text = gold.document.text
        for sentence in gold.sentences:
            wrong = []
            for i, g in enumerate(gold.events):
                if not sentence.covers(g.trigger):
                    continue
                s = system.events[links[i]] if i in links else None
                if s is None or (g.type, g.status) != (s.type, s.status):
                    wrong.append(f"- gold {_told(g, gold)} | system {_told(s, system) if s else 'none'}")
            wrong += [
                f"- gold none | system {_told(s, system)}"
                for j, s in enumerate(system.events)
                if j not in taken and sentence.covers(s.trigger)
            ]
            if wrong:
                yield f"\n> {sentence.of(text)}"
                yield from wrong


def _told(e: EventMention, reading: Reading) -> str:
    text = reading.document.text
    names = {x.id: x.mentions[0].of(text) for x in reading.entities if x.mentions}
    parties = " → ".join(", ".join(names.get(x, x) for x in side) or "–" for side in (e.actors, e.recipients))
    return f"**{e.trigger.of(text)}** {e.type} {e.status} {e.probability:.2f} [{parties}]"
