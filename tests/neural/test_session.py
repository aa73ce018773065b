"""The shipped model folder, whole and damaged."""

import json
import shutil
from importlib import resources
from pathlib import Path

import pytest

from dragoman.errors import ModelError
from dragoman.neural.session import Model, shipped

FOLDER = Path(str(resources.files("dragoman.neural") / "model"))


def test_one_row_of_every_head_a_word() -> None:
    model = shipped(1)
    pieces = model.wordpiece.cut("Leaders met in Baku on Monday. Talks failed.")
    out = model.run(pieces, 0, 6)
    assert {o.shape[0] for o in out.values()} == {6}
    labels = model.labels
    assert out["mention"].shape[1] == 2 * len(labels.mentions) + 1
    assert out["type"].shape[1] == len(labels.types) == 19
    assert out["from"].shape[1] == out["to"].shape[1]
    assert out["from"].shape[1] % len(labels.relations) == 0


def test_the_same_window_gives_the_same_bytes_whatever_stands_after_it_and_on_any_number_of_threads() -> None:
    model, other = shipped(1), Model(FOLDER, threads=2)
    alone = model.wordpiece.cut("Leaders met in Baku.")
    more = model.wordpiece.cut("Leaders met in Baku. Talks failed in the night, and the envoys left.")
    for head, scores in model.run(alone, 0, 5).items():
        assert scores.tobytes() == model.run(more, 0, 5)[head].tobytes() == other.run(alone, 0, 5)[head].tobytes(), head


def test_the_model_is_small_and_its_card_says_what_it_is() -> None:
    assert (FOLDER / "model.onnx").stat().st_size < 30_000_000
    card = json.loads((FOLDER / "card.json").read_text(encoding="utf-8"))
    assert {"name", "version", "thresholds", "trained_on", "licence", "figures"} <= card.keys()


@pytest.mark.parametrize("missing", ["model.onnx", "labels.json", "pairs.npz", "tokenizer.json", "card.json"])
def test_a_folder_that_lacks_a_file_is_refused_by_the_files_name(tmp_path: Path, missing: str) -> None:
    broken = tmp_path / "model"
    shutil.copytree(FOLDER, broken)
    (broken / missing).unlink()
    with pytest.raises(ModelError, match=missing.split(".", maxsplit=1)[0]):
        Model(broken, 1)


def test_a_model_of_another_format_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "model"
    shutil.copytree(FOLDER, broken)
    card = json.loads((broken / "card.json").read_text(encoding="utf-8"))
    (broken / "card.json").write_text(json.dumps(card | {"format": 99}), encoding="utf-8")
    with pytest.raises(ModelError, match="format 1, saw 99"):
        Model(broken, 1)
