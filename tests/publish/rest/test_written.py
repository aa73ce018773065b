"""Events that were written out for one page are shown as they are on every other, and never as they were."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from dragoman.publish.rest import shown
from dragoman.publish.rest.written import Written
from dragoman.store import writing
from dragoman.store.reader import Reader
from quality.large_ledger import make
from tests.publish import small
from tests.store.by_hand import keep, told
from tests.store.fakes import in_one


def as_told(opened, ids):
    events = {e.id: e for e in opened.events_called(ids)}
    return [msgspec.to_builtins(shown.event(events[id_])) for id_ in ids]


def as_written(kept, opened, ids):
    return [msgspec.json.decode(text) for text in kept.events(opened, ids)]


def test_a_page_of_new_and_of_kept_events_shows_all_of_them_in_its_order(tmp_path):
    make(tmp_path / "x.db", 64)
    reader, kept = Reader(tmp_path / "x.db"), Written()
    with reader.browsing() as opened:
        ids = sorted(opened.ids())
        for page in (ids[:20], ids[10:30][::-1], ids):
            assert as_written(kept, opened, page) == as_told(opened, page)
    reader.close()


def test_events_that_are_kept_are_not_unpacked_again_and_those_shown_last_stay(tmp_path, monkeypatch):
    make(tmp_path / "x.db", 64)
    reader = Reader(tmp_path / "x.db")
    with reader.browsing() as opened:
        ids, asked, called = sorted(opened.ids()), [], opened.events_called
        monkeypatch.setattr(opened, "events_called", lambda some: asked.append(list(some)) or called(some))
        size = max(len(text) for text in Written().events(opened, ids))
        kept = Written(most_bytes=10 * size)
        asked.clear()
        for page in (ids[:5], ids[3:8], ids[20:25], ids[3:6]):
            kept.events(opened, page)
        assert asked == [ids[:5], ids[5:8], ids[20:25], []]
        kept.events(opened, ids)
        assert kept._bytes <= 10 * size
        assert sum(map(len, kept._kept.values())) == kept._bytes
        kept.events(opened, ids[:1])
        assert asked[-1] == ids[:1]
    reader.close()


def test_after_a_change_an_event_is_shown_as_it_is_now_and_to_whoever_began_before_as_it_was(tmp_path):
    path = tmp_path / "x.db"
    keep(path, small.ledger())
    reader, kept = Reader(path), Written()
    with reader.browsing() as before:
        ids = sorted(before.ids())
        first = as_written(kept, before, ids)
        other = replace(small.ledger(), events=tuple(replace(e, summary=f"Now: {e.summary}") for e in small.ledger().events))
        with writing(path, in_one(lambda readings, _: told(other, readings))) as writer:
            writer.remove(small.ledger().sources[0].document.id)
        with reader.browsing() as after:
            left = sorted(after.ids())
            now = as_written(kept, after, left)
            assert now == as_told(after, left)
            assert now
            assert all(event["summary"].startswith("Now: ") for event in now)
        assert as_written(kept, before, ids) == first == as_told(before, ids)
    reader.close()
