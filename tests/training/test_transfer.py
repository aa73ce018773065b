"""The texts that a teacher reads: tokens become running text, and only the train parts of the sets are taken."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from training.transfer import join, texts


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("The talks , he said , did n't fail .", "The talks, he said, didn't fail."),
        ("Iran 's envoy ( a veteran ) left .", "Iran's envoy (a veteran) left."),
        ('He said " no deal " and left .', 'He said "no deal" and left.'),
        ("a $ 20 million loan", "a $20 million loan"),
        ("US - led forces", "US-led forces"),
        ("the envoys \u2019 talks", "the envoys\u2019 talks"),
    ],
)
def test_tokens_are_joined_as_they_are_written(tokens: str, text: str) -> None:
    assert join(tokens.split()) == text


def test_texts_of_the_sets_in_a_fixed_order(tmp_path: Path) -> None:
    sentence = "The ministers met again and spoke at length about the border between their two countries and the trade across it"
    words = sentence.split(" ")
    for folder in ("gum", "srl", "ecbplus", "ner"):
        (tmp_path / folder).mkdir()
    (tmp_path / "gum" / "GUM_news_x.conllu").write_text(f"# text = {' '.join(words)}.\n1\tThe\n\n# text = Nothing came of it.\n")
    (tmp_path / "gum" / "GUM_voyage_x.conllu").write_text(f"# text = {' '.join(words)} by boat.\n")
    rows = [{"sent_id": f"weblog-a-{n}", "tokens": [*words, str(n), "."]} for n in (2, 1)] + [{"sent_id": "email-a-1", "tokens": words * 2}]
    (tmp_path / "srl" / "ewt_propbank_train.jsonl.gz").write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    (tmp_path / "ecbplus" / "ECB_Train_corpus.txt").write_text("\n".join(f"1_1ecb\t0\t{i}\t{w}\t-" for i, w in enumerate(words)))
    (tmp_path / "ner" / "crossner_politics_train.txt").write_text("\n".join(f"{w}\tO" for w in words) + "\n\nShort\tO\n")
    assert texts(tmp_path) == [
        f"{' '.join(words)}. Nothing came of it.",
        f"{' '.join(words)} 1. {' '.join(words)} 2.",
        " ".join(words),
        " ".join(words),
    ]
