"""When a document was written: from its metadata, its address, its dateline or, as an interval, from what its text tells.

Evidence of the text bounds the day of writing from both sides: what is told as past comes before it, what is told as planned after it. An
anniversary of a known year, a dateline's weekday and the terms of the offices that people hold narrow it. A result that needs an assumption
beyond the text says so: its rule begins with "guess". The present day is never used.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from dragoman.nouns.mention import Entity
from dragoman.nouns.text import Dated, DatedHow, Document, Span
from dragoman.nouns.time import DayInterval, TimeValue
from dragoman.read.dating_clues import (
    FIRST_DAY,
    LAST_DAY,
    OPEN_YEARS,
    Clue,
    Tenures,
    dateline,
    in_office,
    lead_day,
    named_events,
    occasions,
    stated,
    weekday_dates,
    window_of,
    yearless,
)
from dragoman.read.time_words import month_number
from dragoman.read.times import recognise, resolve
from dragoman.read.timex import days_of


def date_document(
    document: Document,
    sentences: Sequence[Span],
    entities: Sequence[Entity],
    tenures: Tenures | None = None,
    timed: Sequence[Span] | None = None,
) -> Dated | None:
    """Return when the document was written with method, rule and evidence, or None where nothing tells.

    `tenures` gives the terms of office of an actor id, for those of `entities` that were resolved to persons. `timed` are the
    text's time expressions, where they are known already.
    """
    if document.dated:
        return document.dated
    if document.published:
        return Dated(document.published.isoformat(), document.published, document.published, "metadata", (), "published")
    return _from_address(document) or _from_text(
        document.text, sentences, entities, tenures, recognise(document.text, sentences) if timed is None else timed
    )


def covering_value(earliest: date, latest: date) -> str:
    """Return the finest TIMEX3 value that covers all the days: a day, month, year or decade, else the years from first to last."""
    first, last = earliest.isoformat(), latest.isoformat()
    for size in (10, 7, 4, 3):
        if first[:size] == last[:size]:
            return first[:size]
    return f"{first[:4]}/{last[:4]}"


_ADDRESS_DAY: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_.-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_ADDRESS_NAMED: Final = re.compile(
    r"/((?:19|20)\d\d)/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}/(\d{1,2})(?!\d)", re.IGNORECASE
)
_ADDRESS_MONTH: Final = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])(?=/|$)")


def _from_address(document: Document) -> Dated | None:
    address = document.url or (document.source if "://" in document.source else "")
    path = re.sub(r"^[a-z]+://[^/]*|[?#].*", "", address, flags=re.IGNORECASE)
    value = ""
    if found := _ADDRESS_DAY.search(path):
        value = f"{found[1]}-{found[3]}-{found[4]}"
    elif found := _ADDRESS_NAMED.search(path):
        value = f"{found[1]}-{month_number(found[2]):02d}-{int(found[3]):02d}"
    elif found := _ADDRESS_MONTH.search(path):
        value = f"{found[1]}-{int(found[2]):02d}"
    days = days_of(value)
    return Dated(value, days.earliest, days.latest, "url", (), f"date {value} in the address") if days else None


def _from_text(
    text: str, sentences: Sequence[Span], entities: Sequence[Entity], tenures: Tenures | None, timed: Sequence[Span]
) -> Dated | None:
    times = resolve(text, timed, None)
    window, used = window_of([*stated(text, times, sentences), *named_events(text)])
    for narrower in (in_office(text, entities, tenures, window) if tenures else None, _occasion_year(text, sentences, window)):
        cut = narrower.within(window) if narrower else None
        if cut:
            window, used = DayInterval(cut.earliest, cut.latest), [*used, cut]
    if window.earliest.year == window.latest.year:
        window, used = _within_year(text, times, sentences, window, used)
    day = dateline(text, sentences, window)
    if day:
        return _dated(day, "dateline", used if "year" in day.rule else [])
    close = _close(text, times, sentences, window)
    return _dated(close, "content", used) if close else _bounded(window, used)


def _occasion_year(text: str, sentences: Sequence[Span], window: DayInterval) -> Clue | None:
    """Return the anniversary that the window allows; where two years remain there is no telling which."""
    clues = [c for c in occasions(text, sentences) if not c.rule.startswith("guess") and c.within(window)]
    exact = [c for c in clues if c.earliest.year == c.latest.year] or clues
    return exact[0] if len({(c.earliest, c.latest) for c in exact}) == 1 else None


def _within_year(
    text: str, times: Sequence[TimeValue], sentences: Sequence[Span], window: DayInterval, used: list[Clue]
) -> tuple[DayInterval, list[Clue]]:
    clues = [c for c in yearless(text, times, sentences, window.earliest.year) if c.within(window)]
    inner, inner_used = window_of(clues)
    cut = DayInterval(max(window.earliest, inner.earliest), min(window.latest, inner.latest))
    return (cut, [*used, *inner_used]) if cut.earliest <= cut.latest else (window, used)


def _close(text: str, times: Sequence[TimeValue], sentences: Sequence[Span], window: DayInterval) -> Clue | None:
    """Return the narrowest of the guesses that put the day of writing within weeks."""
    near = [c for c in occasions(text, sentences) if c.rule.startswith("guess")]
    guesses = [g for c in (*near, *weekday_dates(text, times, sentences, window)) if (g := c.within(window))]
    lead = lead_day(text, times, sentences, window)
    return min([*guesses, *([lead] if lead else [])], key=lambda c: (c.latest - c.earliest, c.span), default=None)


def _bounded(window: DayInterval, used: Sequence[Clue]) -> Dated | None:
    """Return what the bounds alone tell; a text that only looks back is taken to be written within OPEN_YEARS."""
    if window.earliest == FIRST_DAY or not used:
        return None
    rule = ", ".join(dict.fromkeys(c.rule for c in used))
    if window.latest < LAST_DAY:
        return _dated(Clue(window.earliest, window.latest, used[0].span, rule), "content", used)
    latest = date(min(window.earliest.year + OPEN_YEARS, LAST_DAY.year), 12, 31)
    guess = f"guess: within {OPEN_YEARS} years of the first day that it can be of ({rule})"
    return _dated(Clue(window.earliest, latest, used[0].span, guess), "content", used)


def _dated(clue: Clue, how: DatedHow, others: Sequence[Clue]) -> Dated:
    spans = tuple(sorted({clue.span, *(c.span for c in others)}))
    return Dated(covering_value(clue.earliest, clue.latest), clue.earliest, clue.latest, how, spans, clue.rule)
