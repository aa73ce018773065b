"""Annotations of texts that are not the project's: kept without the words, and put together with them where the sets lie.

The texts are of sets marked *train* (`training/transfer.py` reads them). A file is a story file whose report has, in place of its
sentences, the set, the text's name there, the first sentence, how many, and a digest of them; a reference is `N:start-end`, in code
points of sentence N.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.check import locate
from dragoman.errors import CorpusError
from training.corpus import GoldStory, parsed, story_of
from training.transfer import documents

STANDOFF = Path(__file__).parent.parent / "corpus" / "standoff"
SETS = Path(__file__).parent.parent.parent / "shared" / "data"
Json = dict[str, Any]


def load(data: Path, directory: Path = STANDOFF) -> list[GoldStory]:
    """Return the stories of `directory` with the texts under `data`; raises CorpusError where a text is not there or not the same."""
    known = {(d.set, d.name): d.sentences for d in documents(data)}
    return [_story(path, known) for path in sorted(directory.glob("*.json"))]


def available(data: Path = SETS) -> list[GoldStory]:
    """Return the same, or nothing, and say so, where the sets do not lie at `data`."""
    if data.is_dir():
        return load(data)
    print(f"annotated texts of other sets are passed over: expected the sets in {data}", file=sys.stderr)
    return []


def _story(path: Path, known: Mapping[tuple[str, str], Sequence[str]]) -> GoldStory:
    raw = path.read_text(encoding="utf-8")
    story = parsed(path, raw)
    return story_of(story | {"reports": [_with_words(r, known, path) for r in story["reports"]]}, path, raw)


def _with_words(report: Json, known: Mapping[tuple[str, str], Sequence[str]], path: Path) -> Json:
    source = report["source"]
    whole = known.get((source["set"], source["document"]), ())
    text = list(whole[source["first"] : source["first"] + source["sentences"]])
    if digest(text) != source["sha256"]:
        raise CorpusError(f"{path}:1: expected the sentences annotated of {source['document']} in {source['set']}, saw {len(text)} others")
    return mapped(report, lambda ref: _by_words(ref, text)) | {"text": text}


def without_words(report: Json, source: Json) -> Json:
    """Return a report's annotation without its text; `source` names set, document and first sentence."""
    text = report["text"]
    found = source | {"sentences": len(text), "sha256": digest(text)}
    kept = {k: v for k, v in mapped(report, lambda ref: _by_place(ref, text)).items() if k != "text"}
    return kept | {"source": found}


def digest(text: Sequence[str]) -> str:
    """Return the SHA-256 of sentences, one a line."""
    return hashlib.sha256("\n".join(text).encode()).hexdigest()


def mapped(report: Json, change: Callable[[str], str]) -> Json:
    """Return the report with every reference changed."""

    def maybe(holder: Json, *keys: str) -> Json:
        return {k: change(holder[k]) for k in keys if holder.get(k)}

    entities = {k: e | {"mentions": [change(m) for m in e["mentions"]]} for k, e in report["entities"].items()}
    times = {k: t | maybe(t, "at") for k, t in (report.get("times") or {}).items()}
    events = [
        e | maybe(e, "t", "means", "topic", "cue") | {"terms": [t | maybe(t, "at") for t in e.get("terms") or []]} for e in report["events"]
    ]
    quotes = [q | maybe(q, "at", "cue") for q in report.get("quotes") or []]
    return report | {"entities": entities, "times": times, "events": events, "quotes": quotes}


def _by_place(ref: str, text: Sequence[str]) -> str:
    number, start, end = locate(list(text), ref)
    return f"{number}:{start}-{end}"


def _by_words(ref: str, text: Sequence[str]) -> str:
    number, start, end = (int(n) for n in re.split("[:-]", ref))
    words = text[number][start:end]
    nth = 1
    while locate(list(text), f"{number}:{words}#{nth}")[1] < start:
        nth += 1
    return f"{number}:{words}#{nth}"
