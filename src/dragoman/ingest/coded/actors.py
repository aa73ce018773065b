"""Who the actors of other data sets are: their names and codes as our states and organisations, and their sectors as PLOVER's."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from dragoman import scheme
from dragoman.reference import organisations, states

_SEPARATOR: Final = re.compile(r"[;|]")
_NOBODY: Final = frozenset({"", "None", "none", "NULL", "NA", "nan"})

# CAMEO's country codes are ISO alpha-3 but for these (CAMEO 1.1b3, chapter 4, and GDELT's lookup of country codes).
_CAMEO_STATES: Final = {"ROM": "ROU", "TMP": "TLS", "ZAR": "COD", "KSV": "XKX", "RKS": "XKX", "WSB": "PSE", "GZS": "PSE", "SCG": "SRB"}
# Codes of known groups in CAMEO and GDELT for which we have the organisation under another name.
_CAMEO_GROUPS: Final = {
    "UNO": "un", "NAT": "nato", "NATO": "nato", "EEC": "eu", "AFU": "african-union", "ARL": "arab-league", "ASN": "asean", "GCC": "gcc",
    "IMF": "imf", "IAE": "iaea", "OPC": "opec", "OSC": "osce", "SAA": "saarc", "WBK": "world-bank", "WTO": "wto", "WHO": "who",
    "SCO": "sco", "CIS": "cis", "CSS": "ecowas", "HLC": "unhcr", "ICC": "icc",
}  # fmt: skip
# Words of ICEWS's sector names, the telling ones before those that they contain or that go along with them.
_SECTOR_WORDS: Final = (
    ("International Government Organization", "IGO"), ("Non-Governmental", "NGO"), ("NGOs", "NGO"), ("Pro-Government Militia", "PRM"),
    ("Opposition", "OPP"), ("Military", "MIL"), ("Army", "MIL"), ("Navy", "MIL"), ("Air Force", "MIL"), ("Police", "COP"),
    ("Intelligence", "SPY"), ("Insurgent", "REB"), ("Rebel", "REB"), ("Separatist", "REB"), ("Dissident", "OPP"), ("Terrorist", "REB"),
    ("Unidentified Forces", "UAF"), ("Judicial", "JUD"), ("Legislative", "LEG"), ("Parliament", "LEG"), ("Criminal", "CRM"),
    ("Refugee", "REF"), ("Media", "MED"), ("News", "MED"), ("Business", "BUS"), ("Labor", "LAB"), ("Education", "EDU"),
    ("Agricultur", "AGR"), ("Medical", "HLH"), ("Health", "HLH"), ("Religious", "REL"), ("Government", "GOV"), ("Executive", "GOV"),
    ("Part", "PTY"), ("General Population", "CVL"), ("Civilian", "CVL"), ("Social", "SOC"), ("Elite", "ELI"),
)  # fmt: skip
_CAMEO_SECTORS: Final = {
    "INS": "REB",
    "SEP": "REB",
    "RAD": "REB",
    "IMG": "REB",
    "MNC": "BUS",
    "NGM": "NGO",
    "HRI": "NGO",
    "ENV": "NGO",
    "DEV": "NGO",
}


@lru_cache(maxsize=1 << 16)
def by_country_or_name(country: str, name: str) -> tuple[str, ...]:
    """Return the states that a cell of countries names, else the states or organisations of a cell of names; either may name several."""
    found = [state.code for part in _parts(country) if (state := states.find(part) or states.by_code(part))]
    return tuple(dict.fromkeys(found)) or tuple(dict.fromkeys(key for part in _parts(name) if (key := _by_name(part))))


@lru_cache(maxsize=1 << 16)
def by_cameo_code(country: str, group: str) -> tuple[str, ...]:
    """Return the state of a CAMEO country code, else the organisation of a code of known groups; regions are neither."""
    code = _CAMEO_STATES.get(country, country)
    if code and (state := states.by_code(code)):
        return (state.code,)
    return (f"org:{_CAMEO_GROUPS[group]}",) if group in _CAMEO_GROUPS else ()


@lru_cache(maxsize=1 << 16)
def by_actor_code(code: str, identity: str) -> tuple[str, ...]:
    """Return who a PLOVER actor object names: a state or group by the first three letters of its code, else an organisation by its id."""
    if identity.startswith("org:") and organisations.by_id(identity):
        return (identity,)
    return by_cameo_code(code[:3].upper(), code[:3].upper()) or by_country_or_name("", identity)


@lru_cache(maxsize=1 << 16)
def sector_of_words(words: str) -> str | None:
    """Return the PLOVER sector of a cell of ICEWS sector names; None where it names none."""
    return next((sector for part, sector in _SECTOR_WORDS if part in words), None)


@lru_cache(maxsize=4096)
def sector_of_code(code: str) -> str | None:
    """Return the PLOVER sector of a CAMEO or PLOVER role code; None where it has none."""
    mapped = _CAMEO_SECTORS.get(code, code)
    return mapped if mapped in scheme.load().sectors else None


def _by_name(words: str) -> str | None:
    if state := states.find(words):
        return state.code
    known = organisations.find(words)
    if len(known) != 1:
        return None
    return known[0].state or known[0].actor


def _parts(cell: str) -> list[str]:
    return [part for raw in _SEPARATOR.split(cell) if (part := raw.strip()) not in _NOBODY]
