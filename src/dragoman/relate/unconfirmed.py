"""What was announced for a day that has passed without word: neither happened, as far as is known, nor called off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from dragoman.nouns.ledger import Event
from dragoman.nouns.text import Document


def latest_report(documents: Iterable[Document]) -> date | None:
    """Return the day of the latest document that is dated to the day, None where none is: the ledger's "today" unless another is given.

    Never the clock's: an old ledger read today must tell what it told when it was made.
    """
    return max((day for d in documents if (day := _exact_day(d))), default=None)


def unconfirmed_since(event: Event, today: date | None) -> str | None:
    """Return the ISO day since which a scheduled event is unconfirmed: the first after all that it was announced for, if before `today`.

    None for any other event: of one that occurred, was called off or denied there is word, and one without a day cannot be overdue.
    """
    if event.status != "scheduled" or event.when is None or today is None:
        return None
    last = date.fromisoformat(event.when.latest)
    return (last + timedelta(days=1)).isoformat() if last < today else None


def _exact_day(document: Document) -> date | None:
    if document.published:
        return document.published
    dated = document.dated
    return dated.latest if dated and dated.earliest == dated.latest else None
