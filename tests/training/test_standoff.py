"""Annotations kept without their texts come back with them, word for word, or not at all."""

import gzip
import json

import pytest

from dragoman.errors import CorpusError
from training.standoff import load, without_words

SENTENCES = ["Norway and Chad signed a deal on Monday, and a second deal followed.", "Oslo called it “fair”."]
REPORT = {
    "id": "r900-a",
    "outlet": "wire",
    "published": "2024-03-05",
    "title": "",
    "text": SENTENCES,
    "breaks": [1],
    "entities": {
        "E1": {"type": "GPE", "name": "Norway", "state": "NOR", "sector": "GOV", "mentions": ["0:Norway", "1:Oslo"]},
        "E2": {"type": "GPE", "name": "Chad", "state": "TCD", "sector": "GOV", "mentions": ["0:Chad"]},
    },
    "times": {"T1": {"at": "0:on Monday", "value": "2024-03-04"}},
    "events": [
        {
            "id": "e1", "t": "0:signed", "type": "SUPPORT", "mode": [], "status": "occurred", "actor": ["E1", "E2"], "time": ["T1"],
            "topic": "0:deal", "terms": [{"at": "0:second", "kind": "rank", "value": "2nd"}], "h": "H1",
        },
        {"id": "e2", "t": "0:deal#2", "type": "SUPPORT", "mode": [], "status": "occurred", "actor": ["E1", "E2"], "h": "H2"},
    ],
    "quotes": [{"at": "1:“fair”", "speaker": "E1", "cue": "1:called", "about": None}],
}  # fmt: skip
LEDGER = [{"h": h, "type": "SUPPORT", "status": "occurred", "actor": [], "what": ""} for h in ("H1", "H2")]


def laid_out(tmp_path, sentences, first=1):
    kept = without_words(REPORT, {"set": "gum", "document": "GUM_news_deal", "first": first})
    (tmp_path / "kept").mkdir()
    story = {"story": "r900", "theme": "", "reports": [kept], "ledger": LEDGER}
    (tmp_path / "kept" / "r900.json").write_text(json.dumps(story), encoding="utf-8")
    lines = "\n\n".join(f"# text = {s}" for s in ("Headline before it", *sentences))
    (tmp_path / "gum").mkdir()
    (tmp_path / "gum" / "GUM_news_deal.conllu").write_text(lines, encoding="utf-8")
    (tmp_path / "srl").mkdir()
    with gzip.open(tmp_path / "srl" / "ewt_propbank_train.jsonl.gz", "wt") as f:
        f.write("")
    for folder, name in (("ecbplus", "ECB_Train_corpus.txt"), ("ner", "crossner_politics_train.txt")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text("", encoding="utf-8")
    return kept


def test_what_is_kept_has_no_words_of_the_text_and_comes_back_with_them(tmp_path):
    kept = laid_out(tmp_path, SENTENCES)
    assert "signed" not in json.dumps(kept)
    ((reading,),) = (s.readings for s in load(tmp_path, tmp_path / "kept"))
    text = reading.document.text
    assert text == "\n\n".join(SENTENCES)
    assert [(e.trigger.start, e.trigger.of(text)) for e in reading.events] == [(16, "signed"), (54, "deal")]
    assert [m.of(text) for e in reading.entities for m in e.mentions] == ["Norway", "Oslo", "Chad"]
    assert reading.times[0].span.of(text) == "on Monday"
    assert reading.events[0].terms[0].span.of(text) == "second"
    assert reading.quotes[0].span.of(text) == "“fair”"


@pytest.mark.parametrize(("sentences", "first"), [(SENTENCES, 0), (SENTENCES[:1], 1), ([SENTENCES[0].upper(), SENTENCES[1]], 1)])
def test_other_sentences_are_refused(tmp_path, sentences, first):
    laid_out(tmp_path, sentences, first)
    with pytest.raises(CorpusError, match=r"r900.json:1: expected the sentences annotated of GUM_news_deal in gum, saw"):
        load(tmp_path, tmp_path / "kept")
