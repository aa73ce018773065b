"""Learns which state somebody unnamed belongs to: the weights of `dragoman.read.context`, from the train split of the corpus.

Run `python -m training.state_context` to write `src/dragoman/read/context_weights.tsv`; it takes a minute. The second
pass learns from what the first finds for stories that it has not seen, because that is what it will get.
"""

from __future__ import annotations

import argparse
import dataclasses
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from dragoman.nouns.mention import Entity
from dragoman.nouns.reading import Reading
from dragoman.nouns.time import DayInterval
from dragoman.read import actors, context, ground, surroundings
from dragoman.read.findings import Finding
from dragoman.read.scene import Scene
from training import corpus

Vector = NDArray[np.float64]
WEIGHTS = Path(__file__).parent.parent / "src" / "dragoman" / "read" / "context_weights.tsv"
HEADER = (
    "# Weights of `context.py` in natural logarithms of odds, one column a pass.\n"
    "# Made by `python -m training.state_context` from the train split of the corpus; do not edit by hand.\n"
)
FOLDS = 5
RIDGE = 4.0  # precision of the Gaussian prior on every weight; 2 and 8 do as well in cross-validation
LEAST = 0.005  # a smaller weight is left out of the file
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Report:
    """A gold report laid open, with what the words alone tell of each entity."""

    story: str
    gold: tuple[Entity, ...]
    scene: Scene
    findings: tuple[Finding, ...]

    @property
    def known(self) -> list[str | None]:
        """Return what the words settle: a code, `ground.NONE` for no one state, None where they leave it open."""
        return [(finding.state or ground.NONE) if finding.settled else None for finding in self.findings]


@dataclass(frozen=True)
class Example:
    """An entity whose state its words leave open: where it stands, its gold state, and the features of its candidates."""

    report: int
    entity: int
    gold: str
    candidates: dict[str, ground.Features]


def open_up(reading: Reading, story: str) -> Report:
    """Lay a gold report open as the reader would see it, without anything that resolution has to find."""
    day = reading.document.published
    entities = tuple(_bare(entity, reading.document.text) for entity in reading.entities)
    scene, findings = actors.open_up(reading.document.text, entities, DayInterval(day, day) if day else None)
    return Report(story, reading.entities, scene, tuple(findings))


def _bare(entity: Entity, text: str) -> Entity:
    name = max((mention.of(text) for mention in entity.mentions), key=len, default=entity.name)
    return dataclasses.replace(entity, name=name, actor=None, state=None, sector=None, place=None)


def examples(reports: Sequence[Report], guesses: Sequence[dict[int, str]]) -> list[Example]:
    """Return all open entities; `guesses` are the states found for them by an earlier pass, by report and entity."""
    found = []
    for number, (report, guess) in enumerate(zip(reports, guesses, strict=True)):
        known = [guess.get(i, state) for i, state in enumerate(report.known)]
        on = ground.ground(report.scene, known)
        for i, finding in enumerate(report.findings):
            if not finding.settled and report.scene.phrases[i]:
                near = surroundings.features(i, finding, report.scene, on)
                features = {code: on.everywhere.get(code, {}) | own for code, own in near.items()}
                found.append(Example(number, i, report.gold[i].state or ground.NONE, _both(features, report.gold[i].type)))
    return found


def _both(candidates: dict[str, ground.Features], kind: str) -> dict[str, ground.Features]:
    """Return the features once as all types share them and once as the entity's own type has them."""
    return {code: own | {context.for_type(name, kind): value for name, value in own.items()} for code, own in candidates.items()}


def fit(training: Sequence[Example]) -> dict[str, float]:
    """Return the weights with the greatest posterior probability; examples whose state is no candidate teach nothing."""
    usable = [example for example in training if example.gold in example.candidates]
    names = sorted({name for e in usable for features in e.candidates.values() for name in features})
    column = {name: i for i, name in enumerate(names)}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    starts, gold, at = [], [], 0
    for example in usable:
        starts.append(at)
        for code, features in sorted(example.candidates.items()):
            if code == example.gold:
                gold.append(at)
            for name, value in features.items():
                rows.append(at)
                columns.append(column[name])
                values.append(value)
            at += 1
    loss = _loss(np.array(rows), np.array(columns), np.array(values), np.array(starts), np.array(gold), at, len(names))
    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return dict(zip(names, best.x.tolist(), strict=True))


def _loss(
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    values: Vector,
    starts: NDArray[np.int64],
    gold: NDArray[np.int64],
    size: int,
    width: int,
) -> Callable[[Vector], tuple[float, Vector]]:
    """Return the negative log posterior of a conditional logit and its gradient; features are given as (row, column, value)."""
    group = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, size)))

    def loss(w: Vector) -> tuple[float, Vector]:
        scores = np.bincount(rows, values * w[columns], minlength=size)
        top = np.maximum.reduceat(scores, starts)
        odds = np.exp(scores - top[group])
        total = np.add.reduceat(odds, starts)
        surprise = odds / total[group]
        surprise[gold] -= 1.0
        gradient = np.bincount(columns, values * surprise[rows], minlength=width) + RIDGE * w
        return float((np.log(total) + top - scores[gold]).sum() + 0.5 * RIDGE * w @ w), gradient

    return loss


def guess(weights: dict[str, float], asked: Sequence[Example]) -> dict[tuple[int, int], str]:
    """Return the state that the weights find for each example, by report and entity."""
    return {(e.report, e.entity): context.choose(e.candidates, weights, {})[0] for e in asked}


def unseen(reports: Sequence[Report], found: Sequence[Example]) -> list[dict[int, str]]:
    """Return guesses for every example by weights learnt without its story, by report and entity."""
    fold = {story: i % FOLDS for i, story in enumerate(sorted({report.story for report in reports}))}
    guesses: list[dict[int, str]] = [{} for _ in reports]
    for k in range(FOLDS):
        weights = fit([e for e in found if fold[reports[e.report].story] != k])
        for (report, entity), state in guess(weights, [e for e in found if fold[reports[e.report].story] == k]).items():
            guesses[report][entity] = state
    return guesses


def accuracy(reports: Sequence[Report], guesses: Sequence[dict[int, str]]) -> str:
    """Return in words how many states are right, of entities that belong to one and of those that do not."""
    right, all_of, kept, none = 0, 0, 0, 0
    for report, found in zip(reports, guesses, strict=True):
        for i, (entity, known) in enumerate(zip(report.gold, report.known, strict=True)):
            state = found.get(i, known) or None
            all_of += entity.state is not None
            right += entity.state is not None and state == entity.state
            none += entity.state is None
            kept += entity.state is None and state is None
    return f"state {right / all_of:.3f} of {all_of}, no one state {kept / none:.3f} of {none}"


def write(path: Path, passes: Sequence[dict[str, float]]) -> None:
    """Write the weights of all passes, sorted by feature."""
    lines = []
    for name in sorted(set().union(*passes)):
        cells = [f"{w:.3f}" if abs(w := found.get(name, 0.0)) >= LEAST else "" for found in passes]
        if any(cells):
            lines.append("\t".join([name, *cells]))
    path.write_text(HEADER + "feature\tfirst\tsecond\n" + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Learn both passes, log the cross-validated accuracy of each and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    reports = [open_up(reading, story.id) for story in corpus.load(split="train") for reading in story.readings]
    guesses: list[dict[int, str]] = [{} for _ in reports]
    passes = []
    for number in range(context.PASSES):
        found = examples(reports, guesses)
        guesses = unseen(reports, found)
        log.info("pass %d: %d entities open; unseen stories: %s", number + 1, len(found), accuracy(reports, guesses))
        passes.append(fit(found))
    write(arguments.out, passes)


if __name__ == "__main__":
    main()
