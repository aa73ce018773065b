"""Train the multi-task model: `python -m training.train --out runs/NAME`; a run that was stopped goes on from its last checkpoint."""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from dragoman.neural.labels import Labels
from dragoman.neural.wordpiece import WordPiece
from training import standoff
from training.corpus import BRIEFS, CORPUS, GoldStory, load
from training.encoders import ENCODERS, load_encoder, tokenizer
from training.features import Example, examples
from training.labels import labels_of
from training.losses import batch, losses
from training.model import Model
from training.substitutes import Table, table, varied

LAYER_DECAY = 0.9
REPORTS_A_STEP = 2
TAUGHT_A_STEP = 3
AVERAGE_EVERY = 4  # steps; each step would cost more than it brings


def main(argv: list[str] | None = None) -> None:
    """Train, keep an average of the weights, and write `model.pt` and `labels.json` into the run's folder."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--corpus", type=Path, default=CORPUS, help="folder of story files")
    p.add_argument("--data", type=Path, default=standoff.SETS, help="folder of the sets whose annotations are kept without their texts")
    p.add_argument("--encoder", choices=sorted(ENCODERS), default="minilm", help="what to start from; only minilm is small enough to ship")
    p.add_argument("--frozen", type=int, default=0, help="leave the encoder's first layers as they are: their output is computed once")
    p.add_argument("--start", type=Path, help="begin with the weights of this finished run, not with the encoder's alone")
    p.add_argument("--taught", type=Path, help="a teacher's readings of other texts (training.distil), to learn from beside the corpus")
    p.add_argument("--taught-from", type=int, default=2, help="after how many epochs of the corpus alone")
    p.add_argument("--parts", type=int, default=1, help="an epoch takes one of so many parts of the stories; all else comes whole")
    p.add_argument("--vary", type=float, default=0.0, help="share of triggers said in other words, anew each epoch (training.substitutes)")
    p.add_argument("--epochs", type=int, default=14)
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--rate", type=float, default=2e-4, help="encoder's top learning rate; heads take five times as much")
    p.add_argument("--drop", type=float, default=0.06, help="share of word pieces masked out")
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--average", type=float, default=0.998, help="decay of the running average of weights")
    p.add_argument("--minutes", type=float, default=120.0, help="stop after this long, with what there is")
    p.add_argument("--all", action="store_true", help="train on the dev split too (for no figure that is reported)")
    a = p.parse_args(argv)
    a.out.mkdir(parents=True, exist_ok=True)
    seed_everything(a.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    shape, weights = ENCODERS[a.encoder]()
    labels = Labels.load(a.start / "labels.json") if a.start else labels_of(load(a.corpus))
    wordpiece = WordPiece(tokenizer())
    (a.out / "labels.json").write_text(json.dumps(asdict(labels), indent=1), encoding="utf-8")
    (a.out / "shape.json").write_text(json.dumps(asdict(shape), indent=1), encoding="utf-8")
    model = Model(shape, labels, a.dropout)
    load_encoder(model.encoder, weights)
    model.encoder.words.weight.requires_grad_(False)  # few words of the corpus would move; the rest must stay comparable
    if a.start:
        model.load_state_dict(torch.load(a.start / "model.pt", weights_only=True, map_location="cpu"))
    if a.vary and a.frozen:
        raise SystemExit("expected --vary or --frozen, saw both: what frozen layers make of a text is computed once, and texts vary")
    stories, others = load(a.corpus, None if a.all else "train"), load(BRIEFS) + standoff.available(a.data)
    taught = [w for text in torch.load(a.taught, weights_only=False) for w in text] if a.taught else []
    classes = table() if a.vary else {}

    def lessons(epoch: int) -> Lessons:
        def windows(gold: Sequence[GoldStory], part: int) -> list[list[Example]]:
            return [examples(s, wordpiece, labels) for s in said_otherwise(gold, a.vary, [a.seed, epoch, part], classes)]

        return Lessons(windows(stories, 4), windows(others, 5), taught)

    run(model.to(device), lessons, a, mask_id=103)


def said_otherwise(stories: Sequence[GoldStory], share: float, seed: Sequence[int], classes: Table) -> list[GoldStory]:
    """Return the stories with a share of their triggers in other words, the same for the same seed."""
    chance = random.Random(repr(list(seed)))
    return [varied(s, share, chance, classes) for s in stories] if share else list(stories)


@dataclass(frozen=True, slots=True)
class Lessons:
    """What there is to learn from: windows of each story, of each other annotated text, and windows with a teacher's labels."""

    stories: list[list[Example]]
    others: list[list[Example]]
    taught: list[Example]


def freeze(model: Model, windows: list[Example], layers: int) -> dict[int, Tensor]:
    """Fix the encoder's first layers and return their output for each window, by its identity: [pieces, hidden]."""
    encoder = model.encoder
    for part in (encoder.positions, encoder.norm, *encoder.layers[:layers]):
        part.requires_grad_(False)
    encoder.segment.requires_grad_(False)
    encoder.eval()
    return {id(w): _lower(model, w, layers) for w in windows}


@torch.no_grad()
def _lower(model: Model, window: Example, layers: int) -> Tensor:
    ids = torch.from_numpy(window.ids)[None].to(model.bias.device)
    with torch.autocast(ids.device.type, dtype=torch.bfloat16, enabled=half_precision(ids.device.type)):
        below = model.encoder.lower(ids, torch.ones_like(ids), layers)[0]
    return below.to(torch.bfloat16) if half_precision(ids.device.type) else below


def seed_everything(seed: int) -> None:
    """Seed every source of chance that training uses."""
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


def optimiser(model: Model, rate: float) -> torch.optim.AdamW:
    """Return AdamW with lower rates for lower layers (Howard and Ruder 2018) and no decay on biases and norms."""
    layers = len(model.encoder.layers)
    groups = []
    for name, w in model.named_parameters():
        if not w.requires_grad:
            continue
        if name.startswith("encoder.layers."):
            r = rate * LAYER_DECAY ** (layers - 1 - int(name.split(".")[2]))
        else:
            r = rate * LAYER_DECAY**layers if name.startswith("encoder.") else rate * 5
        groups.append({"params": [w], "lr": r, "weight_decay": 0.01 if w.dim() > 1 else 0.0})
    return torch.optim.AdamW(groups, fused=True)


def run(model: Model, lessons: Callable[[int], Lessons], a: argparse.Namespace, mask_id: int) -> None:
    """Train for the epochs asked, one or two reports of a story a step, with a linear warm-up and decay; checkpoint each epoch."""
    opt = optimiser(model, a.rate)
    now = lessons(0)
    steps = sum(len(batches(now, a, epoch)) for epoch in range(a.epochs))
    schedule = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min((s + 1) / (0.08 * steps), max(0.0, (steps - s) / (0.92 * steps))))
    mean, first, spent = copy.deepcopy(model), 0, 0.0
    checkpoint = a.out / "checkpoint.pt"
    if checkpoint.is_file():
        state = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(state["model"]), mean.load_state_dict(state["mean"]), opt.load_state_dict(state["opt"])
        schedule.load_state_dict(state["schedule"])
        first, spent = state["epoch"], state["spent"]
    begun = time.monotonic() - spent
    below = freeze(model, [w for windows in now.stories + now.others for w in windows], a.frozen) if a.frozen else None
    for epoch in range(first, a.epochs):
        rng = np.random.default_rng([a.seed, epoch])
        torch.manual_seed(a.seed * 1000 + epoch)  # so that a resumed run equals one that was not stopped
        totals: dict[str, float] = {}
        model.train()
        now = lessons(epoch) if a.vary else now
        for windows in (todo := batches(now, a, epoch)):
            for k, v in step(model, windows, opt, (mask_id, a.drop, rng), below, a.frozen).items():
                totals[k] = totals.get(k, 0.0) + v / len(todo)
            schedule.step()
            if schedule.last_epoch % AVERAGE_EVERY == 0:
                average(mean, model, min(a.average**AVERAGE_EVERY, (1 + schedule.last_epoch) / (10 + schedule.last_epoch)))
        spent = time.monotonic() - begun
        print(f"epoch {epoch + 1} {spent / 60:.1f} min " + " ".join(f"{k} {v:.3f}" for k, v in sorted(totals.items())), flush=True)
        state = {"model": model.state_dict(), "mean": mean.state_dict(), "opt": opt.state_dict(), "schedule": schedule.state_dict()}
        torch.save(state | {"epoch": epoch + 1, "spent": spent}, checkpoint.with_suffix(".new"))
        checkpoint.with_suffix(".new").replace(checkpoint)
        torch.save(mean.state_dict(), a.out / "model.pt")
        if spent / 60 > a.minutes:
            break


def batches(lessons: Lessons, a: argparse.Namespace, epoch: int) -> list[list[Example]]:
    """Return one epoch's steps: windows in twos of one story, since linking is learnt from two reports side by side.

    Of the stories one of `a.parts` parts comes, each in its turn. Windows with a teacher's labels stand apart, in threes of any text, half
    of them an epoch, from the epoch `a.taught_from` on.
    """
    rng = np.random.default_rng([a.seed, epoch, 1])
    out = []
    turn = np.random.default_rng([a.seed, epoch // a.parts, 3]).permutation(len(lessons.stories))[epoch % a.parts :: a.parts]
    for windows in [lessons.stories[i] for i in turn] + lessons.others:
        order = rng.permutation(len(windows))
        out += [[windows[i] for i in order[n : n + REPORTS_A_STEP]] for n in range(0, len(order), REPORTS_A_STEP)]
    if epoch >= a.taught_from:
        order = np.random.default_rng([a.seed, epoch // 2, 2]).permutation(len(lessons.taught))[epoch % 2 :: 2]
        out += [[lessons.taught[i] for i in order[n : n + TAUGHT_A_STEP]] for n in range(0, len(order), TAUGHT_A_STEP)]
    return [out[i] for i in rng.permutation(len(out))]


def step(
    model: Model,
    windows: list[Example],
    opt: torch.optim.Optimizer,
    masking: tuple[int, float, np.random.Generator],
    below: dict[int, Tensor] | None,
    frozen: int,
) -> dict[str, float]:
    """Take one step on one story; return each task's loss. What frozen layers made of a window is taken from `below`, without masks."""
    device = model.bias.device
    ids, mask, (rows, pieces) = batch(windows, *masking)
    mask, where = mask.to(device), (rows.to(device), pieces.to(device))
    with torch.autocast(device.type, dtype=torch.bfloat16, enabled=half_precision(device.type)):
        if below is None:
            outputs = model.words(ids.to(device), mask, where)
        else:
            x = torch.nn.utils.rnn.pad_sequence([below[id(w)] for w in windows], batch_first=True)
            outputs = model.heads(model.encoder.upper(x, mask, frozen)[where])
    outputs = {k: v.float() for k, v in outputs.items()}
    parts = losses(model, windows, outputs)
    opt.zero_grad()
    sum(parts.values(), outputs["from"].new_zeros(())).backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    opt.step()
    return {k: float(v.detach()) for k, v in parts.items()}


def half_precision(device: str) -> bool:
    """Tell whether the device multiplies bfloat16 faster than float32; on a CPU that has it a step takes half the time."""
    return device == "cuda" or bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


@torch.no_grad()
def average(mean: Model, model: Model, decay: float) -> None:
    """Move the running average of the weights towards the model's (Polyak averaging)."""
    for m, w in zip(mean.parameters(), model.parameters(), strict=True):
        m.lerp_(w, 1 - decay)


if __name__ == "__main__":
    main()
