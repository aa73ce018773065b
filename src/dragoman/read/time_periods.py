"""Expressions that name a longer unit of the calendar: weeks, weekends, months, quarters, seasons, years, decades, and parts of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from dragoman.read.numerals import read_ordinal
from dragoman.read.patterns import folded, one_of
from dragoman.read.time_days import nearest_year, safe_date
from dragoman.read.time_words import (
    DAY_NUMBER,
    MONTH,
    NAMED_SEASONS,
    RANK,
    SEASON,
    UNITS,
    YEAR,
    Production,
    Scene,
    day_number,
    month_number,
    production,
)
from dragoman.read.timex import Fixed, Grain, Moment, Point, Stretch, Third, at_grain, day, month, season, shift, week, weekend, year

_RELATION: Final = one_of(
    "the same, the very same, the following, the next, the previous, the preceding, the coming, the current, the last, the past, this past,"
    "this coming, last, next, this, that, the"
)
_END: Final = r"(?=\s*(?:[,.;:)”\"]|$))"
_EARLY: Final = r"(?:(?:the )?(?P<rim>early|late|mid|later|earlier|the middle of|the end of)(?:\s?-\s?| in | of | ))?"
_PART_OF: Final = (
    r"(?:the )?(?:very )?(?:(?P<slice>end|close|start|beginning|middle|early part|latter part|turn|"
    r"(?:first|opening|last|closing|final)(?: few)? (?:days|weeks|months))|(?P<half>first|second|latter) half|"
    rf"(?P<rank>{RANK}) (?P<sub>week|quarter|weekend)|(?P<all>whole|course|rest|remainder|duration)) of "
)
_MONTHS: Final = (
    rf"(?P<mon>{MONTH})(?:,? (?:of |in )?(?P<y>{YEAR}))?"
    r"(?: (?:of )?(?P<yrel>last|this|next|the same|that|the following|the previous) year)?"
    rf"|(?P<rel2>last|next|this|that|this past|this coming|the following|the previous|the same) (?P<relmon>{MONTH})"
)
_SEASONS: Final = rf"(?:(?P<srel>{_RELATION}) )?(?P<season>{SEASON})(?: season)?(?:,? (?:of )?(?P<sy>{YEAR}))?(?: (?P<sback>before){_END})?"
_UNITS: Final = (
    rf"(?P<loose>weekend)|(?P<rel>{_RELATION}) (?P<unit>week|weekend|month|quarter|year|decade|century)(?: (?P<back>before|after){_END})?"
    r"(?: before (?P<twice>last))?"
)
_DECADES: Final = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90,
}  # fmt: skip
_LONG: Final = (
    rf"(?:the )?(?P<dec>(?:1[5-9]|20)\d0)['’]?s|the (?:['’])?(?P<shortdec>[1-9]0)s|the (?P<decname>{'|'.join(_DECADES)})"
    rf"|(?:the )?(?P<cent>{RANK})(?:\s|\s?-\s?)century"
)
_QUARTERS: Final = (
    r"(?:(?P<q>(?-i:Q[1-4]))|(?:the )?(?P<qname>first|second|third|fourth|last|final|next)[\s-]quarter)"
    rf"(?:,? (?:of )?(?:(?P<qy>{YEAR})|(?P<qrel>this|last|next|the) year))?"
)
_YEARS: Final = rf"(?:fiscal |financial )?(?P<year>{YEAR})(?:\s?[-/]\s?(?P<yend>\d\d)(?![\d-]))?"
_NAMED: Final = rf"(?:{_MONTHS}|{_SEASONS}|{_UNITS}|{_LONG}|{_QUARTERS}|{_YEARS})"
_THIRDS: Final[dict[str, Third]] = {"early": "early", "late": "late", "mid": "mid", "the middle of": "mid", "the end of": "late"}


def _read_period(match: re.Match[str], scene: Scene) -> Moment | None:
    moment = _named(match, scene)
    if isinstance(moment, Point) and match.groupdict().get("rim"):
        return replace(moment, third=_THIRDS.get(folded(match["rim"]), ""))
    return moment


_Groups = dict[str, str | None]


def _named(match: re.Match[str], scene: Scene) -> Moment | None:
    g = match.groupdict()
    return next((read(g, scene) for groups, read in _READINGS if any(g[name] for name in groups)), None)


def _relation(words: str | None) -> int | None:
    phrase = folded(words)
    if phrase in ("", "the"):
        return None
    if re.search(r"\b(?:last|previous|preceding|past)\b", phrase):
        return -1
    return int(bool(re.search(r"\b(?:next|following|coming)\b", phrase)))


def _told(words: str | None) -> bool:
    # "the following month" goes on from the story's last point; "next month" from the day of writing.
    return bool(re.search(r"\b(?:following|previous|preceding|same|that|the next)\b", (words or "").lower()))


def _month(g: _Groups, scene: Scene) -> Moment | None:
    number = month_number(g["mon"] or g["relmon"] or "")
    if g["y"]:
        return month(int(g["y"]), number)
    if g["yrel"]:
        base = scene.focus.start.year if scene.focus and _told(g["yrel"]) else scene.anchor.year
        return month(base + (_relation(g["yrel"]) or 0), number)
    relation = folded(g["rel2"])
    if _told(relation) and scene.focus:
        start = scene.focus.start
        return month(start.year, start.month + (number - start.month) % 12 - (12 if relation == "the previous" else 0))
    way = _relation(relation)
    if way == 0:
        return month(scene.anchor.year, number)
    ahead = (number - scene.anchor.month) % 12
    if way is None:
        return month(scene.anchor.year, scene.anchor.month + (ahead if ahead == 0 or scene.way > 0 else ahead - 12))
    return month(scene.anchor.year, scene.anchor.month + ((ahead or 12) if way > 0 else ahead - 12))


def _season(g: _Groups, scene: Scene) -> Moment | None:
    name = NAMED_SEASONS[(g["season"] or "").lower()]
    if g["sy"]:
        return season(int(g["sy"]), name)
    words = g["srel"]
    base = scene.focus.start if scene.focus and (_told(words) or g["sback"]) else scene.anchor
    this = next(p for y in (base.year - 1, base.year, base.year + 1) if (p := season(y, name)).days().latest >= base)
    running = this.days().earliest <= base
    way = -1 if g["sback"] else _relation(words)
    if way == 0:
        # "this summer" in November is the one of this year, already over.
        return season(base.year, name) if not running else this
    if way is None:
        return this if scene.way > 0 or running else season(this.start.year - 1, name)
    # In November "last summer" is this year's; in July it is last year's.
    return season(this.start.year + (1 if running else 0), name) if way > 0 else season(this.start.year - 1, name)


def _unit(g: _Groups, scene: Scene) -> Moment | None:
    if g["loose"]:
        return _weekend(None, scene)
    unit, words = UNITS[folded(g["unit"])], g["rel"]
    if re.search(r"\bpast$|^the last$", folded(words)):
        # "in the past year" counts twelve months back; "last year" is the calendar's.
        return Fixed({"week": "P1W", "month": "P1M", "quarter": "P1Q", "decade": "P10Y", "century": "P100Y"}.get(unit, "P1Y"))
    way = -1 if g["back"] == "before" else 1 if g["back"] == "after" else _relation(words)
    if unit == "weekend":
        return _weekend(way, scene)
    base = scene.focus if scene.focus and (_told(words) or g["back"]) else None
    if base is None:
        base = _sunday_ahead(scene, unit, way)
    here = at_grain(unit, base.start)
    steps = (way or 0) * (2 if g["twice"] else 1)
    return shift(here, steps, unit) if steps else here


def _sunday_ahead(scene: Scene, unit: Grain, way: int | None) -> Point:
    # On a Sunday "this week" with a future verb is the week that begins the next morning.
    ahead = unit == "week" and way == 0 and scene.way > 0 and scene.anchor.weekday() == 6
    return day(scene.anchor + timedelta(1)) if ahead else day(scene.anchor)


def _weekend(way: int | None, scene: Scene) -> Point:
    here = weekend(scene.anchor)
    began = here.start <= scene.anchor
    if way == 1:
        return weekend(scene.anchor + timedelta(7)) if began else here
    gone = scene.way < 0 or (way is None and scene.way == 0)  # what "took place this weekend", says a Tuesday's report, is over
    if way == -1 or (way != 1 and gone and not began):
        return weekend(scene.anchor - timedelta(7))
    return here


def _century(g: _Groups, _: Scene) -> Moment | None:
    return Point("century", date(max((read_ordinal(g["cent"] or "") or 1) * 100 - 100, 1), 1, 1))


def _year(g: _Groups, _: Scene) -> Moment | None:
    first = int(g["year"] or 0)
    last = first // 100 * 100 + int(g["yend"]) if g["yend"] else first
    return year(first) if not g["yend"] else Stretch(year(first), year(last)) if last > first else None


def _decade(g: _Groups, _: Scene) -> Moment | None:
    if g["dec"]:
        # "the 1800s" are a century, "the 2000s" ten years.
        return Point("century" if g["dec"].endswith("00") and g["dec"] != "2000" else "decade", date(int(g["dec"]), 1, 1))
    number = int(g["shortdec"]) if g["shortdec"] else _DECADES[(g["decname"] or "").lower()]
    return Point("decade", date(1900 + number, 1, 1))


def _quarter(g: _Groups, scene: Scene) -> Moment | None:
    name = (g["qname"] or "").lower()
    if name == "next" or (name == "last" and not g["qy"] and not g["qrel"]):
        return shift(at_grain("quarter", scene.anchor), 1 if name == "next" else -1, "quarter")
    number = int(g["q"][1]) if g["q"] else {"first": 1, "second": 2, "third": 3}.get(name, 4)
    if g["qy"] or g["qrel"]:
        y = int(g["qy"]) if g["qy"] else scene.anchor.year + (_relation(g["qrel"]) or 0)
        return Point("quarter", date(y, number * 3 - 2, 1))
    start = nearest_year(scene, number * 3 - 2, 1)
    return Point("quarter", start) if start else None


_READINGS: Final[tuple[tuple[tuple[str, ...], Callable[[_Groups, Scene], Moment | None]], ...]] = (
    (("mon", "relmon"), _month),
    (("season",), _season),
    (("loose", "unit"), _unit),
    (("dec", "shortdec", "decname"), _decade),
    (("cent",), _century),
    (("q", "qname"), _quarter),
    (("year",), _year),
)


def _read_part_of(match: re.Match[str], scene: Scene) -> Moment | None:
    whole = _named(match, scene)
    if not isinstance(whole, Point):
        return None
    words = (match["slice"] or "").lower()
    if match["half"]:
        last = match["half"].lower() != "first"
        if whole.grain == "year":
            return Point("half", date(whole.start.year, 7 if last else 1, 1))
        return replace(whole, third="late" if last else "early")
    if match["rank"]:
        return _ranked(read_ordinal(match["rank"]) or 0, match["sub"].lower(), whole)
    early = words.startswith(("start", "beginning", "early", "first", "opening", "turn"))
    return replace(whole, third="early" if early else "mid" if words == "middle" else "late" if words else "")


def _ranked(rank: int, unit: str, whole: Point) -> Moment | None:
    if unit == "quarter":
        return Point("quarter", date(whole.start.year, rank * 3 - 2, 1)) if whole.grain == "year" and 1 <= rank <= 4 else None
    if whole.grain != "month" or not 1 <= rank <= 5:
        return None
    # The n-th week of a month is the ISO week around the middle of its n-th seven days.
    inside = whole.start + timedelta(7 * (rank - 1) + 3)
    return week(inside) if unit == "week" else weekend(inside)


def _read_week_of(match: re.Match[str], scene: Scene) -> Moment | None:
    number, name = day_number(match["d"] or match["d2"]), month_number(match["mon"] or match["mon2"])
    stated = match["y"]
    when = safe_date(int(stated), name, number) if stated else nearest_year(scene, name, number)
    return week(when) if when else None


def _read_years(match: re.Match[str], _: Scene) -> Moment | None:
    first, last = int(match["y1"]), int(match["y2"])
    return Stretch(year(first), year(last)) if first < last else None


def _read_months(match: re.Match[str], scene: Scene) -> Moment | None:
    number, until = month_number(match["m1"]), month_number(match["m2"])
    if match["y"]:
        last = month(int(match["y"]), until)
    else:
        whole = _month({"mon": match["m2"], "relmon": None, "y": None, "yrel": None, "rel2": None}, scene)
        if not isinstance(whole, Point):
            return None
        last = whole
    return Stretch(month(last.start.year, number - (12 if number > until else 0)), last)


PERIODS: Final[tuple[Production, ...]] = (
    production("years", rf"(?:between )?(?P<y1>{YEAR})(?:\s?[-–—]\s?| to | and | through )(?P<y2>{YEAR})", _read_years),
    production(
        "months",
        rf"(?:between )?(?P<m1>{MONTH})(?:\s?[-–—/]\s?| to | and | through )(?P<m2>{MONTH})(?:,? (?:in |of )?(?P<y>{YEAR}))?",
        _read_months,
    ),
    production(
        "week of a day",
        rf"the week (?:of|beginning|starting|commencing)(?: on)? (?:(?P<d>{DAY_NUMBER}) (?P<mon>{MONTH})|"
        rf"(?P<mon2>{MONTH}) (?P<d2>{DAY_NUMBER}))(?:,? (?P<y>{YEAR}))?",
        _read_week_of,
    ),
    production("part of a period", _PART_OF + _NAMED, _read_part_of),
    production("period", _EARLY + _NAMED, _read_period),
)
"""Productions for calendar units longer than a day, in order of preference."""
