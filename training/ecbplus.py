"""ECB+ (Cybulska & Vossen 2014) as documents with gold event mentions, and as readings in which those mentions are given."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document, Span
from dragoman.read import Reader


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document of ECB+ with its event mentions: trigger span and chain."""

    document: Document
    mentions: Mapping[Span, str]


def load(folder: Path, split: str) -> tuple[GoldDocument, ...]:
    """Return the documents of a split ("dev" or "train"), sorted by id; a mention in pieces spans from its first word to its last."""
    name = split.capitalize()
    words: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in (folder / f"ECB_{name}_corpus.txt").read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if len(columns) >= 4:
            words[columns[0]][int(columns[1])].append(columns[3])
    mentions: dict[str, dict[Span, str]] = defaultdict(dict)
    texts = {document: _text(sentences) for document, sentences in words.items()}
    for row in json.loads((folder / f"ECB_{name}_Event_gold_mentions.json").read_text(encoding="utf-8")):
        starts = texts[row["doc_id"]][1]
        first, last = (starts[row["sent_id"], n] for n in (min(row["tokens_number"]), max(row["tokens_number"])))
        mentions[row["doc_id"]][Span(first.start, last.end)] = row["coref_chain"]
    return tuple(GoldDocument(Document(d, d, texts[d][0], language="en"), mentions[d]) for d in sorted(words))


def _text(sentences: Mapping[int, Sequence[str]]) -> tuple[str, dict[tuple[int, int], Span]]:
    """Return a document's text, words parted by a space, and where each (sentence, word) stands."""
    text, where = "", {}
    for number, words in sorted(sentences.items()):
        for n, word in enumerate(words):
            text += " " if text else ""
            where[number, n] = Span(len(text), len(text) + len(word))
            text += word
    return text, where


def read(gold: Iterable[GoldDocument], reader: Reader) -> list[Reading]:
    """Return the readings of the documents with the gold triggers given."""
    return [reader.read(g.document, sorted(g.mentions)) for g in gold]


def topics(readings: Iterable[Reading]) -> list[tuple[Reading, ...]]:
    """Return the readings by topic, the number that begins a document's id; each topic holds two events of one sort."""
    found: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        found[reading.document.id.partition("_")[0]].append(reading)
    return [tuple(found[k]) for k in sorted(found)]
