"""A ledger's life: documents taken out, events corrected by hand, what changed since when, and why an event is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.errors import NotFoundError
from dragoman.nouns.correction import Correction
from dragoman.nouns.ledger import Event
from dragoman.nouns.link import Why
from dragoman.nouns.reading import Reading
from dragoman.nouns.revision import Change, RecordedCorrection

if TYPE_CHECKING:
    from dragoman.store import Linking, Name, Writer

Explain = Callable[[Sequence[Reading], Sequence[Correction], str], Why]


@dataclass(frozen=True, slots=True)
class Feed:
    """Changes after the cursor `since` up to and with `cursor`; `more` where the ledger has later ones."""

    since: int
    cursor: int
    changes: tuple[Change, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Hand:
    """The ledger to correct, how its stories are told, and who corrects it, where that is to be noted."""

    ledger: Name
    linking: Linking
    by: str | None = None
    busy_timeout_seconds: float = 5.0
    made_by: str = ""

    def merge(self, events: Sequence[str]) -> tuple[Correction, tuple[Event, ...]]:
        """Say that events are one; return the correction and what they are now. Raises NotFoundError and LedgerError."""
        with self._writing() as writer:
            return self._told(writer.merge(events, hand=self.by))

    def split(self, event: str, mentions: Sequence[str]) -> tuple[Correction, tuple[Event, ...]]:
        """Say that some mentions of an event are another; return the correction and the events. Raises NotFoundError and LedgerError."""
        with self._writing() as writer:
            return self._told(writer.split(event, mentions, hand=self.by))

    def wrong(self, events: Sequence[str]) -> tuple[Correction, tuple[Event, ...]]:
        """Say that what is told as some events is none; return the correction and no event. Raises NotFoundError and LedgerError."""
        with self._writing() as writer:
            return self._told(writer.wrong(events, hand=self.by))

    def undo(self, number: int | None) -> tuple[Correction, tuple[Event, ...]]:
        """Put a correction, the latest without a number, out of force; return it and what its mentions are now. Raises LedgerError."""
        with self._writing() as writer:
            return self._told(writer.undo(number, hand=self.by))

    def apply(self, given: Sequence[Correction]) -> tuple[Correction, ...]:
        """Make corrections of another ledger in this one; return those that were not in force."""
        with self._writing() as writer:
            return writer.apply(given, hand=self.by)

    def remove(self, documents: Sequence[str]) -> tuple[str, ...]:
        """Take documents, by id or source, out of the ledger, all or none that cannot be found; return their ids."""
        found = tuple(dict.fromkeys(self._document(name) for name in documents))
        with self._writing() as writer:
            for document in found:
                writer.remove(document, hand=self.by)
        return found

    def _document(self, name: str) -> str:
        from dragoman.store import snapshot

        with snapshot(self.ledger, busy_timeout_seconds=self.busy_timeout_seconds) as opened:
            found = opened.documents_called(name)
        if len(found) != 1:
            ids = f" ({', '.join(found)})" if found else ""
            raise NotFoundError(f"expected the id or the source of one document of the ledger, saw {name!r}, which names {len(found)}{ids}")
        return found[0]

    @contextmanager
    def _writing(self) -> Iterator[Writer]:
        from dragoman.store import snapshot, writing

        with snapshot(self.ledger, busy_timeout_seconds=self.busy_timeout_seconds):
            pass  # what is not there is not made in order to be corrected
        with writing(self.ledger, self.linking, busy_timeout_seconds=self.busy_timeout_seconds, made_by=self.made_by) as writer:
            yield writer

    def _told(self, correction: Correction) -> tuple[Correction, tuple[Event, ...]]:
        from dragoman.store import snapshot

        with snapshot(self.ledger, busy_timeout_seconds=self.busy_timeout_seconds) as opened:
            held = {e.id: e for e in opened.holding([m.id for side in correction.sides for m in side])}
        return correction, tuple(held[id_] for id_ in sorted(held))


def changes(ledger: Name, since: int, most: int, *, busy_timeout_seconds: float = 5.0) -> Feed:
    """Return what at most `most` revisions after the cursor `since` changed; raises LedgerError for a cursor that is still to come."""
    from dragoman.store import snapshot

    with snapshot(ledger, busy_timeout_seconds=busy_timeout_seconds) as opened:
        last, since = opened.cursor(), opened.cursor(str(since))
        until = min(last, since + most)
        return Feed(since, until, tuple(opened.changes(since, until)), until < last)


def history(ledger: Name, event: str, *, busy_timeout_seconds: float = 5.0) -> tuple[Event | None, tuple[Change, ...]]:
    """Return an event and all changes of it, also under earlier ids; an event that is no longer there has changes only.

    Raises NotFoundError where there never was one of that id.
    """
    from dragoman.store import snapshot

    with snapshot(ledger, busy_timeout_seconds=busy_timeout_seconds) as opened:
        try:
            found = opened.event(event)
        except NotFoundError:
            gone = opened.history_of(event)
            if not gone:
                raise
            return None, gone
        return found, opened.history(found)


def corrections(ledger: Name, *, busy_timeout_seconds: float = 5.0) -> tuple[RecordedCorrection, ...]:
    """Return all corrections ever made in a ledger, by number."""
    from dragoman.store import snapshot

    with snapshot(ledger, busy_timeout_seconds=busy_timeout_seconds) as opened:
        return opened.recorded_corrections()


def why(ledger: Name, event: str, explain: Explain, *, busy_timeout_seconds: float = 5.0) -> tuple[Why, dict[str, Event]]:
    """Return why an event of a ledger is one, with it and the events near to it by id; raises NotFoundError where there is none."""
    from dragoman.store import snapshot

    with snapshot(ledger, busy_timeout_seconds=busy_timeout_seconds) as opened:
        found = opened.event(event)
        told = explain(opened.beside(found), opened.corrections(), found.id)
        whole = [found.part_of] if found.part_of else []
        return told, {e.id: e for e in (found, *opened.events_called([*(near.event for near in told.near), *whole]))}
