"""Term values: what was agreed, given, counted or demanded, written one way for each kind of term.

quantity, money, share, price and the counts of people follow `quantities`; duration, period, start and end are TIMEX3 as `times` writes
them, a clock time alone as `T18:00`; rank is the ordinal or superlative with its "since" or "in" (`first since 2018`, `20th`), object the
words without their article. What cannot be read is given back as its cleaned words: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from dragoman.nouns.event import Bound
from dragoman.nouns.text import Span
from dragoman.nouns.time import DayInterval, TimeValue
from dragoman.read.numerals import ORDINAL, read_number, read_ordinal
from dragoman.read.quantities import Quantity, read_money, read_quantity, read_share, strip_bound
from dragoman.read.times import read_alone
from dragoman.read.units import PERSONS, rate_symbol

LONGEST: Final = 300
"""Characters of a term that are read: none of the corpus is half as long."""

Normal = tuple[str, Bound | None]
COUNTED: Final = frozenset({"quantity", "money", "share", "price", "killed", "injured", "detained", "participants"})


_RATE: Final = re.compile(
    r"(?: of(?: [\w-]{1,20}){1,4}?)? (?:(?:a|per|each|every) (?:year|month|week|day|hour)|annually|yearly|daily|monthly|weekly)\b"
)


# Of the scheduled and ongoing events of the corpus's train split that have a time after such words, four in five have it as this term.
_BEGINS: Final = re.compile(
    r"\b(?:begin|begins|beginning|start|starts|starting|effect|force|effective|apply|applies|commence|open|opens|from|as of|as from)"
    r"(?: (?:on|from|in|as of|at))?\s*$",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(r"\b(?:until|till|through|by|expire|expires|end|ends|ending|expiring)(?: (?:on|in|at))?\s*$", re.IGNORECASE)

# Of the train split's events with such a time and no other trigger between, 93 of 107 have it as this term with "for" and its like, 27 of
# 30 with an article ("a two-day visit").
_LASTS: Final = re.compile(r"\b(?:for|last(?:s|ed)?|within)(?: (?:about|around|some|nearly|almost|another|at least|more than|up to))?\s*$")
_ARTICLE: Final = re.compile(r"\b(?:the|an?|its|their|his|her)\s*$", re.IGNORECASE)
_COMPOUND: Final = 20
"""Characters between a duration and the noun that it goes with: "a two-day official visit"."""
_TAKES_EFFECT: Final = re.compile(
    r"\b(?:begin|begins|beginning|start|starts|starting|effective|in force|(?:go|goes|going|come|comes|coming) into (?:effect|force)"
    r"|enters? into force|entering into force|(?:take|takes|taking) effect|appl(?:y|ies)|holds?)"
    r"(?: as)?(?: (?:on|from|in|of|with|at|by))?\s*$",
    re.IGNORECASE,
)
_LAID_DOWN: Final = re.compile(
    r"(?:The|This|That|These|Those|Its|It|They)\s+(?:new\s+)?(?:polic(?:y|ies)|measures?|rules?|deals?|agreements?|pacts?|accords?|waivers?|bans?|sanctions?"
    r"|tariffs?|dut(?:y|ies)|restrictions?|decrees?|laws?|truces?|ceasefires?|steps?|decisions?|schemes?|curbs?|programmes?|programs?)\b",
)
# Of 82 durations before "after" none is a term, and of "two days later" the time is a day.
_OFFSET: Final = re.compile(r"\s+(?:after|later|earlier|ago)\b")
# Of the gold's durations so led in none is a term, though there are only 4; after "for" some are.
_RANKED: Final = re.compile(
    r"\b(?:first|best|worst|only|most \w+|"
    r"(?!(?:late|earlie|arre|reque|prote|intere|inve|conte|gue|fore|harve|unre|hone|mode|we|ea|te|re|que)st\b)\w+est)\b"
    r"[^,;.:]{0,40}\bin (?:(?:more than|over|almost|nearly|about|at least|some|the past|the last) )*$",
    re.IGNORECASE,
)


def normalise(kind: str, words: str, anchor: DayInterval | None, time: TimeValue | None = None) -> Normal:
    """Return the canonical value and the bound of a term.

    `anchor` holds the days on which the report may have been written; `time` is the report's own reading of a time expression at the
    same place, which knows the sentence and so goes before what the words alone tell.
    """
    read = _READERS.get(kind)
    cleaned = _clean(words)
    found = read(cleaned[:LONGEST], anchor, time) if read and cleaned else None
    return found or (cleaned, strip_bound(cleaned)[1] if kind not in ("object", "rank") else None)


def with_rate(text: str, span: Span) -> Span:
    """Return the span of an amount with the rate that follows it, past the goods if need be: "50 tonnes [of wheat a year]"."""
    words = span.of(text).removesuffix(" of")
    rate = _RATE.match(text, span.start + len(words))
    return Span(span.start, rate.end() if rate else span.start + len(words))


def takes_effect(text: str, start: int, time: Span) -> bool:
    """Tell whether the words right before a time (from `start` on) say that something comes into effect then."""
    return _TAKES_EFFECT.search(text[max(start, time.start - 40) : time.start]) is not None


def about_what_was_laid_down(sentence: str) -> bool:
    """Tell whether a sentence begins with what was laid down before: "The measure takes effect ..."."""
    return _LAID_DOWN.match(sentence) is not None


def opens_or_ends(text: str, start: int, time: Span) -> str | None:
    """Return "start" or "end" where the words before a time expression (from `start` on) say that something begins or ends then."""
    before = text[max(start, time.start - 40) : time.start]
    return "start" if _BEGINS.search(before) else "end" if _ENDS.search(before) else None


def of_time(text: str, start: int, time: TimeValue, trigger: Span, status: str) -> str | None:
    """Return the kind of term that a time of an event is by the words before it (from `start` on), None where it is only when it was."""
    if time.value.startswith("P"):
        before = text[max(start, time.span.start - 40) : time.span.start]
        told = "X" not in time.value and not time.recurs and not _OFFSET.match(text, time.span.end)
        compound = 0 <= trigger.start - time.span.end <= _COMPOUND and _ARTICLE.search(before)
        lasts = _LASTS.search(before) and trigger.end <= time.span.start
        return "duration" if told and (compound or lasts) else None
    return opens_or_ends(text, start, time.span) if status in ("scheduled", "ongoing") else None


def is_length(text: str, start: int, span: Span, time: TimeValue | None) -> bool:
    """Tell whether what is marked as a duration (in a sentence from `start` on) says how long something lasts."""
    return not (is_offset(text, span, time) or has_no_length(span.of(text), time) or is_rank(text, start, span))


def is_offset(text: str, span: Span, time: TimeValue | None) -> bool:
    """Tell whether a duration only says how far off something is: "two weeks after", "three days later"."""
    end = max(span.end, time.span.end) if time else span.end
    return bool(_OFFSET.match(text, end)) or bool(time and time.value[:1] not in ("P", "X"))


def is_rank(text: str, start: int, span: Span) -> bool:
    """Tell whether a duration (in a sentence from `start` on) only says since when something is the first or most: "finest in 70 years"."""
    told = span.start + len("in ") if span.of(text).casefold().startswith("in ") else span.start
    return _RANKED.search(text[max(start, span.start - 80) : told]) is not None


def has_no_length(words: str, time: TimeValue | None) -> bool:
    """Tell whether words marked as a duration tell none: "five" of "five stages", "three times"; of 315 of the train split 3 are so."""
    return time is None and _duration(_clean(words)[:LONGEST], None, None) is None


def is_bare(words: str) -> bool:
    """Tell whether the words name goods without saying how many."""
    return read_quantity(words) is None and not any(c.isdigit() for c in words)


def _clean(words: str) -> str:
    return " ".join(words.split()).strip(" \t\n,.;:“”\"'‘’()")


def _given(quantity: Quantity | None) -> Normal | None:
    return (quantity.value(), quantity.bound) if quantity else None


def _quantity(words: str, _: DayInterval | None, __: TimeValue | None) -> Normal | None:
    rest, bound = strip_bound(words)
    often = re.fullmatch(r"(?:(once|twice|thrice)|(.+?) times)(?: ((?:a|per|each) \w+|daily|weekly|monthly))?", rest, re.IGNORECASE)
    if often:
        number = {"once": 1, "twice": 2, "thrice": 3}.get((often[1] or "").lower()) or read_number(often[2] or "")
        return (Quantity(str(number), "times", rate_symbol(often[3] or "")).value(), bound) if number else None
    return _given(read_quantity(words))


def _people(words: str, _: DayInterval | None, __: TimeValue | None) -> Normal | None:
    quantity = read_quantity(words, PERSONS, people=True)
    if quantity:
        return _given(quantity)
    # One person told by name or by a phrase in the singular.
    return ("1 persons", None) if re.match(r"(?:an?|the|[A-Z]\w+)\s", words) and not words.endswith("s") else None


def _participants(words: str, anchor: DayInterval | None, time: TimeValue | None) -> Normal | None:
    if re.search(r"\b(?:countries|nations|states|governments|member states)\b", words, re.IGNORECASE) and not re.search(
        r"\b(?:heads|leaders) of\b", words
    ):
        quantity = read_quantity(words)
        return (f"{quantity.amount} countries", quantity.bound) if quantity else None
    return _people(words, anchor, time)


def _money(words: str, _: DayInterval | None, __: TimeValue | None) -> Normal | None:
    return _given(read_money(words))


def _share(words: str, _: DayInterval | None, __: TimeValue | None) -> Normal | None:
    share = read_share(words)
    if share and not share.rate and re.search(r"\binterest\b", words, re.IGNORECASE) and share.unit == "%":
        share = Quantity(share.amount, share.unit, "yr", share.bound)
    return _given(share)


def _price(words: str, _: DayInterval | None, __: TimeValue | None) -> Normal | None:
    if re.fullmatch(r"free(?: of charge)?|for free|nothing", words, re.IGNORECASE):
        return "0", None
    money = read_money(words)
    if money and money.unit:
        sign = "-" if re.match(r"(?:an?\s+)?(?:discount|rebate|reduction)\b", words, re.IGNORECASE) else ""
        return f"{sign}{money.value()}", money.bound
    return _given(read_share(words))


def _duration(words: str, anchor: DayInterval | None, time: TimeValue | None) -> Normal | None:
    rest, bound = strip_bound(words)
    if rest.lower() in ("life", "permanent", "indefinite", "indefinitely", "forever"):
        return rest.lower(), bound
    rest = rest.removesuffix("-old").removesuffix(" old")
    own = read_alone(rest, anchor) or read_alone(words, anchor)
    value = own.value if own and own.value[:1] == "P" else time.value if time else own.value if own else None
    return (value, bound) if value else None


def _day(words: str, anchor: DayInterval | None, time: TimeValue | None) -> Normal | None:
    rest = strip_bound(words)[0]
    # Terms of agreements and plans lie ahead, unless the sentence, which `time` knows, says otherwise.
    own = time or read_alone(words, anchor, way=1) or read_alone(rest, anchor, way=1)
    if own is None:
        return None
    clock_alone = re.fullmatch(r".*T\d\d:\d\d", own.value) and not time and not re.search(r"day\b|[A-Z][a-z]{2}", words)
    return (own.value[own.value.index("T") :] if clock_alone else own.value), None


_SUPERLATIVE: Final = re.compile(
    r"\b(?:[a-z]+est-[a-z]+|(?:most|least) [a-z-]+|"
    r"[a-z]{2,}(?<!fore)(?<!inter)(?<!for)est(?<!\bprotest)(?<!\brequest)(?<!\barrest)(?<!\binterest)(?<!\bwest)(?<!\beast)(?<!\bguest)|"
    r"worst|best|record|only|last)\b"
)
_ORDINAL: Final = re.compile(rf"\b(?:{ORDINAL})", re.IGNORECASE)
_SINCE: Final = re.compile(r"\bsince\s+(?:the\s+)?(.+)$", re.IGNORECASE)
_IN: Final = re.compile(r"\bin\s+(?:(?:more than|over|almost|nearly|at least|some|the (?:past|last))\s+)?(.+)$", re.IGNORECASE)
_JUBILEES: Final = {
    "golden": "50th",
    "silver": "25th",
    "diamond": "60th",
    "centenary": "100th",
    "centennial": "100th",
    "bicentenary": "200th",
}


def _rank(words: str, anchor: DayInterval | None, _: TimeValue | None) -> Normal | None:
    lower = words.lower()
    jubilee = next((v for k, v in _JUBILEES.items() if re.search(rf"\b{k}\b", lower)), None)
    ordinal, superlative = _ORDINAL.search(words), _SUPERLATIVE.search(lower)
    if jubilee:
        head = jubilee
    elif ordinal and not (superlative and superlative.start() < ordinal.start()):
        rank = read_ordinal(ordinal[0]) or 0
        # Small ranks are words and large ones figures, as newspapers print them.
        head = ordinal[0].lower() if rank < 10 and ordinal[0].isalpha() else f"{rank}{_ending(rank)}"
    elif superlative:
        head = superlative[0]
    else:
        return ("first", None) if "without precedent" in lower or "unprecedented" in lower else None
    return head + _scope(words, anchor), None


def _ending(rank: int) -> str:
    return "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")


def _scope(words: str, anchor: DayInterval | None) -> str:
    since, within = _SINCE.search(words), _IN.search(words)
    time = read_alone(since[1], anchor, way=-1) if since else None
    if time and "X" not in time.value:
        return f" since {time.value}"
    span = read_alone(within[1], anchor) if within else None
    if span and span.value.startswith("P"):
        return f" in {span.value}" if "X" not in span.value else f" in {within[1].lower()}" if within else ""
    return ""


def _object(words: str, _: DayInterval | None, __: TimeValue | None) -> Normal | None:
    return re.sub(r"^(?:an?|the|its|their|his|her)\s+", "", words, flags=re.IGNORECASE) or words, None


_Reader = Callable[[str, DayInterval | None, TimeValue | None], Normal | None]
_READERS: Final[dict[str, _Reader]] = {
    "quantity": _quantity, "money": _money, "duration": _duration, "period": _duration, "start": _day, "end": _day, "price": _price,
    "share": _share, "killed": _people, "injured": _people, "detained": _people, "participants": _participants, "rank": _rank,
    "object": _object,
}  # fmt: skip
