"""Scores the coding of given parties on PLV_train: what the marked source does to the marked target.

Each sentence goes through `dragoman.read_relation` with the spans between `<s>` and `<t>` marks; the likeliest of PLOVER's types, mapped to
the set's fifteen roots (CONCEDE and RETREAT are YIELD), and the likeliest quad class are held against the gold. *Root macro-F1* is the
unweighted mean over the roots that the gold holds; *quad macro-F1* likewise; accuracies beside them. Sentences without one mark of each
are passed over. Never train on this set. The rules of `compositions.toml` were tuned on it, so that its figures flatter them.

PLV: the PLOVER validation set of ZSP (Hu et al. 2024); PLOVER 1.3.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import dragoman
from dragoman.nouns.text import Span
from dragoman.read import Reader
from quality.outside.scored import Scored, share
from quality.reading_score import Figure

_MARK: Final = re.compile(r"</?[st]>")
_ROOTS: Final = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def score(reader: Reader, path: Path) -> Scored:
    """Score party pairs with the shipped reader, which `read_relation` loads itself."""
    del reader
    told: list[tuple[str, str]] = []
    quads: list[tuple[str, str]] = []
    errors: list[str] = []
    for sentence, source, target, root, quad in load(path):
        coded = dragoman.read_relation(sentence, source, target)
        said = root_of(dict(coded.types))
        classes = dict(coded.quads)
        said_quad = str(max(sorted(classes), key=lambda q: classes[q]))
        told.append((root, said))
        quads.append((quad, said_quad))
        if (root, quad) != (said, said_quad):
            errors += [
                f"\n> {sentence}",
                f"- {source.of(sentence)} → {target.of(sentence)}: gold {root} {quad} | system {said} {said_quad}",
            ]
    return Scored(figures(told, quads), errors)


def root_of(types: Mapping[str, float]) -> str:
    """Return the likeliest root: types of one root count together, what is no type of PLOVER ("none") does not count."""
    roots: Counter[str] = Counter()
    for name, probability in types.items():
        if name != "none":
            roots[_ROOTS.get(name, name)] += probability  # type: ignore[assignment]
    return max(sorted(roots), key=lambda r: roots[r])


def figures(told: Sequence[tuple[str, str]], quads: Sequence[tuple[str, str]]) -> dict[str, Figure]:
    """Return the measures of (gold, said) pairs of roots and of quads."""
    return {
        "root macro-F1": _macro(told),
        "root accuracy": share(sum(g == s for g, s in told), len(told)),
        "quad macro-F1": _macro(quads),
        "quad accuracy": share(sum(g == s for g, s in quads), len(quads)),
    }


def _macro(pairs: Sequence[tuple[str, str]]) -> Figure:
    """Return unweighted means over the gold's classes of precision, recall and F1."""
    gold, said, right = (Counter(x) for x in ((g for g, _ in pairs), (s for _, s in pairs), (g for g, s in pairs if g == s)))
    classes = sorted(gold)
    precision, recall = ([right[c] / of[c] if of[c] else 0.0 for c in classes] for of in (said, gold))
    f1 = [2 * right[c] / (gold[c] + said[c]) for c in classes]
    n = len(classes) or 1
    return Figure(sum(precision) / n, sum(recall) / n, sum(f1) / n, len(pairs))


def load(path: Path) -> Iterator[tuple[str, Span, Span, str, str]]:
    """Yield sentence, source, target, root and quad class of every row that marks one source and one target."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            read = unmarked(row["marked_sentence"])
            if read is not None:
                yield (*read, row["gold_root"], row["gold_penta"])


def unmarked(sentence: str) -> tuple[str, Span, Span] | None:
    """Return the sentence without marks and the spans that were marked; None where there is not one source and one target."""
    text, at = "", 0
    stands: dict[str, list[int]] = {}
    for mark in _MARK.finditer(sentence):
        text += sentence[at : mark.start()]
        stands.setdefault(mark.group(), []).append(len(text))
        at = mark.end()
    text += sentence[at:]
    if any(len(stands.get(m, ())) != 1 for m in ("<s>", "</s>", "<t>", "</t>")):
        return None
    ends = [(stands[f"<{m}>"][0], stands[f"</{m}>"][0]) for m in "st"]
    if any(start >= end for start, end in ends):
        return None
    source, target = (Span(start, end) for start, end in ends)
    return text, source, target
