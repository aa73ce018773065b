"""The mean of several runs that began at the same weights (a model soup, Wortsman et al. 2022): `python -m training.blend OUT RUN...`."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch
from torch import Tensor


def main(argv: list[str] | None = None) -> None:
    """Write the mean's folder, with the labels and the shape of the first run, which all must share."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("out", type=Path)
    p.add_argument("runs", type=Path, nargs="+")
    a = p.parse_args(argv)
    for name in ("labels.json", "shape.json"):
        if len({(run / name).read_bytes() for run in a.runs}) > 1:
            raise SystemExit(f"expected runs with the same {name}, saw others in {', '.join(map(str, a.runs))}")
    a.out.mkdir(parents=True, exist_ok=True)
    states = [torch.load(run / "model.pt", weights_only=True, map_location="cpu") for run in a.runs]
    torch.save(mean(states), a.out / "model.pt")
    for name in ("labels.json", "shape.json"):
        shutil.copy(a.runs[0] / name, a.out / name)


def mean(states: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """Return the mean of each parameter."""
    return {name: torch.stack([s[name].float() for s in states]).mean(0) for name in states[0]}


if __name__ == "__main__":
    main()
