"""Units of what news counts, to one symbol each: physical units by pint's symbols, news units and people by our own table."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, Final

from dragoman.read.patterns import folded, words

PERSONS: Final = "persons"
UNIT_FORMS: Final = {
    "tonne": "t", "ton": "t", "metric ton": "t", "metric tonne": "t", "mt": "t", "t": "t", "barrel": "bbl", "bbl": "bbl", "bcm": "m3",
    "cubic metre": "m3", "cubic meter": "m3", "cubic foot": "ft3", "cubic feet": "ft3", "cubic kilometre": "km3",
    "cubic kilometer": "km3", "nautical mile": "nmi", "mile": "mi", "kilometre": "km", "kilometer": "km", "km": "km", "metre": "m",
    "meter": "m", "m": "m", "foot": "ft", "feet": "ft", "hectare": "ha", "ha": "ha", "acre": "acre", "square kilometre": "km2",
    "square kilometer": "km2", "sq km": "km2", "square mile": "mi2", "square metre": "m2", "square meter": "m2", "kilogram": "kg",
    "kilogramme": "kg", "kilo": "kg", "kg": "kg", "gram": "g", "gramme": "g", "pound": "lb", "litre": "l", "liter": "l", "gallon": "gal",
    "megawatt": "MW", "mw": "MW", "gigawatt": "GW", "gw": "GW", "kilowatt": "kW", "kilowatt-hour": "kWh", "kwh": "kWh",
    "megawatt-hour": "MWh", "gigawatt-hour": "GWh", "terawatt-hour": "TWh", "twh": "TWh", "gigabyte": "GB", "gb": "GB", "terabyte": "TB",
    "megabyte": "MB", "mmbtu": "MMBtu", "million british thermal units": "MMBtu", "million btu": "MMBtu", "kiloton": "kt",
    "megaton": "Mt", "percentage point": "pp", "basis point": "bp", "degree": "°C", "knot": "kn", "troy ounce": "ozt", "ounce": "oz",
    "carat": "ct",
}  # fmt: skip
_SCALED_FORMS: Final = {"bcm": 10**9}
RATES: Final = {
    "second": "s", "minute": "min", "hour": "h", "day": "d", "week": "wk", "month": "mo", "quarter": "q", "year": "yr", "annum": "yr",
    "daily": "d", "weekly": "wk", "monthly": "mo", "annually": "yr", "yearly": "yr",
}  # fmt: skip
_PREFIXED: Final = re.compile(
    r"(?:square |cubic )?(?:micro|milli|centi|kilo|mega|giga|tera)?(?:metre|meter|gram|gramme|watt|litre|liter|joule|byte|bit|volt|hertz|"
    r"pascal|watt-hour)s?"
)
_IRREGULAR: Final = {
    "men": "man",
    "women": "woman",
    "feet": "foot",
    "lives": "life",
    "crises": "crisis",
    "people": "person",
    "children": "child",
}
_PEOPLE: Final = words(
    """person people persons man woman child life death dead strong soul victim casualty fatality civilian soldier troop troops policeman
    police officer general marine sailor fisherman crewman passenger driver worker guard coastguard ranger fighter rebel militant
    insurgent militiaman gunman hostage captive prisoner detainee inmate refugee migrant asylum-seeker evacuee villager resident
    inhabitant citizen national countryman pilgrim monk priest nun imam cleric journalist reporter teacher doctor nurse medic paramedic
    rescuer engineer technician instructor trainer adviser advisor expert inspector observer monitor peacekeeper blue-helmet diplomat
    envoy ambassador minister official aide deputy lawmaker senator member leader president monarch head-of-state executive businessman
    businesspeople banker trader farmer peasant herder miner docker student pupil schoolchild teenager boy girl baby infant widow mother
    father son daughter brother sister relative kin descendant family-member guest delegate participant attendee supporter activist
    protester protestor demonstrator striker marcher voter elector returnee deserter recruit conscript reservist volunteer veteran
    mercenary agent spy hacker criminal suspect defendant convict accused witness lawyer judge prosecutor arrival visitor tourist
    worshipper churchgoer mourner exile emigrant dissident opponent nationalist northerner southerner hero martyr element combatant
    personnel staff crew household-member manpower prime-minister king queen pope bishop teammate athlete swimmer player fan footballer
    jawan private colonel major captain lieutenant sergeant pilot commando terrorist bomber-pilot assailant attacker other others rest
    seafarer mayor governor consul attache gendarme infantryman grower clerk delegation councillor jurist author writer scientist scholar
    academic analyst economist specialist employee labourer laborer"""
)
_NOT_PEOPLE: Final = words(
    """container launcher helicopter bomber cruiser destroyer lorry reactor tractor paper number chapter tanker carrier freighter trawler
    centre center computer booster corridor sector tower shutter transformer letter order border power quarter bunker shelter waiver
    matter offer tender barrier river motor poster sampler counter charter meter litre liter silo theatre dinner summer winter server
    router printer trailer steamer cutter minesweeper interceptor factor error terror door floor colour mirror harbour
    indicator generator detector radar ladder folder figure measure chamber character parameter register newspaper
    bulldozer excavator digger loader charger committee guarantee levee
    jubilee coffee cluster canister cylinder crater frontier pier voucher banner corner layer chopper boulder disaster prayer
    giant copper"""
)
_PERSON_ENDINGS: Final = ("man", "woman", "girl", "boy", "er", "or", "ist", "ee", "ian", "eer", "wright", "smith", "ant")
_NOT_ANT: Final = words("plant grant restaurant consonant variant covenant implant")
_KEPT_UNITS: Final = {
    "warship": "ships", "lorry": "lorries", "armoured vehicle": "vehicles", "jet": "aircraft", "fighter jet": "aircraft",
    "plane": "aircraft", "warplane": "aircraft", "craft": "vessels", "mandate": "seats", "agreement": "documents", "deal": "documents",
}  # fmt: skip


def singular(noun: str) -> str:
    """Return a noun's singular in lower case, by rule: lorries is lorry, batteries battery, buses bus."""
    noun = noun.lower()
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("men"):
        return noun[:-3] + "man"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes", "oes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


def is_person(noun: str) -> bool:
    """Tell whether a noun, or a demonym with its capital ("Filipinos"), stands for people."""
    one = singular(noun)
    if one in _PEOPLE:
        return True
    if one in _NOT_PEOPLE or one in UNIT_FORMS:
        return False
    if noun.isalpha() and noun[:1].isupper() and noun[1:].islower():
        return noun.endswith(("s", "ese", "i", "ish", "ch"))
    return one not in _NOT_ANT and len(one) > 4 and one.endswith(_PERSON_ENDINGS)


def rate_symbol(text: str) -> str:
    """Return the symbol of "a year", "per day", "annually" (`yr`, `d`), "" where the words are no rate."""
    match = re.fullmatch(r"(?:(?:an?|per|each|every) )?(\w+)", folded(text))
    return RATES.get(match[1], "") if match else ""


def scale_of(unit: str) -> int:
    """Return what a unit that hides a number multiplies by: a bcm is a thousand million cubic metres."""
    return _SCALED_FORMS.get(unit.lower().strip(), 1)


def symbol_of(unit: str) -> str | None:
    """Return the symbol of a physical unit, None where the words are none."""
    lower = folded(unit)
    for form in (lower, singular(lower), " ".join((*lower.split()[:-1], singular(lower.split()[-1]))) if lower else ""):
        if form in UNIT_FORMS:
            return UNIT_FORMS[form]
    return _by_pint(lower) if _PREFIXED.fullmatch(lower) else None


def counted(noun: str, before: str = "", one: bool = False) -> str:
    """Return the unit for a counted noun: `persons` for people, else the noun in lower case, in the plural unless it counts one thing.

    Near-synonyms go under one name; `before` is the word before the noun ("armoured" vehicles).
    """
    if is_person(noun):
        return PERSONS
    if re.fullmatch(r"[A-Z]{1,4}-\d+[A-Z]?s?", noun):
        return "aircraft"
    stem = singular(noun)
    kept = _KEPT_UNITS.get(f"{before.lower()} {stem}", "") or _KEPT_UNITS.get(stem, "")
    if kept:
        return singular(kept) if one and kept.endswith("s") else kept
    return stem if one else _plural(noun.lower())


def _plural(noun: str) -> str:
    if noun.endswith(("s", "craft", "data", "memoranda", "media", "police", "cattle", "sheep", "fish", "live")):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("ch", "sh", "x", "z")) else "s")


@lru_cache(4096)  # words of reports, of which there is no end
def _by_pint(name: str) -> str | None:
    # pint knows SI prefixes and their spellings; it takes 0.2 s to load, so only for a form our table lacks.
    import pint

    try:
        return f"{_registry().parse_units(name):~C}".replace("**", "")
    except (pint.errors.PintError, ValueError, AttributeError, TypeError):
        return None


@cache
def _registry() -> Any:
    import pint

    return pint.UnitRegistry()
