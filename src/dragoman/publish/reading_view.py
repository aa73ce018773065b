"""One reading for people: the text with its actors, events and times marked, and a table of its events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from dragoman.nouns.event import EventMention
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Span
from dragoman.publish.brief.sources import dated_words, label
from dragoman.publish.brief.words import clean, isolated
from dragoman.scheme.wording import dates

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

# Later layers are drawn over earlier ones.
_LAYERS = (("actor", "cyan"), ("time", "green"), ("quote", "italic"), ("event", "bold yellow"))
_STATUS_STYLES = {"scheduled": "cyan", "possible": "yellow", "hypothetical": "yellow", "denied": "red", "cancelled": "red"}
# Column, share of the width (0: as wide as its words); two lines a row, so that 80 columns are enough.
_COLUMNS = (("event, type", 3), ("who → to whom", 5), ("when, where", 3), ("status, probability", 0))


def reading_view(reading: Reading) -> RenderableType:
    """Return a reading as a Rich renderable: heading, legend, marked text, table of events with the probability of trigger and type."""
    from rich.console import Group
    from rich.text import Text

    document = reading.document
    heading = Text(isolated(clean(document.title or label(document))), style="bold")
    day = (
        dates.words(document.published.isoformat()) if document.published else dated_words(document.dated) if document.dated else "undated"
    )
    imprint = Text(f"{isolated(label(document))}, {day}; read by {clean(reading.model)}", style="dim")
    parts: list[RenderableType] = [heading, imprint, _legend(), Text(""), marked_text(reading), Text("")]
    parts.append(_table(reading) if reading.events else Text("No event was found in this text.", style="dim"))
    return Group(*parts)


def marked_text(reading: Reading) -> Text:
    """Return the text with its entity mentions, times, quotes and triggers in their colours; control characters are made visible."""
    from rich.text import Text

    words = reading.document.text
    styles: list[str] = [""] * len(words)
    for layer, style in _LAYERS:
        for span in _spans(reading, layer):
            for i in range(span.start, min(span.end, len(words))):
                styles[i] = style if layer != "quote" else f"{styles[i]} {style}".strip()
    text, start = Text(), 0
    for i in range(1, len(words) + 1):
        if i == len(words) or styles[i] != styles[start]:
            text.append("\n".join(clean(part) for part in words[start:i].split("\n")), style=styles[start])
            start = i
    return text


def _spans(reading: Reading, layer: str) -> Iterator[Span]:
    match layer:
        case "actor":
            yield from (m for e in reading.entities for m in e.mentions)
        case "time":
            yield from (t.span for t in reading.times)
        case "quote":
            yield from (q.span for q in reading.quotes)
        case _:
            yield from (e.trigger for e in reading.events)


def _legend() -> Text:
    from rich.text import Text

    text = Text()
    for name, style in _LAYERS:
        text.append(f"{name}s", style=style)
        text.append("  ")
    return text


def _table(reading: Reading) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.HORIZONTALS, show_edge=False, show_lines=True, pad_edge=False, expand=True, border_style="dim")
    for name, share in _COLUMNS:
        table.add_column(name, no_wrap=not share, ratio=share or None, overflow="fold")
    for event in sorted(reading.events, key=lambda e: (e.trigger, e.id)):
        table.add_row(*_row(event, reading))
    return table


def _row(event: EventMention, reading: Reading) -> tuple[Text, ...]:
    from rich.text import Text

    names = {e.id: isolated(clean(e.name)) for e in reading.entities}
    times = {t.id: clean(t.value) for t in reading.times}

    def listed(ids: Sequence[str], known: Mapping[str, str], before: str = "") -> str:
        return before + ", ".join(known.get(i, i) for i in ids) if ids else ""

    def stacked(upper: Text, *lower: str) -> Text:
        for line in lower:
            if line:
                upper.append(f"\n{line}" if upper.plain else line, style="not bold default")
        return upper

    trigger = Text(isolated(clean(event.trigger.of(reading.document.text))), style="bold yellow")
    return (
        stacked(trigger, " ".join((event.type, *event.modes, *(f"{c.scheme}/{c.type}" for c in event.custom)))),
        stacked(Text(listed(event.actors, names)), listed(event.recipients, names, "→ ")),
        stacked(Text(listed(event.times, times)), listed(event.places, names)),
        stacked(Text(event.status, style=_STATUS_STYLES.get(event.status, "")), f"{event.probability:.2f}"),
    )
