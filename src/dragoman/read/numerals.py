"""Figures and number words of English news prose, read as exact decimals."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

_UNITS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS: Final = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ONES: Final = {w: n for n, w in enumerate(("zero", *_UNITS, *_TEENS))}
_TENS: Final = {w: 10 * n for n, w in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2)}
_GROUPS: Final = {"dozen": 12, "hundred": 100}
_SCALES: Final = {
    "hundred": Decimal(100), "thousand": Decimal(1000), "lakh": Decimal(10**5), "million": Decimal(10**6), "crore": Decimal(10**7),
    "billion": Decimal(10**9), "trillion": Decimal(10**12), "k": Decimal(1000), "m": Decimal(10**6), "mn": Decimal(10**6),
    "mln": Decimal(10**6), "bn": Decimal(10**9), "tn": Decimal(10**12), "trn": Decimal(10**12),
}  # fmt: skip
_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12}

# A plain space groups thousands only before 000: "on May 15 200 people" holds no number 15,200.
FIGURES: Final = (
    r"(?:\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,4})?|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3}){1,4}|\d{1,3}(?: 000){1,3}|\d{1,15}(?:\.\d{1,6})?)(?!\d)"
)
_SCALE_WORD: Final = r"(?:thousand|lakh|million|crore|billion|trillion)"
_SCALE_MARK: Final = (
    r"(?:\s?-?\s?(?:hundred|thousand|lakhs?|millions?|crores?|billions?|trillions?)|\s?(?:bn|tn|trn|mn|mln)|[mk])(?![A-Za-z])"
)
_SMALL: Final = rf"(?:(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_UNITS)})\b)?|{'|'.join(_TEENS)}|{'|'.join(_UNITS)}|zero)\b"
_ARTICLE: Final = r"(?:half an?|an?)"
_GROUP: Final = rf"(?:(?:{_ARTICLE}|{_SMALL})[\s-](?:hundred|dozen)\b(?:\s(?:and\s)?{_SMALL})?|{_SMALL})"
WORDS: Final = (
    rf"(?:(?:(?:{_ARTICLE}|{_GROUP})[\s-])?{_SCALE_WORD}\b(?:\s(?:and\s)?{_GROUP}(?:[\s-]{_SCALE_WORD}\b)?){{0,3}}|{_GROUP}|(?:hundred|"
    rf"dozen)\b)"
    rf"(?:\sand\sa\shalf\b(?:\s{_SCALE_WORD}\b)?)?"
)
NUMBER: Final = rf"(?:{FIGURES}(?:{_SCALE_MARK})?(?:\sand\sa\shalf\b(?:\s{_SCALE_WORD}\b)?)?|(?i:{WORDS}))"
"""Source of a pattern for one number, in figures or in words, with its scale ("1.2 million", "2.5bn", "two hundred and forty")."""

ORDINAL: Final = (
    rf"(?:\d{{1,3}}(?:st|nd|rd|th)\b|(?i:(?:(?:{'|'.join(_TENS)})[\s-])?"
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|"
    r"seventeenth|eighteenth|nineteenth|twentieth|thirtieth|fortieth|fiftieth|sixtieth|seventieth|eightieth|ninetieth|hundredth)\b))"
)
"""Source of a pattern for one ordinal, in figures or in words, up to the hundredth."""

_FIGURES: Final = re.compile(rf"({FIGURES})({_SCALE_MARK})?")
_SEPARATORS: Final = re.compile(r"[\s-]+")


def read_number(words: str) -> Decimal | None:
    """Return the number that the whole of `words` is, or None: "1.2 million", "a dozen", "half a million", "two and a half"."""
    whole, half, scale = words.strip().lower().partition(" and a half")
    number = _read_whole(whole)
    if number is None or not half:
        return number
    factor = _SCALES.get(scale.strip(), None) if scale.strip() else Decimal(1)
    return None if factor is None else (number + Decimal("0.5")) * factor


def read_ordinal(words: str) -> int | None:
    """Return the rank that the whole of `words` is, or None: "29th", "third", "twenty-ninth", "fortieth"."""
    words = words.strip().lower()
    if words[:-2].isdecimal() and words[-2:] in ("st", "nd", "rd", "th"):
        return int(words[:-2])
    *before, last = _SEPARATORS.split(words) if words else [""]
    rank = _ORDINALS.get(last) or _regular_ordinal(last)
    if rank is None or (before and (len(before) > 1 or before[0] not in _TENS or rank > 9)):
        return None
    return rank + (_TENS[before[0]] if before else 0)


def plain(number: Decimal) -> str:
    """Write a number without exponent, separators or idle zeros: 50000000000, 2.5, 0.1."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _read_whole(words: str) -> Decimal | None:
    match = _FIGURES.fullmatch(words)
    if not match:
        return _read_words([w for w in _SEPARATORS.split(words) if w])
    number = Decimal(re.sub(r"[,\s]", "", match[1]))
    scale = re.sub(r"[\s-]", "", match[2] or "").removesuffix("s")
    return number * _SCALES[scale] if scale else number


def _regular_ordinal(word: str) -> int | None:
    if word.endswith("ieth"):
        return _TENS.get(word.removesuffix("ieth") + "y")
    stem = word.removesuffix("th")
    return 100 if stem == "hundred" else _ONES.get(stem) if stem != word else None


def _read_words(words: list[str]) -> Decimal | None:
    if words[:1] == ["half"] and words[1:2] in (["a"], ["an"]):
        whole = _read_words(words[2:])
        return whole / 2 if whole else None
    total, current, seen = Decimal(0), Decimal(0), False
    for i, word in enumerate(words):
        if word == "and" and seen:
            continue
        if word in ("a", "an") and i == 0 and len(words) > 1:
            current = Decimal(1)
        elif word in _ONES or word in _TENS:
            current += _ONES.get(word, 0) or _TENS.get(word, 0)
        elif word in _GROUPS:
            current = max(current, Decimal(1)) * _GROUPS[word]
        elif word in _SCALES and len(word) > 3:
            total, current = total + max(current, Decimal(1)) * _SCALES[word], Decimal(0)
        else:
            return None
        seen = True
    return total + current if seen else None
