"""How well readings agree with the corpus's: micro-averaged precision, recall and F1 by measure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.nouns.event import EventMention
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Span

ROLES = ("actors", "recipients", "places", "companions", "by")
NAMES = {"actors": "actor", "recipients": "recipient", "places": "place", "companions": "companion", "by": "by"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure: precision, recall, F1 and how many the gold holds."""

    precision: float
    recall: float
    f1: float
    gold: int


class Tally:
    """Counts of right, predicted and gold by measure."""

    def __init__(self) -> None:
        self._counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(self, measure: str, right: int, predicted: int, gold: int) -> None:
        """Add counts to a measure."""
        for i, n in enumerate((right, predicted, gold)):
            self._counts[measure][i] += n

    def figures(self) -> dict[str, Figure]:
        """Return every measure's figure, in the order in which they were first counted."""
        out = {}
        for measure, (right, predicted, gold) in self._counts.items():
            p, r = right / predicted if predicted else 0.0, right / gold if gold else 0.0
            out[measure] = Figure(p, r, 2 * p * r / (p + r) if right else 0.0, gold)
        return out


def pair(gold: Sequence[Span], system: Sequence[Span]) -> list[tuple[int, int]]:
    """Pair spans that overlap one to one, the largest overlap first and then the earliest; return (gold index, system index)."""
    options = sorted(
        ((min(a.end, b.end) - max(a.start, b.start), -i, -j) for i, a in enumerate(gold) for j, b in enumerate(system) if a.overlaps(b)),
        reverse=True,
    )
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for _, i, j in options:
        if -i not in left and -j not in right:
            left.add(-i)
            right.add(-j)
            pairs.append((-i, -j))
    return pairs


def score(pairs: Iterable[tuple[Reading, Reading]]) -> dict[str, Figure]:
    """Return every measure over (gold, system) readings of the same texts."""
    tally = Tally()
    for gold, system in pairs:
        if gold.document.text != system.document.text:
            raise ValueError(f"{gold.document.id}: expected the text unchanged")
        _mentions(gold, system, tally)
        _times(gold, system, tally)
        _events(gold, system, tally)
        _quotes(gold, system, tally)
    return tally.figures()


def _spans(reading: Reading) -> dict[str, tuple[Span, ...]]:
    return {e.id: e.mentions for e in reading.entities}


def _mentions(gold: Reading, system: Reading, tally: Tally) -> None:
    g = {m: e for e in gold.entities for m in e.mentions}
    s = {m: e for e in system.entities for m in e.mentions}
    both = g.keys() & s.keys()
    tally.add("mention, exact span", len(both), len(s), len(g))
    tally.add("mention, span and type", sum(g[m].type == s[m].type for m in both), len(s), len(g))
    gm, sm = list(g), list(s)
    link = [(g[gm[i]], s[sm[j]]) for i, j in pair(gm, sm)]
    links = [(a.id == c.id, b.id == d.id) for i, (a, b) in enumerate(link) for c, d in link[:i]]
    tally.add("coreference links, of paired mentions", sum(x and y for x, y in links), sum(y for _, y in links), sum(x for x, _ in links))
    known = {(a.id, b.id): a.state == b.state for a, b in link if a.state}
    tally.add("entity state, of paired entities", sum(known.values()), len(known), len(known))


def _times(gold: Reading, system: Reading, tally: Tally) -> None:
    pairs = pair([t.span for t in gold.times], [t.span for t in system.times])
    tally.add("time, overlapping span", len(pairs), len(system.times), len(gold.times))
    tally.add(
        "time, span and value", sum(gold.times[i].value == system.times[j].value for i, j in pairs), len(system.times), len(gold.times)
    )


def covered(wanted: Sequence[str], gold: dict[str, tuple[Span, ...]], given: Sequence[str], system: dict[str, tuple[Span, ...]]) -> int:
    """Return how many gold entities pair with a given one that shares an overlapping mention."""
    used: set[str] = set()
    for name in wanted:
        for x in given:
            if x not in used and any(a.overlaps(b) for a in gold[name] for b in system.get(x, ())):
                used.add(x)
                break
    return len(used)


def _events(gold: Reading, system: Reading, tally: Tally) -> None:
    ge, se = gold.events, system.events
    pairs = pair([e.trigger for e in ge], [e.trigger for e in se])
    typed = [(ge[i], se[j]) for i, j in pairs if ge[i].type == se[j].type]
    right = sum(a.status == b.status for a, b in typed)
    tally.add("event trigger", len(pairs), len(se), len(ge))
    tally.add("event trigger and type", len(typed), len(se), len(ge))
    tally.add("event trigger, type and status", right, len(se), len(ge))
    tally.add("status, of typed events", right, len(typed), len(typed))
    tally.add(
        "mode, of typed events",
        sum(len(set(a.modes) & set(b.modes)) for a, b in typed),
        sum(len(b.modes) for _, b in typed),
        sum(len(a.modes) for a, _ in typed),
    )
    tally.add(
        "context, of typed events",
        sum(len(set(a.contexts) & set(b.contexts)) for a, b in typed),
        sum(len(b.contexts) for _, b in typed),
        sum(len(a.contexts) for a, _ in typed),
    )
    g, s = _spans(gold), _spans(system)
    for role in ROLES:
        mentioned = [tuple(x for x in getattr(e, role) if g[x]) for e in ge]
        hits = sum(covered([x for x in getattr(a, role) if g[x]], g, getattr(b, role), s) for a, b in typed)
        tally.add(f"role {NAMES[role]}, of typed events", hits, sum(len(getattr(e, role)) for e in se), sum(len(m) for m in mentioned))
    tally.add("event whole: type, every actor and recipient", sum(_whole(a, b, g, s) for a, b in typed), len(se), len(ge))
    found, valued = 0, 0
    for i, j in pairs:
        for a, b in pair([t.span for t in ge[i].terms], [t.span for t in se[j].terms]):
            same = ge[i].terms[a].kind == se[j].terms[b].kind
            found += same
            valued += same and ge[i].terms[a].value == se[j].terms[b].value
    predicted, total = sum(len(e.terms) for e in se), sum(len(e.terms) for e in ge)
    tally.add("term, span and kind", found, predicted, total)
    tally.add("term, span, kind and value", valued, predicted, total)


def _whole(a: EventMention, b: EventMention, g: dict[str, tuple[Span, ...]], s: dict[str, tuple[Span, ...]]) -> bool:
    def same(role: str) -> bool:
        wanted, given = [x for x in getattr(a, role) if g[x]], getattr(b, role)
        return len(wanted) == len(given) == covered(wanted, g, given, s)

    return same("actors") and same("recipients")


def _quotes(gold: Reading, system: Reading, tally: Tally) -> None:
    pairs = pair([q.span for q in gold.quotes], [q.span for q in system.quotes])
    tally.add("quote", len(pairs), len(system.quotes), len(gold.quotes))
    g, s = _spans(gold), _spans(system)
    right = 0
    for i, j in pairs:
        a, b = gold.quotes[i].speaker, system.quotes[j].speaker
        right += covered([a], g, [b], s) if a and b else 0
    tally.add("quote with speaker", right, sum(bool(q.speaker) for q in system.quotes), sum(bool(q.speaker) for q in gold.quotes))


def table(figures: dict[str, Figure]) -> Iterator[str]:
    """Yield one line a measure."""
    for measure, f in figures.items():
        yield f"{measure:46} P {f.precision:.3f}  R {f.recall:.3f}  F1 {f.f1:.3f}  ({f.gold})"
