"""Triggers in other words: the words that stand for each other do, and every span still names what it named."""

import random
import re

import pytest

from dragoman.errors import CorpusError
from training.corpus import CORPUS, load_story
from training.substitutes import TABLE, substitutes, table, varied

CLASSES = table()
STORY = load_story(min(CORPUS.glob("*.json")))


def said(text, trigger, type_, *modes):
    """Return every way to say the trigger, as whole sentences."""
    reading = STORY.readings[0]
    at = text.index(trigger)
    event = reading.events[0].__class__("e1", reading.events[0].trigger.__class__(at, at + len(trigger)), type_, "occurred", 1.0, modes)
    return {
        text[: e.span.start] + e.before + e.words + e.behind + text[e.span.end :] for e in substitutes(text, event, CLASSES)
    }  # fmt: skip


def test_verbs_take_the_form_of_the_word_that_they_replace():
    assert "Oslo lambasted the plan." in said("Oslo condemned the plan.", "condemned", "ACCUSE", "disapprove")
    assert "Oslo is castigating the plan." in said("Oslo is condemning the plan.", "condemning", "ACCUSE", "disapprove")
    assert "Oslo lashed out at the plan." in said("Oslo condemned the plan.", "condemned", "ACCUSE", "disapprove")
    assert "The towns were overrun." in said("The towns were captured.", "captured", "ASSAULT")
    assert "The towns were taken." in said("The towns were captured.", "captured", "ASSAULT")


def test_a_frame_keeps_out_words_that_would_not_stand_there():
    assert said("Oslo condemned the plan.", "condemned", "AID") == set()
    assert not any("lashed out" in s for s in said("It was condemned by Oslo.", "condemned", "ACCUSE", "disapprove"))
    assert not any(" convene" in s for s in said("Lavrov met the envoy.", "met", "CONSULT"))
    assert not any(re.search(r"\ba [aeiou]", s) for s in said("After a probe began.", "probe", "ACCUSE", "investigate"))
    assert not any("cooperations" in s for s in said("The exercises went on.", "exercises", "COOPERATE"))


@pytest.mark.parametrize("seed", range(5))
def test_spans_of_a_varied_story_name_what_they_named(seed):
    other = varied(STORY, 0.8, random.Random(seed), CLASSES)
    changed = 0
    for a, b in zip(STORY.readings, other.readings, strict=True):
        before, after = a.document.text, b.document.text
        triggers = [(e.trigger.of(before), f.trigger.of(after)) for e, f in zip(a.events, b.events, strict=True)]
        changed += sum(x != y for x, y in triggers)
        assert all(after[f.trigger.start - 1 : f.trigger.start].strip() in ("", "“", '"', "-", "—", "(") for f in b.events)
        for e, f in zip(a.entities, b.entities, strict=True):
            for m, n in zip(e.mentions, f.mentions, strict=True):
                if not any(m.overlaps(x.trigger) for x in a.events):
                    assert n.of(after) == m.of(before)
        assert [t.span.of(before) for t in a.times] == [t.span.of(after) for t in b.times]
    assert changed > 5
    assert varied(STORY, 0.8, random.Random(seed), CLASSES) == other
    assert varied(STORY, 0.0, random.Random(seed), CLASSES) == STORY


def test_every_line_of_the_table_is_read_and_a_faulty_one_named(tmp_path):
    assert len({c for found in CLASSES.values() for c in found}) == sum(1 for x in TABLE.read_text().splitlines() if not x.startswith("#"))
    (tmp_path / "t.txt").write_text("# head\nACCUSE V tr condemn\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"t.txt:2: expected TYPE"):
        table(tmp_path / "t.txt")
