"""Learns which differences between reports of one event are disagreements (bits per clue and level) from the training stories.

    python -m training.difference_weights       writes reconcile/differences.toml

The stories are linked as the ledger links them, as annotated and with a reader's faults, so that events hold what does not belong in
them about as often as they will. A difference is a disagreement where the gold ledger has the reports of a happening of that event
differ. A ridge-penalised logistic regression over the clues' levels gives bits that add up, as those of the links do; each event weighs
the same, however many differences it has. Figures for the choice of the threshold leave out a fifth of the stories in turn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

import dragoman.reconcile
from dragoman.reconcile.copies import sources
from dragoman.reconcile.corrections import ties
from dragoman.reconcile.disagreements import Difference, Weights, differences
from dragoman.reconcile.holders import in_readings
from dragoman.reconcile.tell import compared, grouped, linked
from training.blur import HEAVY, LIGHT, Faults, blur
from training.corpus import GoldStory, load
from training.link_weights import SEED

ROOM = Path(dragoman.reconcile.__file__).parent
RIDGE = 1.0
FOLDS = 5
FAULTS: tuple[Faults | None, ...] = (None, LIGHT, HEAVY)


@dataclass(frozen=True, slots=True)
class Differing:
    """One event with differences: its story, its differences, and how many of its happenings differ by the gold ledger, of how many."""

    story: str
    found: frozenset[Difference]
    true: int
    happenings: int


def examples(stories: Iterable[GoldStory], faults: Faults | None = None) -> Iterator[Differing]:
    """Yield the events of the stories that have differences."""
    for story in stories:
        happening = {mention: h.id for h in story.happenings for mention in h.mentions}
        differ = {h.id for h in story.happenings if h.differs}
        readings = [r if faults is None else blur(r, faults, SEED) for r in story.readings]
        readings = list(in_readings(sorted(readings, key=lambda r: r.document.id)))
        own = {s.document.id for s in sources([r.document for r in readings]) if s.copy_of is None}
        who, tolds, pairs, bits = compared(readings)
        links = linked(tolds, pairs, bits)
        for members in grouped(tolds, pairs, bits, ties(())):
            event = [tolds[n] for n in members]
            found = frozenset(differences([t for t in event if t.document.id in own], who, links))
            if found:
                told = {happening[t.name] for t in event}
                yield Differing(story.id, found, len(told & differ), len(told))


def fit(found: Sequence[Differing]) -> tuple[Weights, Mapping[tuple[str, str], tuple[int, int]]]:
    """Return the weights, and for each clue's level the events that showed it: (disagreements, all)."""
    rows = [(one, event.true > 0, 1 / len(event.found)) for event in found for one in sorted(event.found, key=str)]
    names = sorted({level for one, _, _ in rows for level in one.levels})
    column = {name: n + 1 for n, name in enumerate(names)}
    table = np.zeros((len(rows), len(names) + 1))
    table[:, 0] = 1.0
    for row, (one, _, _) in enumerate(rows):
        table[row, [column[level] for level in one.levels]] = 1.0
    truth, weight = np.array([float(true) for _, true, _ in rows]), np.array([w for _, _, w in rows])
    keep = np.array([0.0, *(RIDGE for _ in names)])

    def loss(v: np.ndarray) -> tuple[float, np.ndarray]:  # type: ignore[type-arg]
        z = table @ v
        error = weight * (1 / (1 + np.exp(-z)) - truth)
        return float((weight * (np.logaddexp(0, z) - truth * z)).sum() + (keep * v * v).sum() / 2), table.T @ error + keep * v

    best = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B").x / np.log(2)
    bits: dict[str, dict[str, float]] = {}
    for (clue, level), value in zip(names, best[1:], strict=True):
        bits.setdefault(clue, {})[level] = round(float(value), 2)
    shown = {name: (sum(e.true > 0 for e in having), len(having)) for name in names if (having := _having(found, name))}
    return Weights(round(float(best[0]), 2), bits), shown


def _having(found: Sequence[Differing], name: tuple[str, str]) -> list[Differing]:
    return [e for e in found if any(name in one.levels for one in e.found)]


def left_out(found: Sequence[Differing], differing: int) -> Iterator[tuple[float, float, float]]:
    """Yield (threshold, precision, recall) over happenings, `differing` of which differ, each story weighed by what the others teach."""
    folds = [fit([e for e in found if fold(e.story) != k])[0] for k in range(FOLDS)]
    surest = [max(folds[fold(e.story)].of(one) for one in e.found) for e in found]
    for step in range(-8, 13):
        flagged = [e for e, bits in zip(found, surest, strict=True) if bits >= step / 4]
        true, shown = sum(e.true for e in flagged), sum(e.happenings for e in flagged)
        yield step / 4, true / max(shown, 1), true / max(differing, 1)


def fold(story: str) -> int:
    """Return which of the folds a story is in, whatever other stories there are."""
    return int(hashlib.sha256(f"fold/{story}".encode()).hexdigest(), 16) % FOLDS


def written(learnt: Weights, shown: Mapping[tuple[str, str], tuple[int, int]]) -> str:
    """Return the weights as TOML that people can read: bits, and after each how many of the events that showed it disagreed."""
    lines = [
        "# Log-odds in bits that a difference between reports of one event is a disagreement, by clue; they add up with the prior.",
        "# Written by training/difference_weights.py; after each weight, disagreements / all training events that showed the level.",
        f"prior_bits = {learnt.prior_bits:.2f}",
    ]
    for clue in sorted(learnt.bits):
        lines += ["", f"[{clue}]"]
        for level in sorted(learnt.bits[clue], key=lambda x: (-learnt.bits[clue][x], x)):
            true, seen = shown[clue, level]
            lines.append(f'"{level}" = {learnt.bits[clue][level]:.2f}  # {true} / {seen}')
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the weights that the package ships, and print what each threshold would give stories that were left out."""
    stories = load(split="train")
    found = [event for faults in FAULTS for event in examples(stories, faults)]
    (ROOM / "differences.toml").write_text(written(*fit(found)), encoding="utf-8")
    for bits, precision, recall in left_out(
        found, len(FAULTS) * sum(bool(h.differs and h.mentions) for s in stories for h in s.happenings)
    ):
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        print(f"{bits:5.2f} bits  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


if __name__ == "__main__":
    main()
