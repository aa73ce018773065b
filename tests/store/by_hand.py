"""A ledger made by hand, kept in a store as if it had been told by its documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.nouns.ledger import Ledger
from dragoman.nouns.reading import Reading
from dragoman.store import Name, writing
from tests.store.fakes import in_one


def keep(path: Name, ledger: Ledger, *, at_last: bool = False) -> None:
    """Keep `ledger` at `path`: its documents are added one after the other, and each brings what the documents so far tell.

    With `at_last` only the last brings it all, which takes less time where there are many.
    """
    whole = len(ledger.sources)
    untold = replace(ledger, stories=(), events=(), quotes=())
    with writing(path, in_one(lambda readings, _: told(untold if at_last and len(readings) < whole else ledger, readings))) as writer:
        for source in ledger.sources:
            assert writer.add(Reading(source.document, (), (), (), (), (), "by hand")) == "new"


def told(ledger: Ledger, readings: Sequence[Reading]) -> Ledger:
    """Return the part of a ledger that some of its documents tell."""
    there = {r.document.id for r in readings}
    events = tuple(e for e in ledger.events if {t.document for t in e.mentions} <= there)
    kept = {e.id for e in events}
    stories = tuple(
        replace(s, documents=documents, events=tuple(e for e in s.events if e in kept))
        for s in ledger.stories
        if (documents := tuple(d for d in s.documents if d in there))
    )
    sources = tuple(s if s.copy_of in there else replace(s, copy_of=None) for s in ledger.sources if s.document.id in there)
    quotes = tuple(q for q in ledger.quotes if {e.document for e in q.evidence} <= there)
    return Ledger(sources, stories, events, quotes)
