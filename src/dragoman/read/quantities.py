"""Numbers with what they count: quantities, money, shares and counts of people, to one canonical string each.

Canonical forms, as the corpus has them most often: a number without separators, a blank, a unit. `50000000000 m3/yr`, `2000000 t/yr`,
`15000 bbl/d`, `12 persons`, `14 helicopters`, `3000000000 USD`, `1100000000 USD/yr`, `25 %`, `2.1 %/yr`, `10-15 persons` for a range,
`163-121 votes` for a vote, `dozens of persons` where no number is told, `10/15` for so many of so many. Rates are `/s /min /h /d /wk
/mo /yr`. Bounds go beside the value, not into it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from dragoman.nouns.event import Bound
from dragoman.read.currencies import HUNDREDTHS, NAMES, SIGNS, code_of
from dragoman.read.numerals import NUMBER, plain, read_number
from dragoman.read.patterns import folded, one_of, words
from dragoman.read.units import PERSONS, RATES, counted, rate_symbol, scale_of, symbol_of


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or range with its unit; `amount` is the number as text, or "dozens of" where none is told; `rate` is the unit of time."""

    amount: str
    unit: str = ""
    rate: str = ""
    bound: Bound | None = None

    def value(self) -> str:
        """Return the canonical string: amount, blank, unit, and `/rate`."""
        return f"{self.amount} {self.unit}".rstrip() + (f"/{self.rate}" if self.rate else "")


_BOUND_WORDS: Final[tuple[tuple[str, Bound | None], ...]] = (
    (
        """up to, as much as, as many as, as long as, as few as, as little as, no more than, not more than, at (?:the )?most, less than,
        fewer than, under, below, a maximum of, maximum, barely, within""",
        "max",
    ),
    (
        """at (?:the )?least, (?:well |far )?more than, (?:just |well )?over, no less than, no fewer than, not less than, not fewer than,
        in excess of, upwards? of, a minimum of, minimum, above, exceeding, greater than""",
        "min",
    ),
    (
        """about, around, some, roughly, approximately, nearly, almost, close to, closer to, nearer(?: to)?, an estimated, estimated,
        perhaps, maybe, probably, most of, much of, the better part of, the best part of, approx\\.?, circa, c\\., ~, an average of,
        average""",
        "approx",
    ),
    (
        """only, just, exactly, another, an additional, additional, a further, further,
        an? (?:initial|total|full|record|combined|first|whole|mere)(?: of| period of)?, the equivalent of, worth, a total of,
        a period of, all, the (?:other|first|last|remaining|next|same|whole), the, his, her, its, their, our, these, those,
        with effect from, for, of, to, by, a delegation of, a group of""",
        None,
    ),
)
_LEADING: Final = tuple((re.compile(rf"{one_of(phrases)}(?:\s+|(?=[$€£¥\d]))", re.IGNORECASE), bound) for phrases, bound in _BOUND_WORDS)
_TRAILING: Final[tuple[tuple[re.Pattern[str], Bound], ...]] = (
    (re.compile(r"\s+or (?:more|above)\b", re.IGNORECASE), "min"),
    (re.compile(r"\s+or (?:less|fewer|under)\b", re.IGNORECASE), "max"),
    (re.compile(r"\s+or so\b|-odd\b|-plus\b", re.IGNORECASE), "approx"),
)
_NUMBER: Final = re.compile(rf"({NUMBER})(?!\w)", re.IGNORECASE)
_RANGE: Final = re.compile(rf"(?:between\s+)?({NUMBER})(?:\s?[-–]\s?(?=\d)|\s+(?:to|and|or)\s+)({NUMBER})(?!\w)", re.IGNORECASE)
_VAGUE: Final = re.compile(
    r"(?:(several|a few|many|countless|numerous)\s+)?"
    r"((?:tens|hundreds|dozens|scores|thousands|millions|billions)(?:\s+of\s+(?:thousands|millions|billions))?|hundred|thousand|dozen|million)?"
    r"(?:\s+of\b|\b)",
    re.IGNORECASE,
)
_RATE: Final = re.compile(
    rf"\s*[,/]?\s*(?:(?:an?|per|each|every)\s+({'|'.join(RATES)})\b|(annually|yearly|monthly|weekly|daily)\b|p\.a\.)", re.IGNORECASE
)
_PER_UNIT: Final = re.compile(r"\s*(?:an?|per|/)\s+([A-Za-z ]{1,30}?)\s*$", re.IGNORECASE)
_VOTES: Final = re.compile(rf"({NUMBER})(?:\s+votes)?(?:\s+to\s+|\s?[-–]\s?(?=\d))({NUMBER})(?:\s+votes)?", re.IGNORECASE)
_SIGN: Final = "|".join(re.escape(s) for s in sorted(SIGNS, key=len, reverse=True))
_CODE: Final = r"(?-i:USD|EUR|GBP|JPY|CNY|RMB|INR|RUB|CHF|AUD|CAD|KRW|TRY|UAH|BRL|ZAR|NGN|KES|PKR|AED|SAR|QAR|NPR|XAF|XOF)"
_NAME: Final = "|".join(sorted((re.escape(n) for n in (*NAMES, *HUNDREDTHS)), key=len, reverse=True))
MONEY: Final = re.compile(
    rf"(?:(?P<sign>(?-i:{_SIGN})|{_CODE}\b)\s?(?P<n1>{NUMBER})|(?P<n2>{NUMBER})[\s-]?(?:(?P<sign2>(?-i:[€£¥₹₽₺₩₪₴]))|(?P<name>{_CODE}|"
    rf"{_NAME})(?:s|es)?\b))",
    re.IGNORECASE,
)
_NOUN: Final = re.compile(r"[\w’'./&-]*\w", re.UNICODE)
_PHRASE_END: Final = re.compile(r"\s+(?:of|in|on|at|for|from|with|who|that|which|and|or|by|to|as|this|last|next)\b|,")
# "300 of them" and "seven of the 17" count what was named before; "five of its seats" counts seats.
_OF_THEM: Final = re.compile(
    r"^\s*(?:(?:all\s+)?of\s+)?(?:(?:them|us|those|these|whom|which)\b|(?:the|its|his|her|their|these|those)\s+(?:\d[\d,]*\b\s*)?)",
    re.IGNORECASE,
)
_NOT_HEAD: Final = words("of in on at for from with who that which and or by to a an the each per as more other others alone")


def strip_bound(text: str) -> tuple[str, Bound | None]:
    """Cut the words that bound or hedge a number from it and return the rest with the bound they give."""
    bound: Bound | None = None
    text = " ".join(text.split()).strip(" ,.;:“”\"'‘’")
    for trailing, tail_bound in _TRAILING:
        if trailing.search(text):
            text, bound = trailing.sub("", text, count=1), tail_bound
    while found := next(((m.end(), kind) for p, kind in _LEADING if (m := p.match(text)) and m.end() < len(text)), None):
        text, bound = text[found[0] :], found[1] or bound
    return text, bound


def read_quantity(text: str, default_unit: str = "", people: bool = False) -> Quantity | None:
    """Read a counted or measured amount; `default_unit` is for a number that stands alone, `people` makes any countable people."""
    rest, bound = strip_bound(text)
    votes = _VOTES.fullmatch(rest)
    if votes and (ends := _numbers(votes)) and (ends[0] > ends[1] or "vote" in rest.lower()):
        return Quantity(f"{plain(ends[0])}-{plain(ends[1])}", "votes", bound=bound)
    amount, rest = _amount(rest)
    if not amount:
        return None
    if bound is None and re.fullmatch(r"an?\s+dozen\b.*", text.strip(), re.IGNORECASE):
        bound = "approx"
    rest, rate = _cut_rate(rest)
    unit, factor, unit_rate = _unit(rest, default_unit, people, one=amount == "1")
    number = read_number(amount)
    if number is not None and factor != 1:
        amount = plain(number * factor)
    return Quantity(amount, unit, rate or unit_rate, bound)


def read_money(text: str) -> Quantity | None:
    """Read an amount of money with its currency; the unit is an ISO 4217 code, empty where the words name no currency."""
    rest, bound = strip_bound(text)
    match = MONEY.search(rest)
    if not match:
        bare = _NUMBER.match(rest)
        number = read_number(bare[1]) if bare else None
        return Quantity(plain(number), bound=bound) if number is not None else None
    number = read_number(match["n1"] or match["n2"])
    name = match["sign"] or match["sign2"] or match["name"] or ""
    if number is None:
        return None
    lower = name.lower()
    part = HUNDREDTHS.get(lower) or HUNDREDTHS.get(lower.removesuffix("s"))
    after, rate = _cut_rate(rest[match.end() :])
    per = _PER_UNIT.match(after)
    unit = part or code_of(name.upper() if name.isupper() else name) or ("CNY" if name == "RMB" else "")
    amount = plain(number / 100 if part else number)
    return Quantity(amount, unit, rate or (symbol_of(per[1]) or per[1].strip() if per else ""), bound)


_FRACTIONS: Final = {
    "half": "50", "one-half": "50", "halve": "50", "halved": "50", "a third": "33", "one-third": "33", "third": "33", "two-thirds": "67",
    "a quarter": "25", "one-quarter": "25", "quarter": "25", "three-quarters": "75", "a fifth": "20", "one-fifth": "20", "fifth": "20",
    "two-fifths": "40", "three-fifths": "60", "four-fifths": "80", "a tenth": "10", "one-tenth": "10", "tenth": "10", "a sixth": "17",
    "an eighth": "12.5", "three-eighths": "37.5", "nine-tenths": "90",
}  # fmt: skip
_FRACTION: Final = re.compile(
    rf"(?:{'|'.join(f.replace('-', '[ -]') for f in sorted(_FRACTIONS, key=len, reverse=True))})\b", re.IGNORECASE
)
_PERCENT: Final = re.compile(rf"({NUMBER})\s?(?:%|per\s?cent\b|percent\b|pct\b|(percentage points?|basis points?))", re.IGNORECASE)
_IN_OF: Final = re.compile(rf"({NUMBER})\b[^.]{{0,40}}?\s(in|out of|of)\s(?:the\s|every\s|its\s)?({NUMBER})(?!\w)", re.IGNORECASE)


def read_share(text: str) -> Quantity | None:
    """Read a share: per cent, fractions ("two-thirds" is 67 %), "two lorries in five" (40 %), "ten of the 15" (10/15)."""
    rest, bound = strip_bound(text)
    percent = _PERCENT.search(rest)
    if percent and (number := read_number(percent[1])) is not None:
        points = (percent[2] or "").lower()
        return Quantity(
            plain(number), "bp" if points.startswith("basis") else "pp" if points else "%", _cut_rate(rest[percent.end() :])[1], bound
        )
    part = _IN_OF.search(rest)
    ends = _numbers(part, 1, 3) if part else None
    if part and ends and ends[1]:
        if part[2].lower() == "in":
            return Quantity(plain(Decimal(round(ends[0] / ends[1] * 100))), "%", bound=bound)
        return Quantity(f"{plain(ends[0])}/{plain(ends[1])}", bound=bound)
    fraction = _FRACTION.search(text if re.match(r"\s*an?\s", text) else rest)
    if not fraction:
        return None
    return Quantity(_share_of(fraction[0]), "%", _cut_rate(fraction.string[fraction.end() :])[1], bound)


def _share_of(text: str) -> str:
    phrase = folded(text)
    return _FRACTIONS.get(phrase) or _FRACTIONS[phrase.replace(" ", "-")]


def _numbers(match: re.Match[str], first: int = 1, second: int = 2) -> tuple[Decimal, Decimal] | None:
    low, high = read_number(match[first]), read_number(match[second])
    return (low, high) if low is not None and high is not None else None


def _amount(text: str) -> tuple[str, str]:
    """Return the amount at the start of a text ("" where there is none) and the words after it."""
    span = _RANGE.match(text)
    ends = _numbers(span) if span else None
    if span and ends and ends[0] < ends[1]:
        return f"{plain(_same_scale(span[1], span[2], ends[0]))}-{plain(ends[1])}", text[span.end() :]
    match = _NUMBER.match(text)
    number = read_number(match[1]) if match else None
    if match and number is not None:
        return plain(number), text[match.end() :]
    vague = _VAGUE.match(text)
    if vague and (vague[1] or vague[2]):
        kind, group = (vague[1] or "").lower(), (vague[2] or "").lower()
        phrase = f"{kind} {group}".strip()
        return (f"{phrase} of" if group.endswith("s") else phrase), text[vague.end() :]
    article = re.match(r"(?:an?|one)\s+(?=\w)", text, re.IGNORECASE)
    return ("1", text[article.end() :]) if article else ("", text)


def _same_scale(low_words: str, high_words: str, low: Decimal) -> Decimal:
    # "2 to 3 million": the scale goes with both ends.
    scale = re.search(r"[A-Za-z]+$", high_words)
    bare = re.fullmatch(r"[\d.,]+", low_words)
    factor = read_number(f"1 {scale[0]}") if scale and bare else None
    return low * factor if factor else low


def _cut_rate(text: str) -> tuple[str, str]:
    match = _RATE.search(text)
    if not match:
        return text, ""
    return text[: match.start()] + " " + text[match.end() :], rate_symbol(match[1] or match[2] or "year")


def _unit(text: str, default: str, people: bool, one: bool) -> tuple[str, int, str]:
    """Return the unit that the words after a number name, what it multiplies by, and a rate that it hides."""
    text = _OF_THEM.sub(" ", text).strip(" -,.;“”\"'")
    if re.match(r"bpd\b|b/d\b", text):
        return "bbl", 1, "d"
    for length in (3, 2, 1):
        head = " ".join(text.split()[:length])
        symbol = symbol_of(head) if head and not people else None
        if symbol:
            return symbol, scale_of(head), ""
    nouns = [n for n in _NOUN.findall(_PHRASE_END.split(text, maxsplit=1)[0]) if n.lower() not in _NOT_HEAD]
    if people or not nouns:
        return (PERSONS if people else default), 1, ""
    head = nouns[-1]
    return symbol_of(head) or counted(head, nouns[-2] if len(nouns) > 1 else "", one), scale_of(head), ""
