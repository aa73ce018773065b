"""An explanation for people and for programs: the sentence with its trigger, then every decision with what stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.nouns.explanation import Decision, Explanation
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Span
from dragoman.publish.brief.sources import label
from dragoman.publish.brief.words import clean, isolated
from dragoman.publish.formats import mention_to_json

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

_STYLES = {"head": "cyan", "rule": "green", "table": "magenta"}
_LEGEND = {"head": "a head of the model", "rule": "a rule", "table": "a table of facts"}


def explanation_to_json(explanation: Explanation) -> dict[str, Any]:
    """Return an explanation as plain JSON values; `event` is as in a reading's JSON, spans are `[start, end)` of the document's text."""
    return {
        "document": explanation.document.id,
        "event": mention_to_json(explanation.event),
        "sentence": _pair(explanation.sentence),
        "decisions": [_decision(d) for d in explanation.decisions],
        "model": explanation.model,
    }


def events_of(reading: Reading) -> list[dict[str, Any]]:
    """Return what can be explained of a document: ids, triggers, types and statuses of its events, as plain JSON values."""
    text = reading.document.text
    return [
        {"id": e.id, "trigger": e.trigger.of(text), "start": e.trigger.start, "end": e.trigger.end, "type": e.type, "status": e.status}
        for e in reading.events
    ]


def events_view(events: list[dict[str, Any]]) -> RenderableType:
    """Return the events of a document as a Rich table, or a line that says that there are none."""
    from rich.text import Text

    if not events:
        return Text("No event was found in this text.", style="dim")
    table = _table("event", "trigger", "type", "status")
    for e in events:
        table.add_row(e["id"], Text(isolated(clean(e["trigger"])), style="bold yellow"), e["type"], e["status"])
    return table


def explanation_view(explanation: Explanation) -> RenderableType:
    """Return an explanation as a Rich renderable: imprint, sentence, legend, a row for each decision."""
    from rich.console import Group
    from rich.text import Text

    imprint = Text(f"{isolated(label(explanation.document))}; read by {clean(explanation.model)}", style="dim")
    legend = Text()
    for by, style in _STYLES.items():
        legend.append(f"{by} ", style=style)
        legend.append(f"{_LEGEND[by]}  ", style="dim")
    table = _table("what", "value", "why")
    for decision in explanation.decisions:
        table.add_row(decision.what, Text(isolated(clean(decision.value)), style="bold"), _why(decision))
    return Group(imprint, _sentence(explanation), legend, Text(""), table)


def _table(*columns: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.HORIZONTALS, show_edge=False, pad_edge=False, border_style="dim")
    for number, name in enumerate(columns):
        table.add_column(name, no_wrap=number == 0, overflow="fold")
    return table


def _sentence(explanation: Explanation) -> Text:
    from rich.text import Text

    words, at, trigger = explanation.document.text, explanation.sentence, explanation.event.trigger
    parts = ((words[at.start : trigger.start], ""), (trigger.of(words), "bold yellow"), (words[trigger.end : max(at.end, trigger.end)], ""))
    text = Text()
    for part, style in parts:
        text.append(clean(" ".join(part.split("\n"))), style=style)
    return text


def _why(decision: Decision) -> Text:
    from rich.text import Text

    text = Text(clean(decision.how), style=_STYLES[decision.by])
    if decision.probability is not None:
        text.append(f" {decision.probability:.2f}", style="bold")
    if decision.threshold is not None:
        text.append(f" (needs {decision.threshold:.2f})", style="dim")
    if decision.others:
        text.append("\nbeside: " + ", ".join(f"{clean(o.value)} {o.probability:.2f}" for o in decision.others), style="dim")
    return text


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "what": decision.what,
        "value": decision.value,
        "by": decision.by,
        "how": decision.how,
        "probability": decision.probability,
        "threshold": decision.threshold,
        "others": [{"value": o.value, "probability": o.probability} for o in decision.others],
        "spans": [_pair(s) for s in decision.spans],
    }


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
