"""What each head is taught, from one batch of windows of one story."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from dragoman.read.pairs import distance, likeness
from training.features import IGNORE, Example, Spans
from training.model import Model

TAGS = ("mention", "time", "term", "phrase", "cue", "trigger")
ROLES = ("actor", "recipient", "place", "companion", "by")
WEIGHTS = {
    "mention": 1.0,
    "time": 0.5,
    "term": 0.7,
    "phrase": 0.4,
    "cue": 0.3,
    "trigger": 2.0,
    "type": 1.0,
    "status": 0.7,
    "mode": 0.4,
    "context": 0.25,
    "role": 1.0,
    "filler": 0.5,
    "antecedent": 0.5,
    "quote": 0.2,
    "same": 0.5,
}
SMOOTHING = 0.05


def batch(windows: Sequence[Example], mask_id: int, drop: float, rng: np.random.Generator) -> tuple[Tensor, Tensor, tuple[Tensor, Tensor]]:
    """Return ids and mask [windows, pieces] and the (window, piece) of every word; a share `drop` of the pieces is masked out."""
    longest = max(len(w.ids) for w in windows)
    ids = np.zeros((len(windows), longest), dtype=np.int64)
    mask = np.zeros((len(windows), longest), dtype=np.int64)
    for i, w in enumerate(windows):
        ids[i, : len(w.ids)], mask[i, : len(w.ids)] = w.ids, 1
        if drop:
            hidden = rng.random(len(w.ids)) < drop
            hidden[[0, -1]] = False
            ids[i, : len(w.ids)][hidden] = mask_id
    rows = np.concatenate([np.full(len(w.first), i) for i, w in enumerate(windows)])
    pieces = np.concatenate([w.first for w in windows])
    return torch.from_numpy(ids), torch.from_numpy(mask), (torch.from_numpy(rows), torch.from_numpy(pieces))


def tensor(array: np.ndarray, like: Tensor) -> Tensor:
    """Return the array as a tensor on the device of `like`."""
    return torch.from_numpy(array).to(like.device)


def losses(model: Model, windows: Sequence[Example], outputs: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the weighted loss of each task that the windows have labels for."""
    out: dict[str, Tensor] = {}
    for head in TAGS:
        if head in windows[0].tags:
            out[head] = _classified(outputs[head], np.concatenate([w.tags[head] for w in windows]))
    starts = np.cumsum([0, *(len(w.first) for w in windows)])
    triggers = np.concatenate([w.events.first + s for w, s in zip(windows, starts, strict=False)])
    if len(triggers) and "type" in windows[0].classes:
        at = tensor(triggers, outputs["type"])
        given = windows[0].classes
        for head in (h for h in ("type", "status") if h in given):
            out[head] = _classified(outputs[head][at], np.concatenate([w.classes[head] for w in windows]))
        for head in (h for h in ("mode", "context") if h in given):
            gold = tensor(np.concatenate([w.classes[head] for w in windows]), at).float()
            out[head] = F.binary_cross_entropy_with_logits(outputs[head][at], gold, reduction="sum") / len(triggers)
        out["same"] = _same(model, outputs["signature"][at], windows)
    _pair_losses(model, windows, outputs, starts, out)
    return {k: WEIGHTS[k] * v for k, v in out.items()}


def _classified(scores: Tensor, labels: np.ndarray) -> Tensor:
    """Return the mean cross-entropy of scores [n, classes] with an annotator's classes [n] or a teacher's distributions [n, classes]."""
    return F.cross_entropy(scores, tensor(labels, scores), label_smoothing=0.0 if labels.ndim > 1 else SMOOTHING)


def _same(model: Model, signatures: Tensor, windows: Sequence[Example]) -> Tensor:
    """Teach two triggers of one happening, in one report or in two, to have like signatures; both answers weigh the same."""
    logits = (signatures @ signatures.T) * model.same_scale + model.same_bias
    if windows[0].happening.ndim > 1:
        return _same_as_taught(logits, windows)
    happening = np.concatenate([w.happening for w in windows])
    gold = tensor(happening[:, None] == happening[None, :], signatures)
    upper = torch.triu(torch.ones_like(gold), diagonal=1)
    zero = logits.sum() * 0
    right, wrong = logits[gold & upper], logits[~gold & upper]
    return 0.5 * sum((F.softplus(s * x).mean() if len(x) else zero for x, s in ((right, -1), (wrong, 1))), zero)


def _same_as_taught(logits: Tensor, windows: Sequence[Example]) -> Tensor:
    """Return the cross-entropy with the teacher's probabilities, which it gives within a window only."""
    start, parts = 0, [logits.sum() * 0]
    for w in windows:
        own = slice(start, start := start + len(w.events.first))
        if len(w.events.first):
            parts.append(F.binary_cross_entropy_with_logits(logits[own, own], tensor(w.happening, logits)))
    return torch.stack(parts).sum() / len(windows)


def vectors(outputs: dict[str, Tensor], side: str, spans: Spans, start: int) -> Tensor:
    """Return a span's vector for pair heads: the mean of its first and last word's."""
    words = outputs[side]
    return (words[tensor(spans.first + start, words)] + words[tensor(spans.last + start, words)]) / 2


def _pair_losses(model: Model, windows: Sequence[Example], outputs: dict[str, Tensor], starts: np.ndarray, out: dict[str, Tensor]) -> None:
    role, filler, quote, antecedent, events, quotes, mentions = [], [], [], [], 0, 0, 0
    for w, start in zip(windows, starts, strict=False):
        tails = vectors(outputs, "to", w.mentions, start)
        if "actor" in w.pairs and len(w.events.first):
            heads = outputs["from"][tensor(w.events.first + start, tails)]
            events += len(w.events.first)
            role += [_binary(model, r, heads, tails, w.events, w.mentions, w.pairs[r]) for r in ROLES if r in w.pairs]
            filler += [_chosen(model, r, heads, tails, w.events, w.mentions, w.pairs[r]) for r in ROLES if r in w.pairs]
            for relation, spans in (("time", w.times), ("term", w.terms)):
                if relation in w.pairs:
                    role.append(_binary(model, relation, heads, vectors(outputs, "to", spans, start), w.events, spans, w.pairs[relation]))
        if "speaker" in w.pairs and len(w.quotes.first):
            heads = vectors(outputs, "from", w.quotes, start)
            quotes += len(w.quotes.first)
            quote += [_binary(model, r, heads, tails, w.quotes, w.mentions, w.pairs[r]) for r in ("speaker", "about")]
        if len(w.entity) > 1:
            mentions += len(w.entity)
            antecedent.append(_antecedents(model, vectors(outputs, "from", w.mentions, start), tails, w))
    for name, parts, count in (
        ("role", role, events),
        ("filler", filler, events),
        ("quote", quote, quotes),
        ("antecedent", antecedent, mentions),
    ):
        if count:
            out[name] = sum(parts, outputs["from"].sum() * 0) / count


def _buckets(heads: Spans, tails: Spans, like: Tensor) -> Tensor:
    return tensor(distance(heads.first, heads.sentence, tails.first, tails.sentence), like)


def _binary(model: Model, relation: str, heads: Tensor, tails: Tensor, head_spans: Spans, tail_spans: Spans, gold: np.ndarray) -> Tensor:
    if not gold.size:
        return heads.sum() * 0
    number = model.labels.relations.index(relation)
    scores = model.pairs(heads, tails, number, _buckets(head_spans, tail_spans, heads), tensor(tail_spans.kind, heads))
    wanted = tensor(gold, heads)
    known = wanted != IGNORE
    return F.binary_cross_entropy_with_logits(scores[known], wanted[known].float(), reduction="sum")


def _chosen(model: Model, relation: str, heads: Tensor, tails: Tensor, head_spans: Spans, tail_spans: Spans, gold: np.ndarray) -> Tensor:
    """Let all mentions of those who fill a role stand against all others, and against nobody, whose score is 0 (as in Lee et al. 2017)."""
    if not gold.size or gold.dtype.kind == "f":  # a teacher says nothing of entities
        return heads.sum() * 0
    number = model.labels.relations.index(relation)
    scores = model.pairs(heads, tails, number, _buckets(head_spans, tail_spans, heads), tensor(tail_spans.kind, heads))
    theirs = tensor(gold != 0, heads)
    none = scores.new_zeros(len(scores), 1)
    everything = torch.cat([none, scores], 1).logsumexp(1)
    right = torch.cat([none.masked_fill(theirs.any(1, keepdim=True), -1e4), scores.masked_fill(~theirs, -1e4)], 1).logsumexp(1)
    return (everything - right).sum()


def antecedent_scores(model: Model, heads: Tensor, tails: Tensor, mentions: Spans) -> Tensor:
    """Score every earlier mention [n, n] as antecedent of a later one (row); the score of having none is 0 (Lee et al. 2017)."""
    number = model.labels.relations.index("antecedent")
    scores = model.pairs(heads, tails, number, _buckets(mentions, mentions, heads), tensor(mentions.kind, heads))
    return scores + tensor(likeness(mentions.words), heads) @ model.likeness


def _antecedents(model: Model, heads: Tensor, tails: Tensor, w: Example) -> Tensor:
    scores = antecedent_scores(model, heads, tails, w.mentions)
    n = len(w.entity)
    earlier = torch.tril(torch.ones(n, n, dtype=torch.bool, device=scores.device), diagonal=-1)
    if "antecedent" in w.pairs:
        own = torch.cat([scores.new_zeros(n, 1), scores.masked_fill(~earlier, -1e4)], 1).log_softmax(1)
        return -(tensor(w.pairs["antecedent"], scores) * own).sum()
    gold = tensor(w.entity[:, None] == w.entity[None, :], scores) & earlier
    none = scores.new_zeros(n, 1)
    everything = torch.cat([none, scores.masked_fill(~earlier, -1e4)], 1).logsumexp(1)
    right = torch.cat([none.masked_fill(gold.any(1, keepdim=True), -1e4), scores.masked_fill(~gold, -1e4)], 1).logsumexp(1)
    return (everything - right).sum()
