"""Why an event is one, for people and for programs: its mentions, the evidence for and against each link, and what nearly joined it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dragoman.nouns.ledger import Event
from dragoman.nouns.link import Clue, Link, LinkedMention, NearMiss, Why
from dragoman.publish.brief.sources import label
from dragoman.publish.brief.words import clean, isolated

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

LEAST_SHOWN_BITS = 0.005
_HAND = {"together": "joined by hand", "apart": "kept apart by hand"}


def why_to_json(why: Why, events: Mapping[str, Event]) -> dict[str, Any]:
    """Return why an event is one as plain JSON values: every link with its clues, for and against, and the events nearest to it."""
    return {
        "event": why.event,
        "summary": _summary(why.event, events),
        "threshold_bits": why.threshold_bits,
        "corrections": list(why.corrections),
        "part_of": events[why.event].part_of if why.event in events else None,
        "parts": _parts(why, events),
        "mentions": [_mention(m) for m in why.mentions],
        "links": [_link(link) for link in why.links],
        "near": [
            {
                "event": near.event if near.event in events else None,
                "summary": _summary(near.event, events),
                "mean_bits": round(near.mean_bits, 4),
                "mentions": [_mention(m) for m in near.mentions],
                "best": _link(near.best),
            }
            for near in why.near
        ],
    }


def _parts(why: Why, events: Mapping[str, Event]) -> list[str]:
    return [id_ for id_ in sorted(events) if events[id_].part_of == why.event]


def _summary(event: str, events: Mapping[str, Event]) -> str | None:
    return events[event].summary if event in events else None


def _mention(mention: LinkedMention) -> dict[str, Any]:
    return {
        "id": mention.id,
        "document": mention.document.id,
        "start": mention.trigger.start,
        "end": mention.trigger.end,
        "sentence": [mention.sentence.start, mention.sentence.end],
        "words": mention.trigger.of(mention.document.text),
        "type": mention.type,
        "status": mention.status,
        "probability": round(mention.probability, 4),
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "a": link.a,
        "b": link.b,
        "bits": round(link.bits, 4),
        "compared": link.compared,
        "by_hand": link.hand,
        "for": [_clue(c) for c in link.clues if c.bits > 0],
        "against": [_clue(c) for c in link.clues if c.bits < 0],
        "neutral": [_clue(c) for c in link.clues if c.bits == 0],
    }


def _clue(clue: Clue) -> dict[str, Any]:
    return {"feature": clue.feature, "level": clue.level, "bits": round(clue.bits, 4)}


def why_view(why: Why, events: Mapping[str, Event], *, every_link: bool = False) -> RenderableType:
    """Return why an event is one as a Rich renderable; without `every_link`, of each mention its best link to one before it."""
    from rich.console import Group
    from rich.text import Text

    number = {m.id: n for n, m in enumerate(why.mentions, 1)}
    links = why.links if every_link else spanning(why)
    lines = [*_head(why, events), *(_line_of(m, str(number[m.id])) for m in why.mentions)]
    if links:
        shown = f"{len(links)} of {len(why.links)} links" if len(links) < len(why.links) else "all links"
        lines += [Text(""), _heading("What links them", shown)]
        lines += [line for link in links for line in _link_lines(link, *(str(n) for n in sorted((number[link.a], number[link.b]))))]
    if why.near:
        lines += [
            Text(""),
            _heading("What nearly belongs", f"events join above {why.threshold_bits:+.2f} bits on the mean of all pairs"),
        ]
        lines += [line for near in why.near for line in _near_lines(near, events, number)]
    return Group(*lines)


def spanning(why: Why) -> tuple[Link, ...]:
    """Return the strongest links that hold all mentions together, a maximum spanning tree (Kruskal 1956), the strongest first."""
    root = {m.id: m.id for m in why.mentions}

    def find(id_: str) -> str:
        while root[id_] != id_:
            id_ = root[id_]
        return id_

    kept = []
    for link in sorted(why.links, key=lambda x: (x.hand != "together", -x.bits, x.a, x.b)):
        a, b = find(link.a), find(link.b)
        if a != b:
            root[b] = a
            kept.append(link)
    return tuple(kept)


def _head(why: Why, events: Mapping[str, Event]) -> Iterator[Text]:
    from rich.text import Text

    yield Text(isolated(clean(_summary(why.event, events) or why.event)), style="bold")
    reports = len({m.document.id for m in why.mentions})
    hands = f"; corrections {', '.join(map(str, why.corrections))} speak of it" if why.corrections else ""
    yield Text(f"{why.event}: {len(why.mentions)} mentions in {reports} reports{hands}", style="dim")
    whole = events[why.event].part_of if why.event in events else None
    for said, id_ in (*((("part of", whole),) if whole else ()), *(("its part", id_) for id_ in _parts(why, events))):
        yield Text.assemble((f"{said}  ", "dim"), isolated(clean(_summary(id_, events) or "")), (f"  {id_}", "dim"))


def _heading(title: str, note: str) -> Text:
    from rich.text import Text

    return Text.assemble((title, "bold"), (f"  {note}", "dim"))


def _line_of(mention: LinkedMention, name: str) -> Text:
    from rich.text import Text

    text, at, trigger = mention.document.text, mention.sentence, mention.trigger
    line = Text.assemble(f"{name:>3}  ", (f"{mention.id}  ", "cyan"))
    for start, end, style in ((at.start, trigger.start, ""), (trigger.start, trigger.end, "bold yellow"), (trigger.end, at.end, "")):
        line.append(clean(" ".join(text[start : max(start, end)].split("\n"))), style=style)
    line.append(f"  {isolated(label(mention.document))}, {mention.status}", style="dim")
    return line


def _link_lines(link: Link, a: str, b: str) -> Iterator[Text]:
    from rich.text import Text

    note = _HAND.get(link.hand or "", "" if link.compared else "not compared: too little in common")
    yield Text.assemble((f"{a:>3} – {b}", "bold"), f"  {link.bits:+.2f} bits", (f"  {note}" if note else "", "magenta"))
    for sign, style, clues in (("for", "green", _shown(link.clues, 1)), ("against", "red", _shown(link.clues, -1))):
        if clues:
            said = "; ".join(" ".join([c.feature, *c.level.split(), f"{c.bits:+.2f}"]) for c in clues)
            yield Text(f"       {sign:8}{said}", style=style)


def _shown(clues: Sequence[Clue], sign: int) -> list[Clue]:
    return [c for c in clues if c.bits * sign >= LEAST_SHOWN_BITS]


def _near_lines(near: NearMiss, events: Mapping[str, Event], number: Mapping[str, int]) -> Iterator[Text]:
    from rich.text import Text

    known = near.event in events
    named = clean(events[near.event].summary) if known else "too unsure to be told"
    yield Text.assemble(f"  {near.mean_bits:+.2f} bits  ", isolated(named), (f"  {near.event}" if known else "", "dim"))
    own, other = sorted((near.best.a, near.best.b), key=lambda id_: id_ not in number)
    (mention,) = [m for m in near.mentions if m.id == other]
    yield _line_of(mention, "·")
    yield from _link_lines(near.best, str(number[own]), "·")
