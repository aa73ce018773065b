"""Export a trained run to the package: int8 ONNX, pair weights, labels, tokenizer and card."""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from dragoman.neural.labels import Labels
from dragoman.neural.session import FORMAT
from training.encoders import tokenizer
from training.model import CLASSES, Model, Shape, pair_weights

OUTPUTS = ("mention", "time", "term", "phrase", "trigger", *CLASSES, "from", "to", "signature")
SHIPPED = Path(__file__).parent.parent / "src" / "dragoman" / "neural" / "model"
THRESHOLDS = {
    "mention": 0.3,
    "term": 0.25,
    "phrase": 0.3,
    "trigger": 0.3,
    "event": 0.25,
    "mode": 0.4,
    "context": 0.2,
    "actor": 0.6,
    "recipient": 0.6,
    "place": 0.5,
    "companion": 0.3,
    "by": 0.4,
    # Where no mention reaches the threshold, the best one that reaches this is taken: nearly every event has an actor.
    "actor_least": 0.2,
    "recipient_least": 0.4,
    "place_least": 0.5,
    "time_of": 0.4,
    "term_of": 0.4,
    "antecedent": 0.5,
    "speaker": 0.3,
    "about": 0.4,
}
# Added to a status's score (logit adjustment, Menon et al. 2021), as chosen on development texts: the rarest statuses hardly win without.
STATUS_SHIFTS = {"ongoing": -0.2, "possible": 0.4, "hypothetical": -0.3, "cancelled": 0.4}
TRAINED_ON = (
    "the train split of corpus/stories ({stories}), corpus/briefs (both synthetic, written for this project, CC BY 4.0), and the project's "
    "annotations in corpus/standoff of texts of GUM, of EWT's weblogs and newsgroups as in PropBank, of CrossNER politics train and of "
    "ECB+ train; "
    "begun from a version that had also learnt, with the labels of a teacher (all-mpnet-base-v2, Apache-2.0, trained on corpus/stories), "
    "from the texts alone of GUM (news, interview, bio, court), EWT, ECB+ train and CrossNER politics train"
)


class Rows(nn.Module):
    """An embedding kept as int8 with one scale a row: a quarter of the size, and no row pays for another's range."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """Return float rows [..., width] for ids [...]."""
        return self.rows[ids].float() * self.scale[ids]


class Graph(nn.Module):
    """The model as the graph that ships: ids [1, pieces] and first [words] to every head's output for the words."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.model = model
        self.model.encoder.words = Rows(model.encoder.words.weight.detach())

    def forward(self, ids: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """Return the outputs named in OUTPUTS."""
        out = self.model.words(ids, torch.ones_like(ids), (torch.zeros_like(first), first))
        return tuple(out[name] for name in OUTPUTS)


def load_run(folder: Path) -> Model:
    """Return a run's averaged model, in evaluation mode."""
    shape = Shape(**json.loads((folder / "shape.json").read_text(encoding="utf-8")))
    model = Model(shape, Labels.load(folder / "labels.json"))
    model.load_state_dict(torch.load(folder / "model.pt", weights_only=True, map_location="cpu"))
    return model.eval()


def export(run: Path, out: Path, card: dict[str, Any], quantise: bool = True) -> None:
    """Write the model folder `out`; `quantise` False keeps float32, to measure what int8 costs."""
    model = load_run(run)
    out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out / "pairs.npz", **pair_weights(model))
    shutil.copy(run / "labels.json", out / "labels.json")
    shutil.copy(tokenizer(), out / "tokenizer.json")
    (out / "card.json").write_text(json.dumps({"format": FORMAT} | card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        ids, first = torch.tensor([[101, 2009, 2003, 2204, 102]]), torch.tensor([1, 2, 3])
        axes: dict[str, dict[int, str]] = {"ids": {1: "pieces"}, "first": {0: "words"}} | {n: {0: "words"} for n in OUTPUTS}
        torch.onnx.export(
            Graph(model).eval(),
            (ids, first),
            plain,
            input_names=["ids", "first"],
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        if quantise:
            to_int8(plain, out / "model.onnx")
        else:
            shutil.copy(plain, out / "model.onnx")


def to_int8(plain: Path, out: Path) -> None:
    """Quantise the matrices to int8 a channel, with seven bits of range: AVX2's eight-bit products saturate at eight."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    prepared = plain.with_name("prepared.onnx")
    quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        prepared, out, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gemm"]
    )


def main(argv: list[str] | None = None) -> None:
    """Export a run into the package, or elsewhere."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("run", type=Path)
    p.add_argument("--out", type=Path, default=SHIPPED)
    p.add_argument("--version", default="1")
    p.add_argument("--stories", default="all its stories", help="which stories of the corpus the run saw, in words, for the card")
    p.add_argument("--float", action="store_true", help="keep float32")
    a = p.parse_args(argv)
    card = {
        "name": "dragoman-minilm",
        "version": a.version,
        "base": "all-MiniLM-L6-v2 (Apache-2.0), 22M parameters, uncased English",
        "trained_on": TRAINED_ON.format(stories=a.stories),
        "licence": "Apache-2.0",
        "limits": "English news about international politics; synthetic training prose is denser in events than real reporting",
        "thresholds": THRESHOLDS,
        "status_shifts": STATUS_SHIFTS,
        "figures": {},
    }
    export(a.run, a.out, card, not a.float)


if __name__ == "__main__":
    main()
