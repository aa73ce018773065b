"""Who left, joined or changed a bloc from one window to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dragoman.nouns.relation import Bloc, BlocWindow, Move


def moves(windows: Sequence[tuple[BlocWindow, frozenset[str]]]) -> tuple[Move, ...]:
    """Return the moves between windows that follow each other; `windows` come with the actors of their networks.

    A bloc goes on as the one with which it shares most of both (Jaccard's index), each as one at most. Who is not in the network of one
    of the two windows has not moved: nothing is known of it there. Where a window names no bloc, nobody has left or joined one.
    """
    return tuple(move for before, after in pairwise(windows) for move in _between(before, after))


def _between(before: tuple[BlocWindow, frozenset[str]], after: tuple[BlocWindow, frozenset[str]]) -> Iterator[Move]:
    (old, old_actors), (new, new_actors) = before, after
    if not old.blocs or not new.blocs:
        return
    goes_on = _matched(old.blocs, new.blocs)
    of_old, of_new = _bloc_of(old.blocs), _bloc_of(new.blocs)
    for actor in sorted(old_actors & new_actors):
        was, now = of_old.get(actor), of_new.get(actor)
        if was is None and now is None:
            continue
        if was is None or now is None or goes_on.get(was.name) != now.name:
            yield Move(actor, new.window, was.name if was else None, now.name if now else None)


def _bloc_of(blocs: Sequence[Bloc]) -> dict[str, Bloc]:
    return {member.actor: bloc for bloc in blocs for member in bloc.members}


def _matched(old: Sequence[Bloc], new: Sequence[Bloc]) -> dict[tuple[str, ...], tuple[str, ...]]:
    shared = sorted((-_jaccard(a, b), a.name, b.name) for a in old for b in new if _jaccard(a, b))
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for _, a, b in shared:
        if a not in found and b not in found.values():
            found[a] = b
    return found


def _jaccard(a: Bloc, b: Bloc) -> float:
    ours, theirs = ({member.actor for member in bloc.members} for bloc in (a, b))
    return len(ours & theirs) / len(ours | theirs)
