"""Scores stories on dated articles that are grouped by event, as B-cubed over the articles.

The set is news of technology, sport and the like: nothing that the reader was made for, so that words and names carry the grouping.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Hashable, Iterator
from datetime import date
from pathlib import Path

from dragoman.nouns.text import Document
from dragoman.read import Reader
from dragoman.reconcile.stories import components, stories
from quality.ledger import b_cubed
from quality.outside.scored import Scored
from quality.reading_score import Figure


def score(reader: Reader, path: Path) -> Scored:
    """Score the stories of a gzipped file of JSON lines with id, title, text, published, publisher, url and the event's name."""
    gold: dict[str, set[Hashable]] = defaultdict(set)
    readings = []
    for document, event in articles(path):
        gold[event].add(document.id)
        readings.append(reader.read(document))
    found = [frozenset[Hashable](r.document.id for r in story) for near in components(readings) for story in stories(near)]
    f = b_cubed([frozenset(g) for g in gold.values()], found)
    return Scored({"stories: B-cubed": Figure(f.precision, f.recall, f.f1, len(readings))}, [])


def articles(path: Path) -> Iterator[tuple[Document, str]]:
    """Yield each article with the name of its event."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            published = date.fromisoformat(row["published"][:10]) if row["published"] else None
            yield (
                Document(row["id"], row["id"], row["text"], row["title"], published, row["publisher"], row["url"], language="en"),
                row["event"],
            )
