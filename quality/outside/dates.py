"""Scores dates on GUM: which time expressions that name days are found, and whether the days are right.

Gold: the `<date>` elements of GUM's XML (TEI attributes `when`, `from` and `to`, `notBefore` and `notAfter`), each turned into the days
that it covers: `when="2015-08"` is August 2015. Dates that name no closed interval of days after the year 1 (times of day, days of no
year, an open end, years before Christ) are passed over: they count neither as gold nor against the system. System: the reader's times
that name days. Each text is read with the day on which it was written (`dateCreated`) as the day of publication. *Span*: one-to-one
overlapping spans. *Span and days*: the same, and first and last day are equal. GUM marks both ends of a range ("1909–1949") where the
system reads one expression: gold dates that lie in one span of the system's are joined into one, from the first day to the last.

GUM: Zeldes 2017; TEI P5 att.datable.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document, Span
from dragoman.nouns.time import DayInterval
from dragoman.read import Reader
from quality.outside.scored import Scored, around, share
from quality.outside.tokens import running_text
from quality.reading_score import Figure, Tally, pair

_ATTRIBUTE: Final = re.compile(r'(\w+)="([^"]*)"')
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?")
_PARAGRAPHS: Final = ("<p", "<head", "<item", "<list", "<caption", "<sp", "<row", "<cell")
_ENTITIES: Final = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}


@dataclass(frozen=True, slots=True)
class GoldDate:
    """A `<date>` of the corpus; `days` is None where it is passed over."""

    span: Span
    days: DayInterval | None


def score(reader: Reader, folder: Path) -> Scored:
    """Score the reader on every XML file of the folder."""
    tally, errors = Tally(), []
    for path in sorted(folder.glob("*.xml")):
        text, written, gold = load(path.read_text(encoding="utf-8"))
        reading = reader.read(Document(path.stem, path.stem, text, published=written, language="en"))
        errors += [f"\n## {path.stem}, {written}", *compare(gold, reading, tally)]
    found: dict[str, Figure] = {}
    for measure, figure in tally.figures().items():
        found[measure] = share(round(figure.recall * figure.gold), figure.gold) if measure.startswith("days") else figure
    return Scored(found, errors)


def compare(gold: list[GoldDate], reading: Reading, tally: Tally) -> Iterator[str]:
    """Add one text's dates to the tally; yield a line for each error."""
    text = reading.document.text
    passed = [g.span for g in gold if g.days is None]
    system = [t for t in reading.times if t.days is not None and not any(t.span.overlaps(p) for p in passed)]
    kept = joined([g for g in gold if g.days is not None], [t.span for t in system])
    pairs = pair([g.span for g in kept], [t.span for t in system])
    links = dict(pairs)
    right = sum(kept[i].days == system[j].days for i, j in pairs)
    tally.add("span", len(pairs), len(system), len(kept))
    tally.add("span and days", right, len(system), len(kept))
    tally.add("days, of those found", right, len(pairs), len(pairs))
    for i, g in enumerate(kept):
        said = system[links[i]] if i in links else None
        if said is None or said.days != g.days:
            told = "none" if said is None else f"{said.value} ({_days(said.days)})"
            yield f"- {around(text, g.span.start, g.span.end)} | gold {_days(g.days)} | system {told}"
    taken = set(links.values())
    yield from (
        f"- {around(text, t.span.start, t.span.end)} | gold none | system {t.value}" for j, t in enumerate(system) if j not in taken
    )


def joined(gold: list[GoldDate], spans: list[Span]) -> list[GoldDate]:
    """Return the dates, those that lie in one of the spans as one date from the first day of theirs to the last."""
    inside = [[g for g in gold if s.covers(g.span) and g.days] for s in spans]
    ranges = [group for group in inside if len(group) > 1]
    taken = {g.span for group in ranges for g in group}
    whole = [
        GoldDate(
            Span(min(g.span.start for g in group), max(g.span.end for g in group)),
            DayInterval(min(g.days.earliest for g in group if g.days), max(g.days.latest for g in group if g.days)),
        )
        for group in ranges
    ]
    return sorted([*whole, *(g for g in gold if g.span not in taken)], key=lambda g: g.span)


def _days(days: DayInterval | None) -> str:
    return "no days" if days is None else f"{days.earliest} to {days.latest}"


def load(xml: str) -> tuple[str, date | None, list[GoldDate]]:
    """Return a file's text in paragraphs, the day on which it was written, and its dates."""
    reader = _Lines()
    written: date | None = None
    for line in xml.splitlines():
        if line.startswith("<text "):
            covered = days_of({"when": dict(_ATTRIBUTE.findall(line)).get("dateCreated", "")})
            written = covered.earliest if covered and covered.earliest == covered.latest else None
        else:
            reader.take(line)
    reader.end_sentence()
    return reader.text, written, reader.dates


class _Lines:
    """Gathers text and dates from the lines of a file: a tag a line, or a token a line with its annotations behind tabs."""

    def __init__(self) -> None:
        self.text = ""
        self.dates: list[GoldDate] = []
        self._tokens: list[str] = []
        self._glued: list[bool] = []
        self._open: list[tuple[int, dict[str, str]]] = []
        self._closed: list[tuple[int, int, dict[str, str]]] = []
        self._in_word = 0
        self._break = False

    def take(self, line: str) -> None:
        """Take one line."""
        if not line.startswith("<") or "\t" in line:
            self._token(line.split("\t", maxsplit=1)[0])
        elif line.startswith("<date"):
            self._open.append((len(self._tokens), dict(_ATTRIBUTE.findall(line))))
        elif line == "</date>" and self._open:
            start, attributes = self._open.pop()
            self._closed.append((start, len(self._tokens), attributes))
        elif line in ("<w>", "</w>"):
            self._in_word = int(line == "<w>")
        elif line == "</s>":
            self.end_sentence()
        elif line.startswith(_PARAGRAPHS):
            self._break = True

    def _token(self, token: str) -> None:
        for name, character in _ENTITIES.items():
            token = token.replace(name, character)
        self._glued.append(self._in_word > 1)
        self._in_word *= 2
        self._tokens.append(token)

    def end_sentence(self) -> None:
        """Set the sentence's tokens as text and the dates in it as spans."""
        if not self._tokens:
            return
        text, spans = running_text(self._tokens, self._glued)
        between = "" if not self.text else "\n\n" if self._break else " "
        at = len(self.text) + len(between)
        self.text += between + text
        for first, last, attributes in sorted(self._closed, key=lambda c: c[0]):
            if first < last:
                self.dates.append(GoldDate(Span(at + spans[first].start, at + spans[last - 1].end), days_of(attributes)))
        self._tokens, self._glued, self._closed, self._break = [], [], [], False
        self._open = [(0, attributes) for _, attributes in self._open]


def days_of(attributes: dict[str, str]) -> DayInterval | None:
    """Return the days of TEI's dating attributes; None where they leave an end open or name no day after the year 1."""
    first = attributes.get("when") or attributes.get("from") or attributes.get("notBefore") or ""
    last = attributes.get("when") or attributes.get("to") or attributes.get("notAfter") or ""
    start, end = _interval(first), _interval(last)
    return DayInterval(start.earliest, end.latest) if start and end and start.earliest <= end.latest else None


def _interval(value: str) -> DayInterval | None:
    match = _DATE.fullmatch(value)
    if not match:
        return None
    year, month, day = (int(g) if g else None for g in match.groups())
    try:
        if not year or not month:
            return DayInterval(date(year or 0, 1, 1), date(year or 0, 12, 31))
        return DayInterval(date(year, month, day or 1), date(year, month, day or monthrange(year, month)[1]))
    except ValueError:
        return None
