"""Learns reconciling's link weights (bits per feature level) and the rarity of words from the corpus's training stories.

    python -m training.link_weights [--ecbplus FOLDER]      writes rarity.tsv, distinctness.tsv and weights.toml

Pairs of event mentions of one story are one happening or not by the gold ledger, those of one ECB+ topic by its chains; a
ridge-penalised logistic regression over feature levels gives log-odds that add up, as the match weights of Fellegi and Sunter (1969)
do, but without supposing that features are independent given the match. Each story is seen as annotated and with a reader's faults,
so that no weight relies on one field. The signatures are the shipped reader's; it was trained on these stories, so they are seen with
faults as well, and never as they are. ECB+ shows what the reader does to texts that it was not trained on.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import log2
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

import dragoman.reconcile
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document
from dragoman.read import Reader
from dragoman.reconcile.block import candidates
from dragoman.reconcile.compare import levels
from dragoman.reconcile.features import features
from dragoman.reconcile.parties import cast
from dragoman.reconcile.told import tellings
from dragoman.reconcile.words import UNLISTED_CENTIBITS, stem, stems
from training import ecbplus
from training.blur import HEAVY, LIGHT, blur
from training.corpus import GoldStory, load

ROOM = Path(dragoman.reconcile.__file__).parent
SEED = 20261130
RIDGE = 1.0
# What the corpus shows too seldom to learn and every annotator holds: the mean that the ridge pulls these levels to, in bits.
EXPECTED_BITS: Mapping[tuple[str, str], float] = {
    ("ordinal", "different"): -6.0,
    ("ordinal", "same"): 2.0,
    ("time", "a day apart"): -1.5,
    ("time", "days apart"): -3.0,
    ("time", "weeks apart"): -4.0,
    ("time", "far apart"): -5.0,
    ("time", "days apart, both past"): -12.0,
    ("time", "weeks apart, both past"): -12.0,
    ("time", "far apart, both past"): -12.0,
}
# The share of English at large in the bits of a stem that the stories know too.
AT_LARGE_SHARE = 0.3
# The rank of the first whole word in the reader's list, after its marks and letters.
FIRST_WORD = 990
# How many times firmer those are held than a level about which nothing is expected.
FIRMNESS = 60.0
# What one of the two mentions does not say is no evidence: these levels weigh nothing, and the prior carries the rest.
SILENT = frozenset({"unknown", "other document"})


@dataclass(frozen=True, slots=True)
class Pairs:
    """Compared pairs of one story: level names (P, F), whether each is one happening (P,), whether both are in one document (P,).

    `counts` (P,), where given, are how much each pair counts, on the mean 1.
    """

    levels: NDArray[np.str_]
    same: NDArray[np.bool_]
    within: NDArray[np.bool_]
    counts: NDArray[np.float64] | None = None


def compared(readings: Iterable[Reading], happening: Mapping[tuple[str, str], str]) -> Pairs:
    """Compare the candidate pairs of one story's readings; `happening` labels each mention (document id, event id)."""
    readings = tuple(readings)
    who = cast(readings)
    tolds = tellings(readings, who)
    pairs = candidates(tolds, who)
    columns = []
    for feature in features(who):
        names, code = levels(feature, tolds, pairs)
        columns.append(np.array(names or [""])[code])
    of = np.array([happening[t.document.id, t.mention.id] for t in tolds])
    document = np.array([t.document.id for t in tolds])
    left, right = pairs[:, 0], pairs[:, 1]
    return Pairs(np.stack(columns, axis=1), of[left] == of[right], document[left] == document[right])


def examples(stories: Iterable[GoldStory], reader: Reader) -> Iterator[Pairs]:
    """Yield every story's pairs: as annotated, without signatures, and with light and heavy faults, with them."""
    for story in stories:
        happening = {mention: h.id for h in story.happenings for mention in h.mentions}
        yield compared(story.readings, happening)
        signed = [with_signatures(r, reader) for r in story.readings]
        for faults in (LIGHT, HEAVY):
            yield compared((blur(r, faults, SEED) for r in signed), happening)


def with_signatures(gold: Reading, reader: Reader) -> Reading:
    """Return a gold reading with the signature and the probability that the reader gives each of its triggers."""
    read = reader.read(plain(gold.document), sorted({e.trigger for e in gold.events}))
    of = {e.trigger: e for e in read.events}
    events = (
        replace(e, signature=of[e.trigger].signature, probability=of[e.trigger].probability) if e.trigger in of else e for e in gold.events
    )
    return replace(gold, events=tuple(events))


def plain(document: Document) -> Document:
    """Return the document without anything of the gold but its text, title, date and publisher."""
    return Document(document.id, document.id, document.text, document.title, document.published, document.publisher, language="en")


def of_ecbplus(folder: Path, reader: Reader) -> Iterator[Pairs]:
    """Yield the pairs of each topic of ECB+ train, its mentions given to the reader."""
    gold = ecbplus.load(folder, "train")
    chain = {(g.document.id, span): c for g in gold for span, c in g.mentions.items()}
    for topic in ecbplus.topics(ecbplus.read(gold, reader)):
        yield compared(topic, {(r.document.id, e.id): chain[r.document.id, e.trigger] for r in topic for e in r.events})


@dataclass(frozen=True, slots=True)
class Fitted:
    """The prior and each level's weight in bits, with the (linked, all) pairs of the training set that showed it."""

    prior_bits: float
    bits: dict[tuple[str, str], float]
    counts: dict[tuple[str, str], tuple[int, int]]


def fit(found: list[Pairs], names: list[str], within: bool, expected: Mapping[tuple[str, str], float] = EXPECTED_BITS) -> Fitted:
    """Fit one scope by maximum a posteriori logistic regression (L-BFGS), a normal prior of precision `RIDGE` on each level's nats.

    `expected` are the bits that the prior pulls levels to.
    """
    table = np.concatenate([p.levels[p.within == within] for p in found])
    same = np.concatenate([p.same[p.within == within] for p in found])
    counts = np.concatenate([(np.ones(len(p.same)) if p.counts is None else p.counts)[p.within == within] for p in found])
    level_names: list[tuple[str, str]] = []
    codes = np.zeros(table.shape, dtype=np.int64)
    for column, feature in enumerate(names):
        unique, code = np.unique(table[:, column], return_inverse=True)
        codes[:, column] = code + len(level_names)
        level_names += [(feature, str(u)) for u in unique]
    free = np.array([True, *(level not in SILENT for _, level in level_names)])
    mean = np.array([0.0, *(expected.get(n, 0.0) * np.log(2) for n in level_names)])
    keep = np.array([0.0, *(RIDGE * (FIRMNESS if n in expected else 1.0) for n in level_names)])

    def loss(v: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = v[0] + v[1:][codes].sum(axis=1)
        error = counts * (1 / (1 + np.exp(-z)) - same)
        pull = np.bincount(codes.ravel(), weights=np.repeat(error, codes.shape[1]), minlength=len(level_names))
        cost = (counts * (np.logaddexp(0, z) - same * z)).sum() + (keep * (v - mean) ** 2).sum() / 2
        return float(cost), np.where(free, np.array([error.sum(), *pull]) + keep * (v - mean), 0.0)

    best = minimize(loss, mean, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x / np.log(2)
    shown = np.bincount(codes.ravel(), minlength=len(level_names))
    linked = np.bincount(codes[same].ravel(), minlength=len(level_names))
    unseen = {n: b for n, b in expected.items() if n not in level_names}
    return Fitted(
        float(best[0]),
        {n: float(b) for n, b in zip(level_names, best[1:], strict=True)} | unseen,
        {n: (int(y), int(a)) for n, y, a in zip(level_names, linked, shown, strict=True)} | dict.fromkeys(unseen, (0, 0)),
    )


def written(fits: Mapping[str, Fitted], names: list[str], by: str = "training/link_weights.py") -> str:
    """Return the weights as TOML that people can read: bits, and after each how many of the pairs that showed it were linked."""
    lines = [
        "# Log-odds in bits that two event mentions tell one happening, by feature level; they add up with the prior.",
        f"# Written by {by}; after each weight, linked / all training pairs that showed the level.",
    ]
    for scope, fitted in fits.items():
        table = scope if " " not in scope else f'"{scope}"'
        lines += ["", f"[{table}]", f"prior_bits = {fitted.prior_bits:.2f}"]
        for feature in names:
            own = sorted((level for f, level in fitted.bits if f == feature), key=lambda level: (-fitted.bits[feature, level], level))
            lines += ["", f"[{table}.{feature}]"]
            for level in own:
                linked, shown = fitted.counts[feature, level]
                lines.append(f'"{level}" = {fitted.bits[feature, level]:.2f}  # {linked} / {shown}')
    return "\n".join(lines) + "\n"


def word_rarity(stories: list[GoldStory]) -> str:
    """Return stems seen in two stories or more with their bits, log2 of stories over stories that hold the stem."""
    seen: Counter[str] = Counter()
    for story in stories:
        seen.update({w for r in story.readings for w in stems(f"{r.document.title or ''} {r.document.text}") if not w[0].isdigit()})
    rows = "".join(f"{word}\t{log2((len(stories) + 1) / n):.2f}\n" for word, n in sorted(seen.items()) if n > 1)
    return "# Stem and its rarity in bits over the corpus's training stories; written by training/link_weights.py.\n" + rows


def distinctness(rarity: str, vocabulary: Mapping[str, int]) -> str:
    """Return stems with how much they tell of a document's matter, in bits: rarity in the stories, blended with that in English at large.

    `vocabulary` gives the rank of each word piece of the reader, which are ordered by frequency (BERT's, from books and an encyclopedia);
    by Zipf's law a word's bits are linear in the logarithm of its rank, and the line is fitted to the stems that both lists have.
    """
    unlisted = UNLISTED_CENTIBITS / 100
    own = {w: float(b) for w, b in (line.split("\t") for line in rarity.splitlines() if not line.startswith("#"))}
    rank: dict[str, int] = {}
    for word, n in sorted(vocabulary.items(), key=lambda item: item[1]):
        if word.isalpha() and len(word) > 1:
            rank.setdefault(stem(word), max(n - FIRST_WORD, 2))
    both = sorted(own.keys() & rank.keys())
    slope, start = np.polyfit([log2(rank[w]) for w in both], [own[w] for w in both], 1)
    at_large = {w: min(max(slope * log2(n) + start, 1.0), unlisted) for w, n in rank.items()}
    bits = at_large | {w: (1 - AT_LARGE_SHARE) * b + AT_LARGE_SHARE * min(b, at_large.get(w, unlisted)) for w, b in own.items()}
    rows = "".join(f"{w}\t{bits[w]:.2f}\n" for w in sorted(bits))
    head = "# Stem and how much it tells of what a document is about, in bits; written by training/link_weights.py.\n"
    return head + rows


def learnt(found: list[Pairs], by: str = "training/link_weights.py") -> str:
    """Return the weights that compared pairs teach, as TOML."""
    names = [f.name for f in features(cast(()))]
    return written({scope: fit(found, names, scope == "within") for scope in ("within", "across")}, names, by)


def main(argv: list[str] | None = None) -> None:
    """Write the data files that the package ships."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ecbplus", type=Path, help="folder of ECB+ train; without it only the corpus teaches")
    options = parser.parse_args(argv)
    stories, reader = load(split="train"), Reader.load()
    rarity = word_rarity(stories)
    (ROOM / "rarity.tsv").write_text(rarity, encoding="utf-8")
    (ROOM / "distinctness.tsv").write_text(distinctness(rarity, reader.loaded.wordpiece.vocabulary()), encoding="utf-8")
    found = [*examples(stories, reader), *(of_ecbplus(options.ecbplus, reader) if options.ecbplus else ())]
    (ROOM / "weights.toml").write_text(learnt(found), encoding="utf-8")
    print(f"learnt from {len(stories)} stories; wrote rarity.tsv, distinctness.tsv and weights.toml in {ROOM}")


if __name__ == "__main__":
    main()
