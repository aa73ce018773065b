"""Places by name: cities of GeoNames, and our own regions, seas, straits, rivers, mountains and provinces."""

from __future__ import annotations

import gzip
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from dragoman.errors import DragomanError
from dragoman.nouns.mention import Place
from dragoman.reference.names import fold
from dragoman.reference.tables import DATA, listed, point, rows

FILE: Final = "gazetteer.tsv.gz"
INDEX: Final = "gazetteer.index.tsv"


@dataclass(frozen=True, slots=True)
class City:
    """An entry of GeoNames; `admin1` is GeoNames' code.

    `alias` tells that the name asked for is only another spelling of it, `known` that newspapers use this name without saying where it is.
    """

    place: Place
    admin1: str
    people: int
    alias: bool
    known: bool


@dataclass(frozen=True, slots=True)
class Region:
    """A place of our own table; `place.country` is None where several states share it or its state is open.

    `admin1` is GeoNames' code of a state of the USA, empty elsewhere.
    """

    place: Place
    kind: str
    admin1: str = ""


@cache
def _index() -> tuple[list[str], list[int]]:
    """Return the first key and the byte offset of every block of the file."""
    try:
        lines = (DATA / INDEX).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as e:
        raise DragomanError(f"expected {DATA / INDEX}, which the build makes: install the package before using it") from e
    keys, offsets = zip(*(line.split("\t") for line in lines), strict=True)
    return list(keys), [int(offset) for offset in offsets]


@lru_cache(maxsize=512)
def _block(number: int) -> bytes:
    """Return the lines of one block of the file, each after a line break."""
    _, offsets = _index()
    with (DATA / FILE).open("rb") as file:
        file.seek(offsets[number])
        packed = file.read(offsets[number + 1] - offsets[number] if number + 1 < len(offsets) else -1)
    return b"\n" + gzip.decompress(packed)


@lru_cache(maxsize=8192)
def cities(words: str) -> tuple[City, ...]:
    """Return the cities that are called so: names proper before other spellings, and those with most people first."""
    key = fold(words)
    number = bisect_right(_index()[0], key) - 1
    if not key or number < 0:
        return ()
    lines, wanted = _block(number), f"\n{key}\t".encode()
    found, at = [], lines.find(wanted)
    while at >= 0:
        end = lines.index(b"\n", at + 1)
        found.append(_city(lines[at + 1 : end].decode()))
        at = end if lines.startswith(wanted, end) else -1
    return tuple(sorted(found, key=lambda city: (city.alias, -city.people)))


def _city(line: str) -> City:
    _, kind, identity, name, country, admin1, latitude, longitude, people = line.split("\t")
    return City(
        Place(name, country, float(latitude), float(longitude), int(identity)), admin1, int(people), kind == "alias", kind == "known"
    )


@cache
def regions() -> dict[str, Region]:
    """Return our own places by each of their folded names."""
    found: dict[str, Region] = {}
    for name, kind, state, where, aliases in rows("places"):
        latitude, longitude = point(where)
        what, _, admin1 = kind.partition(":")
        region = Region(Place(name, state or None, latitude, longitude), what, admin1)
        for words in (name, *listed(aliases)):
            found.setdefault(fold(words), region)
    return found


def region(words: str) -> Region | None:
    """Return the region, sea, river or site that is called so ("Donbas", "the Strait of Hormuz", "Sahel")."""
    return regions().get(fold(words.removeprefix("the ").removeprefix("The ")))
