"""Why an event of a document was read as it was: the document found, read again, and its event named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from dragoman.errors import DocumentError, NotFoundError
from dragoman.nouns.explanation import Explanation
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document, Refusal

if TYPE_CHECKING:
    from dragoman.nouns.event import EventMention
    from dragoman.store import Name


class Explainer(Protocol):
    """A reader that can say why."""

    def read(self, document: Document, /) -> Reading:
        """Read one document."""
        ...

    def explain(self, document: Document, event: str, /) -> Explanation:
        """Say why the event of that id, in the reading of that document, is as it is."""
        ...


def only(documents: Iterable[Document | Refusal], source: str) -> Document:
    """Return the one document of a source; raises DocumentError where it is none or several."""
    found = list(documents)
    refused = next((d for d in found if isinstance(d, Refusal)), None)
    if refused is not None:
        raise DocumentError(f"{refused.source}: {refused.reason}")
    if len(found) != 1 or not isinstance(found[0], Document):
        raise DocumentError(f"{source}: expected one document, saw {len(found)}: add them to a ledger, and name one by its id")
    return found[0]


def kept(ledger: Name, document: str, *, busy_timeout_seconds: float = 5.0) -> Reading:
    """Return the reading of a document of a ledger file, named by its id or by where it came from.

    Raises NotFoundError where the ledger has none or several of that name, and LedgerError where it cannot be read.
    """
    from dragoman.store import snapshot

    with snapshot(ledger, busy_timeout_seconds=busy_timeout_seconds) as opened:
        reading = opened.reading(document)
        if reading is not None:
            return reading
        named = [r for r in opened.readings() if document in {r.document.source, r.document.url}]
    if len(named) == 1:
        return named[0]
    ids = f" ({', '.join(r.document.id for r in named)})" if named else ""
    raise NotFoundError(f"{ledger}: expected the id or the source of one document, saw {document!r}, which names {len(named)}{ids}")


def explain(reader: Explainer, document: Document, event: str, stored: Reading | None = None) -> Explanation:
    """Return why the reader finds the event that `event` names: its id in the reading, its permanent id, or the words of its trigger.

    For a document of a ledger `stored` is the reading that the ledger has; its ids hold, and the reader must still find that event.
    Raises NotFoundError where the event is not there or the words name several.
    """
    fresh = reader.read(document)
    wanted = named(stored or fresh, event)
    same = next((e for e in fresh.events if e.trigger == wanted.trigger and (stored is None or e.type == wanted.type)), None)
    if same is None:
        known = stored.model if stored else fresh.model
        words = wanted.trigger.of(document.text)
        raise NotFoundError(f"expected {wanted.type} at “{words}” as {known} read it, saw no such event: this reader is {fresh.model}")
    return reader.explain(document, same.id)


def named(reading: Reading, event: str) -> EventMention:
    """Return the event of a reading that an id or the words of a trigger name; raises NotFoundError where that is not one."""
    from dragoman.reconcile.identity import mention_ids

    permanent = dict(zip(mention_ids(reading), reading.events, strict=True))
    for e in reading.events:
        if e.id == event:
            return e
    if event in permanent:
        return permanent[event]
    text = reading.document.text
    by_words = [e for e in reading.events if e.trigger.of(text).casefold() == event.casefold()]
    if len(by_words) == 1:
        return by_words[0]
    offered = ", ".join(f"{e.id} {e.trigger.of(text)}" for e in (by_words or reading.events)) or "it has no events"
    raise NotFoundError(f"expected an event of {reading.document.id} ({offered}), saw {event!r}")
