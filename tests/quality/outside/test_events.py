"""ECB+ is read from its columns, its mentions are given to the reader, and clusterings are scored within topics."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.read import Reader
from quality.outside.events import coreference, head, linked, same_head
from training.ecbplus import load, read, topics

SENTENCES = {
    ("1_1ecb", 0): "A powerful earthquake struck Aceh on Tuesday , killing nine people .",
    ("1_2ecbplus", 0): "The quake that hit Aceh on Tuesday killed nine .",
    ("2_1ecb", 0): "Ministers met in Lima .",
}
MENTIONS = [
    ("1_1ecb", 0, [3], "strike"),
    ("1_1ecb", 0, [8], "kill"),
    ("1_2ecbplus", 0, [3], "strike"),
    ("1_2ecbplus", 0, [7], "kill"),
    ("2_1ecb", 0, [1], "meet"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [f"{d}\t{n}\t{i}\t{word}\t-" for (d, n), words in SENTENCES.items() for i, word in enumerate(words.split())]
    (tmp_path / "ECB_Dev_corpus.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")
    given = [{"doc_id": d, "sent_id": n, "tokens_number": at, "coref_chain": chain} for d, n, at, chain in MENTIONS]
    (tmp_path / "ECB_Dev_Event_gold_mentions.json").write_text(json.dumps(given), encoding="utf-8")
    return tmp_path


def test_mentions_are_spans_of_the_text(folder: Path) -> None:
    gold = load(folder, "dev")
    assert [g.document.id for g in gold] == sorted({d for d, *_ in MENTIONS})
    words = {(g.document.id, span.of(g.document.text)): chain for g in gold for span, chain in g.mentions.items()}
    assert words["1_1ecb", "struck"] == words["1_2ecbplus", "hit"] == "strike"


def test_given_triggers_are_the_events_and_no_others(folder: Path) -> None:
    gold = load(folder, "dev")
    readings = read(gold, Reader.load())
    assert [[e.trigger for e in r.events] for r in readings] == [sorted(g.mentions) for g in gold]
    assert all(e.signature for r in readings for e in r.events)
    assert [len(t) for t in topics(readings)] == [2, 1]


def test_a_clustering_is_scored_against_all_chains(folder: Path) -> None:
    gold = load(folder, "dev")
    readings = read(gold, Reader.load())
    base = coreference(gold, topics(readings), same_head)
    assert base.muc.recall == 0.5  # killing and killed share a head, struck and hit do not
    assert base.b_cubed.precision == 1.0
    found = linked(topics(readings)[0])
    assert sorted((d, s) for event in found for d, s in event) == sorted((g.document.id, s) for g in gold[:2] for s in g.mentions)


def test_the_head_is_the_last_word_that_is_no_particle() -> None:
    assert head("shut down") == head("shutting down") == "shut"
    assert head("plane crash") == head("crashes")
