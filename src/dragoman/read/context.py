"""Finds the state of whoever does not say it: the army, the police, she, by what the document talks about where they stand.

A conditional logit over the states that the document points at and "no one state" (McFadden 1974), in two passes: the first sees what
words alone have settled, the second also what the first has found for everybody else, so that what stands together goes together. The
weights are learnt from the train split of our corpus and stand in `context_weights.tsv`, one column a pass.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, get_args

from dragoman.nouns.mention import EntityType
from dragoman.read.findings import Finding
from dragoman.read.ground import NONE, Features, ground
from dragoman.read.scene import Scene
from dragoman.read.surroundings import features

PASSES: Final = 2
_WEIGHTS: Final = Path(__file__).with_name("context_weights.tsv")


@cache
def weights() -> tuple[dict[str, dict[str, float]], ...]:
    """Return for each pass and type of entity the learnt weight of every feature, in natural logarithms of odds.

    A feature's weight is the sum of one that all types share and one of the type's own, as `for_type` writes it.
    """
    lines = [line.split("\t") for line in _WEIGHTS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    passes = [{row[0]: float(row[1 + k]) for row in lines[1:] if row[1 + k]} for k in range(PASSES)]
    return tuple({kind: _summed(found, kind) for kind in get_args(EntityType)} for found in passes)


def _summed(found: dict[str, float], kind: str) -> dict[str, float]:
    names = {
        name.removeprefix(f"{kind} ") for name in found if not name.startswith(tuple(f"{k} " for k in get_args(EntityType) if k != kind))
    }
    return {name: found.get(name, 0.0) + found.get(for_type(name, kind), 0.0) for name in sorted(names)}


def for_type(name: str, kind: str) -> str:
    """Return what the file calls the weight of a feature that entities of one type have beside the one that all share."""
    return f"{kind} {name}"


def settle(scene: Scene, findings: Sequence[Finding]) -> None:
    """Settle the state of every entity that its words leave open, each with its probability."""
    open_ones = [i for i, finding in enumerate(findings) if not finding.settled and scene.phrases[i]]
    known: list[str | None] = [(f.state or NONE) if f.settled else None for f in findings]
    for found in weights():
        on = ground(scene, known)
        kinds = sorted({scene.entities[i].type for i in open_ones})
        start = {kind: {code: _score(held, found[kind]) for code, held in on.everywhere.items()} for kind in kinds}
        choices = {
            i: choose(features(i, findings[i], scene, on), found[scene.entities[i].type], start[scene.entities[i].type]) for i in open_ones
        }
        for i, (code, _) in choices.items():
            known[i] = code
    for i, (code, probability) in choices.items() if open_ones else ():
        findings[i].belongs(code or None, f"context: {code or 'no one state'}, {probability:.2f}")
        findings[i].probability = probability
        if code in findings[i].maybe:
            findings[i].place = findings[i].maybe[code].place


def choose(candidates: dict[str, Features], known: dict[str, float], start: Mapping[str, float]) -> tuple[str, float]:
    """Return the likeliest candidate by the weights `known`, with its probability; the first in order where two are alike.

    `start` holds the candidates' scores for what is the same for all entities of a type, which `features` leaves out.
    """
    scores = {code: start.get(code, 0.0) + _score(found, known) for code, found in candidates.items()}
    best = max(sorted(scores), key=lambda code: scores[code])
    return best, 1.0 / sum(math.exp(score - scores[best]) for score in scores.values())


def _score(found: Features, known: dict[str, float]) -> float:
    total = 0.0
    for name, value in found.items():
        weight = known.get(name)
        if weight is not None:
            total += weight * value
    return total
