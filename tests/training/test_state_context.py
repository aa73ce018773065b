"""The weights of the context are learnt from what the reader sees, and the file that ships is what comes out."""

from __future__ import annotations

from pathlib import Path

from dragoman.read import context, ground
from training import corpus, state_context


def test_a_fit_finds_the_feature_that_decides_and_ignores_what_does_not() -> None:
    candidates = {"FRA": {"near": 1.0, "noise": 1.0}, "DEU": {"noise": 1.0}, ground.NONE: {}}
    examples = [state_context.Example(0, k, "FRA", candidates) for k in range(40)]
    weights = state_context.fit(examples)
    assert weights["near"] > 1.0
    assert context.choose(candidates, weights, {})[0] == "FRA"
    assert context.choose(candidates, weights, {"DEU": 100.0})[0] == "DEU"
    assert context.choose({"DEU": {"noise": 1.0}, "FRA": {"near": 1.0}}, weights, {})[0] == "FRA"


def test_the_shipped_weights_have_a_column_a_pass_and_answer_for_every_type() -> None:
    assert len(context.weights()) == context.PASSES
    for by_type in context.weights():
        assert set(by_type) == {"PER", "GRP", "ORG", "GPE", "LOC"}
        assert all(by_type[kind]["share"] > 0 or by_type[kind]["log share"] > 0 for kind in by_type)


def test_features_are_learnt_without_the_answer(tmp_path: Path) -> None:
    stories = corpus.load(split="train")[:3]
    reports = [state_context.open_up(reading, story.id) for story in stories for reading in story.readings]
    assert all(entity.state is None and entity.actor is None for report in reports for entity in report.scene.entities)
    found = state_context.examples(reports, [{} for _ in reports])
    assert found
    state_context.write(tmp_path / "weights.tsv", [state_context.fit(found), {}])
    again = [state_context.fit(state_context.examples(reports, [{} for _ in reports])), {}]
    state_context.write(tmp_path / "again.tsv", again)
    assert (tmp_path / "weights.tsv").read_bytes() == (tmp_path / "again.tsv").read_bytes()
