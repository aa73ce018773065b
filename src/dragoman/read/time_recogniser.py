"""Where time expressions stand, by rule: the grammar's longest matches, cut by the conventions of the annotation guidelines.

Kept with the expression: on, in, at, within. Left out: by, from, since, until, for, before, after, of, over, to, during, "as of". Ages,
rates ("two million tonnes a year"), scores and counted years of other things are no times.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from dragoman.nouns.text import Span
from dragoman.read.patterns import any_of, one_of
from dragoman.read.time_days import DAYS
from dragoman.read.time_lengths import LENGTHS
from dragoman.read.time_periods import PERIODS
from dragoman.read.time_words import Production

_SILENT: Final = frozenset({"moment", "reference", "later"})
_SPOTTED: Final[tuple[Production, ...]] = tuple(p for p in DAYS + PERIODS + LENGTHS if p.name not in _SILENT)
_KEPT: Final = re.compile(r"(?:on|in|at|within)\s+(?!(?:least|most|the most)\b)(?=\S)", re.IGNORECASE)
_DROPPED: Final = re.compile(r"(?:before|after|by|until|till|over|around)\s+(?=\S)", re.IGNORECASE)
_DETERMINER: Final = re.compile(r"(?:the|its|his|her|their|an?|this|that)\s+(?=[\w.,]{1,24}-)", re.IGNORECASE)
_HYPHENATED: Final = re.compile(
    r"\b[\w.,]{1,24}(?:-\w{1,12}){0,3}-(?:second|minute|hour|day|night|week|month|year|decade|century)\b", re.IGNORECASE
)
# Only these begin an expression, so that most words are passed over at one look.
_START: Final = re.compile(
    r"(?<![\w.,'’$€£¥-])(?=[A-Za-z0-9])(?:\d|"
    + any_of(
        """an?, the, this, that, these, those, its, his, her, their, last, next, every, each, all, early, late, later, earlier, mid,
        on, in, at, within, by, until, till, before, after, over, under, about, around, almost, nearly, roughly, approximately, some,
        more, less, fewer, no, not, up, as, just, well, above, below, barely, hardly, only, perhaps, maybe, another, further, full,
        most, much, close, several, few, many, half, shortly, soon, between, zero, one, two, three, four, five, six, seven, eight,
        nine, ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen, twenty, thirty, forty, fifty,
        sixty, seventy, eighty, ninety, hundreds?, dozens?, tens, scores, thousands?, millions?, billion, first, second, third,
        fourth, fifth, final, once, twice, nights?, seconds, minutes, hours, days?, weeks?, months?, years?, decades, centuries,
        millennia, morning, afternoon, evening, dawn, daybreak, sunrise, breakfast, small, lunchtime, dusk, nightfall, sunset,
        sundown, noon, midday, midnight, today, yesterday, tomorrow, tonight, overnight, weekend, spring, summer, autumn, fall,
        winter, fiscal, financial, orthodox, western, q[1-4], quarter, hourly, daily, nightly, weekly, fortnightly, monthly,
        quarterly, yearly, annual, annually, biannual, biennial, twice-daily, twice-weekly, mon, tues?, wed, thu(?:rs?)?, fri, sat,
        sun, mondays?, tuesdays?, wednesdays?, thursdays?, fridays?, saturdays?, sundays?, jan, feb, mar, apr, jun, jul, aug, sept?,
        oct, nov, dec, january, february, march, april, may, june, july, august, september, october, november, december, new,
        christmas, boxing, epiphany, valentine, nowruz, novruz, bastille, halloween, armistice, good, easter, ascension, pentecost"""
    )
    + r"\b)",
    re.IGNORECASE,
)
# Most of the above are articles and the like before other words than these, with which no expression goes on.
_LEADS_NOWHERE: Final = re.compile(
    r"(?:the|an?|that|this|those|his|her|its|their|as|by|not|new|up)\s+(?!"
    + any_of(
        """a, about, above, additional, afternoon, all, almost, an, another, approximately, apr, april, around, as, at, aug,
        august, autumn, barely, beginning, below, best, better, between, billion, breakfast, business, calendar, centuries,
        century, close, closing, coming, consecutive, couple, course, crore, current, dawn, day, daybreak, days, dec, decade,
        decades, december, dozen, dozens, duration, dusk, earlier, early, eight, eighteen, eighteenth, eighth, eighties,
        eightieth, eighty, eleven, eleventh, end, entire, estimated, evening, fall, feb, february, few, fewer, fifteen,
        fifteenth, fifth, fifties, fiftieth, fifty, final, first, five, following, forties, fortieth, fortnight, fortnights,
        forty, four, fourteen, fourteenth, fourth, friday, full, further, good, half, handful, hard, hardly, hour, hours,
        hundred, hundreds, hundredth, in, initial, its, jan, january, jul, july, jun, june, just, lakh, last, late, later,
        latter, less, little, long, lunchtime, many, mar, march, maximum, may, maybe, mere, mid, middle, millennia,
        millennium, million, min, minimum, mins, minute, minutes, monday, month, months, more, morning, most, much, nearly,
        next, night, nightfall, nights, nine, nineteen, nineteenth, nineties, ninetieth, ninety, ninth, no, not, nov,
        november, number, oct, october, one, only, opening, other, over, past, perhaps, period, preceding, previous, quarter,
        quarters, recent, remainder, remaining, rest, roughly, same, saturday, scores, second, seconds, sep, sept, september,
        seven, seventeen, seventeenth, seventh, seventies, seventieth, seventy, several, short, single, six, sixteen,
        sixteenth, sixth, sixties, sixtieth, sixty, small, some, spring, start, straight, summer, sunday, sundown, sunrise,
        sunset, ten, tens, tenth, the, these, third, thirteen, thirteenth, thirties, thirtieth, thirty, those, thousand,
        thousands, three, thursday, to, trillion, tuesday, turn, twelfth, twelve, twenties, twentieth, twenty, two, under, up,
        very, wednesday, week, weekend, weekends, weeks, well, whole, winter, working, year, years, zero"""
    )
    + r"\b)[A-Za-z]",
    re.IGNORECASE,
)

_AGE_AFTER: Final = re.compile(r"[\s-](?:old\b|of age\b)", re.IGNORECASE)
_AGE_BEFORE: Final = re.compile(r"\b(?:aged?|the age of|ages)\s+$", re.IGNORECASE)
_ORDINAL_LIKE: Final = re.compile(r"(?:an?|every|each) (?:second|quarter)", re.IGNORECASE)

_YEAR_ALONE: Final = re.compile(r"\d{4}")
_NOT_A_YEAR_AFTER: Final = re.compile(
    r"\s?(?:%|per ?cent|"
    + one_of(
        """people, persons, men, women, children, civilians, soldiers, troops, fighters, tonnes, tons, kilomet, kilogram, km\\b,
        metres, meters, miles, barrels, dollars, euros, pounds, yuan, roubles, rubles, rupees, homes, houses, votes, cases, deaths,
        megawatt, MW\\b, hectares, acres, years, days, hours, words, pages"""
    )
    + ")",
    re.IGNORECASE,
)
_NOT_A_YEAR_BEFORE: Final = re.compile(
    r"(?:[$€£¥#]|\b(?:some|about|nearly|almost|than|least|around|Resolution|No\.|number|flight|article|room))\s?$", re.IGNORECASE
)
_MONTH_LIKE_NAME: Final = re.compile(r"(?:May|March|April|June|August|MAY|MARCH|APRIL|JUNE|AUGUST)")
_SHORT_MONTH: Final = re.compile(r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)")
_LETS_MONTH: Final = re.compile(
    r"\b"
    + one_of(
        """in, since, until, till, by, from, of, to, for, before, after, between, and, last, next, this, that, early, late, mid-?, through,
        during, the, its, beyond, around, about, as early as"""
    )
    + r"\s*$",
    re.IGNORECASE,
)
_FALL: Final = re.compile(r"(?:the |that )?fall", re.IGNORECASE)
_SEASON_ALONE: Final = re.compile(r"(?:spring|summer|autumn|winter)(?: season)?", re.IGNORECASE)
_LETS_SEASON: Final = re.compile(r"(?:^|\b(?:in|since|until|till|by|before|after|from|through|of))\s*$", re.IGNORECASE)
_THE_UNIT: Final = re.compile(r"the (?:day|week|month|quarter|year|decade|century)", re.IGNORECASE)
_LETS_THE_UNIT: Final = re.compile(
    r"\b(?:of|survive|spent|spend|for|elsewhere|during|all|in|within|over|earlier in|later in)\s*$", re.IGNORECASE
)
_QUARTER_ALONE: Final = re.compile(r"(?:the |that |this )?(?:first|second|third|fourth|last|final)[\s-]quarter", re.IGNORECASE)
_BARE_UNIT: Final = re.compile(r"an? (?:minute|hour|day|night|week|month|year|decade|century)", re.IGNORECASE)
# "two tonnes a year" is a rate: the bare unit is a time only where a word asks for one.
_LETS_UNIT: Final = re.compile(
    r"(?:^|[“\"'‘(,;:—–-]|\b"
    + one_of(
        """for, in, within, over, after, of, by, about, almost, nearly, than, last, lasts, lasted, took, take, takes, spent, spend,
        was, is, cost, only, just, once, wait, waited, asked for, every, and, less than, more than, least, until, before, with, not,
        during, half, be, but"""
    )
    + r")\s*$",
    re.IGNORECASE,
)
_LETS_UNIT_AFTER: Final = re.compile(r"\s*(?:after|before|earlier|later|ago|early|late)\b", re.IGNORECASE)
_NTH_BEFORE: Final = re.compile(r"\b(?:for|in|its|his|their|on|enters?|entered|by)\s+$", re.IGNORECASE)
_NTH_OF_MONTH_BEFORE: Final = re.compile(r"\b(?:on|since|by|until|till|from|before|after)\s$", re.IGNORECASE)
_NTH_OF_MONTH_AFTER: Final = re.compile(r"[,.;:)”\"]|\s(?:after|at|in|with|and|but|to|by|when|before|he|she|they|it)\b|$")
_CLOCK_BEFORE: Final = re.compile(r"\b(?:at|by|until|till|before|after)\s$")
_PART_ALONE: Final = re.compile(r"(?:the )?(?:morning|afternoon|evening|night|dawn|breakfast|lunchtime)", re.IGNORECASE)
_LETS_PART: Final = re.compile(r"\b(?:in|at|before|by|since|until|during|through|of)\s(?:the\s)?$", re.IGNORECASE)
_NO_PART_AFTER: Final = re.compile(r"\s(?:train|news|paper|shift|sky)")


def recognise(text: str, sentences: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans of the time expressions of each sentence, in order and without overlap."""
    return tuple(span for sentence in sentences for span in _in_sentence(text, sentence))


def _in_sentence(text: str, sentence: Span) -> Iterator[Span]:
    at = sentence.start
    while start := _START.search(text, at, sentence.end):
        found = _longest(text, start.start(), sentence)
        if found:
            yield found
        at = found.end if found else start.end()


def _longest(text: str, start: int, sentence: Span) -> Span | None:
    kept = _KEPT.match(text, start, sentence.end)
    core = kept.end() if kept else start
    if _LEADS_NOWHERE.match(text, core, sentence.end):
        return None
    best, best_name = core, ""
    for production in _SPOTTED:
        match = production.pattern.match(text, core, sentence.end)
        if match and match.end() > best:
            end = _trimmed(text, core, match.end())
            if end > best and _stands(production.name, text, core, end, sentence):
                best, best_name = end, production.name
    return Span(_first(text, start, core, best, best_name), best) if best_name else None


def _first(text: str, start: int, core: int, end: int, name: str) -> int:
    """Return where the span starts by the guidelines: "Sunday" in "in Sunday's vote", "two-day" in "its two-day visit"."""
    if _HYPHENATED.search(text, core, end):
        determiner = _DETERMINER.match(text, core, end)
        return determiner.end() if determiner else core
    if core == start:
        dropped = _DROPPED.match(text, start, end)
        return dropped.end() if dropped else start
    counted_at = text[start] in "aA" and name in ("length", "bare length", "length range")
    return core if counted_at or text.startswith(("'s", "’s"), end) else start


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " ,;\n":
        end -= 1
    return end


def _stands(name: str, text: str, start: int, end: int, sentence: Span) -> bool:
    """Tell whether the words around let these be a time."""
    words = text[start:end]
    before, after = text[max(sentence.start, start - 24) : start], text[end : min(sentence.end, end + 30)]
    if _AGE_AFTER.match(after) or _AGE_BEFORE.search(before) or _ORDINAL_LIKE.fullmatch(words):
        return False
    test = _TESTS.get(name)
    return test is None or test(words, before, after)


def _period_stands(words: str, before: str, after: str) -> bool:
    return next((test(words, before, after) for pattern, test in _PERIOD_TESTS if pattern.fullmatch(words)), True)


def _year_stands(words: str, before: str, after: str) -> bool:
    return not _NOT_A_YEAR_AFTER.match(after) and not _NOT_A_YEAR_BEFORE.search(before) and 1400 <= int(words) <= 2150


def _fall_stands(words: str, before: str, after: str) -> bool:
    return words.lower() == "the fall" and before.rstrip().lower().endswith("in") and not after.startswith(" of")


def _the_unit_stands(_: str, before: str, after: str) -> bool:
    return bool(_LETS_THE_UNIT.search(before)) and not after.startswith((" of ", " that ", " it ", "-"))


def _length_stands(words: str, before: str, after: str) -> bool:
    if after[:1] in "-–" and after[1:2].isalpha() and not after.startswith("-long"):
        return False
    return not _BARE_UNIT.fullmatch(words) or bool(_LETS_UNIT.search(before) or _LETS_UNIT_AFTER.match(after))


def _part_stands(words: str, before: str, after: str) -> bool:
    return not _PART_ALONE.fullmatch(words) or (bool(_LETS_PART.search(before)) and not _NO_PART_AFTER.match(after))


_Test = Callable[[str, str, str], bool]
_PERIOD_TESTS: Final[tuple[tuple[re.Pattern[str], _Test], ...]] = (
    (_YEAR_ALONE, _year_stands),
    (_SHORT_MONTH, lambda words, before, after: False),
    (_MONTH_LIKE_NAME, lambda words, before, after: bool(_LETS_MONTH.search(before)) or after.startswith(("'s", "’s"))),
    (_FALL, _fall_stands),
    (_SEASON_ALONE, lambda words, before, after: bool(_LETS_SEASON.search(before))),
    (_THE_UNIT, _the_unit_stands),
    (_QUARTER_ALONE, lambda words, before, after: False),
)
_TESTS: Final[dict[str, _Test]] = {
    **dict.fromkeys(("period", "part of a period", "years", "months"), _period_stands),
    **dict.fromkeys(("length", "bare length", "length range"), _length_stands),
    "nth": lambda words, before, after: bool(_NTH_BEFORE.search(before)),
    "often": lambda words, before, after: words.lower() != "annual" and not after.startswith((" newspaper", " paper")),
    "day of month": lambda words, before, after: bool(_NTH_OF_MONTH_BEFORE.search(before) and _NTH_OF_MONTH_AFTER.match(after)),
    "clock": lambda words, before, after: bool(re.search(r"[a-z]", words) or _CLOCK_BEFORE.search(before)),
    "part of day": _part_stands,
}
"""What each production asks of the words around it: its own words, 24 characters before and 30 after."""
