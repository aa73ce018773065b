"""The ledger on disk: the one room that knows SQL."""

from dragoman.store.check import faults
from dragoman.store.database import Name, is_server, is_there, shown
from dragoman.store.linking import Linking
from dragoman.store.plane import Plane
from dragoman.store.queries import Size, Snapshot, snapshot
from dragoman.store.salvage import salvaged
from dragoman.store.writer import Standing, Writer, bring_up, writing

__all__ = [
    "Linking",
    "Name",
    "Plane",
    "Size",
    "Snapshot",
    "Standing",
    "Writer",
    "bring_up",
    "faults",
    "is_server",
    "is_there",
    "salvaged",
    "shown",
    "snapshot",
    "writing",
]
