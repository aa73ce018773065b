"""The shipped model: one pass of the encoder gives every head's output for the words of a window."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import ModelError
from dragoman.neural.labels import Labels
from dragoman.neural.wordpiece import Pieces, WordPiece

Floats = NDArray[np.float32]
FORMAT = 1


@dataclass(frozen=True, slots=True)
class PairWeights:
    """Weights of the pair heads outside the graph.

    `distance` [relations, buckets], `kind` [relations, kinds of tails], `likeness` [likenesses], `bias` [relations].
    """

    distance: Floats
    kind: Floats
    likeness: Floats
    bias: Floats


class Model:
    """Word pieces, labels, pair weights and the ONNX session of one model folder."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        """Load the model in `folder`; `threads` is how many one pass may use, 0 for one a core."""
        card = _card(folder)
        self.name = f"{card['name']} {card['version']}"
        self.thresholds: dict[str, float] = dict(card["thresholds"])
        self.labels = Labels.load(folder / "labels.json")
        self.wordpiece = WordPiece(folder / "tokenizer.json")
        self.weights = _pair_weights(folder / "pairs.npz")
        # More goes on in real reports than in the stories that taught the model: the card says by how much to shift a status.
        shifts: dict[str, float] = card.get("status_shifts", {})
        self._shift = np.array([shifts.get(s, 0.0) for s in self.labels.statuses], dtype=np.float32)
        self._session = _session(folder / "model.onnx", threads)
        self._outputs = [o.name for o in self._session.get_outputs()]

    def run(self, pieces: Pieces, first_word: int, last_word: int) -> dict[str, Floats]:
        """Return head name -> float32 [words, ...] for the words `[first_word, last_word)` of a text.

        One window a call: the int8 graph scales activations over the whole tensor, so a window's figures must not hang on its neighbours.
        """
        ids, first = self.wordpiece.framed(pieces, first_word, last_word)
        feed = {"ids": ids[None, :], "first": first}
        out: dict[str, Floats] = dict(zip(self._outputs, self._session.run(None, feed), strict=True))
        return out | {"status": out["status"] + self._shift}


@cache
def shipped(threads: int = 0) -> Model:
    """Return the model that the package ships, loaded once a process."""
    return Model(Path(str(resources.files("dragoman.neural") / "model")), threads)


def _card(folder: Path) -> dict[str, Any]:
    try:
        card: dict[str, Any] = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as e:
        raise ModelError(f"expected the model's card in {folder.name}, saw {e}") from e
    if card.get("format") != FORMAT:
        raise ModelError(f"expected a model of format {FORMAT}, saw {card.get('format')}: package and model do not fit")
    return card


def _pair_weights(path: Path) -> PairWeights:
    try:
        with np.load(path) as f:
            return PairWeights(f["distance"], f["kind"], f["likeness"], f["bias"])
    except (OSError, KeyError, ValueError) as e:
        raise ModelError(f"expected pair weights in {path.name}, saw {e}") from e


def _session(path: Path, threads: int) -> Any:
    import onnxruntime

    if not path.is_file():
        raise ModelError(f"expected the model at {path.name}, saw no such file: is the package whole?")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting threads must not starve a pool's other workers
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
