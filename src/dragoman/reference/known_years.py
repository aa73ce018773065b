"""Years that everybody knows: wars, revolutions, treaties, independences and foundations that reports count anniversaries from.

The table is general knowledge, written for this project: `date` (as exact as it is known), `kind` and `names`. A name of an `event` stands
as it is written; of a `founding` also as "the founding of X", "X's establishment"; of an `independence` as "the independence of X".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """A happening of a known year: its date as `1945`, `1945-09` or `1945-09-02`, and the name that was found."""

    date: str
    name: str

    @property
    def year(self) -> int:
        """Return the year."""
        return int(self.date[:4])


_BEGINNINGS: Final = ("founding", "foundation", "establishment", "creation", "formation", "birth", "inception")
_REACH: Final = 24
"""Characters of a phrase before which its event must be named: "the end of the siege", not "the visit of the hero of the siege"."""
_RECENT: Final = 2000


def known_in(phrase: str) -> tuple[Known, ...]:
    """Return the known happenings that the phrase begins by naming, those with the longest name only; a name may have several years.

    `phrase` is what stands after "anniversary of": "the defeat of Japan in World War II" is 1945 by its longest name.
    """
    plain = _plain(phrase)
    low = plain.lower() if plain.isascii() else None  # what the letters of other scripts are in lower case is the pattern's to say
    rows = (row for row in _table() if low is None or row.low in low)
    found = [row.known for row in rows if (m := _pattern(row.words, row.flags).search(plain)) and m.start() <= row.reach]
    longest = max((len(known.name) for known in found), default=0)
    return tuple(sorted({known for known in found if len(known.name) == longest}))


def recent_in(text: str) -> Iterator[tuple[int, int, Known]]:
    """Yield start, end and happening for every recent event that the text names: it was not written before."""
    pattern, by_name = _recent()
    for match in pattern.finditer(text):
        yield match.start(), match.end(), by_name[match[0]]


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    text = (files("dragoman.reference") / "data" / "known_years.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return tuple((when, kind, name) for when, kind, names in rows for name in names.split("|"))


@dataclass(frozen=True, slots=True)
class _Row:
    """A form of a name as it is looked for, with the flags of its pattern, in lower case, and how far into a phrase it may begin."""

    words: str
    flags: re.RegexFlag
    low: str
    known: Known
    reach: int


@cache
def _table() -> tuple[_Row, ...]:
    rows = []
    for when, kind, name in _rows():
        for form in _forms(kind, name):
            # An abbreviation keeps its capitals (WHO is not "who"), and a body's bare name must be all that is celebrated.
            flags = re.NOFLAG if form.isupper() else re.IGNORECASE
            bare_body = kind == "founding" and form == name
            words = _plain(form)
            rows.append(_Row(words, flags, words.lower(), Known(when, form), 0 if bare_body else _REACH))
    return tuple(rows)


@cache
def _pattern(words: str, flags: re.RegexFlag) -> re.Pattern[str]:
    """Return what finds a form; of the table's thousands only the few are compiled that a phrase holds."""
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", flags)


@cache
def _recent() -> tuple[re.Pattern[str], dict[str, Known]]:
    by_name = {name: Known(when, name) for when, kind, name in _rows() if kind == "event" and int(when[:4]) >= _RECENT}
    names = "|".join(re.escape(n) for n in sorted(by_name, key=lambda n: (-len(n), n)))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)"), by_name


def _forms(kind: str, name: str) -> tuple[str, ...]:
    if kind == "founding":
        return (name, *(f"{word} of {name}" for word in _BEGINNINGS), *(f"{name}'s {word}" for word in _BEGINNINGS))
    if kind == "independence":
        bare = name.removeprefix("the ")
        return (f"independence of {bare}", f"{bare}'s independence", f"{bare}'s declaration of independence", f"{bare} independence")
    return (name,)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"\b[Tt]he\s", " ", text.replace("’", "'").replace("U.S.", "US")).split())
