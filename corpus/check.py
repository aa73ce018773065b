#!/usr/bin/env python3
"""Check story files against the guidelines: `check.py FILE...` prints each fault and exits 1 if there is any."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

Where = tuple[int, int, int]
"""A place in a report: the sentence's number, then start and end in code points of that sentence, half-open."""
At = Callable[[str, str], tuple[Where | None, str | None]]
"""Finds a reference of one report, for a named purpose: the place, or the fault in words."""
Json = dict[str, Any]


def _set(words: str) -> set[str]:
    return set(words.split())


ENTITY_TYPES = {"PER", "GRP", "ORG", "GPE", "LOC"}
SECTORS: set[str | None] = _set(
    "GOV MIL PRM REB OPP PTY AGR BUS CRM CVL EDU ELI HLH IGO JUD LAB LEG MED NGO REF REL SOC SPY UAF UNK COP"
) | {None}
THREAT = "restrict ban arrest relations expel territory violence"
ASK = "assist change yield meet"
TYPES = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "COOPERATE": "",
    "AID": "",
    "CONCEDE": "",
    "RETREAT": "withdraw release return disarm ceasefire access resign",
    "REQUEST": ASK,
    "ACCUSE": "disapprove investigate allege",
    "REJECT": ASK,
    "THREATEN": THREAT,
    "PROTEST": "demo riot strike hunger boycott obstruct",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict ban censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture execute sexual assassinate destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control cleansing massacre unconventional sideAB",
    "STATE": "",
    "CEREMONY": "parade commemoration funeral inauguration opening",
    "OFFICE": "elect appoint remove succeed",
}
STATUSES = {"occurred", "ongoing", "scheduled", "possible", "hypothetical", "denied", "cancelled"}
TERMS = _set("quantity money duration period start end price share killed injured detained participants rank object")
CONTEXTS = _set(
    "military intelligence executive legislative election political-institutions pro-democracy pro-autocracy economic legal "
    "reparations human-rights rights-freedoms repression human-security gender lgbt religion-ethnicity inequality diplomatic "
    "territory peacekeeping health asylum migration disasters natural-resource environment technology terrorism cbrn cyber "
    "misinformation crime corruption illegal-drugs trafficking"
)
ROLES = ("actor", "recipient", "place", "companion", "by")


def locate(text: list[str], ref: str) -> Where:
    """Return (sentence, start, end) of `N:substring#k` in `text`; raise ValueError with the reason when it is not there."""
    m = re.match(r"(\d+):(.+?)(?:#(\d+))?$", ref, re.DOTALL)
    if not m:
        raise ValueError(f"not of the form N:substring: {ref!r}")
    n, sub, k = int(m[1]), m[2], int(m[3] or 1)
    if n >= len(text):
        raise ValueError(f"no sentence {n}: {ref!r}")
    word = re.compile(("(?<!\\w)" if sub[0].isalnum() else "") + re.escape(sub) + ("(?!\\w)" if sub[-1].isalnum() else ""))
    hits = [h.start() for h in word.finditer(text[n])]
    if len(hits) < k:
        raise ValueError(f"substring {k} not in sentence {n}: {ref!r}")
    return n, hits[k - 1], hits[k - 1] + len(sub)


def faults(story: Json) -> Iterator[str]:
    """Yield one line for each fault of a story."""
    happenings = {h["h"] for h in story["ledger"]}
    for h in story["ledger"]:
        if h["type"] not in TYPES or h["status"] not in STATUSES:
            yield f"{h['h']}: type or status {h['type']} {h['status']}"
    used: set[str] = set()
    for report in story["reports"]:
        yield from _report_faults(report, happenings)
        used.update(event.get("h") for event in report["events"] if event["type"] in TYPES)
    for name in sorted(happenings - used):
        yield f"{name}: in the ledger, reported by no event"


def _report_faults(report: Json, happenings: set[str]) -> Iterator[str]:
    text = report["text"]

    def at(ref: str, what: str) -> tuple[Where | None, str | None]:
        try:
            return locate(text, ref), None
        except ValueError as e:
            return None, f"{report['id']} {what}: {e}"

    yield from _entity_faults(report, at)
    for tid, t in report.get("times", {}).items():
        _, fault = at(t["at"], tid)
        if fault:
            yield fault
        if not t.get("value"):
            yield f"{report['id']} {tid}: no value"
    triggers: dict[Where | None, str] = {}
    for event in report["events"]:
        where, fault = at(event["t"], event["id"])
        if fault:
            yield fault
        elif where in triggers:
            yield f"{report['id']}: {event['id']} and {triggers[where]} share the trigger {event['t']!r}"
        else:
            triggers[where] = event["id"]
        yield from _event_faults(event, report, happenings, at)
    yield from _quote_faults(report, at)


def _entity_faults(report: Json, at: At) -> Iterator[str]:
    spans: list[tuple[Where, str, str]] = []
    for eid, e in report["entities"].items():
        if e["type"] not in ENTITY_TYPES or e.get("sector") not in SECTORS:
            yield f"{report['id']} {eid}: type or sector {e['type']} {e.get('sector')}"
        if e.get("state") is not None and not re.fullmatch(r"[A-Z]{3}", e["state"]):
            yield f"{report['id']} {eid}: state {e['state']}"
        for m in e["mentions"]:
            where, fault = at(m, eid)
            if fault:
                yield fault
            if where:
                spans.append((where, eid, m))
    spans.sort()
    for (a, ea, ma), (b, eb, mb) in pairwise(spans):
        if a[0] == b[0] and b[1] < a[2]:
            yield f"{report['id']}: mentions overlap: {ea} {ma!r} and {eb} {mb!r}"


def _event_faults(event: Json, report: Json, happenings: set[str], at: At) -> Iterator[str]:
    name = f"{report['id']} {event['id']}"
    if event["type"] not in TYPES:
        yield f"{name}: type {event['type']}"
        return
    for mode in event.get("mode") or []:
        if mode not in TYPES[event["type"]].split():
            yield f"{name}: mode {mode} of {event['type']}"
    if event["status"] not in STATUSES:
        yield f"{name}: status {event['status']}"
    for role in ROLES:
        for x in event.get(role) or []:
            if x not in report["entities"]:
                yield f"{name}: {role} {x} is no entity"
    for x in event.get("time") or []:
        if x not in report.get("times", {}):
            yield f"{name}: time {x} is no time"
    yield from _detail_faults(event, name, at)
    if event.get("h") not in happenings:
        yield f"{name}: happening {event.get('h')} is not in the ledger"


def _detail_faults(event: Json, name: str, at: At) -> Iterator[str]:
    for key in ("means", "topic", "cue"):
        if event.get(key):
            _, fault = at(event[key], f"{event['id']} {key}")
            if fault:
                yield fault
    for term in event.get("terms") or []:
        _, fault = at(term["at"], f"{event['id']} term")
        if fault:
            yield fault
        if term["kind"] not in TERMS:
            yield f"{name}: term kind {term['kind']}"
    for c in event.get("contexts") or []:
        if c not in CONTEXTS:
            yield f"{name}: context {c}"


def _quote_faults(report: Json, at: At) -> Iterator[str]:
    for q in report.get("quotes", []):
        _, fault = at(q["at"], "quote")
        if fault:
            yield fault
        if q.get("cue"):
            _, fault = at(q["cue"], "quote cue")
            if fault:
                yield fault
        for x in (q.get("speaker"), q.get("about")):
            if x is not None and x not in report["entities"]:
                yield f"{report['id']} quote: {x} is no entity"


def main(paths: list[str]) -> int:
    """Print the faults of the files and a summary; return 1 if there is any fault, else 0."""
    bad = reports = events = 0
    for path in paths:
        try:
            story = json.loads(Path(path).read_text(encoding="utf-8"))
            found = list(faults(story))
            reports += len(story["reports"])
            events += sum(len(r["events"]) for r in story["reports"])
        except (ValueError, KeyError, TypeError, AttributeError) as e:
            found = [f"unreadable: {type(e).__name__}: {e}"]
        for line in found:
            sys.stdout.write(f"{path}: {line}\n")
        bad += bool(found)
    sys.stdout.write(f"{len(paths)} stories, {reports} reports, {events} events, {bad} stories with faults\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
