"""The errors of a set for a person to read: sentence, what the gold says, what the system says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.nouns.event import EventMention
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Span
from quality.reading_score import NAMES, ROLES, covered, pair


def error_lines(name: str, pairs: Iterable[tuple[Reading, Reading]]) -> Iterator[str]:
    """Yield markdown lines: every sentence in which an event is missed, invented, or of another type, status or other parties.

    An event is shown as trigger, type, status and [actors → recipients], with the reader's probability; what is wrong stands before it.
    """
    yield f"\n# {name}"
    for gold, system in pairs:
        yield f"\n## {gold.document.id}: {gold.document.title or ''}"
        links = dict(pair([e.trigger for e in gold.events], [e.trigger for e in system.events]))
        taken = set(links.values())
        for sentence in gold.sentences:
            wrong = [
                line for i, g in enumerate(gold.events) if sentence.covers(g.trigger) for line in _missed(g, gold, links.get(i), system)
            ]
            wrong += [
                f"- invented: system {_told(s, system)}"
                for j, s in enumerate(system.events)
                if j not in taken and sentence.covers(s.trigger)
            ]
            if wrong:
                yield f"\n> {' '.join(sentence.of(gold.document.text).split())}"
                yield from wrong


def _missed(g: EventMention, gold: Reading, found: int | None, system: Reading) -> Iterator[str]:
    """Yield a line where the gold's event is missed or read otherwise."""
    if found is None:
        yield f"- missed: gold {_told(g, gold)}"
        return
    s = system.events[found]
    wrong = [what for what, differs in (("type", g.type != s.type), ("status", g.status != s.status)) if differs]
    wrong += [NAMES[role] for role in ROLES if _differs(role, g, gold, s, system)]
    if wrong:
        yield f"- {', '.join(wrong)}: gold {_told(g, gold)} | system {_told(s, system)}"


def _differs(role: str, g: EventMention, gold: Reading, s: EventMention, system: Reading) -> bool:
    mentions = _spans(gold), _spans(system)
    wanted, given = [x for x in getattr(g, role) if mentions[0][x]], getattr(s, role)
    return not len(wanted) == len(given) == covered(wanted, mentions[0], given, mentions[1])


def _spans(reading: Reading) -> dict[str, tuple[Span, ...]]:
    return {e.id: e.mentions for e in reading.entities}


def _told(e: EventMention, reading: Reading) -> str:
    text = reading.document.text
    names = {x.id: x.mentions[0].of(text) for x in reading.entities if x.mentions}
    parties = " → ".join(", ".join(names.get(x, x) for x in side) or "–" for side in (e.actors, e.recipients))
    others = "".join(f"; {NAMES[role]}: {', '.join(names.get(x, x) for x in getattr(e, role))}" for role in ROLES[2:] if getattr(e, role))
    sure = f" {e.probability:.2f}" if e.probability < 1 else ""
    return f"**{e.trigger.of(text)}** {e.type} {e.status}{sure} [{parties}{others}]"
