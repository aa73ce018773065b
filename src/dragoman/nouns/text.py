"""Documents and the half-open character spans that point into them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dragoman.errors import SpanError

DatedHow = Literal["metadata", "url", "dateline", "content"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open `[start, end)` in code points of `Document.text`; an empty or negative span is refused."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(f"expected 0 <= start < end, saw [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """Return the words that the span covers in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Dated:
    """When a document was written, as an interval of days, with how that was found and the spans it rests on."""

    value: str
    earliest: date
    latest: date
    how: DatedHow
    evidence: tuple[Span, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One report as it came in; `id` is a hash of source and content unless the record brought its own."""

    id: str
    source: str
    text: str
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    dated: Dated | None = None

    @property
    def first_day(self) -> date | None:
        """The first day on which it may have been written: its publication, else where the interval begins that it was dated to."""
        return self.published or (self.dated.earliest if self.dated else None)

    @property
    def last_day(self) -> date | None:
        """The last day on which it may have been written: its publication, else where the interval ends that it was dated to."""
        return self.published or (self.dated.latest if self.dated else None)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A source that could not be made into a document, and the reason in one line."""

    source: str
    reason: str
