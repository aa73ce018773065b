"""The ledger on disk: the one room that knows SQL."""

from dragoman.store.linking import Linking
from dragoman.store.queries import Size, Snapshot, snapshot
from dragoman.store.writer import Standing, Writer, writing

__all__ = ["Linking", "Size", "Snapshot", "Standing", "Writer", "snapshot", "writing"]
