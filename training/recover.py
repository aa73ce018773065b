"""A shipped model's weights as floats again, so that training can go on from it: `python -m training.recover MODEL RUN`.

The integers of int8 times their scales are the weights but for rounding. What does not ship (the tagger of cues, the scale of
signatures) keeps the values that a new model has.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from dragoman.neural.labels import Labels
from training.encoders import minilm
from training.export import SHIPPED
from training.model import Model, pair_weights

QUANTISED, SCALE = "_quantized", "_scale"
OWN = "model."


def main(argv: list[str] | None = None) -> None:
    """Write the run's folder: `model.pt`, `labels.json`, `shape.json`."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("model", type=Path, nargs="?", default=SHIPPED)
    p.add_argument("run", type=Path)
    a = p.parse_args(argv)
    model = recovered(a.model)
    a.run.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), a.run / "model.pt")
    (a.run / "labels.json").write_text((a.model / "labels.json").read_text(encoding="utf-8"), encoding="utf-8")
    (a.run / "shape.json").write_text(json.dumps(asdict(minilm()[0]), indent=1), encoding="utf-8")


def recovered(folder: Path) -> Model:
    """Return the model in `folder` with weights in float32."""
    model = Model(minilm()[0], Labels.load(folder / "labels.json"))
    state = dict(_weights(onnx.load(str(folder / "model.onnx")).graph))
    with np.load(folder / "pairs.npz") as pairs:
        state |= {name: torch.from_numpy(pairs[name]) for name in pair_weights(model)}
    missing, unknown = model.load_state_dict(state, strict=False)
    unshipped = ("tags.cue.", "same_")
    if unknown or any(not name.startswith(unshipped) for name in missing):
        raise SystemExit(f"expected a graph of this version's model, saw no {missing} and {unknown}")
    return model.eval()


def _weights(graph: onnx.GraphProto) -> Iterator[tuple[str, Tensor]]:
    """Yield parameter names and values: a matrix goes by its own name, or by the bias that is added to its product."""
    values = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    biases = _added(graph)
    for name, value in values.items():
        own = name.removeprefix(OWN)
        if name.endswith(QUANTISED):
            stem = name.removesuffix(QUANTISED)
            own = (
                own.removesuffix("_Transposed" + QUANTISED)
                if name.startswith(OWN)
                else biases[name].removeprefix(OWN).removesuffix("bias") + "weight"
            )
            yield own, torch.from_numpy((value.astype(np.float32) * values[stem + SCALE]).T.copy())
        elif name.endswith(".rows"):
            yield (
                own.removesuffix("rows") + "weight",
                torch.from_numpy(value.astype(np.float32) * values[name.removesuffix("rows") + "scale"]),
            )
        elif name.startswith(OWN) and name.endswith((".weight", ".bias", ".segment")):
            yield own, torch.from_numpy(value.copy())


def _added(graph: onnx.GraphProto) -> dict[str, str]:
    """Return for each integer matrix the bias that its product meets downstream."""
    users: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)
    initial = {i.name for i in graph.initializer}
    found = {}
    for node in graph.node:
        if node.op_type != "MatMulInteger":
            continue
        now = node
        while now.op_type != "Add":
            now = users[now.output[0]][0]
        found[node.input[1]] = next(name for name in now.input if name in initial)
    return found


if __name__ == "__main__":
    main()
