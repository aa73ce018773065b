"""The reports of a ledger as numbered sources: what to call them, when they are from, whose copy they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from dragoman.nouns.ledger import Source
from dragoman.nouns.text import Dated, Document
from dragoman.publish.brief.model import SourceLine
from dragoman.publish.brief.words import clean
from dragoman.scheme.wording import dates

_END_IS_A_GUESS = "guess: within "  # how read.dating begins the rule of a report that only looks back
_HOW_DATED = {"metadata": "", "url": " (from its address)", "dateline": " (from its dateline)", "content": " (worked out from its content)"}


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of a ledger, looked up by document id."""

    by_id: dict[str, Source]
    numbers: dict[str, int]

    @classmethod
    def of(cls, sources: Sequence[Source]) -> Sources:
        """Return the sources with their numbers: originals first, by date and name, then the copies."""
        ordered = sorted(sources, key=lambda s: (s.copy_of is not None, s.document.last_day or date.max, label(s.document), s.document.id))
        return cls({s.document.id: s for s in ordered}, {s.document.id: i for i, s in enumerate(ordered, 1)})

    def numbers_of(self, documents: Sequence[str]) -> tuple[int, ...]:
        """Return the numbers of documents, in order."""
        return tuple(sorted({self.numbers[d] for d in documents if d in self.numbers}))

    def text(self, document: str) -> str:
        """Return a document's text, "" where the ledger does not hold it."""
        return self.by_id[document].document.text if document in self.by_id else ""

    def day(self, document: str) -> date | None:
        """Return the last day on which a document may have been written."""
        return self.by_id[document].document.last_day if document in self.by_id else None

    def sure_days(self) -> tuple[date, ...]:
        """Return the days of the documents that are dated to the day, in order."""
        documents = [s.document for s in self.by_id.values()]
        exact = [d.dated.latest for d in documents if not d.published and d.dated and d.dated.earliest == d.dated.latest]
        return tuple(sorted([*(d.published for d in documents if d.published), *exact]))

    def lines(self) -> tuple[SourceLine, ...]:
        """Return all sources for the list at the end of a brief."""
        return tuple(self._line(number, source) for number, source in enumerate(self.by_id.values(), 1))

    def _line(self, number: int, source: Source) -> SourceLine:
        document = source.document
        return SourceLine(
            number,
            label(document),
            clean(document.title or "").strip(),
            _dated(document),
            _link(document),
            self.numbers.get(source.copy_of or ""),
        )


def label(document: Document) -> str:
    """Return what to call a report: its publisher, else the host of its address, else its file's name."""
    address = document.url or document.source
    host = _host(address)
    return clean(document.publisher or host or PurePosixPath(address).stem or document.id).strip()


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _link(document: Document) -> str | None:
    """Return a web address that is safe to link to; anything but http and https is none."""
    for address in (document.url, document.source):
        try:
            parts = urlsplit(address or "")
        except ValueError:
            continue
        if parts.scheme in {"http", "https"} and parts.hostname and address and address.isprintable() and " " not in address:
            return address
    return None


def dated_words(dated: Dated) -> str:
    """Return when a report was written; of a window whose last day is only a guess its beginning ("2023 or later")."""
    if dated.rule.startswith(_END_IS_A_GUESS):
        return f"{dates.words(str(dated.earliest.year))} or later"
    return dates.words(dated.value)


def _dated(document: Document) -> str:
    if document.published:
        return dates.words(document.published.isoformat())
    if document.dated:
        return dated_words(document.dated) + _HOW_DATED[document.dated.how]
    return "undated"
