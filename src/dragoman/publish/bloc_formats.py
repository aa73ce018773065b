"""Blocs as JSON for other programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from dragoman.nouns.relation import Bloc, Blocs, BlocWindow


def blocs_to_json(told: Blocs) -> dict[str, Any]:
    """Return blocs as JSON; a bloc is named by its chief members, closeness stands there where it was asked for."""
    return {
        "windows": [_window(window) for window in told.windows],
        "moves": [{"actor": m.actor, "window": m.window, "before": _name(m.before), "after": _name(m.after)} for m in told.moves],
    }


def _window(window: BlocWindow) -> dict[str, Any]:
    found = {
        "window": window.window,
        "first": window.first,
        "last": window.last,
        "actors": window.actors,
        "events": window.events,
        "noise": window.noise,
        "blocs": [_bloc(bloc) for bloc in window.blocs],
        "refusal": window.refusal,
    }
    return found | ({"closeness": [asdict(pair) for pair in window.closeness]} if window.closeness else {})


def _bloc(bloc: Bloc) -> dict[str, Any]:
    return {
        "name": _name(bloc.name),
        "members": [{"actor": member.actor, "belonging": member.belonging} for member in bloc.members],
        "tightness": bloc.tightness,
        "chance": bloc.chance,
        "stability": bloc.stability,
        "events": bloc.events,
        "deeds": [asdict(deed) | {"strongest": list(deed.strongest)} for deed in bloc.deeds],
    }


def _name(actors: tuple[str, ...] | None) -> str | None:
    return "-".join(actors) if actors else None
