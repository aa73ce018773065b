"""Bytes to documents: files, pages and records, each refused with a reason when it cannot be read."""

from dragoman.ingest.files import SUFFIXES, documents
from dragoman.ingest.limits import Limits

__all__ = ["SUFFIXES", "Limits", "documents"]
