"""A ledger of many made documents, written in bulk: what adding them one by one would have come to, without the hours.

Which document is beside which, the stories and what they tell follow from the set of documents (docs/decisions/0017), so they are worked
out for all at once, by the functions that a writer uses. The documents are those of `arrivals.py`. Beyond `TEXTS` of them texts come again,
under other ids and on days too far from each other for one to be held for a copy of the other. A document that is a story of its own then
tells what its text told the first time, under its own ids and day (of 2,000 events nine would say "may have met" for "may meet"). The
ledger's memory of how it came about is short: each noun has one version.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec
import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from dragoman.nouns.ledger import Source, Story
from dragoman.nouns.plane import ANYTHING, Nearest
from dragoman.nouns.reading import Reading
from dragoman.nouns.time import DayInterval
from dragoman.reconcile import tell_story, told_together
from dragoman.reconcile.identity import mention_ids, story_id
from dragoman.reconcile.neighbours import NEAREST, Memory, linked, reach_of
from dragoman.reconcile.profiles import COPY_COSINE, WINDOW_DAYS, Profile, margin, packed, profile
from dragoman.reconcile.stories import parted
from dragoman.store import rows, schema
from dragoman.store.codec import decode, encode, encode_reading
from dragoman.store.database import database
from dragoman.store.index import number
from dragoman.store.memory import now
from dragoman.store.stand import quote_id, told_stand
from dragoman.store.writer import digest
from quality.arrivals import SEED, arrivals

if TYPE_CHECKING:
    import sqlite3

TEXTS = 10_000
"""Different texts at most."""

DOCUMENTS_AT_ONCE = 256
AT_ONCE = 32
TABLES_AT_ONCE = 2000
TRIES = 400
WORKERS = 2
# Nothing is lost when a benchmark's ledger is: no waiting for the disk, and no keys looked up that hold by the making.
QUICK = ("synchronous=OFF", "journal_mode=OFF", "cache_size=-2000000", "foreign_keys=OFF")

TableRows = tuple[str, list[dict[str, Any]]]
"""The name of a table and rows of it: a table itself would be another one when it came back from another process."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A document to be: which text it has, when it was published, and how many came before it."""

    id: str
    text: int
    published: date
    number: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands: its nearest, and the margin of each that holds it too, with whether it links them."""

    nearest: Nearest
    margins: Mapping[str, tuple[float, bool]]


@dataclass(frozen=True, slots=True)
class Task:
    """A story to tell: its documents with their readings encoded, and the component that they are of."""

    component: str
    documents: tuple[Planned, ...]
    texts: Mapping[int, str]


def grow(path: Path, readings: Sequence[Reading], size: int, longest: int | None = None, workers: int = WORKERS) -> None:
    """Write a ledger of `size` made documents, fewer where two would be copies of each other, to a new file.

    None has more than `longest` sentences. `workers` processes tell the stories, this one where it is 1.
    """
    made = list(arrivals(readings, min(size, TEXTS), longest=longest))
    profiles = [profile(r) for r in made]
    planned = plan(made, size)
    planned, nearest = _standing(planned, profiles)
    places = _places(planned, profiles, nearest)
    tasks = _tasks(planned, profiles, places, [encode(r) for r in made])
    with database(path).writing(busy_timeout_seconds=5.0, made_by="quality.grown_ledger") as connection:
        raw = cast("sqlite3.Connection", connection.connection.driver_connection)  # as SQLAlchemy would begin a transaction before
        for pragma in QUICK:
            raw.execute(f"PRAGMA {pragma}")
        with connection.begin():
            _insert(connection, _plane_rows(planned, profiles, places))
            rows.insert_all(connection, schema.component, [{"id": name} for name in sorted({task.component for task in tasks})])
        waiting: list[TableRows] = []
        for told in _told(tasks, workers):
            waiting += told
            if len(waiting) >= TABLES_AT_ONCE:
                with connection.begin():
                    _insert(connection, waiting)
                waiting = []
        with connection.begin():
            _insert(connection, waiting)


def plan(made: Sequence[Reading], size: int) -> list[Planned]:
    """Return the documents to be: those made, then their texts again, each on days outside the window of the others of its text."""
    first = [Planned(r.document.id, n, _day(r), n) for n, r in enumerate(made)]
    deal = random.Random(SEED)  # noqa: S311 - to shuffle, not to hide
    days = [p.published for p in first]
    taken = {p.text: [p.published] for p in first}
    order = list(taken)
    found = first[:]
    while len(found) < size and order:
        deal.shuffle(order)
        full = set()
        for text in order[: size - len(found)]:
            free = (d for d in (deal.choice(days) for _ in range(TRIES)) if all(abs((d - t).days) > WINDOW_DAYS for t in taken[text]))
            if day := next(free, None):
                taken[text].append(day)
                found.append(Planned(f"b{len(found):06}", text, day, len(found)))
            else:
                full.add(text)
        order = [text for text in order if text not in full]
    return found


def _day(reading: Reading) -> date:
    if reading.document.published is None:
        raise ValueError(f"expected dated reports, saw {reading.document.id} without a date")
    return reading.document.published


def _standing(planned: Sequence[Planned], profiles: Sequence[Profile]) -> tuple[list[Planned], dict[str, Nearest]]:
    """Return the documents by day, without those that would be copies of others, and the nearest of each within the window."""
    ordered = sorted(planned, key=lambda p: (p.published, p.id))
    while True:
        copies: set[str] = set()
        nearest: dict[str, Nearest] = {}
        days = np.array([p.published.toordinal() for p in ordered])
        sketches = np.array([profiles[p.text].sketch for p in ordered], dtype=np.float32)
        for start in range(0, len(ordered), DOCUMENTS_AT_ONCE):
            own = slice(start, min(start + DOCUMENTS_AT_ONCE, len(ordered)))
            low = int(np.searchsorted(days, days[own][0] - WINDOW_DAYS))
            around = slice(low, int(np.searchsorted(days, days[own][-1] + WINDOW_DAYS, side="right")))
            likeness = (sketches[own] @ sketches[around].T).astype(np.int64)
            likeness[np.abs(days[own, None] - days[None, around]) > WINDOW_DAYS] = ANYTHING
            likeness[np.arange(own.stop - start), np.arange(start, own.stop) - low] = ANYTHING
            copies |= {ordered[low + int(j)].id for i, j in _copies(sketches[own], sketches[around], likeness) if low + j > start + i}
            for row, p in zip(likeness, ordered[own], strict=True):
                nearest[p.id] = _nearest(row, ordered[around])
        if not copies:
            return ordered, nearest
        ordered = [p for p in ordered if p.id not in copies]


def _copies(own: NDArray[np.float32], others: NDArray[np.float32], likeness: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return which pairs (P, 2) of sketches (N, K) and (M, K), alike (N, M), the ledger would take for copies."""
    least = COPY_COSINE * np.outer(np.linalg.norm(own, axis=1), np.linalg.norm(others, axis=1))
    return np.argwhere(likeness >= least)


def _nearest(likeness: NDArray[np.int64], others: Sequence[Planned]) -> Nearest:
    """Return the nearest of a document, given its likeness (N,) to others; what is out of its window is as unlike as can be."""
    least = np.partition(likeness, -NEAREST)[-NEAREST] if len(likeness) > NEAREST else ANYTHING
    near = np.flatnonzero((likeness >= least) & (likeness > ANYTHING))
    return tuple(sorted(((others[n].id, int(likeness[n])) for n in near.tolist()), key=lambda o: (-o[1], o[0]))[:NEAREST])


def _places(planned: Sequence[Planned], profiles: Sequence[Profile], nearest: Mapping[str, Nearest]) -> dict[str, Place]:
    """Return where each document stands: the margins of two that hold each other, worked out once."""
    of = {p.id: p for p in planned}
    held = {id_: dict(near) for id_, near in nearest.items()}
    margins: dict[str, dict[str, tuple[float, bool]]] = {id_: {} for id_ in of}
    for id_, near in nearest.items():
        own = _dated(profiles, of[id_])
        for other, likeness in near:
            if id_ < other and id_ in held[other]:
                bits = margin(own, _dated(profiles, of[other]))
                holds = linked(bits, likeness, max(reach_of(near), reach_of(nearest[other])))
                margins[id_][other] = margins[other][id_] = bits, holds
    return {id_: Place(nearest[id_], margins[id_]) for id_ in of}


def _dated(profiles: Sequence[Profile], of: Planned) -> Profile:
    return replace(profiles[of.text], days=DayInterval(of.published, of.published))


def _tasks(planned: Sequence[Planned], profiles: Sequence[Profile], places: Mapping[str, Place], texts: Sequence[str]) -> list[Task]:
    """Return the stories to tell, those of one document and one text as one task."""
    of = {p.id: p for p in planned}
    graph = Memory()
    for p in planned:
        graph.put(p.id, p.published.toordinal(), p.published.toordinal(), b"", b"")
    for id_, place in places.items():
        for other, (bits, holds) in place.margins.items():
            graph.link({(id_, other): (bits, holds)})
    tasks, seen = [], set()
    for id_ in sorted(of):
        if id_ not in seen:
            (part,) = told_together(graph, [id_])
            seen |= set(part)
            for story in parted({d: _dated(profiles, of[d]) for d in part}, ()):
                own = tuple(of[d] for d in story)
                tasks.append(Task(part[0], own, {p.text: texts[p.text] for p in own}))
    return tasks


def _plane_rows(planned: Sequence[Planned], profiles: Sequence[Profile], places: Mapping[str, Place]) -> Iterator[TableRows]:
    """Yield the rows of where documents stand."""
    for start in range(0, len(planned), 1000):
        some = planned[start : start + 1000]
        own = {p.id: _dated(profiles, p) for p in some}
        yield "profile", [{"document": i, "first": x.first, "whole": packed(x)} for i, x in own.items()]
        yield "sketch", [_sketch_row(i, x, places[i]) for i, x in own.items()]
        yield "nearest", [{"document": i, "others": json.dumps(places[i].nearest, separators=(",", ":"))} for i in own]
        yield (
            "link",
            [
                {"document": i, "other": other, "margin": bits, "holds": int(holds)}
                for i in own
                for other, (bits, holds) in places[i].margins.items()
            ],
        )


def _sketch_row(id_: str, own: Profile, place: Place) -> dict[str, Any]:
    reach = reach_of(place.nearest)
    return {"first": own.first, "document": id_, "last": own.last, "lead": None, "reach": reach, "sketch": own.sketch.tobytes()}


def _told(tasks: Sequence[Task], workers: int) -> Iterator[list[TableRows]]:
    """Yield the rows of all stories, some stories at a time; stories of the same one text are told once."""
    groups: dict[tuple[str, int], list[Task]] = defaultdict(list)
    for task in tasks:
        groups["alone" if len(task.documents) == 1 else task.documents[0].id, task.documents[0].text].append(task)
    of = list(groups.values())
    with ProcessPoolExecutor(workers) if workers > 1 else nullcontext() as pool:
        for start in range(0, len(of), AT_ONCE):
            some = of[start : start + AT_ONCE]
            first = [group[0] for group in some]
            for group, found in zip(some, pool.map(_rows_of, first) if pool else map(_rows_of, first), strict=True):
                yield _with_memory(group[0], found)
                yield from _again(group, found)


def _rows_of(task: Task) -> list[TableRows]:
    """Return the rows of a story and its documents, but for its component, where the documents stand, and the ledger's memory of it."""
    readings = [_reading(task, p) for p in task.documents]
    ledger = tell_story(readings)
    documents = {s.document.id: s.document for s in ledger.sources}
    return [
        ("document", [_document_row(task.component, s) for s in ledger.sources]),
        ("reading", [{"document": r.document.id, "model": r.model, "noun": encode_reading(r)} for r in readings]),
        *((table.name, own) for table, own in rows.story_rows(task.component, ledger.stories)),
        *((table.name, own) for table, own in rows.event_rows(task.component, ledger.events, told_stand([ledger]).events, documents)),
        ("quote", rows.quote_rows(task.component, ledger.quotes, ledger.stories)),
    ]


def _reading(task: Task, of: Planned) -> Reading:
    reading = decode(task.texts[of.text], Reading)
    return replace(reading, document=replace(reading.document, id=of.id, published=of.published))


def _document_row(component: str, source: Source) -> dict[str, str | None]:
    document = source.document
    return {
        "id": document.id,
        "digest": digest(document),
        "component": component,
        "publisher": rows.plain(document.publisher),
        "published": document.published.isoformat() if document.published else None,
        "family": source.family,
        "copy_of": source.copy_of,
        "noun": encode(document),
    }


def _again(group: Sequence[Task], found: Sequence[TableRows]) -> Iterator[list[TableRows]]:
    """Yield the rows of stories that each have one document of one text, given those of the first."""
    if len(group) == 1:
        return
    (told,) = group[0].documents
    first = _reading(group[0], told)
    whole = msgspec.json.encode([own for _, own in found]).decode()
    for task in group[1:]:
        (own,) = task.documents
        document = replace(first.document, id=own.id, published=own.published)
        ids = dict(zip(mention_ids(first), mention_ids(replace(first, document=document)), strict=True))
        ids |= {told.id: own.id, story_id([first.document]): story_id([document]), told.published.isoformat(): own.published.isoformat()}
        renamed = msgspec.json.decode(_ID.sub(lambda m: ids.get(m[0], m[0]), whole))  # noqa: B023 - used up before the next
        numbers = {number(before): number(after) for before, after in ids.items()}
        yield _with_memory(task, [(table, _own(table, rest, task, numbers)) for (table, _), rest in zip(found, renamed, strict=True)])


_ID = re.compile(r"\b(?:[es][0-9a-f]{16}|[ab][0-9]{6}|[0-9]{4}-[0-9]{2}-[0-9]{2})\b")


def _own(table: str, given: list[dict[str, Any]], task: Task, numbers: Mapping[int, int]) -> list[dict[str, Any]]:
    """Return renamed rows with what follows from the new names and is no name: the component, numbers, the order of a story's events."""
    for row in given:
        if "component" in row:
            row["component"] = task.component
        for column in ("number", "rowid"):
            if column in row:
                row[column] = numbers[row[column]]
        if table == "story":
            story = decode(row["noun"], Story)
            row["noun"] = encode(replace(story, events=tuple(sorted(story.events))))
    return given


def _with_memory(task: Task, found: Sequence[TableRows]) -> list[TableRows]:
    """Return the rows of a story with those of what a ledger remembers of it."""
    of = dict(found)
    cursors = {p.id: p.number + 1 for p in task.documents}
    last = max(cursors.values())
    ids = {
        "document": [row["id"] for row in of["document"]],
        "reading": [row["document"] for row in of["reading"]],
        "story": [row["id"] for row in of["story"]],
        "event": [row["id"] for row in of["event"]],
        "quote": sorted({quote_id(row["noun"]) for row in of["quote"]}),
    }
    recorded = now().isoformat(timespec="microseconds")
    revision = {"recorded": recorded, "action": "add", "correction": None, "hand": None}
    version = {"until": None, "noun": None}
    since = [(kind, id_, cursors.get(id_, last)) for kind, own in ids.items() for id_ in own]
    return [
        *found,
        ("revision", [{"cursor": cursor, "document": id_, **revision} for id_, cursor in cursors.items()]),
        ("version", [{"kind": kind, "id": id_, "since": cursor, **version} for kind, id_, cursor in since]),
    ]


def _insert(connection: Connection, found: Iterable[TableRows]) -> None:
    """Insert rows, those of one table together."""
    by_table: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for table, own in found:
        by_table[table] += own
    for table, own in by_table.items():
        rows.insert_all(connection, schema.metadata.tables[table], own)
