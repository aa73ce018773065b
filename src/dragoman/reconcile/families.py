"""Publishers' families: which reports come from one newsroom, by name, by domain and by the credit that a text carries."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

from dragoman.reconcile.words import folded

# Second-level labels under which countries register names, as in bbc.co.uk; a public suffix list is too large for what it adds here.
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "go", "gob", "gov", "gouv", "mil", "ne", "net", "or", "org"})
# Credits stand in the dateline or sign the end; in between, "(AP)" can be anything.
_HEAD_CHARS, _TAIL_CHARS = 200, 160


@dataclass(frozen=True, slots=True)
class Families:
    """Three ways to a family's name: folded publisher, registrable domain, credit as written."""

    names: Mapping[str, str]
    domains: Mapping[str, str]
    credits: Mapping[str, str]


@cache
def _shipped() -> Families:
    return _read(tomllib.loads(files("dragoman.reconcile").joinpath("families.toml").read_text(encoding="utf-8")))


def _read(table: Mapping[str, Mapping[str, list[str]]]) -> Families:
    return Families(
        {folded(n): family for family, row in table.items() for n in row.get("names", ())},
        {d: family for family, row in table.items() for d in row.get("domains", ())},
        {c: family for family, row in table.items() for c in row.get("credits", ())},
    )


def families(extra: str | None = None) -> Families:
    """Return the shipped table, overlaid by the TOML text `extra` of its form; raises tomllib.TOMLDecodeError where that is none."""
    shipped = _shipped()
    if extra is None:
        return shipped
    own = _read(tomllib.loads(extra))
    return Families({**shipped.names, **own.names}, {**shipped.domains, **own.domains}, {**shipped.credits, **own.credits})


def family(publisher: str | None, url: str | None, text: str, table: Families | None = None) -> str:
    """Return the family of a report: the agency that its text credits, else its publisher's, else its site's; "" where none is known."""
    table = table or _shipped()
    credited = _credited(text, table)
    if credited:
        return credited
    if publisher and folded(publisher):
        name = folded(publisher)
        host = registrable(publisher.strip().casefold()) if re.fullmatch(r"[\w-]+(\.[\w-]+)+", publisher.strip()) else None
        return table.names.get(name) or (table.domains.get(host, host) if host else name)
    host = registrable(urlsplit(url).hostname or "") if url else ""
    return table.domains.get(host, host)


def registrable(host: str) -> str:
    """Return the part of a host name that its owner registered: news.bbc.co.uk gives bbc.co.uk, www.dw.com gives dw.com."""
    labels = host.strip(".").split(".")
    keep = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-keep:])


def _credited(text: str, table: Families) -> str | None:
    if not table.credits:
        return None
    names, at_head, at_tail = _credits(tuple(table.credits))
    match = at_head.search(text[:_HEAD_CHARS]) or at_tail.search(text[-_TAIL_CHARS:])
    if not match:
        return None
    found = names.search(match.group())
    return table.credits[found.group()] if found else None


@lru_cache(maxsize=8)
def _credits(credits_: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what finds a credit, one at the head of a text and one at its tail."""
    names = "|".join(re.escape(c) for c in sorted(credits_, key=lambda c: (-len(c), c)))
    head = rf"\((?:{names})\)\s*(?:[-–—:]|$)|^\s*(?:By\s+)?(?:{names})\s*[-–—:]\s"
    tail = rf"(?:\((?:{names})\)|(?:©|[Ss]ource:|[Cc]redit:|[—–-])\s*(?:{names}))[\s.)]*$|^\s*(?:{names})[\s.]*$"
    return re.compile(names), re.compile(head, re.MULTILINE), re.compile(tail, re.MULTILINE)
