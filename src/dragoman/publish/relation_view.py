"""A relation, and the events behind its figures, on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from dragoman.nouns.relation import ChangePoint, Estimate, Relation, Shift, Traced
from dragoman.publish.brief.words import isolated

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

_TRACE: Final = (
    "\nThe events behind a figure, with their sentences: the same command with --trace and a period, an event's id, all, undated or wide."
)
_BARS: Final = "▁▂▃▄▅▆▇█"


def relation_view(told: Relation) -> RenderableType:
    """Return a relation as a Rich renderable."""
    from rich.console import Group
    from rich.text import Text

    parts: list[RenderableType] = [Text(f"{told.first_side} and {told.second_side}, by {told.grain}", style="bold"), _standfirst(told)]
    if told.periods:
        parts += [
            _series(told),
            *_changes(told.changes),
            Text(_TRACE, style="dim"),
        ]
    return Group(*parts)


def traced_view(traced: Sequence[Traced], all_of_them: int) -> RenderableType:
    """Return events behind a figure as a Rich renderable; `all_of_them` is their number with those that are not shown."""
    from rich.console import Group
    from rich.text import Text

    more = all_of_them - len(traced)
    shown = [part for one in traced for part in _traced(one)]
    return Group(*shown, *([Text(f"… and {more:,} more (--limit {all_of_them})", style="dim")] if more > 0 else []))


def _standfirst(told: Relation) -> Text:
    from rich.text import Text

    words = f"{told.events:,} {'event' if told.events == 1 else 'events'}, weighed by {told.weight}; bands hold 90%"
    for count, what in ((told.undated, "without a day (undated)"), (told.unplaced, f"with a time wider than a {told.grain} (wide)")):
        words += f"; {count:,} more {what}" if count else ""
    return Text(words + ".", style="dim")


def _series(told: Relation) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("period")
    for heading in ("events", "→", "←", "cooperation", "conflict", "score"):
        table.add_column(heading, justify="right")
    table.add_column("band of score", style="dim")
    table.add_column("", justify="left")
    highest = max((max(p.cooperation.value, p.conflict.value) for p in told.periods), default=0.0)
    for p in told.periods:
        counts = (f"{n:,}" if n else "·" for n in (p.events, p.forward, p.backward))
        sums = (f"{e.value:,.1f}" if e.value else "·" for e in (p.cooperation, p.conflict))
        score = (f"{p.score.value:+.1f}", _band(p.score)) if p.score else ("", "")
        table.add_row(p.period, *counts, *sums, *score, _bars(p.cooperation.value, p.conflict.value, highest))
    return table


def _bars(cooperation: float, conflict: float, highest: float) -> Text:
    from rich.text import Text

    return Text.assemble((_bar(cooperation, highest), "green"), (_bar(conflict, highest), "red"))


def _bar(value: float, highest: float) -> str:
    if not value:
        return " "
    return _BARS[min(len(_BARS) - 1, int(len(_BARS) * value / highest))]


def _band(e: Estimate) -> str:
    return f"{e.low:+.1f} to {e.high:+.1f}"


def _changes(changes: Iterable[ChangePoint]) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    for change in changes:
        for shift in change.shifts:
            yield Text.assemble(("\n" + change.period, "bold cyan"), f"  {_shift(shift)}")
            yield Padding(Text(f"{_made(shift)}: {', '.join(shift.events)}", style="dim"), (0, 0, 0, 2))


def _shift(shift: Shift) -> str:
    way = "rose" if shift.after > shift.before else "fell"
    return f"{shift.measure} {way} from {shift.before:,.1f} to {shift.after:,.1f} a period"


def _made(shift: Shift) -> str:
    return "it began with" if shift.after > shift.before else "it ended with"


def _traced(one: Traced) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    coded = one.coded
    kind = f"{coded.type} {coded.mode}" if coded.mode else coded.type
    day = "no day" if coded.earliest is None else f"{coded.earliest}" + (f"/{coded.latest}" if coded.latest != coded.earliest else "")
    yield Text.assemble(
        (coded.event, "cyan"), f"  {day}  {coded.source} → {coded.target}  ", (kind, "bold"), f"  {coded.score:+.1f} × {one.weight:.2f}"
    )
    if one.summary:
        yield Padding(Text(isolated(one.summary)), (0, 0, 0, 2))
    for sentence in one.sentences:
        yield Padding(Text.assemble((f"{isolated(sentence.source)}: ", "dim"), (isolated(sentence.words), "italic")), (0, 0, 0, 2))
    if coded.file:
        yield Padding(
            Text(f"{isolated(coded.file)}, line {coded.line}" + (f"; {isolated(coded.told_in)}" if coded.told_in else ""), style="dim"),
            (0, 0, 0, 2),
        )
