"""Expressions that count time: durations, what lies so many units before or after a point, what recurs, and plain references."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from dragoman.read.numerals import plain, read_number, read_ordinal
from dragoman.read.patterns import folded, one_of
from dragoman.read.time_words import COUNT, PART, PARTS, RANK, WEEKDAY, WEEKDAYS, Production, Scene, production
from dragoman.read.timex import UNKNOWN, Fixed, Grain, Moment, Point, at_grain, day, shift

_UNIT: Final = one_of(
    """seconds?, minutes?, mins?, hours?, days?, nights?, weeks?, weekends?, fortnights?, months?, quarters?, years?, decades?,
    centur(?:y|ies), millenni(?:um|a)"""
)
_PLURAL: Final = r"(?:seconds|minutes|hours|days|nights|weeks|months|years|decades|centuries|millennia)"
_HEDGE: Final = (
    "(?:"
    + one_of(
        """almost, nearly, about, around, roughly, approximately, some, more than, less than, fewer than, no more than, not more than,
        no less than, not less than, up to, as (?:many|few|little|long|much) as, at least, at most, at the most, just over, just under,
        well over, over, under, above, below, barely, hardly, only, just, perhaps, maybe, an estimated, a further, further, another,
        an additional, a full, full, the (?:first|last|past|next|coming|final|initial|same|other|remaining), (?:an initial|a) period of,
        an initial, a maximum of, a minimum of, the, its, these, those, most of, much of, the better part of, the best part of, close to,
        in excess of, all of, a good, a mere"""
    )
    + " ){0,3}"
)
_VAGUE: Final = one_of("several, couple of, a few, few, some, many, a couple of, a number of, a handful of")
_BETWEEN: Final = one_of("more, full, whole, single, straight, consecutive, long, short, good, working, business, calendar")
_LENGTH: Final = (
    r"(?:(?P<halfunit>half an? (?:minute|hour|day|year|decade|century|dozen (?:hours|days|weeks|months|years))|"
    r"half-(?:hour|day|year|century|decade))"
    r"|a quarter(?:\s|-)of an?(?:\s|-)(?P<quarterunit>century|hour|year)|three[\s-]quarters of an (?P<threequarters>hour)"
    rf"|(?:(?P<n>{COUNT})|(?P<vague>{_VAGUE})|(?P<one>an?))(?:(?:\s|-){_BETWEEN})?(?:\s|-)(?P<unit>{_UNIT})(?P<half> and a half)?"
    rf"(?: and (?P<n2>{COUNT}|an?)(?:\s|-)(?P<unit2>{_UNIT}))?)"
)
# "two days before the vote" is a length; "two days before" and "a year earlier" are points.
_TURN: Final = (
    r"(?P<turn>ago|hence|afterwards?|previously|from now|from today|(?:earlier|later)(?!\sthan)|(?:before|after)(?=\s*(?:[,.;:)”\"]|$)))"
)
_CODES: Final[dict[str, tuple[str, int, str]]] = {
    "second": ("PT", 1, "S"), "minute": ("PT", 1, "M"), "min": ("PT", 1, "M"), "hour": ("PT", 1, "H"), "day": ("P", 1, "D"),
    "night": ("P", 1, "D"), "week": ("P", 1, "W"), "weekend": ("P", 1, "WE"), "fortnight": ("P", 2, "W"), "month": ("P", 1, "M"),
    "quarter": ("P", 1, "Q"), "year": ("P", 1, "Y"), "decade": ("P", 10, "Y"), "century": ("P", 100, "Y"),
    "millennium": ("P", 1000, "Y"),
}  # fmt: skip
_FINER: Final = {("P", "Y"): (12, "P", "M"), ("PT", "H"): (60, "PT", "M"), ("PT", "M"): (60, "PT", "S"), ("P", "D"): (24, "PT", "H")}
_GRAINS: Final[dict[str, Grain]] = {
    "day": "day", "night": "day", "week": "week", "weekend": "week", "fortnight": "week", "month": "month", "quarter": "quarter",
    "year": "year", "decade": "decade", "century": "century", "millennium": "century",
}  # fmt: skip


def duration(number: Decimal, unit: str) -> str:
    """Return the ISO 8601 duration of so many units; a fraction goes to the finer unit.

    Half a year is P6M, a year and a half P1Y6M; a day and a half is counted in hours, PT36H.
    """
    prefix, size, letter = _CODES[singular(unit)]
    number *= size
    whole, finer = number.to_integral_value(ROUND_FLOOR), _FINER.get((prefix, letter))
    part = (number - whole) * finer[0] if finer else Decimal(0)
    if not finer or not part or part != part.to_integral_value():
        return f"{prefix}{plain(number)}{letter}"
    factor, fine_prefix, fine_letter = finer
    if not whole or fine_prefix != prefix:
        return f"{fine_prefix}{plain(part + whole * factor)}{fine_letter}"
    return f"{prefix}{plain(whole)}{letter}{plain(part)}{fine_letter}"


def vague(unit: str) -> str:
    """Return the duration of an unknown number of units: PXD, PTXH, and PXDE and PXCE, where a factor would tell of years."""
    prefix, size, letter = _CODES[singular(unit)]
    return f"{prefix}X{letter if size < 10 else {10: 'DE', 100: 'CE'}.get(size, 'ML')}"


def singular(unit: str) -> str:
    """Return the singular of a unit's name in lower case."""
    unit = unit.lower()
    return {"centuries": "century", "millennia": "millennium"}.get(unit, unit.removesuffix("s"))


def _length(match: re.Match[str]) -> tuple[str, Decimal | None, str]:
    """Return the duration, its number (None where it is not told) and its unit."""
    g = match.groupdict()
    if g["halfunit"]:
        unit = re.split(r"[\s-]", g["halfunit"].lower())[-1]
        number = Decimal(6) if "dozen" in g["halfunit"].lower() else Decimal("0.5")
        return duration(number, unit), number, unit
    fraction = g["quarterunit"] or g["threequarters"]
    if fraction:
        part = Decimal("0.75") if g["threequarters"] else Decimal("0.25")
        return duration(part, fraction), part, fraction
    unit = g["unit"] or ""
    if g["vague"]:
        couple = "couple" in g["vague"].lower()
        return (duration(Decimal(2), unit), Decimal(2), unit) if couple else (vague(unit), None, unit)
    number = (read_number(g["n"]) if g["n"] else Decimal(1)) or Decimal(0)
    number += Decimal("0.5") if g["half"] else 0
    value = duration(number, unit)
    return (value + _second_part(value, g) if g["n2"] else value), number, unit


def _second_part(value: str, g: dict[str, str | None]) -> str:
    more = duration(read_number(g["n2"] or "") or Decimal(1), g["unit2"] or "")
    return more.removeprefix("PT") if value.startswith("PT") else more.removeprefix("P")


def _read_duration(match: re.Match[str], _: Scene) -> Moment | None:
    return Fixed(_length(match)[0])


def _read_bare(match: re.Match[str], _: Scene) -> Moment | None:
    return Fixed(vague(match["unit"]))


def _read_range(match: re.Match[str], _: Scene) -> Moment | None:
    low, high = read_number(match["low"]), read_number(match["high"])
    return Fixed(f"{duration(low, match['unit'])}/{duration(high, match['unit'])}") if low is not None and high is not None else None


def _read_nth(match: re.Match[str], _: Scene) -> Moment | None:
    rank = read_ordinal(match["rank"]) if match["rank"] else int(match["n"])
    return Fixed(duration(Decimal(rank), match["unit"] or "day")) if rank else None


def _read_offset(match: re.Match[str], scene: Scene) -> Moment | None:
    words = match["turn"].lower()
    back = words in ("ago", "earlier", "before", "previously", "prior")
    deictic = words in ("ago", "hence") or words.startswith("from")
    bare = match.groupdict().get("bareunit")
    _, number, unit = ("", None, bare) if bare else _length(match)
    start = day(scene.anchor) if deictic else _base(singular(unit), scene)
    if number is None:
        return _unknown_away(unit, start, back, deictic)
    return _away(start, -number if back else number, singular(unit), deictic)


def _base(unit: str, scene: Scene) -> Point:
    # "in 2007 ... a year later" goes on from the year; "two days later" only from a day.
    if unit in ("second", "minute", "min", "hour"):
        return scene.near_day or day(scene.anchor)
    looked_back = scene.focus is not None and scene.focus.start <= scene.anchor
    if unit in ("day", "night", "week", "fortnight") and scene.focus_day and not looked_back:
        return scene.focus_day
    return scene.focus or day(scene.anchor)


def _away(start: Point, number: Decimal, unit: str, deictic: bool) -> Moment | None:
    if unit in ("second", "minute", "min", "hour"):
        return _hours_away(start, float(number) * {"hour": 60.0, "second": 1 / 60}.get(unit, 1.0))
    grain = _GRAINS[unit]
    units = number * {"fortnight": 2, "millennium": 10}.get(unit, 1)
    if units != units.to_integral_value():
        finer: dict[Grain, tuple[int, Grain]] = {"year": (12, "month"), "decade": (10, "year"), "century": (100, "year")}
        factor, grain = finer.get(grain, (1, grain))
        units *= factor
    if units != units.to_integral_value() or abs(units) > 10**6:
        return None
    if deictic and grain == "year" and abs(units) == 1:
        # "a year ago" points at a month, "ten years ago" only at a year.
        return shift(start, int(units) * 12, "month")
    return shift(start, int(units), grain)


def _hours_away(start: Point, minutes: float) -> Moment | None:
    if start.grain != "day":
        return start
    if not start.clock or start.clock == "24:00":
        return day(start.start + timedelta(round(minutes / 1440))) if abs(minutes) >= 1440 else day(start.start)
    total = int(start.clock[:2]) * 60 + int(start.clock[3:]) + round(minutes)
    return day(start.start + timedelta(total // 1440), clock=f"{total % 1440 // 60:02d}:{total % 60:02d}")


def _unknown_away(unit: str, start: Point, back: bool, deictic: bool) -> Moment:
    if singular(unit) in ("hour", "minute", "second") and start.grain == "day":
        return day(start.start)
    # "years ago" lies before the day of writing; "a few months afterwards" only after something else.
    return Fixed("PAST_REF" if back else "FUTURE_REF") if deictic else UNKNOWN


_FREQUENT: Final = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W", "monthly": "P1M", "quarterly": "P1Q",
    "yearly": "P1Y", "annual": "P1Y", "annually": "P1Y", "biannual": "P6M", "biennial": "P2Y", "twice-daily": "P1D", "twice-weekly": "P1W",
}  # fmt: skip


def _read_frequent(match: re.Match[str], _: Scene) -> Moment | None:
    return Fixed(_FREQUENT[match["often"].lower()], recurs=True)


def _read_every(match: re.Match[str], _: Scene) -> Moment | None:
    g = match.groupdict()
    if g["wd"] or g["wds"]:
        number = next(n for name, n in WEEKDAYS.items() if name == (g["wd"] or g["wds"]).lower().removesuffix("s"))
        return Fixed(f"XXXX-WXX-{number + 1}", recurs=True)
    if g["part"]:
        return Fixed("P1D", recurs=True)
    unit = g["unit"] or g["rate"] or g["again"]
    times = Decimal(2) if g["other"] else (read_number(g["n"]) or Decimal(1)) if g["n"] else Decimal(1)
    return Fixed(duration(times, unit), recurs=True)


_REFERENCES: Final = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "at present": "PRESENT_REF", "presently": "PRESENT_REF", "nowadays": "PRESENT_REF",
    "these days": "PRESENT_REF", "at the moment": "PRESENT_REF", "recently": "PAST_REF", "in the past": "PAST_REF",
    "formerly": "PAST_REF", "the past": "PAST_REF", "in recent years": "PAST_REF", "in recent months": "PAST_REF",
    "in recent weeks": "PAST_REF", "in recent days": "PAST_REF", "one day": "FUTURE_REF", "some day": "FUTURE_REF",
    "someday": "FUTURE_REF", "soon": "FUTURE_REF", "in future": "FUTURE_REF", "in the future": "FUTURE_REF", "the future": "FUTURE_REF",
    "the near future": "FUTURE_REF", "in the near future": "FUTURE_REF", "the medium term": "FUTURE_REF",
    "in the coming years": "FUTURE_REF", "shortly": "FUTURE_REF",
}  # fmt: skip


def _read_reference(match: re.Match[str], _: Scene) -> Moment | None:
    return Fixed(_REFERENCES[folded(match["ref"])])


def _read_later(match: re.Match[str], scene: Scene) -> Moment | None:
    word = match["then"].lower()
    if word == "then":
        return scene.focus or Fixed("PAST_REF")
    if word in ("earlier", "before", "previously"):
        return Fixed("PAST_REF")
    return (scene.focus_day or day(scene.anchor)) if scene.way <= 0 else Fixed("FUTURE_REF")


def _read_whole(match: re.Match[str], scene: Scene) -> Moment | None:
    unit = match["unit"].lower()
    if unit in ("night", "morning"):
        return day(scene.told_day, PARTS[unit])
    return at_grain(_GRAINS[unit], scene.told_day)


def _read_moment(_: re.Match[str], scene: Scene) -> Moment | None:
    return scene.focus or day(scene.anchor)


def _read_anniversary(match: re.Match[str], scene: Scene) -> Moment | None:
    number = read_number(match["n"])
    try:
        return day(date(scene.anchor.year - int(number or 0), scene.anchor.month, scene.anchor.day))
    except ValueError:
        return None


LENGTHS: Final[tuple[Production, ...]] = (
    production("to the day", rf"(?P<n>{COUNT}) years (?:ago )?to the (?:very )?day(?: ago)?", _read_anniversary),
    production("offset", rf"{_HEDGE}{_LENGTH} {_TURN}", _read_offset),
    production("offset", rf"(?:only |just )?(?P<bareunit>{_PLURAL}) {_TURN}", _read_offset),
    production(
        "often",
        rf"(?:almost |nearly |twice |three times |once )?(?P<often>{'|'.join(sorted(_FREQUENT, key=len, reverse=True))})",
        _read_frequent,
    ),
    production(
        "every",
        rf"(?:(?:almost |nearly )?(?:at [\w' ]{{3,16}} )?(?:every|each) (?:(?P<other>other) )?(?:(?P<n>{COUNT}) )?(?:single )?"
        rf"(?:(?P<unit>{_UNIT})|(?P<part>{PART})|(?P<wd>{WEEKDAY}))|(?P<wds>{WEEKDAY}s)"
        rf"|(?:once|twice|(?:{COUNT}) times) (?:an?|per|every) (?P<rate>{_UNIT})"
        r"|(?P<again>day|week|month|year|night) (?:after|by) (?P=again))",
        _read_every,
    ),
    production(
        "length range",
        rf"{_HEDGE}(?:(?P<between>between )(?=.{{1,40}} and ))?(?P<low>{COUNT})"
        rf"(?:\s?[-–]\s?(?=\d)| to | or |(?(between) and |(?!)))(?P<high>{COUNT})(?:\s|-)(?P<unit>{_UNIT})",
        _read_range,
    ),
    production("length", rf"{_HEDGE}{_LENGTH}(?!-old| old\b)", _read_duration),
    production(
        "nth",
        rf"(?:(?:an?|the|its|his|her|their) )?(?P<rank>{RANK})(?: (?:straight|consecutive|successive|full))? (?P<unit>second|minute|hour|"
        rf"day|night|week|month|quarter|year)|day (?P<n>\d{{1,3}})",
        _read_nth,
    ),
    production("whole", r"(?:all|the (?:whole|entire)) (?P<unit>day|night|morning|week|month|year)(?: long)?", _read_whole),
    production("moment", r"(?:the|that) (?:very )?(?:same )?(?:moment|time|hour|minute)", _read_moment),
    production("reference", rf"(?P<ref>{'|'.join(sorted(_REFERENCES, key=len, reverse=True))})", _read_reference),
    production("later", r"(?P<then>then|later|afterwards?|thereafter|earlier|before|previously)", _read_later),
    production(
        "bare length",
        rf"{_HEDGE}(?:(?:tens|hundreds|dozens|scores|thousands) of (?:(?:thousands|millions) of )?)?(?:the )?(?:(?:past|last|next|coming|"
        rf"recent|many|long|hard) )?(?P<unit>{_PLURAL})",
        _read_bare,
    ),
)
"""Productions for counted time, in order of preference."""
