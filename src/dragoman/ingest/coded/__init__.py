"""Coded events of other data sets: POLECAT, ICEWS, GDELT 2.0 and PLOVER JSON, streamed into tables of coded events."""

from dragoman.ingest.coded.reading import FORMATS, Batch, read_coded

__all__ = ["FORMATS", "Batch", "read_coded"]
