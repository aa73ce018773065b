"""The annotated corpus as readings: references become spans of the text, and a faulty file is refused with its line."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args

from dragoman import scheme
from dragoman.errors import CorpusError
from dragoman.nouns.event import EventMention, Term
from dragoman.nouns.mention import Entity, EntityType
from dragoman.nouns.reading import Quote, Reading
from dragoman.nouns.text import Document, Span
from dragoman.nouns.time import TimeValue

CORPUS = Path(__file__).parent.parent / "corpus" / "stories"
BRIEFS = CORPUS.parent / "briefs"
"""News in brief, written to widen the vocabulary: for training only."""
ROLES = {"actors": "actor", "recipients": "recipient", "places": "place", "companions": "companion", "times": "time", "by": "by"}


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of a story's consolidated ledger, with the mentions that report it as (document id, event id)."""

    id: str
    type: str
    status: str
    what: str
    mentions: tuple[tuple[str, str], ...]
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldStory:
    """A story of the corpus: its reports as gold readings and its ledger."""

    id: str
    theme: str
    readings: tuple[Reading, ...]
    happenings: tuple[Happening, ...]
    cues: dict[tuple[str, str], Span]


def split_of(story_id: str) -> str:
    """Return "dev" for a fixed fifth of all story ids and "train" for the rest; a new story never moves an old one."""
    return "dev" if int(hashlib.sha256(f"corpus/{story_id}".encode()).hexdigest(), 16) % 5 == 0 else "train"


def load(directory: Path = CORPUS, split: str | None = None) -> list[GoldStory]:
    """Load every story of `directory` in the order of file names, or only those of one split."""
    return [load_story(path) for path in sorted(directory.glob("*.json")) if split is None or split_of(path.stem) == split]


def load_story(path: Path) -> GoldStory:
    """Load one story file, raising CorpusError with file, line and fault where it breaks the guidelines."""
    raw = path.read_text(encoding="utf-8")
    return story_of(parsed(path, raw), path, raw)


def parsed(path: Path, raw: str) -> dict[str, Any]:
    """Return a story file's JSON, raising CorpusError with the line where it is none."""
    try:
        story: dict[str, Any] = json.loads(raw)
    except json.JSONDecodeError as e:
        raise CorpusError(f"{path}:{e.lineno}: expected a story as JSON, saw {e.msg}") from e
    if not isinstance(story, dict):
        raise CorpusError(f"{path}:1: expected a story as a JSON object, saw {type(story).__name__}")
    return story


def story_of(story: dict[str, Any], path: Path, raw: str) -> GoldStory:
    """Return a story given as JSON; `path` and `raw` say where a fault stands."""
    where = _Lines(path, raw)
    readings, cues, of_happening = [], {}, {}
    for report in _get(story, "reports", where):
        reading, report_cues = _reading(report, where)
        _expect_known(report, where)
        readings.append(reading)
        cues.update({(reading.document.id, k): v for k, v in report_cues.items()})
        for event in report["events"]:
            of_happening.setdefault(event["h"], []).append((reading.document.id, event["id"]))
    happenings = tuple(
        Happening(
            h["h"],
            h["type"],
            h["status"],
            h.get("what", ""),
            tuple(of_happening.get(h["h"], ())),
            tuple(d["field"] for d in h.get("differs") or [] if len({str(v) for v in d["values"].values()}) > 1),
        )
        for h in _get(story, "ledger", where)
    )
    unknown = of_happening.keys() - {h.id for h in happenings}
    if unknown:
        raise where.fault(min(unknown), f"expected every event's happening in the ledger, saw {sorted(unknown)}")
    return GoldStory(story["story"], story.get("theme", ""), tuple(readings), happenings, cues)


def _expect_known(report: dict[str, Any], where: _Lines) -> None:
    """Raise the fault of a label that the scheme does not have, or of an event's id that comes twice."""
    table, seen = scheme.load(), set()
    labelled = [("type", e, table.types) for e in report["events"]] + [("status", e, table.statuses) for e in report["events"]]
    labelled += [("type", e, get_args(EntityType)) for e in report["entities"].values()]
    for name, given, known in labelled:
        if given[name] not in known:
            raise where.fault(str(given[name]), f"expected {name} as one of {', '.join(known)}, saw {given[name]!r}")
    for event in report["events"]:
        if event["id"] in seen:
            raise where.fault(event["id"], f"expected an id for each event of a report, saw {event['id']!r} twice")
        seen.add(event["id"])


def body(report: dict[str, Any]) -> tuple[str, list[int]]:
    """Return the report's text (sentences joined by a space, paragraphs by a blank line) and where each sentence starts."""
    text, starts, breaks = "", [], set(report.get("breaks") or [])
    for i, sentence in enumerate(report["text"]):
        if i:
            text += "\n\n" if i in breaks else " "
        starts.append(len(text))
        text += sentence
    return text, starts


class _Lines:
    """Finds the line of a file that a fault stands on."""

    def __init__(self, path: Path, raw: str) -> None:
        self.path, self.raw = path, raw

    def fault(self, words: str, message: str) -> CorpusError:
        at = self.raw.find(json.dumps(words, ensure_ascii=False)[1:-1])
        line = self.raw.count("\n", 0, at) + 1 if at >= 0 else 1
        return CorpusError(f"{self.path}:{line}: {message}")


def _get(holder: dict[str, Any], key: str, where: _Lines) -> Any:
    if key not in holder:
        raise where.fault(str(holder.get("id", "")), f"expected the key {key!r}, saw {sorted(holder)}")
    return holder[key]


def _locate(sentences: list[str], starts: list[int], ref: str, where: _Lines) -> Span:
    match = re.match(r"(\d+):(.+?)(?:#(\d+))?$", ref, re.DOTALL)
    if not match:
        raise where.fault(ref, f"expected a reference N:substring, saw {ref!r}")
    number, words, nth = int(match[1]), match[2], int(match[3] or 1)
    if number >= len(sentences):
        raise where.fault(ref, f"expected a sentence below {len(sentences)}, saw {ref!r}")
    edge = (r"(?<!\w)" if words[0].isalnum() else "") + re.escape(words) + (r"(?!\w)" if words[-1].isalnum() else "")
    hits = [m.start() for m in re.finditer(edge, sentences[number])]
    if len(hits) < nth:
        raise where.fault(ref, f"expected {words!r} {nth} time(s) in sentence {number}, saw it {len(hits)} time(s)")
    start = starts[number] + hits[nth - 1]
    return Span(start, start + len(words))


def _reading(report: dict[str, Any], where: _Lines) -> tuple[Reading, dict[str, Span]]:
    text, starts = body(report)
    sentences = report["text"]

    def at(ref: str) -> Span:
        return _locate(sentences, starts, ref, where)

    def maybe(ref: str | None) -> Span | None:
        return at(ref) if ref else None

    entities = tuple(
        Entity(key, e["type"], e["name"], tuple(at(m) for m in e["mentions"]), state=e.get("state"), sector=e.get("sector"))
        for key, e in _get(report, "entities", where).items()
    )
    times = tuple(TimeValue(key, at(t["at"]), t["value"], recurs=bool(t.get("set"))) for key, t in (report.get("times") or {}).items())
    known = {e.id for e in entities} | {t.id for t in times}
    events, cues = [], {}
    for e in _get(report, "events", where):
        roles = {ours: tuple(e.get(theirs) or ()) for ours, theirs in ROLES.items()}
        for ids in roles.values():
            for x in ids:
                if x not in known:
                    raise where.fault(x, f"event {e['id']} of {report['id']}: expected an entity or time, saw {x!r}")
        terms = tuple(Term(at(t["at"]), t["kind"], str(t.get("value")), t.get("bound")) for t in e.get("terms") or ())
        events.append(
            EventMention(
                e["id"],
                at(e["t"]),
                e["type"],
                e["status"],
                1.0,
                tuple(e.get("mode") or ()),
                means=maybe(e.get("means")),
                topic=maybe(e.get("topic")),
                terms=terms,
                contexts=tuple(e.get("contexts") or ()),
                **roles,
            )
        )
        if e.get("cue"):
            cues[e["id"]] = at(e["cue"])
    quotes = tuple(Quote(at(q["at"]), q.get("speaker"), q.get("about")) for q in report.get("quotes") or ())
    document = Document(
        report["id"],
        str(where.path),
        text,
        report.get("title"),
        date.fromisoformat(report["published"]) if report.get("published") else None,
        f"{report['outlet']} {report['id']}",
        language="en",
    )
    spans = tuple(Span(s, s + len(words)) for s, words in zip(starts, sentences, strict=True))
    return Reading(document, spans, entities, times, tuple(events), quotes, "gold"), cues


def documents(stories: list[GoldStory]) -> Iterator[Document]:
    """Yield the reports of the stories, in order."""
    for story in stories:
        for reading in story.readings:
            yield reading.document
