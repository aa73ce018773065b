"""The multi-task model: a MiniLM encoder (Wang et al. 2020) with token, trigger and pair heads, in plain torch.

The encoder is written out here, not taken from a library, so that the exported graph holds these operators and no others;
its weights are those of all-MiniLM-L6-v2.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from dragoman.neural.labels import Labels
from dragoman.read.pairs import DISTANCES, LIKENESSES

PAIR_WIDTH = 64
TRUNK_WIDTH = 320
SIGNATURE_WIDTH = 64
CLASSES = ("type", "status", "mode", "context")


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the encoder, from its config.json."""

    vocabulary: int
    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    relative: int = 0  # buckets of relative positions, where the encoder has them (MPNet)
    epsilon: float = 1e-12


class Layer(nn.Module):
    """One post-norm transformer layer; parameter names are BERT's."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        h = shape.hidden
        self.heads, self.dropout = shape.heads, dropout
        self.query, self.key, self.value, self.out = nn.Linear(h, h), nn.Linear(h, h), nn.Linear(h, h), nn.Linear(h, h)
        self.norm_attention = nn.LayerNorm(h, eps=shape.epsilon)
        self.inner, self.outer = nn.Linear(h, shape.inner), nn.Linear(shape.inner, h)
        self.norm_output = nn.LayerNorm(h, eps=shape.epsilon)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Map hidden states [batch, pieces, hidden] with an additive attention bias [batch, 1, 1, pieces]."""
        batch, pieces, hidden = x.shape

        def split(t: Tensor) -> Tensor:
            return t.view(batch, pieces, self.heads, hidden // self.heads).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        context = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        context = context.transpose(1, 2).reshape(batch, pieces, hidden)
        x = self.norm_attention(x + F.dropout(self.out(context), self.dropout, self.training))
        return self.norm_output(x + F.dropout(self.outer(F.gelu(self.inner(x))), self.dropout, self.training))


class Encoder(nn.Module):
    """BERT's embeddings and layers, and MPNet's (Song et al. 2020), which differ in a bias of attention by relative position."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.hidden)
        self.positions = nn.Embedding(shape.positions, shape.hidden)
        self.segment = nn.Parameter(torch.zeros(shape.hidden))
        self.norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        if shape.relative:
            self.relative = nn.Embedding(shape.relative, shape.heads)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.dropout = dropout

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Map piece ids and mask [batch, pieces] to hidden states [batch, pieces, hidden]."""
        return self.upper(self.lower(ids, mask, 0), mask, 0)

    def lower(self, ids: Tensor, mask: Tensor, count: int) -> Tensor:
        """Return what the embeddings and the first `count` layers make of the pieces: [batch, pieces, hidden]."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.segment
        x = F.dropout(self.norm(x), self.dropout, self.training)
        bias = self.bias(mask, x)
        for layer in self.layers[:count]:
            x = layer(x, bias)
        return x

    def upper(self, x: Tensor, mask: Tensor, count: int) -> Tensor:
        """Return what the layers after the first `count` make of their output x [batch, pieces, hidden]."""
        bias = self.bias(mask, x)
        for layer in self.layers[count:]:
            x = layer(x, bias)
        return x

    def bias(self, mask: Tensor, like: Tensor) -> Tensor:
        """Return what is added to attention scores: [batch, 1, 1, pieces], or with relative positions [batch, heads, pieces, pieces]."""
        bias = (1.0 - mask.to(like.dtype))[:, None, None, :] * -1e4
        if hasattr(self, "relative"):
            bias = bias + self.relative(relative_buckets(mask.shape[1]).to(mask.device)).permute(2, 0, 1)[None].to(like.dtype)
        return bias


def relative_buckets(pieces: int, buckets: int = 32, furthest: int = 128) -> Tensor:
    """Return the bucket of each pair of positions, int64 [from, to]: exact when near, logarithmic beyond (Raffel et al. 2020)."""
    at = torch.arange(pieces)
    gap = at[:, None] - at[None, :]  # positive where the other piece stands before
    half, exact = buckets // 2, buckets // 4
    size = gap.abs()
    far = exact + (torch.log(size.clamp_min(1).float() / exact) / math.log(furthest / exact) * (half - exact)).long()
    return (gap < 0).long() * half + torch.where(size < exact, size, far.clamp_max(half - 1))


class Model(nn.Module):
    """Encoder and heads; everything that a reading needs comes from one pass over the pieces."""

    def __init__(self, shape: Shape, labels: Labels, dropout: float = 0.1) -> None:
        super().__init__()
        h, self.labels, self.dropout = shape.hidden, labels, dropout
        self.encoder = Encoder(shape, dropout)
        self.event = nn.Linear(h, h)
        self.tags = nn.ModuleDict(
            {
                "mention": nn.Linear(h, 2 * len(labels.mentions) + 1),
                "time": nn.Linear(h, 3),
                "term": nn.Linear(h, 2 * len(labels.terms) + 1),
                "phrase": nn.Linear(h, 2 * len(labels.phrases) + 1),
                "cue": nn.Linear(h, 3),
                "trigger": nn.Linear(h, 3),
            }
        )
        self.classes = nn.ModuleDict(
            {name + "_of": nn.Linear(h, len(getattr(labels, name + "s" if name != "status" else "statuses"))) for name in CLASSES}
        )  # "type" alone is a method of nn.Module
        relations, width = len(labels.relations), PAIR_WIDTH
        self.source, self.target = nn.Linear(h, TRUNK_WIDTH), nn.Linear(h, TRUNK_WIDTH)
        self.project_from, self.project_to = (nn.Linear(TRUNK_WIDTH, relations * width) for _ in range(2))
        for projection in (self.source, self.target, self.project_from, self.project_to):
            nn.init.xavier_normal_(projection.weight, gain=2.0)  # a product of two small vectors would hardly move at first
        self.distance = nn.Parameter(torch.zeros(relations, DISTANCES))
        self.kind = nn.Parameter(torch.zeros(relations, labels.kinds))
        self.likeness = nn.Parameter(torch.zeros(LIKENESSES))
        self.bias = nn.Parameter(torch.full((relations,), -2.0))
        self.signature = nn.Sequential(nn.Linear(h, 256), nn.GELU(), nn.Linear(256, SIGNATURE_WIDTH))
        self.same_scale, self.same_bias = nn.Parameter(torch.tensor(8.0)), nn.Parameter(torch.tensor(-4.0))

    def words(self, ids: Tensor, mask: Tensor, where: tuple[Tensor, Tensor]) -> dict[str, Tensor]:
        """Return every head's output for the words that start at pieces `where` = (batch [words], piece [words]); first axis is words."""
        return self.heads(self.encoder(ids, mask)[where])

    def heads(self, hidden: Tensor) -> dict[str, Tensor]:
        """Return every head's output for words given as the encoder's states [words, hidden]."""
        hidden = F.dropout(hidden, self.dropout, self.training)
        event = F.dropout(F.gelu(self.event(hidden)), self.dropout, self.training)
        source, target = F.gelu(self.source(hidden)), F.gelu(self.target(hidden))
        return {
            **{name: head(hidden) for name, head in self.tags.items()},
            **{name: self.classes[name + "_of"](event) for name in CLASSES},
            "from": self.project_from(source),
            "to": self.project_to(target),
            "signature": F.normalize(self.signature(hidden), dim=-1),
        }

    def pairs(self, heads: Tensor, tails: Tensor, relation: int, distance: Tensor, kinds: Tensor | None) -> Tensor:
        """Score `relation` for every pair: heads [n, relations * width], tails [m, ...], distance buckets [n, m], kinds of tails [m]."""
        at = slice(relation * PAIR_WIDTH, (relation + 1) * PAIR_WIDTH)
        score = heads[:, at] @ tails[:, at].T * PAIR_WIDTH**-0.5 + self.distance[relation][distance] + self.bias[relation]
        return score if kinds is None else score + self.kind[relation][kinds][None, :]


def pair_weights(model: Model) -> dict[str, Any]:
    """Return the weights that pair scores need outside the graph, as numpy arrays."""
    names = ("distance", "kind", "likeness", "bias")
    return {n: getattr(model, n).detach().float().numpy() for n in names}
