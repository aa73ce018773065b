"""A teacher's readings of unlabelled texts as soft labels for the student (Hinton et al. 2015): `python -m training.distil TEACHER OUT`.

What is discrete in an example (which words are mentions and triggers, whose pairs are scored) is decoded from the teacher; every label
is its probability, so that what the teacher is unsure of weighs less. It teaches what it does better than the student does without it:
mentions, triggers, their types, who takes part and where, and coreference; not statuses, terms or quotes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from dragoman.neural.session import PairWeights
from dragoman.neural.wordpiece import Pieces, WordPiece
from dragoman.read import sentences
from dragoman.read.decode import Group, pair_scores
from dragoman.read.pairs import likeness
from dragoman.read.tags import Tagged, sigmoid, softmax, spans
from dragoman.read.windows import Window, windows, word_ranges
from training.encoders import tokenizer
from training.export import load_run
from training.features import Example, Grid, Spans
from training.model import PAIR_WIDTH, Model, pair_weights
from training.train import half_precision
from training.transfer import texts

Floats = NDArray[np.float32]
OPENS = {"mention": 0.3, "trigger": 0.25}
ROLES = ("actor", "recipient", "place", "companion")


def main(argv: list[str] | None = None) -> None:
    """Read every text of the *train* sets with the teacher and write the examples, one list a text."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("teacher", type=Path, help="folder of a training run")
    p.add_argument("out", type=Path, help="file to write")
    p.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the sets that README.md there marks train")
    a = p.parse_args(argv)
    teacher, wordpiece = load_run(a.teacher), WordPiece(tokenizer())
    found = []
    for n, text in enumerate(texts(a.data)):
        found.append(taught(text, teacher, wordpiece))
        if n % 50 == 0:
            print(n, text[:60], flush=True)
    torch.save(found, a.out)


def taught(text: str, teacher: Model, wordpiece: WordPiece) -> list[Example]:
    """Return the windows of a text with the teacher's probabilities as labels."""
    pieces = wordpiece.cut(text)
    ranges = word_ranges(pieces, sentences.split(text))
    return [_example(text, pieces, ranges, w, teacher, wordpiece) for w in windows(pieces, ranges)]


def _example(
    text: str,
    pieces: Pieces,
    ranges: list[tuple[int, int]],
    window: Window,
    teacher: Model,
    wordpiece: WordPiece,
) -> Example:
    grid, labels = Grid(text, pieces, ranges, window), teacher.labels
    ids, first = wordpiece.framed(pieces, window.context, window.end)
    out = _outputs(teacher, ids, first)
    group = {head: spans(out[head], grid.sentence, OPENS[head]) for head in OPENS}
    triggers = [Tagged(t.first, t.first, 0, t.probability) for t in group["trigger"]]  # pair heads see a trigger's first word
    events = _spans(grid, text, triggers, [0] * len(triggers))
    mentions = _spans(grid, text, group["mention"], [labels.kind("mention", labels.mentions[t.kind]) for t in group["mention"]])
    score = _Scores(teacher, out)
    pairs = {r: score.probabilities(r, events, mentions) for r in ROLES} | {"antecedent": score.antecedents(mentions)}
    signatures = out["signature"][events.first]
    same = sigmoid(signatures @ signatures.T * teacher.same_scale.item() + teacher.same_bias.item())
    tags = {head: softmax(out[head]) for head in OPENS}
    classes = {"type": softmax(out["type"][events.first])}
    none, entity = _spans(grid, text, [], []), np.arange(len(mentions.first))
    return Example(ids, first, tags, events, mentions, none, none, none, classes, pairs, entity, same)


@torch.no_grad()
def _outputs(teacher: Model, ids: NDArray[np.int64], first: NDArray[np.int64]) -> dict[str, Floats]:
    device = teacher.bias.device
    x, where = torch.from_numpy(ids)[None].to(device), torch.from_numpy(first).to(device)
    with torch.autocast(device.type, dtype=torch.bfloat16, enabled=half_precision(device.type)):
        out = teacher.words(x, torch.ones_like(x), (torch.zeros_like(where), where))
    return {k: v.float().cpu().numpy() for k, v in out.items()}


def _spans(grid: Grid, text: str, tagged: list[Tagged], kinds: list[int]) -> Spans:
    first = np.array([t.first for t in tagged], dtype=np.int64)
    last = np.array([t.last for t in tagged], dtype=np.int64)
    words = tuple(text[grid.starts[t.first] : grid.ends[t.last]] for t in tagged)
    return Spans(first, last, grid.sentence[first], np.array(kinds, dtype=np.int64), words)


class _Scores:
    """The teacher's pair heads over one window."""

    def __init__(self, teacher: Model, out: dict[str, Floats]) -> None:
        self.labels, self.out = teacher.labels, out
        self.weights = PairWeights(**pair_weights(teacher))

    def probabilities(self, relation: str, heads: Spans, tails: Spans) -> Floats:
        """Return the probability of each pair, float32 [heads, tails]."""
        return sigmoid(self._scores(relation, heads, tails))

    def antecedents(self, mentions: Spans) -> Floats:
        """Return each mention's distribution over having no antecedent (first) and each mention, float32 [n, n + 1]."""
        n = len(mentions.first)
        scores = self._scores("antecedent", mentions, mentions) + likeness(mentions.words) @ self.weights.likeness
        scores = np.where(np.tril(np.ones((n, n), dtype=bool), -1), scores, -1e4)
        return softmax(np.concatenate([np.zeros((n, 1), dtype=np.float32), scores], 1)) if n else np.zeros((0, 1), dtype=np.float32)

    def _scores(self, relation: str, heads: Spans, tails: Spans) -> Floats:
        number = self.labels.relations.index(relation)
        return pair_scores(number, self._group(heads), self._group(tails), self.weights, PAIR_WIDTH)

    def _group(self, spans: Spans) -> Group:
        heads, tails = ((self.out[side][spans.first] + self.out[side][spans.last]) / 2 for side in ("from", "to"))
        return Group(spans.first, spans.sentence, spans.kind, heads, tails)


if __name__ == "__main__":
    main()
