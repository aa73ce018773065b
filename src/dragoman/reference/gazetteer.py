"""Places by name: cities of GeoNames, and our own regions, seas, straits, rivers, mountains and provinces."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache, lru_cache

from dragoman.errors import DragomanError
from dragoman.nouns.mention import Place
from dragoman.reference.names import fold
from dragoman.reference.tables import DATA, listed, point, rows

FILE = "gazetteer.tsv.gz"


@dataclass(frozen=True, slots=True)
class City:
    """An entry of GeoNames; `alias` tells that the name asked for is only another spelling of it. `admin1` is GeoNames' code."""

    place: Place
    admin1: str
    people: int
    alias: bool


@dataclass(frozen=True, slots=True)
class Region:
    """A place of our own table; `place.country` is None where several states share it or its state is open."""

    place: Place
    kind: str


@cache
def _lines() -> bytes:
    """Return the gazetteer's lines as they are in the file, sorted by key, to be searched without being parsed."""
    try:
        return b"\n" + gzip.decompress((DATA / FILE).read_bytes())
    except FileNotFoundError as e:
        raise DragomanError(
            f"expected {DATA / FILE}, which the build makes: install the package, do not run it from a bare checkout"
        ) from e


@lru_cache(maxsize=16384)
def cities(words: str) -> tuple[City, ...]:
    """Return the cities that are called so, those with most people first; names proper go before other spellings."""
    key = fold(words).encode()
    if not key:
        return ()
    lines, prefix = _lines(), key + b"\t"
    at = _first_line(lines, prefix)
    found = []
    while lines.startswith(prefix, at):
        end = lines.index(b"\n", at)
        found.append(_city(lines[at:end].decode()))
        at = end + 1
    return tuple(sorted(found, key=lambda city: (city.alias, -city.people)))


def _first_line(lines: bytes, prefix: bytes) -> int:
    """Return where the first line that is not before `prefix` starts, by halving."""
    low, high = 1, len(lines)
    while low < high:
        middle = lines.rfind(b"\n", 0, (low + high) // 2 + 1) + 1
        middle = max(middle, low)
        end = lines.find(b"\n", middle) + 1 or len(lines)
        if lines[middle:end] < prefix:
            low = end
        elif middle == low:
            return low
        else:
            high = middle
    return low


def _city(line: str) -> City:
    _, kind, identity, name, country, admin1, latitude, longitude, people = line.split("\t")
    return City(Place(name, country, float(latitude), float(longitude), int(identity)), admin1, int(people), kind == "alias")


@cache
def regions() -> dict[str, Region]:
    """Return our own places by each of their folded names."""
    found: dict[str, Region] = {}
    for name, kind, state, where, aliases in rows("places"):
        latitude, longitude = point(where)
        region = Region(Place(name, state or None, latitude, longitude), kind)
        for words in (name, *listed(aliases)):
            found.setdefault(fold(words), region)
    return found


def region(words: str) -> Region | None:
    """Return the region, sea, river or site that is called so ("Donbas", "the Strait of Hormuz", "Sahel")."""
    return regions().get(fold(words.removeprefix("the ").removeprefix("The ")))
