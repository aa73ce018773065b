"""Blocs, who moved between them, and who is close to whom, on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from dragoman.nouns.relation import Bloc, Blocs, BlocWindow, Closeness, Deed, Move
from dragoman.reference import organisations, states

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

_SURE: Final = 0.9
_ENDS: Final = 8
_TRACE: Final = (
    "The events behind what members did: dragoman relations A+B+C OUTSIDER --forward --one-a-day --trace WINDOW; "
    "among themselves: dragoman relations A+B+C A+B+C --one-a-day --trace WINDOW."
)


def blocs_view(told: Blocs, close_to: str | None = None) -> RenderableType:
    """Return blocs as a Rich renderable; with `close_to`, an actor's key, also who is closest to it and farthest from it."""
    from rich.console import Group
    from rich.text import Text

    parts = [part for window in told.windows for part in _window(window, close_to)]
    if told.moves:
        parts += [Text("\nMoved", style="bold"), *(Text(f"  {_move(move)}") for move in told.moves)]
    if any(window.blocs for window in told.windows):
        parts.append(Text(f"\n{_TRACE}", style="dim"))
    return Group(*parts)


def actor_name(key: str) -> str:
    """Return what an actor is called."""
    state, organisation = states.by_code(key), organisations.by_id(key)
    return state.name if state else organisation.name if organisation else key


def _window(window: BlocWindow, close_to: str | None) -> Iterator[RenderableType]:
    from rich.text import Text

    noise = f", {window.noise:.1f} times as noisy as independent events" if window.noise > 1 else ""
    yield Text.assemble((f"{window.window}", "bold cyan"), (f"  {window.events:,} events among {window.actors} actors{noise}", "dim"))
    if window.refusal:
        yield Text(window.refusal[0].upper() + window.refusal[1:] + ".")
    for bloc in window.blocs:
        yield from _bloc(bloc)
    if close_to is not None:
        yield _closest(window.closeness, close_to)


def _bloc(bloc: Bloc) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    yield Text.assemble(
        ("\n" + "-".join(bloc.name), "bold"),
        (
            f"  {len(bloc.members)} members, {bloc.events:,} events; together in {bloc.stability:.0%} of resamples; "
            f"as tight by chance in {bloc.chance:.1%} of networks",
            "dim",
        ),
    )
    named = ", ".join(actor_name(m.actor) + (f" ({m.belonging:.0%})" if m.belonging < _SURE else "") for m in bloc.members)
    yield Padding(Text(named), (0, 0, 0, 2))
    for deed in bloc.deeds:
        yield Padding(Text.assemble(_deed(deed), (f"  {', '.join(deed.strongest)}", "dim")), (0, 0, 0, 2))


def _deed(deed: Deed) -> str:
    whom = "among themselves" if deed.towards is None else f"{deed.members} of them towards {actor_name(deed.towards)}"
    return f"{whom}: {deed.events:,} events, cooperation {deed.cooperation:,.1f}, conflict {deed.conflict:,.1f}"


def _move(move: Move) -> str:
    before, after = ("-".join(name) if name else "no bloc" for name in (move.before, move.after))
    return f"{actor_name(move.actor)}: from {before} to {after} in {move.window}"


def _closest(closeness: Sequence[Closeness], actor: str) -> Table:
    from rich.table import Table

    ranked = sorted((c for c in closeness if actor in {c.first, c.second}), key=lambda c: (-c.direct, c.first, c.second))
    table = Table(box=None, pad_edge=False, header_style="dim", title=f"\nClose to {actor_name(actor)}", title_justify="left")
    table.add_column("")
    for heading in ("direct", "profile", "together", "events", "cooperation", "conflict"):
        table.add_column(heading, justify="right")
    shown = ranked if len(ranked) <= 2 * _ENDS else [*ranked[:_ENDS], *ranked[-_ENDS:]]
    for c in shown:
        other = c.second if c.first == actor else c.first
        profile = "" if c.profile is None else f"{c.profile:+.2f}"
        figures = (f"{c.direct:+.1f}", profile, f"{c.together:.0%}", f"{c.events:,}", f"{c.cooperation:,.1f}", f"{c.conflict:,.1f}")
        table.add_row(actor_name(other), *figures)
    return table
