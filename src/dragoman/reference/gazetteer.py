"""Places by name: cities and divisions of GeoNames, features of Natural Earth, and our own regions, waters, mountains and provinces."""

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
# What a division counts for among cities of its name, in people: a province as much as a large city, a county as a town.
_WEIGHT: Final = {"first": 400_000, "second": 30_000}

# What a natural feature counts for, in people, and the rank of Natural Earth's to which it is great: known to readers anywhere.
_OF_GREAT: Final = 300_000
_OF_SMALL: Final = 5_000
_GREAT: Final = 5


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
    """Return our own places by each of their folded names but abbreviations."""
    found: dict[str, Region] = {}
    for region, names in _table():
        for words in names:
            if not words.endswith("."):
                found.setdefault(fold(words), region)
    return found


@cache
def abbreviations() -> dict[str, tuple[Region, int]]:
    """Return our own places by their folded abbreviations ("Ga.", "N.J."), each with how many full stops stand inside.

    Without the full stop at its end, an abbreviation is another word: "La" or "Miss".
    """
    return {
        fold(words): (region, words.replace(". ", " ").count(".") - 1)
        for region, names in _table()
        for words in names
        if words.endswith(".")
    }


@cache
def _table() -> tuple[tuple[Region, tuple[str, ...]], ...]:
    """Return our own places, each with its names."""
    found = []
    for name, kind, state, where, aliases in rows("places"):
        latitude, longitude = point(where)
        what, _, admin1 = kind.partition(":")
        found.append((Region(Place(name, state or None, latitude, longitude), what, admin1), (name, *listed(aliases))))
    return tuple(found)


@cache
def _divisions() -> dict[str, tuple[City, ...]]:
    """Return the divisions of states by their folded names, with and without the word for their kind, the first-order ones first."""
    found: dict[str, list[City]] = {}
    for name, kind, state, where, short in rows("divisions"):
        order, _, admin1 = kind.partition(":")
        latitude, longitude = point(where)
        for words, alias in ((name, False), (short, True)):
            if words:
                city = City(Place(name, state, latitude, longitude), admin1, _WEIGHT[order], alias, known=False)
                found.setdefault(fold(words), []).append(city)
    return {key: tuple(sorted(cities, key=lambda city: -city.people)) for key, cities in found.items()}


def divisions(words: str) -> tuple[City, ...]:
    """Return the provinces, counties and districts that are called so ("Licking County", "Nyanza"), first-order ones first."""
    return _divisions().get(fold(words), ())


@cache
def _features() -> dict[str, tuple[City, ...]]:
    """Return natural features by their folded names, "Mt." and a river's "River" before its name as newspapers may write them."""
    found: dict[str, list[City]] = {}
    for name, kind, state, where, rank in rows("features"):
        what, _, admin1 = kind.partition(":")
        latitude, longitude = point(where)
        great = int(rank) <= _GREAT
        city = City(Place(name, state or None, latitude, longitude), admin1, _OF_GREAT if great else _OF_SMALL, alias=False, known=great)
        key = fold(name)
        found.setdefault(key, []).append(city)
        if what == "river" and key.endswith(" river"):
            found.setdefault(f"river {key.removesuffix(' river')}", []).append(city)
        elif key.startswith("mount "):
            found.setdefault(f"mt {key.removeprefix('mount ')}", []).append(city)
    return {key: tuple(sorted(named, key=lambda city: -city.people)) for key, named in found.items()}


def features(words: str) -> tuple[City, ...]:
    """Return the lakes, rivers, islands, mountains and other natural features that are called so, the great ones first."""
    return _features().get(fold(words), ())


def region(words: str) -> Region | None:
    """Return the region, sea, river or site that is called so ("Donbas", "the Strait of Hormuz", "Sahel")."""
    return regions().get(fold(words.removeprefix("the ").removeprefix("The ")))
