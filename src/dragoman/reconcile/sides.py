"""The event as a sentence can tell it: its parties and places without those that few mentions give, counts, and pieces of longer names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dragoman.nouns.ledger import Event, Evidence, Field, Party
from dragoman.reconcile.words import TITLES
from dragoman.scheme.wording import names, parties

# A party that fewer mentions give than this share of those that give the likeliest one is left to the fields.
_LEAST_SHARE = 0.5
# What two sides do together is often told from one side: there a party needs less to stand beside the other.
_SHARED_TYPES = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE"})
_LEAST_SHARE_TOGETHER = 0.25
_NAME_BEFORE = re.compile(r"(\b[A-Z][\w'’]*) $")
_NAME_AFTER = re.compile(r" (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)(?:[A-Z][A-Za-z]|[IVX]+\b)")


def readable(event: Event, texts: Mapping[str, str]) -> Event:
    """Return the event with only the parties and places that a sentence has use for; `texts` by the ids of its reports."""
    actors = parties.uncovered(_told(event, "actor", event.actors, texts))
    recipients = parties.beside(_told(event, "recipient", event.recipients, texts), actors)
    sides = {p.name for p in (*actors, *recipients)}
    companions = tuple(p for p in parties.named(_told(event, "companion", event.companions, texts)) if p.name not in sides)
    places = parties.named(tuple(p for p in event.places if not _is_piece(p, _field(event, "place"), texts)))
    named = {p.name: p for p in (*actors, *recipients)}
    recipients = tuple(p for p in recipients if not _is_short_for(p, actors))
    actors = tuple(p for p in actors if not _is_short_for(p, tuple(named.values())))
    return replace(event, actors=actors, recipients=recipients, companions=companions, places=places)


def _is_short_for(party: Party, others: Sequence[Party]) -> bool:
    """Tell whether a name that nobody is known by is part of another's, or its initials ("Kim" beside "Kim Jong Un")."""
    if party.actor or not party.name[:1].isupper():
        return False
    words = [o.name.split() for o in others if o.name != party.name]
    return any(party.name in w or party.name == "".join(x[0] for x in w if x[0].isupper()) for w in words if len(w) > 1)


def _told(event: Event, name: str, given: Sequence[Party], texts: Mapping[str, str]) -> tuple[Party, ...]:
    found = _field(event, name)
    whole = [p for p in given if not names.is_bare_count(p.name) and not _is_piece(p, found, texts)]
    support = {p.name: _support(found, p.name, texts) for p in whole}
    share = _LEAST_SHARE_TOGETHER if event.type in _SHARED_TYPES and "visit" not in event.modes else _LEAST_SHARE
    floor = share * max(support.values(), default=0)
    kept = _as_one_crowd([p for p in whole if support[p.name] >= floor], found)
    return tuple(replace(p, name=_as_noun(p, texts)) for p in kept)


def _as_one_crowd(given: Sequence[Party], found: Field | None) -> list[Party]:
    """Return parties, those as one without a figure that reports tell apart by nothing else ("400 rice growers", "some 1,000 growers")."""
    out: list[Party] = []
    for party in given:
        same = next((n for n, other in enumerate(out) if _is_crowd_of_another(party, other, found)), None)
        if same is None:
            out.append(party)
        else:
            out[same] = replace(out[same], name=max(names.uncounted(out[same].name), names.uncounted(party.name), key=len))
    return out


def _is_crowd_of_another(a: Party, b: Party, found: Field | None) -> bool:
    """Tell whether two unnamed parties, of which at least one is counted, have one noun and no report that gives both."""
    pair = (a, b)
    if any(p.actor or not names.uncounted(p.name) for p in pair) or all(names.count(p.name) is None for p in pair):
        return False
    documents = [{e.document for e in _evidence(found, p.name)} for p in pair]
    return names.head_noun(a.name) == names.head_noun(b.name) and not documents[0] & documents[1]


def _as_noun(party: Party, texts: Mapping[str, str]) -> str:
    """Return a plural noun that has its capital only for opening a sentence ("Protesters") as it stands elsewhere in the reports."""
    first, _, rest = party.name.partition(" ")
    if party.actor or rest[:1].isupper() or not re.fullmatch(r"[A-Z][a-z]{3,}s", first):
        return party.name
    lower = first.lower()
    return f"{lower} {rest}".rstrip() if any(re.search(rf"\b{lower}\b", text) for text in texts.values()) else party.name


def _field(event: Event, name: str) -> Field | None:
    return next((f for f in event.fields if f.name == name), None)


def _support(found: Field | None, name: str, texts: Mapping[str, str]) -> int:
    """Return how many mentions give a party, those of `texts` alone where any does: near-copies are not among them."""
    seen = _evidence(found, name)
    own = [e for e in seen if e.document in texts]
    return len(own) if texts else len(seen)


def _evidence(found: Field | None, name: str) -> list[Evidence]:
    return [e for v in found.values if v.value == name for e in v.evidence] if found else []


def _is_piece(party: Party, found: Field | None, texts: Mapping[str, str]) -> bool:
    """Tell whether a name that nobody is known by stands only inside longer names ("World" in "World War II", "Tho" in "Can Tho")."""
    if party.actor or " " in party.name or not party.name[:1].isupper():
        return False
    seen = [e for e in _evidence(found, party.name) if e.document in texts and e.span.of(texts[e.document]) == party.name]
    return bool(seen) and all(_goes_on(texts[e.document], e.span.start, e.span.end) for e in seen)


def _goes_on(text: str, start: int, end: int) -> bool:
    before = _NAME_BEFORE.search(text, max(0, start - 40), start)
    inside = before is not None and before[1].casefold() not in TITLES and not _opens_sentence(text, before.start(1))
    return inside or _NAME_AFTER.match(text, end) is not None


def _opens_sentence(text: str, start: int) -> bool:
    """Tell whether a word may have its capital only for opening a sentence."""
    return not re.search(r"[\w,] $", text[max(0, start - 2) : start])
