import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.card import load_raw
from corpus.check import Json, locate
from dragoman.errors import CorpusError
from training.corpus import CORPUS, GoldStory, body, load, load_story, split_of


@pytest.fixture(scope="module")
def stories() -> list[GoldStory]:
    return load()


@pytest.fixture(scope="module")
def raws() -> list[Json]:
    return load_raw()


def test_every_span_is_what_its_reference_says(stories: list[GoldStory], raws: list[Json]):
    for story, raw in zip(stories, raws, strict=True):
        for reading, report in zip(story.readings, raw["reports"], strict=True):
            text, sentences = reading.document.text, report["text"]

            def words(ref: str, sentences: list[str] = sentences) -> str:
                n, start, end = locate(sentences, ref)
                return sentences[n][start:end]

            assert [s.of(text) for s in reading.sentences] == sentences
            assert [[s.of(text) for s in e.mentions] for e in reading.entities] == [
                [words(m) for m in e["mentions"]] for e in report["entities"].values()
            ]
            assert [(t.span.of(text), t.value) for t in reading.times] == [
                (words(t["at"]), t["value"]) for t in (report.get("times") or {}).values()
            ]
            assert [e.trigger.of(text) for e in reading.events] == [words(e["t"]) for e in report["events"]]
            assert [[t.span.of(text) for t in e.terms] for e in reading.events] == [
                [words(t["at"]) for t in e.get("terms") or ()] for e in report["events"]
            ]
            assert [q.span.of(text) for q in reading.quotes] == [words(q["at"]) for q in report.get("quotes") or ()]


def test_a_span_stands_in_the_sentence_that_its_reference_names(stories: list[GoldStory], raws: list[Json]):
    for story, raw in zip(stories, raws, strict=True):
        for reading, report in zip(story.readings, raw["reports"], strict=True):
            for event, annotated in zip(reading.events, report["events"], strict=True):
                n, start, _ = locate(report["text"], annotated["t"])
                assert event.trigger.start == reading.sentences[n].start + start


def test_roles_point_at_what_the_reading_holds(stories: list[GoldStory]):
    for reading in (r for story in stories for r in story.readings):
        entities, times = {e.id for e in reading.entities}, {t.id for t in reading.times}
        for e in reading.events:
            assert {*e.actors, *e.recipients, *e.places, *e.companions, *e.by} <= entities
            assert set(e.times) <= times


def test_every_mention_of_a_happening_is_in_its_story(stories: list[GoldStory]):
    for story in stories:
        events = {(r.document.id, e.id) for r in story.readings for e in r.events}
        told = [mention for h in story.happenings for mention in h.mentions]
        assert sorted(told) == sorted(events)


def test_the_split_is_fixed_and_about_four_to_one():
    early_dev = [f"s{n:03d}" for n in range(1, 21) if split_of(f"s{n:03d}") == "dev"]
    assert early_dev == ["s002", "s004", "s006", "s016"], "the split moved: figures on dev are no longer comparable with older ones"
    share = sum(split_of(f"s{n:03d}") == "dev" for n in range(1, 1001)) / 1000
    assert 0.17 < share < 0.23
    present = [split_of(path.stem) for path in CORPUS.glob("*.json")]
    assert 0.15 < present.count("dev") / len(present) < 0.25


def test_the_splits_are_the_whole_and_share_no_story(tmp_path: Path):
    for path in sorted(CORPUS.glob("*.json"))[:12]:
        shutil.copy(path, tmp_path)
    train, dev, whole = (tuple(s.id for s in load(tmp_path, part)) for part in ("train", "dev", None))
    assert train
    assert dev
    assert sorted(train + dev) == list(whole)


def test_stories_come_in_the_order_of_their_names(stories: list[GoldStory]):
    assert [s.id for s in stories] == sorted(s.id for s in stories)


@given(st.lists(st.text(min_size=1, max_size=9), min_size=1, max_size=8), st.sets(st.integers(1, 7)))
def test_the_body_keeps_every_sentence_where_it_says(sentences: list[str], breaks: set[int]):
    text, starts = body({"text": sentences, "breaks": sorted(breaks)})
    assert [text[start : start + len(s)] for start, s in zip(starts, sentences, strict=True)] == sentences
    joints = [text[start + len(s) : after] for start, s, after in zip(starts, sentences, starts[1:], strict=False)]
    assert joints == ["\n\n" if n + 1 in breaks else " " for n in range(len(sentences) - 1)]


def _story() -> dict:
    return {
        "story": "s000",
        "theme": "a test",
        "reports": [
            {
                "id": "s000-a",
                "outlet": "wire",
                "published": "2024-03-05",
                "title": "Envoys meet",
                "text": ["The envoy met the minister on Monday.", "She left."],
                "breaks": [1],
                "entities": {
                    "E1": {"type": "PER", "name": "envoy", "state": "FRA", "sector": "GOV", "mentions": ["0:The envoy", "1:She"]},
                    "E2": {"type": "PER", "name": "minister", "state": None, "sector": "GOV", "mentions": ["0:the minister"]},
                },
                "times": {"T1": {"at": "0:on Monday", "value": "2024-03-04"}},
                "events": [
                    {
                        "id": "e1",
                        "t": "0:met",
                        "type": "CONSULT",
                        "status": "occurred",
                        "actor": ["E1", "E2"],
                        "time": ["T1"],
                        "h": "H1",
                    }
                ],
                "quotes": [],
            }
        ],
        "ledger": [{"h": "H1", "type": "CONSULT", "status": "occurred", "what": "They met."}],
    }


def _write(path: Path, story: dict) -> Path:
    path.write_text(json.dumps(story, indent=1), encoding="utf-8")
    return path


def test_a_sound_file_loads(tmp_path: Path):
    story = load_story(_write(tmp_path / "s000.json", _story()))
    (reading,) = story.readings
    assert reading.document.text == "The envoy met the minister on Monday.\n\nShe left."
    assert reading.events[0].actors == ("E1", "E2")
    assert story.happenings[0].mentions == (("s000-a", "e1"),)


@pytest.mark.parametrize(
    ("break_it", "words", "message"),
    [
        (lambda r: r["events"][0].update(t="0:greeted"), "0:greeted", "saw it 0 time"),
        (lambda r: r["events"][0].update(t="9:met"), "9:met", "expected a sentence below 2"),
        (lambda r: r["events"][0].update(t="greeted"), "greeted", "expected a reference N:substring"),
        (lambda r: r["events"][0].update(recipient=["E7"]), "E7", "expected an entity or time, saw 'E7'"),
        (lambda r: r["entities"]["E2"].update(mentions=["1:the minister"]), "1:the minister", "saw it 0 time"),
        (lambda r: r["times"]["T1"].update(at="0:on Friday"), "0:on Friday", "saw it 0 time"),
        (lambda r: r["events"][0].update(h="H9"), "H9", "expected every event's happening in the ledger"),
        (lambda r: r.pop("entities"), "s000-a", "expected the key 'entities'"),
    ],
)
def test_a_faulty_file_is_refused_with_its_line(tmp_path: Path, break_it: Callable[[dict], object], words: str, message: str):
    story = _story()
    break_it(story["reports"][0])
    path = _write(tmp_path / "s000.json", story)
    line = next(n for n, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if f'"{words}"' in row)
    with pytest.raises(CorpusError) as refused:
        load_story(path)
    assert str(refused.value).startswith(f"{path}:{line}: ")
    assert message in str(refused.value)


def test_what_is_no_json_is_refused_with_its_line(tmp_path: Path):
    path = tmp_path / "s000.json"
    path.write_text('{"story": "s000",\n "reports": [}\n', encoding="utf-8")
    with pytest.raises(CorpusError, match=r"s000\.json:2: expected a story as JSON"):
        load_story(path)
