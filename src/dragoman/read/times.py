"""Time expressions: where they stand in a text, and the TIMEX3 values and days that they mean."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from dragoman.nouns.text import Span
from dragoman.nouns.time import DayInterval, TimeValue
from dragoman.read.tense import direction
from dragoman.read.time_days import DAYS
from dragoman.read.time_lengths import LENGTHS
from dragoman.read.time_periods import PERIODS
from dragoman.read.time_recogniser import recognise
from dragoman.read.time_words import Production, Scene
from dragoman.read.timex import UNKNOWN, Fixed, Moment, Point, Stretch, days_of, merge

__all__ = ["read_alone", "recognise", "resolve", "rule_of"]

PRODUCTIONS: Final[tuple[Production, ...]] = DAYS + PERIODS + LENGTHS
_LEADING: Final = re.compile(
    r"(?:[\s“”\"'‘’(\[]*(?:on|in|at|within|during|over|by|since|from|until|till|for|before|after|of|to|as of|as early as|as recently as|"
    r"as late as|"
    r"through|throughout|around|about|under|with effect from)\b\s*)*[\s“”\"'‘’(\[]*",
    re.IGNORECASE,
)
_TRAILING: Final = " \t\n,;:“”\"')]"
LONGEST: Final = 160
"""Characters of an expression that are read: a span that runs on names its time at its start."""
# Two days of no known publication: an expression that both read alike does not depend on one.
_ANY_DAY: Final = DayInterval(date(1903, 2, 10), date(2058, 8, 25))


def resolve(text: str, spans: Sequence[Span], anchor: DayInterval | None) -> tuple[TimeValue, ...]:
    """Give each span its TIMEX3 value and days, with ids t1.. in the order of the spans.

    `anchor` holds the days on which the text may have been written, None where that is not known. A value is read from both ends of
    it, and what differs between the two is `X`: no day is invented. `days` are None for durations, sets and what cannot be told.
    """
    ordered = sorted(spans)
    ends = anchor or _ANY_DAY
    stands = _stands(text, tuple(ordered))
    first = _read_all(stands, ends.earliest, anchor is not None)
    last = first if ends.earliest == ends.latest else _read_all(stands, ends.latest, anchor is not None)
    values = []
    for number, (span, one, other) in enumerate(zip(ordered, first, last, strict=True), start=1):
        value, days = _settle(one, other, anchor)
        recurs = isinstance(one, Fixed) and one.recurs
        values.append(TimeValue(f"t{number}", span, value, days, recurs))
    return tuple(values)


def read_alone(words: str, anchor: DayInterval | None, way: int = 0) -> TimeValue | None:
    """Read an expression that stands alone, None where it is no time; `way` is 1 for what lies ahead and -1 for what is past."""
    ends = anchor or _ANY_DAY
    readings = [_parse(words, Scene(day, way)) for day in (ends.earliest, ends.latest)]
    one, other = readings
    if one is None or other is None or not words.strip():
        return None
    value, days = _settle(one, other, anchor)
    return TimeValue("t1", Span(0, len(words)), value, days, isinstance(one, Fixed) and one.recurs)


def rule_of(words: str) -> str | None:
    """Return the name of the form of expression that words are read by, None where they are no time."""
    scene = Scene(_ANY_DAY.latest, 0)
    return next((production.name for production, match in _candidates(words[:LONGEST]) if _reading(production, match, scene)), None)


def _settle(one: Moment, other: Moment, anchor: DayInterval | None) -> tuple[str, DayInterval | None]:
    value, days = merge(one, other)
    if anchor is None:
        return value, days if one == other else None
    if value.startswith("XXXX-") and "X" not in value[5:] and anchor.earliest.year == anchor.latest.year:
        # A day of September in a report of 2025, whichever day it was written on.
        stated = f"{anchor.earliest.year:04d}{value[4:]}"
        return stated, days_of(stated) or days
    return value, days


def _near(focus_day: Point | None, sentences_back: int, written: date | None) -> Point | None:
    """Return the day that the story stands on: named in this sentence or, unless it is still to come, in the one before."""
    if focus_day is None or sentences_back > 1 or (sentences_back and written and focus_day.start > written):
        return None
    return focus_day


@dataclass(frozen=True, slots=True)
class _Stand:
    """An expression where it stands, whenever the text was written: number of its sentence, way of its tense, words around it."""

    words: str
    sentence: int
    way: int
    before: str
    after: str


@lru_cache(maxsize=2)  # a text whose day is not known is read once to date it, and again as of that day
def _stands(text: str, spans: tuple[Span, ...]) -> tuple[_Stand, ...]:
    starts = _sentence_starts(text)
    found = []
    for span in spans:
        here = bisect_right(starts, span.start) - 1
        stop = starts[here + 1] if here + 1 < len(starts) else len(text)
        way = direction(text, span.start, span.end, starts[here], stop)
        before = text[max(starts[here], span.start - 60) : span.start].rstrip(" “\"'‘(").lower()
        found.append(_Stand(span.of(text), here, way, before, text[span.end : span.end + 40].lower()))
    return tuple(found)


def _read_all(stands: Sequence[_Stand], anchor: date, dated: bool) -> list[Moment]:
    focus: Point | None = None
    focus_day: Point | None = None
    day_stands = -9
    readings: list[Moment] = []
    for stand in stands:
        near = _near(focus_day, stand.sentence - day_stands, anchor if dated else None)
        scene = Scene(anchor, stand.way, focus, focus_day, near, stand.before, stand.after)
        moment = _parse(stand.words, scene) or UNKNOWN
        readings.append(moment)
        point = moment.last if isinstance(moment, Stretch) else moment if isinstance(moment, Point) else None
        focus = point or focus
        if point and point.grain == "day":
            focus_day, day_stands = point, stand.sentence
    return readings


def _parse(words: str, scene: Scene) -> Moment | None:
    moments = (_reading(production, match, scene) for production, match in _candidates(words[:LONGEST]))
    return next((m for m in moments if m is not None), None)


@lru_cache(maxsize=4096)
def _candidates(words: str) -> tuple[tuple[Production, re.Match[str]], ...]:
    """Return the productions that the words may be, in order of preference: those of all the words, else of the longest part of them."""
    start = _LEADING.match(words)
    core = words[start.end() if start else 0 :].rstrip(_TRAILING)
    if not core:
        return ()
    whole = [(p, m) for form in dict.fromkeys((core, words.strip(_TRAILING))) for p in PRODUCTIONS if (m := p.pattern.fullmatch(form))]
    inside = [(p, m) for p in PRODUCTIONS if (m := p.pattern.search(core))] if not whole else []
    return (*whole, *sorted(inside, key=lambda found: found[1].start() - found[1].end()))


def _reading(production: Production, match: re.Match[str], scene: Scene) -> Moment | None:
    try:
        moment = production.read(match, scene)
        if moment:
            moment.days()
    except (ValueError, OverflowError):
        # Before the year 1 and after 9999 there are no days to name.
        return None
    return moment


_SENTENCE_END: Final = re.compile(r"(?<![A-Z])(?<!\bSept)(?<!\b[A-Z][a-z][a-z])[.!?][”\"')\]]*\s+(?=[“\"'‘(\[]?[A-Z0-9])|\n\s*\n")


def _sentence_starts(text: str) -> list[int]:
    return [0, *(m.end() for m in _SENTENCE_END.finditer(text))]
