"""Features hold the corpus's labels: what tags and pairs say decodes to the spans and roles that were annotated."""

import numpy as np
import pytest

from dragoman.neural.session import shipped
from training.corpus import CORPUS, GoldStory, load_story
from training.features import IGNORE, examples
from training.labels import labels_of


@pytest.fixture(scope="module")
def story() -> GoldStory:
    return load_story(CORPUS / "s014.json")


def test_tags_decode_to_the_annotated_spans(story: GoldStory) -> None:
    labels = labels_of([story])
    for example, reading in zip(examples(story, shipped(1).wordpiece, labels), story.readings, strict=True):
        text = reading.document.text
        assert int((example.tags["trigger"] == 1).sum()) == len(reading.events)
        assert int((example.tags["time"] == 1).sum()) == len(reading.times)
        mentions = sorted((m, e.type) for e in reading.entities for m in e.mentions)
        opened = np.flatnonzero(example.tags["mention"] % 2 == 1)
        assert [labels.mentions[(t - 1) // 2] for t in example.tags["mention"][opened]] == [kind for _, kind in mentions]
        assert example.mentions.words == tuple(m.of(text) for m, _ in mentions)


def test_roles_point_at_mentions_of_the_right_entity_and_never_at_another(story: GoldStory) -> None:
    for example, reading in zip(examples(story, shipped(1).wordpiece, labels_of([story])), story.readings, strict=True):
        ids = [e.id for e in reading.entities]
        for row, event in enumerate(reading.events):
            wanted = {ids.index(x) for x in event.actors}
            right = set(example.entity[example.pairs["actor"][row] == 1].tolist())
            spared = set(example.entity[example.pairs["actor"][row] == IGNORE].tolist())
            assert right == wanted
            assert spared <= wanted


def test_one_happening_has_one_number_in_all_reports(story: GoldStory) -> None:
    by_report = [set(e.happening.tolist()) for e in examples(story, shipped(1).wordpiece, labels_of([story]))]
    assert by_report[0] & by_report[1]
    assert set().union(*by_report) <= set(range(len(story.happenings)))


def test_ids_carry_both_marks_and_words_point_into_them(story: GoldStory) -> None:
    wordpiece = shipped(1).wordpiece
    for example in examples(story, wordpiece, labels_of([story])):
        assert example.ids[0] == wordpiece.begin
        assert example.ids[-1] == wordpiece.end
        assert example.first.min() >= 1
        assert example.first.max() < len(example.ids) - 1
