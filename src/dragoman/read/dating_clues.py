"""What a text tells of the day it was written: bounds from dated sentences, anniversaries, datelines, weekdays and offices held."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dragoman.nouns.mention import Entity
from dragoman.nouns.text import Span
from dragoman.nouns.time import DayInterval, TimeValue
from dragoman.read.numerals import NUMBER, ORDINAL, read_number, read_ordinal
from dragoman.read.sentences import sentence_of
from dragoman.read.tense import direction
from dragoman.read.time_words import MONTH, SHORT_WEEKDAY, WEEKDAY, YEAR, day_number, month_number, weekday_number
from dragoman.read.timex import days_of
from dragoman.reference.known_years import known_in, recent_in

Tenures = Callable[[str], tuple[DayInterval, ...]]
"""Gives the terms of office of a person's actor id; the caller knows the offices."""

FIRST_DAY: Final = date(1600, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)
OCCASION_DAYS: Final = (7, 14)
"""How many days before and after a celebrated day its reports may be written."""
NEWS_DAYS: Final = 30
"""How many days after the day that its lead names a report may be written."""
OPEN_YEARS: Final = 15
"""How many years after the last year that it names as past a text may be written, where nothing bounds it (five of six on the corpus)."""


@dataclass(frozen=True, slots=True)
class Clue:
    """An interval that the day of writing lies in (an open end is FIRST_DAY or LAST_DAY), the span that tells it and the rule."""

    earliest: date
    latest: date
    span: Span
    rule: str

    def within(self, window: DayInterval) -> Clue | None:
        """Return the clue cut to a window, None where they exclude each other."""
        earliest, latest = max(self.earliest, window.earliest), min(self.latest, window.latest)
        return Clue(earliest, latest, self.span, self.rule) if earliest <= latest else None


def safe_day(year: int, month: int, number: int) -> date | None:
    """Return the day, or None where the calendar has none."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


# ---- what the text states --------------------------------------------------------------------------------------------------------

_HAS_YEAR: Final = re.compile(r"\b(?:1[5-9]|20|21)\d\d|\d0s")
_AHEAD_LINK: Final = re.compile(
    r"\b(?:by|from|as of|before|beyond|starting|beginning|as early as|not until|no earlier than|for)\s+(?:the\s+)?$", re.IGNORECASE
)
_NOT_PAST_LINK: Final = re.compile(r"\b(?:by|until|till|to|before|for|from|beyond|as of|target of|goal of)\s+(?:the\s+)?$", re.IGNORECASE)
_PROMISE: Final = re.compile(
    r"\b(?:will|shall|is to|are to|to be|due|scheduled|planned|expected|aims? to|plans? to|set to|next)\b[^.;:]{0,60}$", re.IGNORECASE
)
_YEARLESS_DAY: Final = re.compile(
    rf"(?:on )?(?:(?P<wd>{WEEKDAY}),? )?(?:(?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<mon>{MONTH})|"
    rf"(?P<mon2>{MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)",
    re.IGNORECASE,
)


def stated(text: str, times: Sequence[TimeValue], sentences: Sequence[Span]) -> Iterator[Clue]:
    """Yield a bound for every date that names its year: from below where it is told as past, from above where as planned."""
    for time in times:
        if time.days and _HAS_YEAR.search(time.span.of(text)):
            yield from _bound(text, time.span, time.days, sentences)


def _bound(text: str, span: Span, days: DayInterval, sentences: Sequence[Span]) -> Iterator[Clue]:
    sentence = sentence_of(sentences, span.start)
    if not sentence:
        return
    way, left = (
        direction(text, span.start, span.end, sentence.start, sentence.end),
        text[max(sentence.start, span.start - 200) : span.start],
    )
    if way <= 0 and not _NOT_PAST_LINK.search(left):
        yield Clue(days.earliest, LAST_DAY, span, "told as past")
    elif way > 0 and (_AHEAD_LINK.search(left) or _PROMISE.search(left)):
        yield Clue(FIRST_DAY, days.latest, span, "told as planned")


def named_events(text: str) -> Iterator[Clue]:
    """Yield a bound from below for every recent event that the text names."""
    for start, end, known in recent_in(text):
        days = days_of(known.date)
        if days:
            yield Clue(days.earliest, LAST_DAY, Span(start, end), f"names an event of {known.date[:4]}")


def window_of(clues: Sequence[Clue]) -> tuple[DayInterval, list[Clue]]:
    """Return the interval between the latest past and the earliest plan after it, with the clues that set it.

    A plan from before the latest past is an old plan and bounds nothing.
    """
    low = max(clues, key=lambda c: (c.earliest, -c.span.start), default=None)
    earliest = low.earliest if low else FIRST_DAY
    high = min((c for c in clues if earliest <= c.latest < LAST_DAY), key=lambda c: (c.latest, c.span.start), default=None)
    used = [c for c in (low, high) if c and (c.earliest > FIRST_DAY or c.latest < LAST_DAY)]
    return DayInterval(earliest, high.latest if high else LAST_DAY), list(dict.fromkeys(used))


def yearless(text: str, times: Sequence[TimeValue], sentences: Sequence[Span], year: int) -> Iterator[Clue]:
    """Yield the bounds of days that name no year ("will meet on September 15"), for a text known to be of `year`."""
    for time in times:
        match = _YEARLESS_DAY.fullmatch(time.span.of(text))
        day = safe_day(year, *_month_day(match)) if match else None
        if day:
            yield from _bound(text, time.span, DayInterval(day, day), sentences)


def _month_day(match: re.Match[str]) -> tuple[int, int]:
    return month_number(match["mon"] or match["mon2"]), day_number(match["d"] or match["d2"])


def weekday_dates(text: str, times: Sequence[TimeValue], sentences: Sequence[Span], window: DayInterval) -> Iterator[Clue]:
    """Yield the days around a date whose weekday settles its year: "on Thursday, 5 October"."""
    for time in times:
        match = _YEARLESS_DAY.fullmatch(time.span.of(text))
        if not match or not match["wd"]:
            continue
        day = only_day(*_month_day(match), {weekday_number(match["wd"])}, window)
        sentence = sentence_of(sentences, time.span.start)
        if day and sentence:
            way = direction(text, time.span.start, time.span.end, sentence.start, sentence.end)
            first, last = (day - timedelta(NEWS_DAYS), day) if way > 0 else (day, day + timedelta(NEWS_DAYS))
            yield Clue(first, last, time.span, f"guess: within {NEWS_DAYS} days of a date whose weekday settles the year")


def only_day(month: int, number: int, weekdays: set[int], window: DayInterval) -> date | None:
    """Return the day of this date in a closed window, on one of the weekdays where any are given; None where several years fit.

    A weekday recurs after 5, 6 or 11 years, so in an open window it settles nothing: one in three such guesses is wrong on the corpus.
    """
    if window.earliest == FIRST_DAY or window.latest == LAST_DAY or window.latest.year - window.earliest.year > OPEN_YEARS:
        return None
    days = [d for y in range(window.earliest.year, window.latest.year + 1) if (d := safe_day(y, month, number))]
    fits = [d for d in days if window.earliest <= d <= window.latest and (not weekdays or d.weekday() in weekdays)]
    return fits[0] if len(fits) == 1 else None


_RETROSPECT: Final = re.compile(r"\b(?:anniversary|jubilee|commemorat\w+|founded|born|treaty)\b", re.IGNORECASE)
_LEAD_SENTENCES: Final = 3


def lead_day(text: str, times: Sequence[TimeValue], sentences: Sequence[Span], window: DayInterval) -> Clue | None:
    """Return the days after the last day that the text names with its year, where its lead names it."""
    for time in times:
        sentence = sentence_of(sentences[:_LEAD_SENTENCES], time.span.start)
        if not time.days or not sentence or time.days.earliest != time.days.latest or time.days.earliest != window.earliest:
            continue
        if _HAS_YEAR.search(time.span.of(text)) and not _RETROSPECT.search(sentence.of(text)):
            latest = time.days.latest + timedelta(NEWS_DAYS)
            return Clue(time.days.earliest, latest, time.span, f"guess: within {NEWS_DAYS} days of the day in the lead").within(window)
    return None


# ---- datelines -------------------------------------------------------------------------------------------------------------------

_DATELINE: Final = re.compile(
    rf"[^\n.!?—]{{0,60}}?\b(?:(?P<mon>{MONTH})\s(?P<d>\d{{1,2}})|(?P<d2>\d{{1,2}})\s(?P<mon2>{MONTH}))(?:,?\s(?P<y>{YEAR}))?"
    r"[^\n—–]{0,24}?(?:\s?[—–]|\s--?|\.\s[—–])\s"
)
_DATE_LINE: Final = re.compile(
    rf"(?:{WEEKDAY},?\s|{SHORT_WEEKDAY},?\s)?(?:(?P<mon>{MONTH})\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?|(?P<d2>\d{{1,2}})(?:st|nd|rd|"
    rf"th)?\s(?P<mon2>{MONTH}))"
    rf",?\s(?P<y>{YEAR})\W*",
    re.IGNORECASE,
)
_LEAD: Final = 360
_OPENING: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ(")


def _first_lines(text: str) -> list[int]:
    """Return where the first three lines that hold anything begin: a dateline may stand below a title."""
    return [m.start() for m in itertools.islice(re.finditer(r"\S[^\n]*", text), 3)]


def dateline(text: str, sentences: Sequence[Span], window: DayInterval) -> Clue | None:
    """Return the day of the dateline; a year that it lacks comes from the window and the lead's weekday, else there is no telling."""
    starts = _first_lines(text)
    match = next((m for at in starts if text[at] in _OPENING and (m := _DATELINE.match(text, at))), None)
    if not match:
        return _date_on_a_line(text)
    begin, end = (match.start("mon"), match.end("d")) if match["mon"] else (match.start("d2"), match.end("mon2"))
    month, number = _month_day(match)
    if match["y"]:
        day = safe_day(int(match["y"]), month, number)
        return Clue(day, day, Span(begin, match.end("y")), "dateline") if day else None
    first = next((s.end for s in sentences if s.end > match.end()), match.start() + _LEAD)
    lead = text[match.start() : first][:_LEAD]
    weekdays = {weekday_number(m[0]) for m in re.finditer(rf"\b{WEEKDAY}\b", lead, re.IGNORECASE)}
    day = only_day(month, number, weekdays, window)
    if not day:
        return None
    told = window.earliest.year == window.latest.year
    # The lead's weekday is the dateline's nine times in ten; else it is the day before.
    rule = "dateline, in the year that the text tells" if told else "guess: dateline, in the only year of the window whose weekday fits"
    return Clue(day, day, Span(begin, end), rule)


def _date_on_a_line(text: str) -> Clue | None:
    at = 0
    for line in text[:600].split("\n")[:4]:
        match = _DATE_LINE.fullmatch(line.strip()) if len(line) < 60 else None
        day = safe_day(int(match["y"]), *_month_day(match)) if match else None
        if day:
            start = at + len(line) - len(line.lstrip())
            return Clue(day, day, Span(start, start + len(line.strip())), "date on a line of its own")
        at += len(line) + 1
    return None


# ---- anniversaries ---------------------------------------------------------------------------------------------------------------

_ANNIVERSARY: Final = re.compile(
    rf"(?P<n>{ORDINAL}|{NUMBER}-year)\s(?:birthday|anniversary|jubilee)(?:\s(?:celebrations?|summit|parade|ceremony))?\s(?:of|since)\s"
    r"(?P<what>[^.;!?\n]{3,160})",
    re.IGNORECASE,
)
_YEARS_AFTER: Final = re.compile(
    rf"(?:(?P<n>{NUMBER})\syears|(?P<tens>{NUMBER})\sdecades|(?P<round>a\sdecade|a\squarter(?:\sof\sa\s|-)century|half\sa\scentury|a\scentury))\s"
    r"(?P<exact>to\sthe\sday\s)?(?:after|since|on\sfrom)\s(?P<what>[^.;!?\n]{3,120})",
    re.IGNORECASE,
)
_COUNTS: Final = re.compile(r"anniversary|birthday|jubilee|(?:years|decades?|century)\s(?:to\s|after|since|on\s)", re.IGNORECASE)
_ROUND: Final = {"decade": 10, "quarter": 25, "half": 50, "century": 100}
_CELEBRATES: Final = re.compile(
    r"\b(?:mark(?:s|ed|ing)?|celebrat\w+|commemorat\w+|observ(?:e|es|ed|ing)|gathered|parade|ceremony|on the occasion|honou?r\w*|"
    r"(?:on|for) (?:the|its|their) (?:[\w-]+ )?anniversary|to the day)\b",
    re.IGNORECASE,
)
_NOT_YET: Final = re.compile(
    r"\b(?:ahead of|next|later|will|year of|during the year|upcoming|coming|plans?|planned|prepar\w+|to mark)\b", re.IGNORECASE
)
_ITS_DATE: Final = re.compile(rf"\b(?:(?P<d>\d{{1,2}}) (?P<mon>{MONTH}) |(?P<mon2>{MONTH}) (?P<d2>\d{{1,2}}), )?(?P<y>{YEAR})\b")


def occasions(text: str, sentences: Sequence[Span]) -> Iterator[Clue]:
    """Yield the year of every anniversary of a known or stated date, and the days around it where the text tells of its celebration."""
    telling = [s for s in sentences if _COUNTS.search(text, s.start, s.end)]  # few do, and counting costs a hundred times more
    for s in telling:
        for match in _ANNIVERSARY.finditer(text, s.start, s.end):
            yield from _counted(text, match, sentences, about=0)
    for s in telling:
        for match in _YEARS_AFTER.finditer(text, s.start, s.end):
            yield from _counted(text, match, sentences, about=0 if match["exact"] else 1)


def _counted(text: str, match: re.Match[str], sentences: Sequence[Span], about: int) -> Iterator[Clue]:
    number = _years(match)
    sentence = sentence_of(sentences, match.start()) or Span(match.start(), match.end())
    span = Span(match.start(), min(match.end("what"), sentence.end))
    words = text[max(sentence.start, match.start() - 300) : min(sentence.end, match.end() + 300)]
    celebrated = not about and _CELEBRATES.search(words) and not _NOT_YET.search(words)
    for when in _dates_of(match["what"]):
        year = int(when[:4]) + number
        if not (1 <= number <= 1000 and FIRST_DAY.year < year < LAST_DAY.year):
            continue
        rule = f"{number} years after {when}"
        yield Clue(date(year - about, 1, 1), date(year + about, 12, 31), span, rule)
        day = safe_day(year, int(when[5:7]), int(when[8:])) if celebrated and len(when) == 10 else None
        if day:
            yield Clue(day - timedelta(OCCASION_DAYS[0]), day + timedelta(OCCASION_DAYS[1]), span, f"guess: near the day itself, {rule}")


def _years(match: re.Match[str]) -> int:
    """Return how many years an anniversary counts: given in years, in decades, or as a part of a century."""
    given = match.groupdict()
    if given.get("round"):
        return next(years for word, years in _ROUND.items() if word in given["round"].lower())
    if given.get("tens"):
        return 10 * int(read_number(given["tens"].lower()) or 0)
    words = match["n"].lower().removesuffix("-year")
    return read_ordinal(words) or int(read_number(words) or 0)


def _dates_of(what: str) -> tuple[str, ...]:
    """Return the dates that an anniversary counts from: the one that the text gives, else those of the table."""
    own = _ITS_DATE.search(what)
    if not own:
        return tuple(known.date for known in known_in(what))
    if not (own["mon"] or own["mon2"]):
        return (own["y"],)
    month, number = _month_day(own)
    return (f"{own['y']}-{month:02d}-{number:02d}",)


# ---- offices ---------------------------------------------------------------------------------------------------------------------


_OUT_OF_OFFICE: Final = re.compile(
    r"\b(?:former|ex|late|ousted|deposed|toppled|topple|overthrew|overthrown|overthrow|fall|fell|death|died|under|predecessor|then|murdered|"
    r"assassinated|killed|detained|exiled|jailed|imprisoned|convicted|succeeded|replaced|regime)\b",
    re.IGNORECASE,
)


def in_office(text: str, entities: Sequence[Entity], tenures: Tenures, window: DayInterval) -> Clue | None:
    """Return the latest days of the window on which most of those named hold their offices, None where fewer than half ever do.

    A last day in office closes the window only where somebody named more than once, and not as one who is gone, holds the office.
    """
    held = [
        (e, terms)
        for e in entities
        if e.actor and e.actor.startswith("person:") and e.mentions
        if (terms := [t for t in _joined(tenures(e.actor)) if t.latest >= window.earliest and t.earliest <= window.latest])
    ]
    edges = sorted({max(t.earliest, window.earliest) for _, terms in held for t in terms})
    counts = [(sum(any(t.earliest <= edge <= t.latest for t in terms) for _, terms in held), edge) for edge in edges]
    if not counts:
        return None
    most, start = max(counts)
    if 2 * most < len(held):
        return None
    ends = [t.latest for e, terms in held for t in terms if t.earliest <= start <= t.latest and _still_there(text, e)]
    return Clue(start, min([*ends, window.latest]), min(e.mentions[0] for e, _ in held), "those named are in office")


def _joined(terms: Sequence[DayInterval]) -> list[DayInterval]:
    """Return terms with those that touch made one: a prime minister who becomes president stays."""
    joined: list[DayInterval] = []
    for term in sorted(terms, key=lambda t: (t.earliest, t.latest)):
        if joined and term.earliest <= min(joined[-1].latest, LAST_DAY) + timedelta(1):
            joined[-1] = DayInterval(joined[-1].earliest, max(joined[-1].latest, term.latest))
        else:
            joined.append(term)
    return joined


def _still_there(text: str, entity: Entity) -> bool:
    around = [text[max(m.start - 40, 0) : m.end + 40] for m in entity.mentions]
    return len(around) > 1 and not any(_OUT_OF_OFFICE.search(words) for words in around)
