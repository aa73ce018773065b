"""A ledger as a brief: the one view that every writer draws."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dragoman.nouns.ledger import Ledger
from dragoman.publish.brief import sections
from dragoman.publish.brief.model import Brief, Section
from dragoman.publish.brief.words import clean
from dragoman.scheme.wording import dates

NOTHING_READ = (
    "There is nothing to tell yet: no reports were read. Give files, folders or a ledger to read, for example: dragoman brief samples/"
)
NOTHING_FOUND = (
    "The reports were read, but no event was found in them. Texts of news in English work best; check that the files hold whole reports."
)


def brief(ledger: Ledger, today: date | None = None) -> Brief:
    """Return what a ledger tells, in reading order; an empty ledger says so and what to do.

    What was announced for days before `today`, that of the latest report where none is given, is told as unconfirmed.
    """
    material = sections.Material.of(ledger, today)
    made = sections.all_of(material)
    lines = material.sources.lines()
    if not lines:
        return Brief("Nothing to tell yet", NOTHING_READ, (), ())
    told = NOTHING_FOUND if not made else _standfirst(ledger, made)
    counted = f"{_counted(len(lines), 'report')}{_publishers(ledger)}{_dates(material.sources.sure_days())}."
    return Brief(_title(ledger), f"{counted} {told}".strip(), made, lines)


def _title(ledger: Ledger) -> str:
    titles = [clean(s.title).strip() for s in ledger.stories if s.title.strip()]
    if len(titles) == 1:
        return titles[0]
    return f"{_number(len(ledger.stories))} stories" if len(ledger.stories) > 1 else "What the reports tell"


def _standfirst(ledger: Ledger, made: Sequence[Section]) -> str:
    shared = sum(e.independent_sources > 1 for e in ledger.events)
    parts = [f"{_counted(len(ledger.events), 'event')}"]
    if shared:
        parts.append(f"{_number(shared).lower()} told by more than one publisher")
    disputed = next((sum(len(g.lines) + len(g.more) for g in s.groups) for s in made if s.key == "differ"), 0)
    if disputed:
        parts.append(f"{_number(disputed).lower()} on which the reports differ")
    return ", ".join(parts) + "."


def _publishers(ledger: Ledger) -> str:
    families = {s.family for s in ledger.sources if s.copy_of is None}
    copies = sum(s.copy_of is not None for s in ledger.sources)
    by = f" by {_counted(len(families), 'independent source').lower()}" if len(ledger.sources) > 1 else ""
    return by + (f" ({_counted(copies, 'near-copy', 'near-copies').lower()} folded)" if copies else "")


def _dates(days: Sequence[date]) -> str:
    return f", {dates.between(days[0], days[-1])}" if days else ""


def _counted(count: int, noun: str, several: str = "") -> str:
    return f"{_number(count)} {noun if count == 1 else several or noun + 's'}"


def _number(count: int) -> str:
    small = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
    return small[count] if count < len(small) else f"{count:,}"
