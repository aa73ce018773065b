"""Terms as the text has them: whole amounts with what they count, of the kind that unit and trigger give, and those beside a trigger.

The figures are of the corpus's train split: of the gold's terms (or amounts) that stand so, how many are as the rule has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from dragoman.nouns.text import Span
from dragoman.read.numerals import NUMBER
from dragoman.read.patterns import words
from dragoman.read.quantities import MONEY, strip_bound
from dragoman.read.units import is_person, singular, symbol_of

COUNTS: Final = frozenset({"quantity", "killed", "injured", "detained", "participants"})
_BOUND: Final = re.compile(
    r"(?:\b(?:at least|at most|(?:no |not )?(?:more|fewer|less) than|up to|as many as|as much as|about|around|roughly|approximately|"
    r"some|nearly|almost|an estimated|only|close to|upwards? of|between) |\b(?:over|well over) )$",
    re.IGNORECASE,
)
_LEADING_BOUND: Final = re.compile(
    r"(?:at least|at most|(?:no |not )?(?:more|fewer|less) than|up to|as many as|as much as|about|around|roughly|approximately|some|nearly|"
    r"almost|over|an estimated|another|a further|an additional) ",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(rf"(?<![\w.,])(?:{NUMBER})(?!\w)", re.IGNORECASE)
_STOP: Final = words(
    """of in on at for from with who whom whose that which and or by to as than the a an this these those its their his her our my your it
    they he she we was were is are be been being had has have did does do will would could may might not after before during since until
    when while where said says over under into out up down off about per each every against between among through
    across near because if but so then also later earlier ago now still only each times yes voted"""
)
_WORD: Final = re.compile(r"[ -]([A-Za-z][\w’'-]*)")
_BARE_PLURALS: Final = words("people men women children troops police personnel aircraft spacecraft staff crew cattle sheep feet data")
_LONGEST_NOUN: Final = 4  # words

_PERCENT: Final = re.compile(r"%|\bper ?cent\b|\bpercent|\bpercentage points?\b", re.IGNORECASE)
_PERCENT_AFTER: Final = re.compile(r"\s?(?:%|per ?cent\b|percent\b|percentage points?\b)", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_NAME_BEFORE: Final = re.compile(r"[a-z,;’'”\"] [A-Z][A-Za-z]+ \Z")  # "UN Security Council Resolution 1244"
_LONGEST_NAME: Final = 30
_TAKEN_ALIVE: Final = re.compile(r"(?:abduct|kidnap|hijack|seiz|captur|snatch|grab)\w*|(?:take|took|taken|carried off)\b.*", re.IGNORECASE)
_LIVES: Final = re.compile(r"\b(?:lives|bodies)$")
_BY_TRIGGER: Final = (
    # 47 of 49
    ("injured", re.compile(r"(?:wound|injur|hurt|maim)\w*", re.IGNORECASE)),
    # 178 of 179
    (
        "killed",
        re.compile(
            r"(?:kill|murder|execut|massacr|behead)\w*|dead|deaths?|died|dying|(?:death )?toll|shot dead|slain|drowned|gunned down|"
            r"wiped out",
            re.IGNORECASE,
        ),
    ),
    # 84 of 87, with the mode "arrest"
    ("detained", re.compile(r"(?:arrest|detain|detention|jail|imprison)\w*|custody|rounded up", re.IGNORECASE)),
)


def whole(text: str, sentence: Span, span: Span, kind: str) -> Span:
    """Return the span of a counted or paid term with all of its number, the words that bound it and the noun that it counts."""
    if kind == "money":
        found = next((m for m in MONEY.finditer(text, sentence.start, sentence.end) if m.start() < span.end and span.start < m.end()), None)
        if found:
            span = Span(min(span.start, found.start()), max(span.end, found.end()))
        return _bounded(text, sentence, span)
    number = _number_of(text, sentence, span)
    if number is None:
        return span
    end = max(span.end, number.end)
    if kind == "share":
        percent = _PERCENT_AFTER.match(text, number.end, sentence.end)
        end = max(end, percent.end()) if percent else end
    if kind in COUNTS and end == number.end and text[number.start : number.end].lower() != "one":
        end = _noun_end(text, sentence, number.end)
    return _bounded(text, sentence, Span(min(span.start, number.start), end))


def _number_of(text: str, sentence: Span, span: Span) -> Span | None:
    """Return the number that a span holds, cuts or follows."""
    for m in _NUMBER.finditer(text, sentence.start, sentence.end):
        if m.start() < span.end and (span.start < m.end() or text[m.end() : span.start] in (" ", "-")):
            return Span(m.start(), m.end())
    return None


def _bounded(text: str, sentence: Span, span: Span) -> Span:
    """Return the span with the bound before it, itself where none is."""
    at = max(sentence.start, span.start - 20)
    before = _BOUND.search(text, at, span.start)
    if before and before.group().lower().endswith("over ") and not text[span.start].isdigit():
        return span  # "over eight fishermen" is about them, "over 800 fishermen" a number
    return Span(before.start(), span.end) if before else span


def _noun_end(text: str, sentence: Span, at: int) -> int:
    """Return where the noun ends that a number ending at `at` counts; `at` where the words after it show none."""
    end = at
    for n in range(_LONGEST_NOUN):
        m = _WORD.match(text, end, sentence.end)
        if not m or m[1].lower() in _STOP:
            return at
        end = m.end()
        last = m[1].lower()
        if symbol_of(last) and n <= 1:
            return end
        plural = last in _BARE_PLURALS or (last.endswith("s") and singular(last) != last) or (is_person(m[1]) and last.endswith("men"))
        if plural and not last.endswith(("’s", "'s")):
            return end
    return at


def counts_nothing(text: str, span: Span) -> bool:
    """Tell whether a number is part of a compound or a name, a year, or "one": of the train split's terms one is such a number."""
    number = span.of(text)
    if text[span.end : span.end + 1] == "-":
        return True
    if number.isdigit():
        return _YEAR.fullmatch(number) is not None or _NAME_BEFORE.search(text, max(0, span.start - _LONGEST_NAME), span.start) is not None
    return number.casefold() == "one"


def kind_of(kind: str, term: str, trigger: str, event_type: str, modes: Sequence[str] = ()) -> str:
    """Return the kind of a counted term by its unit and by what names its event; the model's kind where they do not tell."""
    if kind in ("quantity", "money") and _PERCENT.search(term):
        return "share"  # 49 of 49
    if kind not in COUNTS:
        return kind
    people = _counts_people(term)
    if event_type == "COERCE" and "arrest" in modes and people:
        return "detained"
    told = "killed" if event_type == "ASSAULT" and _LIVES.search(term) else _by_trigger(trigger, people or kind != "quantity")
    if not told and kind == "quantity" and event_type == "PROTEST" and people and re.search(r"[A-Za-z]", term):
        return "participants"  # 51 of 54
    if not told and kind == "killed" and _TAKEN_ALIVE.fullmatch(trigger):
        return "quantity"  # 18 of 26, the others detained but for one
    return told or kind


def _by_trigger(trigger: str, people: bool) -> str | None:
    return next((kind for kind, pattern in _BY_TRIGGER if people and pattern.fullmatch(trigger)), None)


def _counts_people(term: str) -> bool:
    """Tell whether a term counts people, or what its words leave open: "14", "three of them"."""
    rest = strip_bound(term)[0]
    number = _NUMBER.match(rest)
    after = rest[number.end() if number else 0 :].split()
    return not after or after[0].lower() in _STOP or is_person(after[-1])


# Of 470 such amounts beside the gold's triggers of these types 428 are terms of that event, 404 of them of the kind told, 8 another's.
_TAKING: Final = frozenset({"AID", "ASSAULT", "COERCE", "COOPERATE", "MOBILIZE", "RETREAT", "SANCTION", "CONCEDE"})
_DONE_TO: Final = frozenset({"AID", "ASSAULT", "COERCE", "RETREAT"})
_NOT_ONE: Final = re.compile(r"\s(?!one\b)", re.IGNORECASE)
_PASSIVE: Final = re.compile(
    rf"(?<![\w.,’'-])(?!one\b)({NUMBER})((?: [\w’'-]+){{0,3}}?) (?:was|were|been|is|are|be|being)(?: (?:\w+ly|also|later|then|being))? $",
    re.IGNORECASE,
)


def beside(
    text: str, sentence: Span, trigger: Span, event_type: str, modes: Sequence[str], times: Sequence[Span]
) -> Iterator[tuple[Span, str]]:
    """Yield the amounts that stand right after a trigger ("killed 14") or are the subject of its passive ("14 people were killed").

    What is part of one of the `times` or of a compound ("three-day") is no amount.
    """
    spans = []
    if event_type in _TAKING and (gap := _NOT_ONE.match(text, trigger.end, sentence.end)):
        at = gap.end()
        bound = _LEADING_BOUND.match(text, at, sentence.end)
        at = bound.end() if bound else at
        m = MONEY.match(text, at, sentence.end) or _NUMBER.match(text, at, sentence.end)
        spans += [Span(m.start(), m.end())] if m else []
    if event_type in _DONE_TO and (m := _PASSIVE.search(text, sentence.start, trigger.start)):
        spans.append(Span(m.start(1), m.end(1)))
    for span in spans:
        if any(span.overlaps(time) for time in times) or text[span.end : span.end + 1] == "-":
            continue
        kind = "money" if MONEY.match(text, span.start, span.end) else "quantity"
        if _PERCENT_AFTER.match(text, span.end, sentence.end):
            kind = "share"
        full = whole(text, sentence, span, kind)
        yield full, kind_of(kind, full.of(text), trigger.of(text), event_type, modes)
