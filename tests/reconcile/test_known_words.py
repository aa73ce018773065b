"""The words of an event that was told before: taken over where nothing else of it is another, found anew where anything is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.nouns.ledger import Event
from dragoman.nouns.reading import Reading
from dragoman.reconcile import tell_story
from dragoman.reconcile.stories import components, stories
from tests.reconcile.make import corpus_stories
from tests.reconcile.stories_by_hand import STORY

BEFORE = "as it was told before"


def known(readings: Sequence[Reading]) -> dict[str, Event]:
    """Return what some documents tell, by id, in words that nothing would make."""
    return {e.id: replace(e, summary=BEFORE) for e in tell_story(readings).events}


def several() -> list[Sequence[Reading]]:
    """Return stories of the project's own corpus that several reports tell."""
    readings = [r for s in corpus_stories(4) for r in s.readings]
    found = [story for part in components(readings) for story in stories(part) if len(story) > 1]
    assert len(found) > 1
    return found


def test_an_event_that_is_the_same_keeps_its_words() -> None:
    for story in (STORY, *several()):
        before = known(story)
        assert tell_story(story, known=before.get).events == tuple(before.values())


def test_an_event_that_is_another_is_worded_anew() -> None:
    kept = reworded = 0
    for story in several():
        before, now = known(story[:-1]), {e.id: e for e in tell_story(story).events}
        for event in tell_story(story, known=before.get).events:
            if event.summary == BEFORE:
                assert {**before, event.id: replace(now[event.id], summary=BEFORE)} == before
                kept += 1
            else:
                assert event == now[event.id]
                reworded += event.id in before
    assert kept > 5
    assert reworded > 5


def test_words_are_not_taken_over_where_a_copy_tells_the_event() -> None:
    first = STORY[0]
    copy = replace(first, document=replace(first.document, id="zz"))
    ledger = tell_story([first, copy], known=known([first, copy]).get)
    assert [s.copy_of for s in ledger.sources] == [None, first.document.id]
    assert ledger.events
    assert ledger == tell_story([first, copy])
