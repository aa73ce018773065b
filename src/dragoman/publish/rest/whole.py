"""What is made of the whole ledger: the register of agreements, calendar, coded events; once for each state of it, and ahead of time."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from threading import Event as Signal

    import polars as pl

    from dragoman.nouns.relation import Agreement, CalendarEntry
    from dragoman.publish.rest.answers import Answers
    from dragoman.store.browsing import Browser

LOOK_SECONDS = 3.0
"""How often the ledger is looked at, and how long it stands, and nobody asks, before anything is made of it ahead."""

A_PART = 2000


def agreements(answers: Answers, opened: Browser) -> tuple[Agreement, ...]:
    """Return the register of agreements."""
    from dragoman.flow import asking

    return answers.lasting(opened, "agreements", lambda: asking.agreements(opened))


def calendar(answers: Answers, opened: Browser, *, settled: bool = False) -> tuple[CalendarEntry, ...]:
    """Return all entries of the calendar, with `settled` those that have come true as well."""
    from dragoman.flow import asking

    return answers.lasting(opened, "settled" if settled else "calendar", lambda: asking.entries(opened, settled=settled))


def coded_events(answers: Answers, opened: Browser) -> pl.DataFrame:
    """Return the ledger's events as relations count them."""
    return answers.lasting(opened, "coded events", lambda: _coded(opened))


def _coded(opened: Browser) -> pl.DataFrame:
    """Return all events coded, some at a time: whole events of a large ledger take many times the memory of their codes."""
    import polars as pl

    from dragoman import flow

    ids = sorted(opened.ids())
    parts = [flow.coded_events(told=opened.events_called(ids[n : n + A_PART])).collect() for n in range(0, len(ids), A_PART)]
    return pl.concat([flow.coded_events().collect(), *parts])


def keep_ready(answers: Answers, stop: Signal, look_seconds: float = LOOK_SECONDS) -> None:
    """Make all this of the ledger whenever it has changed and then stood for a while in which nobody asked, until `stop` is set.

    So whoever looks at the first view finds the others made. A ledger that is being added to is left alone: what was made of it would not
    last; and so is a server at work: whoever waits comes first. What cannot be made is no concern here: whoever asks for it is told.
    """
    seen, made = ("", 0), ""
    while not stop.wait(look_seconds):
        with suppress(DragomanError):
            now = answers.stands(), answers.asked
            if now[0] != seen[0]:
                answers.hire()
            if now == seen and now[0] != made and _is_tried(answers, stop):
                made = now[0]
            seen = now


def _is_tried(answers: Answers, stop: Signal) -> bool:
    """Make all of it; True where it is there or cannot be made, and so need not be tried again before the ledger changes."""
    try:
        return _is_made(answers, stop)
    except Exception:  # noqa: BLE001 - a damaged row may raise anything, which must not end the looking
        return True


def _is_made(answers: Answers, stop: Signal) -> bool:
    """Make one thing after the other for as long as nobody asks; True where all is there that is not made by a second process."""
    asked = answers.asked
    for make in (_tallies,) if answers.second else (_tallies, agreements, calendar, coded_events):
        if stop.is_set() or answers.asked != asked:
            return False
        with answers.browsing() as opened:
            make(answers, opened)
    return True


def _tallies(_: Answers, opened: Browser) -> None:
    """Have the columns read that lists and drawings are counted from; the reader keeps them."""
    for tally in (opened.kinds, opened.parties, opened.places, opened.dealings):
        tally()
