"""Count the stories and write the tables of the data card (README.md): `python -m corpus.card` after any change of a story."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from corpus.check import TYPES
from training.corpus import split_of

HERE = Path(__file__).parent
STATUS_ORDER = ("occurred", "ongoing", "scheduled", "possible", "hypothetical", "denied", "cancelled")
ENTITY_ORDER = {"PER": "persons", "GRP": "groups", "ORG": "organisations", "GPE": "states, regions, cities", "LOC": "other places"}
BEGIN, END = "<!-- counts: written by `python -m corpus.card` -->\n", "<!-- end of counts -->\n"
BEGIN_OTHERS, END_OTHERS = "<!-- others: written by `python -m corpus.card` -->\n", "<!-- end of others -->\n"
Json = dict[str, Any]


def load_raw(directory: Path = HERE / "stories") -> list[Json]:
    """Return the stories as they stand in their files, in the order of file names."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(directory.glob("*.json"))]


def tables(stories: Sequence[Json]) -> str:
    """Return the card's tables in Markdown: size by split, events by type and status, modes, entities, terms, outlets."""
    return "\n".join((_sizes(stories), _types(stories), _modes(stories), _entities(stories), _rest(stories)))


def rewritten(card: str, stories: Sequence[Json], briefs: Sequence[Json], standoff: Sequence[Json]) -> str:
    """Return the card with its counts replaced by those of the stories, briefs and annotations of real texts."""
    return between(between(card, BEGIN, END, tables(stories)), BEGIN_OTHERS, END_OTHERS, _others(briefs, standoff))


def between(card: str, begin: str, end: str, text: str) -> str:
    """Return the card with what stands between two of its marks replaced by a text."""
    before, _, rest = card.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n{text}\n{end}{after}"


def _table(head: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    head = tuple(head)
    rule = ["---", *["--:"] * (len(head) - 1)]
    return "".join("| " + " | ".join(f"{c:,}" if isinstance(c, int) else str(c) for c in row) + " |\n" for row in (head, rule, *rows))


def _reports(stories: Sequence[Json]) -> list[Json]:
    return [report for story in stories for report in story["reports"]]


def _events(stories: Sequence[Json]) -> list[Json]:
    return [event for report in _reports(stories) for event in report["events"]]


def _sizes(stories: Sequence[Json]) -> str:
    train = [s for s in stories if split_of(s["story"]) == "train"]
    dev = [s for s in stories if split_of(s["story"]) == "dev"]
    measures: dict[str, Callable[[Sequence[Json]], int]] = {
        "stories": len,
        "reports": lambda part: len(_reports(part)),
        "of them without a date": lambda part: sum(r["published"] is None for r in _reports(part)),
        "sentences": lambda part: sum(len(r["text"]) for r in _reports(part)),
        "words": lambda part: sum(len(s.split()) for r in _reports(part) for s in r["text"]),
        "event mentions": lambda part: len(_events(part)),
        "happenings (ledger entries)": lambda part: sum(len(s["ledger"]) for s in part),
        "of them on which reports differ": lambda part: sum(bool(h.get("differs")) for s in part for h in s["ledger"]),
        "entity mentions": lambda part: sum(len(e["mentions"]) for r in _reports(part) for e in r["entities"].values()),
        "time expressions": lambda part: sum(len(r.get("times") or {}) for r in _reports(part)),
        "terms": lambda part: sum(len(e.get("terms") or ()) for e in _events(part)),
        "quotes": lambda part: sum(len(r.get("quotes") or ()) for r in _reports(part)),
    }
    return _table(("", "train", "dev", "all"), ((name, *(count(p) for p in (train, dev, stories))) for name, count in measures.items()))


def _others(briefs: Sequence[Json], standoff: Sequence[Json]) -> str:
    measures: dict[str, Callable[[Sequence[Json]], int]] = {
        "files": len,
        "reports or excerpts": lambda part: len(_reports(part)),
        "sentences": lambda part: sum(len(r["text"]) if "text" in r else r["source"]["sentences"] for r in _reports(part)),
        "event mentions": lambda part: len(_events(part)),
        **{f"of them {s}": lambda part, s=s: sum(e["status"] == s for e in _events(part)) for s in STATUS_ORDER},  # type: ignore[misc]
        "entity mentions": lambda part: sum(len(e["mentions"]) for r in _reports(part) for e in r["entities"].values()),
        "time expressions": lambda part: sum(len(r.get("times") or {}) for r in _reports(part)),
        "terms": lambda part: sum(len(e.get("terms") or ()) for e in _events(part)),
        "quotes": lambda part: sum(len(r.get("quotes") or ()) for r in _reports(part)),
    }
    return _table(("", "briefs", "real texts"), ((name, *(count(p) for p in (briefs, standoff))) for name, count in measures.items()))


def _types(stories: Sequence[Json]) -> str:
    counts = Counter((e["type"], e["status"]) for e in _events(stories))
    rows = [(t, *(counts[t, s] for s in STATUS_ORDER), sum(counts[t, s] for s in STATUS_ORDER)) for t in TYPES]
    foot = ("**all**", *(sum(counts[t, s] for t in TYPES) for s in STATUS_ORDER), counts.total())
    return _table(("event mentions", *STATUS_ORDER, "all"), (*rows, foot))


def _modes(stories: Sequence[Json]) -> str:
    counts = Counter((e["type"], m) for e in _events(stories) for m in e.get("mode") or ())
    rows = [(t, ", ".join(f"{m} {counts[t, m]}" for m in modes.split())) for t, modes in TYPES.items() if modes]
    return _table(("type", "modes with their event mentions"), rows).replace("--:", "---")


def _entities(stories: Sequence[Json]) -> str:
    entities = [e for r in _reports(stories) for e in r["entities"].values()]
    clusters = Counter(e["type"] for e in entities)
    mentions = Counter(e["type"] for e in entities for _ in e["mentions"])
    rows = [(f"{kind} ({words})", clusters[kind], mentions[kind]) for kind, words in ENTITY_ORDER.items()]
    return _table(("entities of a report", "clusters", "mentions"), rows)


def _rest(stories: Sequence[Json]) -> str:
    terms = Counter(t["kind"] for e in _events(stories) for t in e.get("terms") or ())
    outlets = Counter(r["outlet"] for r in _reports(stories))
    return f"Terms by kind: {_ranked(terms)}.\n\nReports by kind of outlet: {_ranked(outlets)}.\n"


def _ranked(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {n:,}" for name, n in sorted(counts.items(), key=lambda c: (-c[1], c[0])))


def main() -> int:
    """Rewrite the card's tables in place; return 0."""
    card = HERE / "README.md"
    others = (load_raw(HERE / "briefs"), load_raw(HERE / "standoff"))
    card.write_text(rewritten(card.read_text(encoding="utf-8"), load_raw(), *others), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
