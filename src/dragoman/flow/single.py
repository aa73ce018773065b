"""One text read in this process, or coded for two parties, with the reader loaded once for all such texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from os import PathLike, fspath
from typing import TYPE_CHECKING

from dragoman.flow import verbs
from dragoman.flow.engines import Reader
from dragoman.nouns.pair import PairCoding
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Dated, Document, Span

if TYPE_CHECKING:
    from dragoman.ingest import Limits


def read_text(
    text: str,
    *,
    title: str | None = None,
    published: date | None = None,
    publisher: str | None = None,
    schemes: Sequence[str | PathLike[str]] = (),
) -> Reading:
    """Read one text; `published` anchors "yesterday" and the like, and without it the text is dated from its content where it can be.

    `schemes` are files of event types that are coded beside (`dragoman.scheme.custom`). Raises DocumentError for a text that is empty,
    too long or not in English, SchemeError for a scheme that cannot be used, and ModelError where the model is missing.
    """
    reader = verbs.loader([fspath(file) for file in schemes])(0) if schemes else loaded()
    return reader.read(given(text, title=title, published=published, publisher=publisher))


def given(
    text: str,
    *,
    title: str | None = None,
    published: date | None = None,
    publisher: str | None = None,
    url: str | None = None,
    limits: Limits | None = None,
) -> Document:
    """Return a text as a document; raises DocumentError for one that is empty, too long or not in English."""
    from dragoman.ingest import Limits
    from dragoman.ingest.draft import Draft, settle

    dated = Dated(published.isoformat(), published, published, "metadata", rule="given by the caller") if published else None
    return settle(Draft(url or "text", "text", text, title, dated, publisher, url), limits or Limits())


def read_relation(text: str, source: Span | tuple[int, int] | None, target: Span | tuple[int, int] | None) -> PairCoding:
    """Return what the party at `source` does to the party at `target` by the word of `text`; None is a party that it does not name.

    Raises SpanError for spans that are no words of the text or are the same, and ModelError where the model is missing.
    """
    from dragoman.read import Reader as Shipped

    return Shipped.load().code_pair(text, source, target)


@cache
def loaded(threads: int = 0) -> Reader:
    """Return the shipped reader, loaded once in this process."""
    return verbs.load(threads)
