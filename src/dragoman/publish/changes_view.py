"""Changes of a ledger and corrections by hand, for people and for programs: what changed, field by field, when, and because of what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from dragoman.errors import LedgerError, SpanError
from dragoman.nouns.correction import Correction, CorrectionKind, MentionPlace
from dragoman.nouns.ledger import Event, Source, Story
from dragoman.nouns.revision import Change, RecordedCorrection, Revision
from dragoman.nouns.text import Span
from dragoman.publish.brief.words import clean
from dragoman.publish.formats import event_to_json, source_to_json, story_to_json

SHOWN_CHARS = 60


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a thing with its JSON value before and after; None where it had or has none."""

    name: str
    before: Any
    after: Any


def change_to_json(change: Change) -> dict[str, Any]:
    """Return a change as plain JSON values: what it is now, and where it was before, which of its fields changed from what to what."""
    told: dict[str, Any] = {
        **revision_to_json(change.revision),
        "kind": change.kind,
        "id": change.id,
        "change": verb(change),
    }
    if change.after is not None:
        told[change.kind] = _noun(change.after)
    if verb(change) == "updated":
        told["fields"] = [{"name": f.name, "before": f.before, "after": f.after} for f in field_changes(change)]
    if verb(change) == "deleted" and change.kind == "event":
        told["became"] = change.became
    return told


def revision_to_json(revision: Revision) -> dict[str, Any]:
    """Return when and because of what the ledger changed as plain JSON values."""
    return {
        "cursor": revision.cursor,
        "recorded": revision.recorded,
        "action": revision.action,
        "document": revision.document,
        "correction": revision.correction,
        "by": revision.hand,
    }


def verb(change: Change) -> str:
    """Return what a change did: added, updated or deleted."""
    if change.before is None:
        return "added"
    return "deleted" if change.after is None else "updated"


def field_changes(change: Change) -> tuple[FieldChange, ...]:
    """Return the fields of an updated thing that changed, the values of an event's fields each by its name, as `fields.killed`."""
    before, after = (_flat(noun) for noun in (change.before, change.after))
    names = [*after, *(name for name in before if name not in after)]
    return tuple(FieldChange(n, before.get(n), after.get(n)) for n in names if before.get(n) != after.get(n))


def _noun(noun: Event | Story | Source) -> dict[str, Any]:
    if isinstance(noun, Event):
        return event_to_json(noun)
    return story_to_json(noun) if isinstance(noun, Story) else source_to_json(noun)


def _flat(noun: Event | Story | Source | None) -> dict[str, Any]:
    if noun is None:
        return {}
    told = _noun(noun)
    fields = told.pop("fields", [])
    return {**told, **{f"fields.{f['name']}": {key: f[key] for key in ("values", "agree")} for f in fields}}


def change_lines(changes: Sequence[Change]) -> Iterator[str]:
    """Yield lines for people: a heading for each revision, then what it changed."""
    cursor = None
    for change in changes:
        if change.revision.cursor != cursor:
            cursor = change.revision.cursor
            yield f"{cursor}  {moment(change.revision)}  {cause(change.revision)}"
        yield f"    {change.kind} {change.id} {verb(change)}{_detail(change)}"


def moment(revision: Revision) -> str:
    """Return a revision's moment to the minute."""
    return revision.recorded[:16].replace("T", " ")


def cause(revision: Revision) -> str:
    """Return what brought a revision about."""
    what = {
        "add": f"added {revision.document}",
        "remove": f"removed {revision.document}",
        "merge": f"merged by hand (correction {revision.correction})",
        "split": f"split by hand (correction {revision.correction})",
        "wrong": f"said to be no event (correction {revision.correction})",
        "undo": f"undid correction {revision.correction}",
        "retell": "told anew",
    }[revision.action]
    return clean(f"{what}, by {revision.hand}" if revision.hand else what)


def _detail(change: Change) -> str:
    if verb(change) == "deleted":
        return f", now {change.became}" if change.became else ""
    if verb(change) == "added":
        return f": {clean(_called(change.after))}"
    # Where only the evidence grew, the words are the same, and the number of mentions says so.
    shown = [(f.name.removeprefix("fields."), _short(f.before), _short(f.after)) for f in field_changes(change)]
    return ": " + "; ".join(f"{name} {before} → {after}" for name, before, after in shown if before != after)


def _called(noun: Event | Story | Source | None) -> str:
    if isinstance(noun, Event):
        return noun.summary
    if isinstance(noun, Story):
        return noun.title
    return (noun.document.title or noun.document.source) if noun else ""


def _short(value: Any) -> str:
    """Return a JSON value in few words: values without their evidence, long lists as their number."""
    if isinstance(value, dict) and "values" in value:
        value = [v["value"] for v in value["values"]]
    if isinstance(value, dict):
        value = value.get("value", value)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        value = [v["name"] for v in value] if "name" in value[0] else len(value)
    if isinstance(value, list):
        value = ", ".join(map(str, value)) or "none"
    words = "none" if value is None else clean(str(value))
    return words if len(words) <= SHOWN_CHARS else words[: SHOWN_CHARS - 1] + "…"


def correction_to_json(record: RecordedCorrection) -> dict[str, Any]:
    """Return a correction as plain JSON values that `corrections_from_json` takes in another ledger."""
    return {
        "number": record.correction.number,
        "kind": record.correction.kind,
        "sides": [[_place(m) for m in side] for side in record.correction.sides],
        "made": revision_to_json(record.made),
        "undone": revision_to_json(record.undone) if record.undone else None,
    }


def corrections_from_json(text: str, source: str) -> tuple[Correction, ...]:
    """Return the corrections in force of what `dragoman corrections --json` wrote; raises LedgerError where it is not that."""
    try:
        found = [_correction(written) for written in msgspec.json.decode(text, type=list[_Written]) if not written.undone]
    except (msgspec.DecodeError, SpanError, LedgerError) as e:
        raise LedgerError(f"{source}: expected what `dragoman corrections --json` writes, saw: {e}") from e
    return tuple(found)


class _WrittenMention(msgspec.Struct):
    id: str
    document: str
    start: int
    end: int


class _Written(msgspec.Struct):
    """A correction as `correction_to_json` has it; what else stands there is of the ledger that it comes from."""

    number: int
    kind: CorrectionKind
    sides: list[list[_WrittenMention]]
    undone: Any = None


_SIDES: Final[Mapping[CorrectionKind, int]] = {"merge": 1, "split": 2, "wrong": 1}


def _correction(written: _Written) -> Correction:
    read = tuple(tuple(sorted(MentionPlace(m.id, m.document, Span(m.start, m.end)) for m in side)) for side in written.sides)
    what, sizes = f"correction {written.number}, a {written.kind}", [len(side) for side in read]
    if len(read) != _SIDES[written.kind]:
        raise LedgerError(f"{what} of {len(read)} sides instead of {_SIDES[written.kind]}")
    if not all(sizes):
        raise LedgerError(f"{what} with a side of no mentions")
    if len({m.id for side in read for m in side}) != sum(sizes):
        raise LedgerError(f"{what} that names a mention twice")
    return Correction(written.number, written.kind, read)


def _place(mention: MentionPlace) -> dict[str, Any]:
    return {"id": mention.id, "document": mention.document, "start": mention.trigger.start, "end": mention.trigger.end}


def correction_lines(records: Sequence[RecordedCorrection]) -> Iterator[str]:
    """Yield a line for people for each correction."""
    for record in records:
        sizes = [f"{len(side)} in {len({m.document for m in side})}" for side in record.correction.sides]
        what = {
            "merge": f"merge of {sizes[0]} reports",
            "split": f"split of {sizes[0]} from {sizes[-1]} reports",
            "wrong": f"no event: {sizes[0]} reports",
        }[record.correction.kind]
        by = f", by {record.made.hand}" if record.made.hand else ""
        undone = f"; undone {moment(record.undone)}" if record.undone else ""
        yield clean(f"{record.correction.number}  {moment(record.made)}  {what} (mentions){by}{undone}")
