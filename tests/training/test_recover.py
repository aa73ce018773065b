"""Weights taken back from a shipped model are those that it was made of, but for rounding."""

import pytest

pytest.importorskip("torch", reason="training is not installed: pip install '.[train]'")
pytest.importorskip("onnx", reason="training is not installed: pip install '.[train]'")

import numpy as np
import torch

from dragoman.neural.session import Model
from training.export import OUTPUTS, SHIPPED
from training.recover import recovered


def test_the_recovered_model_reads_as_the_shipped_one_does():
    shipped, again = Model(SHIPPED), recovered(SHIPPED)
    pieces = shipped.wordpiece.cut("Norway and Chad signed a trade deal in Oslo on Monday, officials said.")
    ours = shipped.run(pieces, 0, len(pieces.starts))
    ids, first = shipped.wordpiece.framed(pieces, 0, len(pieces.starts))
    x, where = torch.from_numpy(ids)[None], torch.from_numpy(first)
    with torch.no_grad():
        theirs = again.words(x, torch.ones_like(x), (torch.zeros_like(where), where))
    for name in set(OUTPUTS) - {"status"}:  # whose score the card shifts
        a, b = ours[name], theirs[name].numpy()
        assert np.corrcoef(a.ravel(), b.ravel())[0, 1] > 0.98, name
    assert (ours["trigger"].argmax(1) == theirs["trigger"].numpy().argmax(1)).all()
