"""Stories: which of the documents that are told side by side tell of the same happenings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np

from dragoman.nouns.correction import Correction
from dragoman.nouns.reading import Reading
from dragoman.reconcile.cluster import cluster
from dragoman.reconcile.corrections import tied_documents
from dragoman.reconcile.neighbours import Memory, Plane, join, told_together
from dragoman.reconcile.profiles import Profile, margin, profile, unpacked

# A story holds together while its reports stand on the mean no further than this below what is needed of two. A split story tells each
# event twice, a joined pair of stories only shares a heading; here the training stories are found with recall 0.91 and precision 0.99.
STORY_MEAN = -2.0


def components(readings: Sequence[Reading], tied: Iterable[frozenset[str]] = ()) -> tuple[tuple[Reading, ...], ...]:
    """Return what is told side by side of documents (distinct ids), each part sorted by document id, sorted by their first id.

    The documents of each set in `tied`, by id, are of one part whatever they tell.
    """
    by_id = {r.document.id: r for r in readings}
    plane = Memory()
    for id_ in sorted(by_id):
        join(plane, by_id[id_])
    return tuple(
        tuple(by_id[id_] for id_ in part) for part in told_together(plane, by_id, [documents & by_id.keys() for documents in tied])
    )


def stories(component: Sequence[Reading], tied: Iterable[frozenset[str]] = ()) -> tuple[tuple[Reading, ...], ...]:
    """Return the stories of documents that are told side by side, each sorted by document id, sorted by their first id."""
    by_id = {r.document.id: r for r in component}
    return tuple(tuple(by_id[id_] for id_ in story) for story in parted({id_: profile(r) for id_, r in by_id.items()}, tied))


def parted(profiles: Mapping[str, Profile], tied: Iterable[frozenset[str]]) -> tuple[tuple[str, ...], ...]:
    """Return the stories, by document id, of documents that are told side by side, given their profiles by id.

    Average link over the margins of all pairs, so that a chain of reports, each near the next, is a story only while its ends are near
    too: a story that drifts becomes two. Nothing but the set of documents decides, so a late document joins as if it had been there.
    """
    ids = sorted(profiles)
    pairs = np.array(list(combinations(range(len(ids)), 2)), dtype=np.int64).reshape(-1, 2)
    margins = np.array([margin(profiles[ids[i]], profiles[ids[j]]) for i, j in pairs.tolist()], dtype=np.float64)
    groups = cluster(len(ids), pairs, margins, STORY_MEAN, together=_together(ids, tied))
    return tuple(tuple(ids[n] for n in group) for group in groups)


def apart(plane: Plane, part: Sequence[str], tied: Iterable[frozenset[str]]) -> tuple[tuple[str, ...], ...]:
    """Return the stories, by document id, of documents of a plane that are told side by side."""
    return parted({id_: unpacked(raw) for id_, raw in plane.profiles(part).items()}, tied)


def told_apart(component: Sequence[Reading], corrections: tuple[Correction, ...]) -> tuple[tuple[Reading, ...], ...]:
    """Return the stories of documents that are told side by side by the corrections in force; each can be told by itself."""
    return stories(component, tied_documents(corrections))


def _together(ids: Sequence[str], tied: Iterable[frozenset[str]]) -> list[list[int]]:
    """Return the documents that corrections tie, by index; sets that share a document are one."""
    place = {id_: n for n, id_ in enumerate(ids)}
    groups: list[set[int]] = []
    for documents in tied:
        group = {place[d] for d in documents if d in place}
        for other in [g for g in groups if g & group]:
            groups.remove(other)
            group |= other
        groups.append(group)
    return [sorted(g) for g in groups if len(g) > 1]
