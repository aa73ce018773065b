"""Expressions that name a day, or a part or hour of one: dates, weekdays, "yesterday evening", "at 5 p.m. on Thursday"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from dragoman.read.patterns import folded
from dragoman.read.time_words import (
    DAY_NUMBER,
    MONTH,
    PART,
    PARTS,
    RANK,
    SHORT_WEEKDAY,
    WEEKDAY,
    YEAR,
    Scene,
    clock,
    clock_of,
    day_number,
    month_number,
    production,
    weekday_number,
)
from dragoman.read.timex import Fixed, Moment, Point, Stretch, day, easter

_ABOUT: Final = r"(?:(?:at|about|around|shortly|just|soon|before|after|nearly|almost|some time|on or) ){1,3}"
_LEAD: Final = (
    rf"(?:(?P<rim>early|late|later|earlier)(?: on| in)? |(?:{_ABOUT})?(?:the )?(?:(?P<rim2>early|late) )?(?P<part>{PART})(?: on| of)? "
    rf"|(?:{_ABOUT})?{clock('1')}(?: on|,)? |(?:{_ABOUT})?(?P<bare>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    rf"[0-9]{{1,2}}(?:[.:][0-5][0-9])?)(?: on) (?={WEEKDAY} (?:morning|afternoon|evening|night)))"
)
_DMY: Final = rf"(?:the )?(?P<d>{DAY_NUMBER}|{RANK})(?: day)?(?: of)? (?P<mon>{MONTH})(?:,? (?P<y>{YEAR}))?"
_MDY: Final = rf"(?P<mon2>{MONTH})\s?(?:the )?(?P<d2>{DAY_NUMBER})(?![:.]\d)(?:,?\s?(?P<y2>{YEAR}))?"
_REL: Final = r"(?P<rel>this past|this coming|the coming|the previous|the following|last|next|this|that|the same)"
_WEEKDAY: Final = rf"(?:{_REL} )?(?P<wd>{WEEKDAY})"
_DEICTIC: Final = r"(?P<deictic>the day before yesterday|the day after tomorrow|today|yesterday|tomorrow|tonight)"
_NARRATED: Final = (
    r"(?P<told>(?:on )?(?:the|that) (?:very )?(?:same|following|next|previous|preceding) day|the day (?:before|after)|"
    r"(?:on )?that (?:very |same )?day)"
)
_DATED: Final = rf"(?:(?P<before>last) )?(?:(?P<dwd>{WEEKDAY}|{SHORT_WEEKDAY}),? )?(?:{_DMY}|{_MDY})"
_TAIL: Final = rf"(?:,? (?:at )?(?P<tail>{PART}))?(?:,? (?:at )?(?:about |around )?{clock('2')})?"
_OF_WEEK: Final = rf"(?P<wdw>{WEEKDAY}) (?:of )?(?P<week>last|this|next) week"
_DAY: Final = rf"(?:{_LEAD})?(?:{_DATED}|{_OF_WEEK}|{_WEEKDAY}|{_DEICTIC}|{_NARRATED}){_TAIL}"

_HOLIDAYS: Final = {
    "new year's eve": (12, 31), "new year’s eve": (12, 31), "new year's day": (1, 1), "new year’s day": (1, 1), "new year": (1, 1),
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26), "epiphany": (1, 6),
    "valentine's day": (2, 14), "valentine’s day": (2, 14), "nowruz": (3, 20), "novruz": (3, 20), "may day": (5, 1),
    "bastille day": (7, 14), "halloween": (10, 31), "all saints' day": (11, 1), "armistice day": (11, 11),
}  # fmt: skip
_EASTER_FEASTS: Final = {"good friday": -2, "easter sunday": 0, "easter monday": 1, "easter": 0, "ascension day": 39, "pentecost": 49}
_FEAST: Final = "|".join(sorted((*_HOLIDAYS, *_EASTER_FEASTS), key=len, reverse=True))
NEAR_DAYS: Final = 60
FAR_DAYS: Final = 300
"""A day without a year is the one at most NEAR_DAYS away, where the tense points to its namesake more than FAR_DAYS away."""


def nearest_year(scene: Scene, month: int, number: int, weekday: str = "") -> date | None:
    """Return the date with this day and month that the scene means: the last one, the coming one, or the nearest where it does not show.

    A weekday that goes with the date settles the year.
    """
    options = [d for y in range(scene.anchor.year - 2, scene.anchor.year + 3) if (d := safe_date(y, month, number))]
    fitting = [d for d in options if weekday and d.weekday() == weekday_number(weekday)]
    if fitting:
        return min(fitting, key=lambda d: (abs((d - scene.anchor).days), d))
    nearest = min(options, key=lambda d: (abs((d - scene.anchor).days), d), default=None)
    if nearest is None or scene.way == 0:
        return nearest
    past, ahead = [d for d in options if d <= scene.anchor], [d for d in options if d >= scene.anchor]
    chosen = past[-1:] if scene.way < 0 else ahead[:1]
    close = abs((nearest - scene.anchor).days) <= NEAR_DAYS
    return nearest if not chosen or (close and abs((chosen[0] - scene.anchor).days) > FAR_DAYS) else chosen[0]


def safe_date(year: int, month: int, number: int) -> date | None:
    """Return the date, or None where the calendar has no such day."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def weekday_from(start: date, number: int, way: int) -> date:
    """Return the weekday on or before a day (`way` -1) or on or after it (`way` 1)."""
    back = (start.weekday() - number) % 7
    return start - timedelta(back) if way < 0 else start + timedelta(-back % 7)


def _read_day(match: re.Match[str], scene: Scene) -> Moment | None:
    g = match.groupdict()
    if folded(g["told"]).endswith(("same day", "that day")) and scene.focus and scene.focus.grain != "day":
        # "In December 2022 he was impeached; the same day ..." is known no nearer than its month.
        return scene.focus
    when = _base_day(match, scene)
    if when is None:
        return None
    time = clock_of(match, "2") or clock_of(match, "1") or _bare_clock(g.get("bare"), g.get("tail"))
    if time:
        late = (g.get("tail") or "").lower() in ("afternoon", "evening") and time < "12:00"
        return day(when, clock=f"{int(time[:2]) + 12}{time[2:]}" if late else time)
    return day(when, part=_part(g) or ("NI" if (g.get("deictic") or "").lower() == "tonight" else ""))


def _part(g: dict[str, str | None]) -> str:
    word, rim = folded(g.get("tail") or g.get("part")), folded(g.get("rim"))
    if word:
        return PARTS[word]
    # "early on Tuesday" is its morning and "late on Tuesday" its evening; "later on Tuesday" is no part.
    return {"early": "MO", "late": "EV"}.get(rim, "")


def _bare_clock(words: str | None, part: str | None) -> str:
    if not words or not part:
        return ""
    half = "am" if part.lower() == "morning" else "pm"
    match = re.fullmatch(clock("9"), f"{words} in the {part}" if words.isalnum() else f"{words}{half}", re.IGNORECASE)
    return clock_of(match, "9") if match else ""


def _base_day(match: re.Match[str], scene: Scene) -> date | None:
    g = match.groupdict()
    if g["mon"] or g["mon2"]:
        return _dated(g, scene)
    if g["wdw"]:
        monday = scene.anchor - timedelta(scene.anchor.weekday() - 7 * {"last": -1, "next": 1}.get(folded(g["week"]), 0))
        return monday + timedelta(weekday_number(g["wdw"]))
    if g["wd"]:
        return _weekday(weekday_number(g["wd"]), folded(g["rel"]), scene)
    if g["deictic"]:
        away = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}
        return scene.anchor + timedelta(away.get(folded(g["deictic"]), 0))
    told = folded(g["told"])
    base = scene.focus_day.start if scene.focus_day else scene.anchor
    return base + timedelta(1 if re.search("follow|next|after", told) else -1 if re.search("prev|prec|before", told) else 0)


def _dated(g: dict[str, str | None], scene: Scene) -> date | None:
    number, month = day_number(g["d"] or g["d2"] or ""), month_number(g["mon"] or g["mon2"] or "")
    stated = g["y"] or g["y2"]
    if stated:
        return safe_date(int(stated), month, number)
    return nearest_year(replace(scene, way=-1) if g["before"] else scene, month, number, g["dwd"] or "")


def _weekday(number: int, relation: str, scene: Scene) -> date:
    one = timedelta(1)
    if relation in ("last", "this past"):
        return weekday_from(scene.anchor - one, number, -1)
    if relation in ("next", "this coming", "the coming"):
        return weekday_from(scene.anchor + one, number, 1)
    if relation in ("that", "the following", "the previous", "the same") and scene.focus_day:
        way = -1 if relation == "the previous" else 1
        return weekday_from(scene.focus_day.start + way * (timedelta(0) if relation == "that" else one), number, way)
    return weekday_from(scene.anchor, number, 1 if scene.way > 0 else -1)


def _read_weekdays(match: re.Match[str], scene: Scene) -> Moment | None:
    first, last = (_weekday(weekday_number(match[k]), "", scene) for k in ("wd1", "wd2"))
    if last < first:
        first, last = (first - timedelta(7), last) if scene.way <= 0 else (first, last + timedelta(7))
    return Stretch(day(first), day(last))


def _read_day_range(match: re.Match[str], scene: Scene) -> Moment | None:
    stated, month = match["y"], month_number(match["mon"])
    first_month = month_number(match["mon1"]) if match.groupdict().get("mon1") else month
    number = day_number(match["d2"])
    last = safe_date(int(stated), month, number) if stated else nearest_year(replace(scene, way=0), month, number)
    first = safe_date(last.year - (first_month > month), first_month, day_number(match["d1"])) if last else None
    return Stretch(day(first), day(last)) if first and last and first < last else None


def _read_numeric(match: re.Match[str], _: Scene) -> Moment | None:
    if match.groupdict().get("iy"):
        when = safe_date(int(match["iy"]), int(match["im"]), int(match["id"]))
        return day(when) if when else None
    a, b, year = int(match["a"]), int(match["b"]), int(match["ny"])
    readings = {d for d in (safe_date(year, a, b), safe_date(year, b, a)) if d}
    # 03/04/2025 is April 3 here and March 4 there: only the year is sure.
    return day(readings.pop()) if len(readings) == 1 else Fixed(f"{year:04d}-XX-XX") if readings else None


def _read_clock(match: re.Match[str], scene: Scene) -> Moment | None:
    time = clock_of(match, "1") or (_bare_clock(match["bare"], "morning") if match.groupdict().get("bare") else "")
    if not time:
        return None
    if _daily(scene):
        return Fixed(f"T{time}")
    base = scene.told_day
    if scene.near_day and scene.near_day.clock >= "12:00" > time and "a" not in match[0].lower():
        # "at 1.20 p.m. ... at 1.31": the half of the day goes on.
        time = f"{int(time[:2]) + 12}{time[2:]}"
    if time == "24:00" and re.search(r"\b(?:from|after|past|since)$", scene.before):
        return day(base if scene.before.endswith("past") else base + timedelta(1), clock="00:00")
    return day(base, clock=time)


def _daily(scene: Scene) -> bool:
    return "curfew" in scene.before or "every " in scene.before or "curfew" in scene.after


def _read_part(match: re.Match[str], scene: Scene) -> Moment | None:
    relation, word = folded(match["rel"]), folded(match["part"])
    told = scene.focus_day.start if scene.focus_day and relation.startswith(("that", "the same", "the very")) else scene.told_day
    away = {"the next": 1, "the following": 1, "next": 1, "the previous": -1, "the preceding": -1}.get(relation, 0)
    if relation in ("last", "this"):
        return day(scene.anchor - timedelta(relation == "last"), PARTS[word])
    if match["rel2"]:
        away = -1
    if word == "night" and not relation:
        return Fixed("TNI")
    if word == "night" and relation == "the" and not away:
        # "during the night" is the one that ended on the day the story stands on.
        away = -1
    return day(told + timedelta(away), PARTS[word])


def _read_overnight(_: re.Match[str], scene: Scene) -> Moment | None:
    return day(scene.anchor - timedelta(1), "NI")


def _read_holiday(match: re.Match[str], scene: Scene) -> Moment | None:
    name = folded(match["feast"])
    years = [int(match["y"])] if match["y"] else [scene.anchor.year + n for n in (-1, 0, 1)]
    if name in _HOLIDAYS:
        month, number = _HOLIDAYS[name]
        return day(date(years[0], month, number)) if match["y"] else _near(scene, [date(y, month, number) for y in years])
    shift = timedelta(_EASTER_FEASTS[name])
    orthodox = folded(match["rite"]) == "orthodox"
    return _near(scene, [easter(y, orthodox) + shift for y in years])


def _near(scene: Scene, options: list[date]) -> Point:
    if scene.way > 0:
        return day(next((d for d in options if d >= scene.anchor), options[-1]))
    if scene.way < 0:
        return day(next((d for d in reversed(options) if d <= scene.anchor), options[0]))
    return day(min(options, key=lambda d: (abs((d - scene.anchor).days), d)))


def _read_day_of_month(match: re.Match[str], scene: Scene) -> Moment | None:
    number, base = day_number(match["d"]), scene.focus if scene.focus and scene.focus.grain in ("day", "month") else day(scene.anchor)
    months = [(base.start.year * 12 + base.start.month - 1 + n) for n in (-1, 0, 1)]
    options = [d for i in months if (d := safe_date(i // 12, i % 12 + 1, number))]
    return _near(replace(scene, anchor=base.start), options) if options else None


DAYS: Final = (
    production(
        "numeric date",
        r"(?P<iy>(?:1[0-9]|2[01])\d\d)-(?P<im>0[1-9]|1[0-2])-(?P<id>0[1-9]|[12]\d|3[01])(?!\d)(?:T[0-9:.]{2,12}Z?)?",
        _read_numeric,
    ),
    production("numeric date", r"(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<ny>(?:1[0-9]|2[01])\d\d)(?!\d)", _read_numeric),
    production(
        "days",
        rf"(?P<d1>{DAY_NUMBER}) (?P<mon1>{MONTH})(?:\s?[-–—]\s?| to | through )(?P<d2>{DAY_NUMBER}) (?P<mon>{MONTH})(?:,? (?P<y>{YEAR}))?",
        _read_day_range,
    ),
    production(
        "days",
        rf"(?:(?:{WEEKDAY}),? )?(?P<d1>{DAY_NUMBER})(?:\s?[-–—/]\s?| to | and | through |"
        rf" or )(?:(?:{WEEKDAY}),? )?(?P<d2>{DAY_NUMBER}) (?P<mon>{MONTH})(?:,? (?P<y>{YEAR}))?",
        _read_day_range,
    ),
    production(
        "days",
        rf"(?P<mon>{MONTH})\s(?P<d1>{DAY_NUMBER})(?:\s?[-–—/]\s?| to | and | through | or )(?P<d2>{DAY_NUMBER})(?!\s?(?:[ap]\.?m\b|per|"
        rf"%))(?:,? (?P<y>{YEAR}))?",
        _read_day_range,
    ),
    production("weekdays", rf"(?P<wd1>{WEEKDAY})(?: and | or |\s?[-–—]\s?| to | through )(?P<wd2>{WEEKDAY})", _read_weekdays),
    production("day", _DAY, _read_day),
    production("clock", rf"(?:{_ABOUT})?{clock('1')}", _read_clock),
    production("clock", r"(?:at|by|until|till|before|after) (?P<bare>[0-9]{1,2}[.:][0-5][0-9])(?!\d|\s?(?:%|per|m\b|b))", _read_clock),
    production(
        "part of day",
        rf"(?:{_ABOUT})?(?:in )?(?:(?P<rel>the (?:next|following|previous|preceding|same|very same)|last|this|that|the|next|early|"
        rf"late) )?(?P<part>{PART})(?:-time)?(?: (?P<rel2>before))?",
        _read_part,
    ),
    production("overnight", r"overnight", _read_overnight),
    production("holiday", rf"(?P<rite>orthodox |western )?(?P<feast>{_FEAST})(?:,? (?:of )?(?P<y>{YEAR}))?", _read_holiday),
    production("day of month", rf"(?:the )(?P<d>{DAY_NUMBER}(?<=[hdt]))", _read_day_of_month),
)
"""Productions for days and parts of days, in order of preference."""
