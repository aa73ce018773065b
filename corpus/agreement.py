"""How far two annotators who worked blind agree: `python -m corpus.agreement` writes the data card's tables from double/."""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from corpus.card import between
from corpus.check import TYPES
from dragoman.nouns.event import EventMention
from dragoman.nouns.reading import Reading
from quality.reading_score import pair, score
from training.corpus import BRIEFS, CORPUS, GoldStory, load_story

HERE = Path(__file__).parent
DOUBLE = HERE / "double"
SINGLES = HERE / "double_singles"
"""Second annotations of single reports of `briefs/`, by report id; the first stand there."""
BEGIN_SINGLES, END_SINGLES = (
    "<!-- agreement of singles: written by `python -m corpus.agreement` -->\n",
    "<!-- end of agreement of singles -->\n",
)
BEGIN, END = "<!-- agreement: written by `python -m corpus.agreement` -->\n", "<!-- end of agreement -->\n"
SALT = "double annotation"
STORIES = range(107, 212)
"""The stories that the sample was drawn from: those that no second reader had gone through, as they stood on the day of the draw."""
EXAMPLE = "s110"
"""Left out of the draw: the second annotator had read one of its annotations as an example of the file format (see the data card)."""
KINDS: tuple[frozenset[str] | None, ...] = (frozenset({"think-tank", "blog"}), frozenset({"ministry"}), frozenset({"wire"}), None, None)
"""What each draw may take, by outlet: an analysis, a communiqué, a wire report, then two of any kind."""
LABELLED = ("type", "status")


@dataclass(frozen=True, slots=True)
class Double:
    """One report annotated twice, and as it stands in the corpus now."""

    first: GoldStory
    second: GoldStory
    settled: Reading


@dataclass(frozen=True, slots=True)
class BothWays:
    """One measure: how many each annotator has, and which share of them the other has too."""

    first: int
    second: int
    of_first: float
    of_second: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the two shares, which does not depend on who is called first."""
        total = self.of_first + self.of_second
        return 2 * self.of_first * self.of_second / total if total else 0.0


def sample(directory: Path = CORPUS) -> list[str]:
    """Return the ids of the reports drawn: for each of KINDS the smallest SHA-256 of salt and report id, from a story not drawn yet."""
    numbers = {f"s{n:03d}" for n in STORIES} - {EXAMPLE}
    raws = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(directory.glob("*.json")) if path.stem in numbers]
    left = sorted(((s["story"], r) for s in raws for r in s["reports"]), key=lambda option: _rank(option[1]["id"]))
    drawn: dict[str, str] = {}
    for kinds in KINDS:
        story, report = next((s, r) for s, r in left if s not in drawn and (kinds is None or r["outlet"] in kinds))
        drawn[story] = report["id"]
    return list(drawn.values())


def bare(report: dict[str, Any]) -> str:
    """Return what a second annotator may see of a report: outlet, date, title and numbered sentences, and no annotation."""
    head = f"{report['id']} | {report['outlet']} | {report['published'] or 'undated'} | {report['title']} | breaks {report['breaks']}"
    return "\n".join((head, *(f"{n} {sentence}" for n, sentence in enumerate(report["text"]))))


def load(directory: Path = DOUBLE, stories: Path = CORPUS) -> list[Double]:
    """Load every report that stands in both `first` and `second` of the directory, in the order of file names."""
    out = []
    for path in sorted((directory / "second").glob("*.json")):
        first, second = load_story(directory / "first" / path.name), load_story(path)
        settled = next(r for r in load_story(stories / f"{first.id}.json").readings if r.document.id == path.stem)
        out.append(Double(first, second, settled))
    return out


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Return Cohen's kappa (1960) of labels given by two annotators to the same things: agreement beyond chance, 1 where all are alike."""
    n = len(pairs)
    if not n:
        raise ValueError("expected at least one pair of labels, saw none")
    seen = sum(a == b for a, b in pairs) / n
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[label] * right[label] for label in left) / n**2
    return 1.0 if chance == 1 else (seen - chance) / (1 - chance)


def both_ways(readings: Sequence[tuple[Reading, Reading]]) -> dict[str, BothWays]:
    """Return every measure of `quality.reading_score` with each side taken as the gold in turn."""
    one, other = score(readings), score((b, a) for a, b in readings)
    return {name: BothWays(f.gold, other[name].gold, f.recall, other[name].recall) for name, f in one.items()}


def paired_events(doubles: Iterable[Double]) -> Iterator[tuple[EventMention, EventMention]]:
    """Yield the events of both annotators whose triggers overlap, one to one."""
    for double in doubles:
        yield from _paired(double)


def same_happening(doubles: Iterable[Double]) -> BothWays:
    """Compare which pairs of a report's paired events each annotator takes for mentions of one happening."""
    joined, left, right = 0, 0, 0
    for double in doubles:
        first, second = _happenings(double.first), _happenings(double.second)
        for (a, b), (c, d) in combinations(_paired(double), 2):
            x, y = first[a.id] == first[c.id], second[b.id] == second[d.id]
            joined, left, right = joined + (x and y), left + x, right + y
    return BothWays(left, right, joined / left if left else 0.0, joined / right if right else 0.0)


def tables(doubles: Sequence[Double]) -> str:
    """Return the card's tables in Markdown: all measures, kappa, agreement by type, and each annotator against the stories as mended."""
    return "\n".join((_measures(doubles), _kappas(doubles), _by_type(doubles), _against(doubles)))


def rewritten(card: str, doubles: Sequence[Double], singles: Sequence[Double]) -> str:
    """Return the card with its tables of agreement replaced by those of `doubles` and of `singles`."""
    of_singles = "\n".join((_measures(singles), _kappas(singles)))
    return between(between(card, BEGIN, END, tables(doubles)), BEGIN_SINGLES, END_SINGLES, of_singles)


def load_singles(directory: Path = SINGLES, briefs: Path = BRIEFS) -> list[Double]:
    """Load every single report that was annotated a second time, in the order of file names; the first annotation is as it stands."""
    out = []
    for path in sorted(directory.glob("*.json")):
        second, story = load_story(path), load_story(briefs / f"{path.stem.rpartition('-')[0]}.json")
        first = replace(story, readings=tuple(r for r in story.readings if r.document.id == path.stem))
        out.append(Double(first, second, first.readings[0]))
    return out


def _rank(report_id: str) -> str:
    return hashlib.sha256(f"{SALT}/{report_id}".encode()).hexdigest()


def _pairs(doubles: Iterable[Double]) -> list[tuple[Reading, Reading]]:
    return [(d.first.readings[0], d.second.readings[0]) for d in doubles]


def _paired(double: Double) -> list[tuple[EventMention, EventMention]]:
    a, b = double.first.readings[0].events, double.second.readings[0].events
    return [(a[i], b[j]) for i, j in sorted(pair([e.trigger for e in a], [e.trigger for e in b]))]


def _happenings(story: GoldStory) -> dict[str, str]:
    own = {r.document.id for r in story.readings}
    return {event: h.id for h in story.happenings for document, event in h.mentions if document in own}


def _row(cells: Iterable[object]) -> str:
    return "| " + " | ".join(f"{c:.2f}" if isinstance(c, float) else str(c) for c in cells) + " |\n"


def _table(head: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    return _row(head) + _row(["---", *["--:"] * (len(head) - 1)]) + "".join(_row(r) for r in rows)


def _measures(doubles: Sequence[Double]) -> str:
    found = both_ways(_pairs(doubles)) | {"same happening, of paired triggers": same_happening(doubles)}
    return _table(
        ("measure", "first's", "second's", "of the first's, found by the second", "of the second's, found by the first", "F1"),
        ((name, f.first, f.second, f.of_first, f.of_second, f.f1) for name, f in found.items()),
    )


def _kappas(doubles: Sequence[Double]) -> str:
    paired = list(paired_events(doubles))
    rows = []
    for label in LABELLED:
        labels = [(getattr(a, label), getattr(b, label)) for a, b in paired]
        rows.append((label, len(labels), sum(a == b for a, b in labels), kappa(labels)))
    return _table(("of paired triggers", "pairs", "alike", "Cohen's kappa"), rows)


def _by_type(doubles: Sequence[Double]) -> str:
    one = Counter(e.type for d in doubles for e in d.first.readings[0].events)
    other = Counter(e.type for d in doubles for e in d.second.readings[0].events)
    paired = list(paired_events(doubles))
    alike = Counter(a.type for a, b in paired if a.type == b.type)
    unlike = Counter((a.type, b.type) for a, b in paired if a.type != b.type)
    rows = [
        (
            t,
            one[t],
            other[t],
            alike[t],
            2 * alike[t] / (one[t] + other[t]),
            ", ".join(f"{b} {n}" for (a, b), n in sorted(unlike.items()) if a == t) or "–",
        )
        for t in TYPES
        if one[t] + other[t]
    ]
    return _table(("type", "first's", "second's", "same trigger and type", "F1", "the first's, typed otherwise by the second"), rows)


def _against(doubles: Sequence[Double]) -> str:
    one = score((d.settled, d.first.readings[0]) for d in doubles)
    other = score((d.settled, d.second.readings[0]) for d in doubles)
    before = {(d.settled.document.id, e.id): e for d in doubles for e in d.first.readings[0].events}
    after = {(d.settled.document.id, e.id): e for d in doubles for e in d.settled.events}
    changed = sum(before[key] != after[key] for key in before.keys() & after.keys())
    added, removed = len(after.keys() - before.keys()), len(before.keys() - after.keys())
    told = f"Of the {len(before)} events of the first annotation, {changed} were changed, {removed} removed, and {added} added.\n\n"
    return told + _table(
        ("F1 against the stories as they stand, mended", "first annotation", "second annotation"),
        ((name, f.f1, other[name].f1) for name, f in one.items()),
    )


def main(arguments: Sequence[str]) -> int:
    """Rewrite the card's tables in place, or with `texts` print the sampled reports without their annotations; return 0."""
    if list(arguments) == ["texts"]:
        for report_id in sample():
            story = json.loads((CORPUS / f"{report_id.rpartition('-')[0]}.json").read_text(encoding="utf-8"))
            sys.stdout.write(bare(next(r for r in story["reports"] if r["id"] == report_id)) + "\n\n")
        return 0
    if arguments:
        sys.stderr.write(f"expected no argument or 'texts', saw {' '.join(arguments)!r}\n")
        return 2
    card = HERE / "README.md"
    card.write_text(rewritten(card.read_text(encoding="utf-8"), load(), load_singles()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
