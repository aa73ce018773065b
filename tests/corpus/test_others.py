"""Briefs are faultless story files; annotations of real texts hold no words of them and fit the texts where those lie."""

import re
from pathlib import Path

import pytest

from corpus.card import HERE, load_raw
from corpus.check import Json, faults
from training import standoff
from training.corpus import BRIEFS, load

SHARED = Path(__file__).parents[3] / "shared" / "data"
PLACE = re.compile(r"\d+:\d+-\d+")


@pytest.fixture(scope="module")
def kept() -> list[Json]:
    return load_raw(HERE / "standoff")


def test_briefs_are_faultless_and_each_tells_events():
    raws = load_raw(BRIEFS)
    assert [fault for story in raws for fault in faults(story)] == []
    assert all(reading.events for story in load(BRIEFS) for reading in story.readings)
    names = [path.stem for path in sorted(BRIEFS.glob("*.json"))]
    assert [story["story"] for story in raws] == names


def test_annotations_of_real_texts_hold_no_words_of_them(kept: list[Json]):
    total = 0
    for report in (report for story in kept for report in story["reports"]):
        assert "text" not in report
        assert set(report["source"]) == {"set", "document", "first", "sentences", "sha256"}
        seen: list[str] = []
        standoff.mapped(report, lambda ref, seen=seen: seen.append(ref) or ref)
        total += len(seen)
        assert all(PLACE.fullmatch(ref) for ref in seen)
    assert total > 10 * len(kept)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the texts of other sets are not beside the checkout")
def test_annotations_of_real_texts_fit_them(kept: list[Json]):
    stories = standoff.load(SHARED)
    assert len(stories) == len(kept)
    for story in stories:
        for reading in story.readings:
            text = reading.document.text
            spans = [e.trigger for e in reading.events] + [m for e in reading.entities for m in e.mentions]
            assert all(span.of(text).strip() == span.of(text) != "" for span in spans)
