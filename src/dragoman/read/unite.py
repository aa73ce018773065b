"""Entities of a document that turned out to be one actor, made one entity."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from dragoman.nouns.mention import Entity

# Two clusters of one person or organisation are a miss of coreference. Two of one state may be rightly two: it and its capital as a place.
_UNITED = ("person:", "org:")


def unite(entities: Sequence[Entity]) -> tuple[tuple[Entity, ...], dict[str, str]]:
    """Return the entities with those of one person or organisation joined, numbered anew by first mention, and old id -> new id.

    The joined entity is the first of them that names the actor, with the mentions of all.
    """
    groups: dict[tuple[str, str], list[Entity]] = {}
    for e in entities:
        shared = e.actor if e.actor and e.actor.startswith(_UNITED) else None
        groups.setdefault((e.type, shared) if shared else ("", e.id), []).append(e)
    ordered = sorted(groups.values(), key=lambda g: min(m for e in g for m in e.mentions))
    ids = {e.id: f"x{n}" for n, group in enumerate(ordered, start=1) for e in group}
    return tuple(_joined(group, ids[group[0].id]) for group in ordered), ids


def _joined(group: Sequence[Entity], identity: str) -> Entity:
    mentions = tuple(sorted(m for e in group for m in e.mentions))
    how = group[0].how if len(group) == 1 else (*group[0].how, f"joined from {len(group)} clusters of one actor")
    return dataclasses.replace(group[0], id=identity, mentions=mentions, how=how)
