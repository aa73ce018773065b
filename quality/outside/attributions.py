"""Scores attribution on PolNeAR: who says the words in quotation marks, and to whom events told inside an attribution are put.

*Quoted words with their speaker*: every stretch in quotation marks that lies in the content of an attribution with a source (of nested
ones the innermost). It is right where a quote of the system's overlaps it whose speaker has a mention that overlaps the source. Recall is
over these stretches; precision over the system's quotes that have a speaker, right where such a stretch and source answer them.
*Quoted content, words*: the words of those stretches against the words of the system's quotes with a speaker, whoever it is.
*Attributed events*: of the system's events whose trigger lies in a content, those whose `by` has a mention that overlaps the innermost
source (recall), and of the system's events that have a `by`, those that are so right (precision). Which events a content tells is
PolNeAR's to leave open, so this measures attribution and not the finding of events.

PolNeAR: Newell, Margolin & Ruths 2018; brat's standoff format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document, Span
from dragoman.read import Reader
from quality.outside.scored import Scored, around, both_ways
from quality.reading_score import Figure

_QUOTED: Final = re.compile(r"“[^”“\n]+”?|\"[^\"\n]+\"")
_WORD: Final = re.compile(r"\w+(?:[’'-]\w+)*")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says (one or more parts of the text) and what is said (one or more)."""

    source: tuple[Span, ...]
    content: tuple[Span, ...]

    @property
    def size(self) -> int:
        """Return the characters of the content."""
        return sum(c.end - c.start for c in self.content)

    def holds(self, span: Span) -> bool:
        """Tell whether more than half of the span lies in the content."""
        return 2 * sum(max(0, min(c.end, span.end) - max(c.start, span.start)) for c in self.content) > span.end - span.start


@dataclass
class Counts:
    """What has been counted so far, in stretches, quotes, words and events."""

    stretches: int = 0
    answered: int = 0
    quotes: int = 0
    right_quotes: int = 0
    words: int = 0
    said_words: int = 0
    shared_words: int = 0
    inside: int = 0
    right_by: int = 0
    by: int = 0

    def figures(self) -> dict[str, Figure]:
        """Return the measures."""
        return {
            "quoted words with their speaker": both_ways(self.right_quotes, self.quotes, self.answered, self.stretches),
            "quoted content, words": both_ways(self.shared_words, self.said_words, self.shared_words, self.words),
            "attributed events": both_ways(self.right_by, self.by, self.right_by, self.inside),
        }


def score(reader: Reader, folder: Path) -> Scored:
    """Score the reader on every article of the folder: `text/NAME.txt` with `attributions/NAME_*.ann`."""
    counts, errors = Counts(), []
    notes = sorted((folder / "attributions").glob("*.ann"))
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")  # as it is: offsets count every character of a line's end
        own = [n for n in notes if n.stem.rsplit("_", 1)[0] == path.stem or n.stem == path.stem]
        gold = [a for n in own for a in load(n.read_bytes().decode("utf-8"))]
        if own:
            errors += [f"\n## {path.stem}", *compare(gold, reader.read(Document(path.stem, path.stem, text, language="en")), counts)]
    return Scored(counts.figures(), errors)


def load(standoff: str) -> Iterator[Attribution]:
    """Yield the attributions of one file of brat's that have both source and content."""
    parts: dict[str, tuple[Span, ...]] = {}
    for line in standoff.splitlines():
        if line.startswith("T"):
            name, where, *_ = line.split("\t")
            ranges = where.split(" ", 1)[1].split(";")
            parts[name] = tuple(Span(int(a), int(b)) for a, b in (r.split() for r in ranges))
    for line in standoff.splitlines():
        if line.startswith("E"):
            given = [a.split(":") for a in line.split("\t")[1].split()]
            source, content = (tuple(s for k, v in given if k.startswith(role) for s in parts.get(v, ())) for role in ("Source", "Content"))
            if source and content:
                yield Attribution(source, content)


def compare(gold: Sequence[Attribution], reading: Reading, counts: Counts) -> Iterator[str]:
    """Add one article to the counts; yield a line for every stretch whose speaker is not found and every quote with a wrong one."""
    text = reading.document.text
    mentions = {e.id: e.mentions for e in reading.entities}
    stretches = [(s, a) for m in _QUOTED.finditer(text) if (a := _innermost(gold, s := Span(*m.span())))]
    said = [q for q in reading.quotes if q.speaker]
    answers = {q.span: [a for s, a in stretches if q.span.overlaps(s)] for q in said}

    def names(entity: str | None, a: Attribution) -> bool:
        return any(m.overlaps(s) for m in mentions.get(entity or "", ()) for s in a.source)

    counts.stretches += len(stretches)
    for s, a in stretches:
        own = [q for q in said if q.span.overlaps(s)]
        if any(names(q.speaker, a) for q in own):
            counts.answered += 1
        else:
            told = "; ".join(mentions[q.speaker or ""][0].of(text) for q in own) or "none"
            yield f"- {around(text, s.start, s.end)} | gold {' … '.join(x.of(text) for x in a.source)} | system {told}"
    counts.quotes += len(said)
    counts.right_quotes += sum(any(names(q.speaker, a) for a in answers[q.span]) for q in said)
    yield from (f"- {around(text, q.span.start, q.span.end)} | gold none | system a speaker" for q in said if not answers[q.span])
    wanted, given = _words(text, [s for s, _ in stretches]), _words(text, [q.span for q in said])
    counts.words += len(wanted)
    counts.said_words += len(given)
    counts.shared_words += len(wanted & given)
    for e in reading.events:
        told_by = _innermost(gold, e.trigger)
        counts.inside += told_by is not None
        counts.by += bool(e.by)
        counts.right_by += told_by is not None and any(names(x, told_by) for x in e.by)


def _innermost(gold: Sequence[Attribution], span: Span) -> Attribution | None:
    return min((a for a in gold if a.holds(span)), key=lambda a: a.size, default=None)


def _words(text: str, spans: Sequence[Span]) -> set[int]:
    """Return where the words of the spans begin."""
    return {w.start() for s in spans for w in _WORD.finditer(text, s.start, s.end)}
