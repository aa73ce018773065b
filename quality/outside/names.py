"""Scores named mentions on CrossNER politics, its types mapped to ours.

politician and person are PER; organisation and politicalparty are ORG; country is GPE; location is GPE or LOC, whichever the system says.
election, event and misc (nationalities, titles, works) have no type of ours: they are passed over, and so is what the system finds there.

System: mentions that hold a name, cut to it as in `quality.outside.toponyms`; GRP mentions ("Democrats") have no type in the set, so they
are scored only where they overlap a gold name (as of a wrong type). The set marks names only, so that "Prime Minister Lars Holm" answers a
gold "Lars Holm" by overlap but not as an exact span: the headline is the overlapping span with its type.

CrossNER: Liu et al. 2021.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document, Span
from dragoman.read import Reader
from quality.outside.scored import Scored
from quality.outside.tokens import running_text
from quality.outside.toponyms import name_within
from quality.reading_score import Tally, pair

OURS: Final[dict[str, frozenset[str]]] = {
    "politician": frozenset({"PER"}),
    "person": frozenset({"PER"}),
    "organisation": frozenset({"ORG"}),
    "politicalparty": frozenset({"ORG"}),
    "country": frozenset({"GPE"}),
    "location": frozenset({"GPE", "LOC"}),
}
Named = tuple[Span, frozenset[str]]


def score(reader: Reader, path: Path) -> Scored:
    """Score the reader on a file of tokens and BIO tags, one sentence a document."""
    tally = Tally()
    errors: list[str] = []
    for number, (tokens, tags) in enumerate(load(path.read_text(encoding="utf-8")), start=1):
        text, spans = running_text(tokens)
        name = f"{path.stem}-{number}"
        errors += compare(marked(tags, spans), reader.read(Document(name, name, text, language="en")), tally)
    return Scored(tally.figures(), errors)


def load(lines: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the tokens and tags of every sentence: a token, a tab and its tag a line, an empty line between sentences."""
    for block in lines.split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if "\t" in line]
        if rows:
            yield [r[0] for r in rows], [r[1].strip() for r in rows]


def marked(tags: list[str], spans: tuple[Span, ...]) -> list[Named]:
    """Return the spans of BIO tags with the types of ours that they may have, none for those to pass over."""
    found: list[Named] = []
    start: int | None = None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and not tag.startswith("I-"):
            found.append((Span(spans[start].start, spans[i - 1].end), OURS.get(tags[start][2:], frozenset())))
            start = None
        if tag.startswith("B-"):
            start = i
    return found


def compare(gold: list[Named], reading: Reading, tally: Tally) -> Iterator[str]:
    """Add one sentence's names to the tally; yield lines for a sentence with an error."""
    text = reading.document.text
    passed = [s for s, types in gold if not types]
    kept = [(s, types) for s, types in gold if types]
    found = sorted((name, e.type) for e in reading.entities for m in e.mentions if (name := name_within(text, m)))
    system = [(s, t) for s, t in found if not any(s.overlaps(p) for p in passed) and (t != "GRP" or any(s.overlaps(g) for g, _ in kept))]
    pairs = pair([s for s, _ in kept], [s for s, _ in system])
    right = [(i, j) for i, j in pairs if system[j][1] in kept[i][1]]
    exact = sum(kept[i][0] == system[j][0] for i, j in right)
    tally.add("name, overlapping span", len(pairs), len(system), len(kept))
    tally.add("name, overlapping span and type", len(right), len(system), len(kept))
    tally.add("name, exact span and type", exact, len(system), len(kept))
    if len(right) < len(kept) or len(right) < len(system):
        yield f"\n> {text}"
        links = dict(pairs)
        for i, (s, types) in enumerate(kept):
            if (i, links.get(i)) not in right:
                said = f"{system[links[i]][0].of(text)} {system[links[i]][1]}" if i in links else "none"
                yield f"- gold {s.of(text)} {'/'.join(sorted(types))} | system {said}"
        taken = set(links.values())
        yield from (f"- gold none | system {s.of(text)} {t}" for j, (s, t) in enumerate(system) if j not in taken)
