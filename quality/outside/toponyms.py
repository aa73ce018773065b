"""Scores toponyms on LGL and GeoVirus: which are found as places, and how near to the truth those found are put.

*Toponym of the system*: what `dragoman.toponyms` gives and holds a name, cut to the name: without determiners, a possessive 's, and the
words in lower case at its ends ("the city of Oxford's" counts as "Oxford", "southern Syria" as "Syria"). A mention without a capital letter
("the country") is none. *Toponym of the gold*: every one that is marked, adjectives of states and streets included.

*Recognition*: one-to-one pairs of overlapping spans (the headline), and equal spans. *Acc@161 km*: of the gold toponyms that have
coordinates and are recognised (overlap), the share that the system puts within 161 km (100 miles; great-circle distance) of the gold's
point; a recognised toponym without a place counts as wrong. *Placed*: the share of them that has a place at all.

LGL: Lieberman, Samet & Sankaranarayanan 2010. GeoVirus: Gritta, Pilehvar & Collier 2018. The measures: Gritta et al. 2018, "What's
missing in geographical parsing?".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, parse

from dragoman.nouns.mention import Toponym as Found
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document, Span
from dragoman.read import Reader
from dragoman.read.toponyms import toponyms
from dragoman.reference.distance import distance_km
from quality.outside.scored import Scored, around, share
from quality.reading_score import Figure, Tally, pair

NEAR_KM: Final = 161.0
_DETERMINER: Final = re.compile(r"(?:The|A|An|This|That|These|Those|Its|Their|His|Her|Our|My)\s+")
_POSSESSIVE: Final = re.compile(r"(?:'s|’s|(?<=s)['’])$")


@dataclass(frozen=True, slots=True)
class Toponym:
    """A marked name of a place: its span, and degrees north and east where the set gives them."""

    span: Span
    point: tuple[float, float] | None


Marked = Iterator[tuple[str, str, list[Toponym]]]
"""Article's name, text and toponyms."""


def lgl(path: Path) -> Marked:
    """Yield the articles of LGL."""
    for article in _articles(path):
        marked = []
        for t in article.iter("toponym"):
            tag = t.find("gaztag")
            at = None if tag is None else (_number(tag, "lat"), _number(tag, "lon"))
            marked.append(Toponym(Span(int(_number(t, "start")), int(_number(t, "end"))), at))
        yield article.get("docid", ""), article.findtext("text") or "", marked


def geovirus(path: Path) -> Marked:
    """Yield the articles of GeoVirus, whose offsets count from 1."""
    for article in _articles(path):
        marked = [
            Toponym(Span(int(_number(t, "start")) - 1, int(_number(t, "end")) - 1), (_number(t, "lat"), _number(t, "lon")))
            for t in article.iter("location")
        ]
        yield (article.findtext("source") or "").rsplit("/", 1)[-1], article.findtext("text") or "", marked


def _articles(path: Path) -> Iterator[Element]:
    return parse(path).getroot().iter("article")  # noqa: S314


def _number(element: Element, name: str) -> float:
    found = element.findtext(name)
    if found is None:
        raise ValueError(f"expected <{name}> in <{element.tag}>, saw none")
    return float(found)


def scorer(load: Callable[[Path], Marked]) -> Callable[[Reader, Path], Scored]:
    """Return the scorer of a set of marked articles."""

    def score(reader: Reader, path: Path) -> Scored:
        tally, errors = Tally(), []
        for name, text, gold in load(path):
            reading = reader.read(Document(name, name, text, language="en"))
            errors += [f"\n## {name}", *compare(gold, reading, tally)]
        return Scored(_shares(tally), errors)

    return score


def compare(gold: list[Toponym], reading: Reading, tally: Tally) -> Iterator[str]:
    """Add one article's toponyms to the tally; yield a line for each that is missed, invented or put elsewhere."""
    text = reading.document.text
    of = {e.id: e for e in reading.entities}
    system = sorted(((n, t) for t in toponyms(reading) if (n := name_within(text, t.span))), key=_at)
    spans = [n for n, _ in system]
    pairs = pair([t.span for t in gold], spans)
    tally.add("recognition, overlapping span", len(pairs), len(system), len(gold))
    tally.add("recognition, exact span", len({t.span for t in gold} & set(spans)), len(system), len(gold))
    links = dict(pairs)
    for i, toponym in enumerate(gold):
        if i not in links:
            yield f"- missed: {around(text, toponym.span.start, toponym.span.end)} | inside {_inside(reading, toponym.span)}"
            continue
        found = system[links[i]][1]
        if toponym.point is None:
            continue
        away = None if found.place is None else distance_km(toponym.point, (found.place.latitude, found.place.longitude))
        near = away is not None and away <= NEAR_KM
        tally.add("Acc@161 km of recognised", near, 1, 1)
        tally.add("placed, of recognised", away is not None, 1, 1)
        if not near:
            put = f"{found.place.name}, {found.place.country}, {away:.0f} km away" if found.place else "nowhere"
            shown, how = around(text, toponym.span.start, toponym.span.end), "; ".join(of[found.entity].how)
            yield f"- placed: {shown} | gold {toponym.point} | system {put} ({how})"
    taken = set(links.values())
    yield from (f"- invented: {around(text, s.start, s.end)}" for j, s in enumerate(spans) if j not in taken)


def _at(named: tuple[Span, Found]) -> Span:
    return named[0]


def _inside(reading: Reading, span: Span) -> str:
    return next((f"{e.type} {m.of(reading.document.text)!r}" for e in reading.entities for m in e.mentions if m.overlaps(span)), "nothing")


def name_within(text: str, mention: Span) -> Span | None:
    """Return the name in a mention: without determiners, a possessive 's, and lower case at its ends; None where it holds no name."""
    words = list(re.finditer(r"\S+", mention.of(text)))
    capital = [i for i, w in enumerate(words) if re.search(r"[A-Z0-9]", w.group()) and not _DETERMINER.fullmatch(w.group() + " ")]
    if not any(re.search(r"[A-Z]", words[i].group()) for i in capital):
        return None
    start, end = mention.start + words[capital[0]].start(), mention.start + words[capital[-1]].end()
    cut = _POSSESSIVE.search(text[start:end])
    return Span(start, start + cut.start() if cut else end)


def _shares(tally: Tally) -> dict[str, Figure]:
    found = tally.figures()
    return {k: share(round(f.recall * f.gold), f.gold) if k.endswith("of recognised") else f for k, f in found.items()}
