"""The event as a sentence can tell it: without parties that few mentions give or that are told twice, counts, and pieces of names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dragoman.nouns.ledger import Event, Evidence, Field, Party
from dragoman.reconcile.words import TITLES, content, stems
from dragoman.scheme.wording import datelines, names, parties

# A party that fewer mentions give than this share of those that give the likeliest one is left to the fields.
_LEAST_SHARE = 0.5
# What two sides do together is often told from one side: there a party needs less to stand beside the other.
_SHARED_TYPES = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE"})
_LEAST_SHARE_TOGETHER = 0.25
_GRANTING_TYPES = frozenset({"CONCEDE", "AGREE", "COOPERATE", "AID"})
# Terms that count people whom a party's name may count too.
_HEADCOUNTS = frozenset({"participants", "killed", "injured", "detained"})
_QUANTIFIERS = content("multiple several many some other various dozens hundreds thousands")
_NAME_BEFORE = re.compile(r"(\b[A-Z][\w'’]*) $")
_NAME_AFTER = re.compile(r" (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)(?:[A-Z][A-Za-z]|[IVX]+\b)")


def readable(event: Event, texts: Mapping[str, str]) -> Event:
    """Return the event with only the parties and places that a sentence has use for; `texts` by the ids of its reports."""
    actors = parties.uncovered(_told(event, "actor", event.actors, texts))
    recipients = parties.beside(_told(event, "recipient", event.recipients, texts), actors)
    sides = {p.name for p in (*actors, *recipients)}
    companions = tuple(p for p in parties.named(_told(event, "companion", event.companions, texts)) if p.name not in sides)
    places = parties.named(tuple(p for p in event.places if p.name != "waters" and not _is_piece(p, _field(event, "place"), texts)))
    named = {p.name: p for p in (*actors, *recipients)}
    recipients = tuple(p for p in recipients if not _is_short_for(p, actors) and not _is_of_one(p, actors, event.type))
    actors = tuple(p for p in actors if not _is_short_for(p, tuple(named.values())))
    return replace(event, actors=actors, recipients=recipients, companions=companions, places=places)


def without_agencies(event: Event, texts: Mapping[str, str]) -> Event:
    """Return the event without the word of the agencies that its reports are by."""
    said = [(a, tuple(d for d in a.documents if not datelines.names_agency(texts.get(d, ""), a.name))) for a in event.attributed_to]
    return replace(event, attributed_to=tuple(replace(a, documents=cited) for a, cited in said if cited))


def _is_of_one(party: Party, actors: Sequence[Party], kind: str) -> bool:
    """Tell whether a party is of one of several states that grant something: each grants it to the other's, which one name cannot say."""
    granting = {a.state for a in actors if (a.actor or "").startswith("state:")}
    return kind in _GRANTING_TYPES and len(granting) > 1 and party.actor is None and party.state in granting


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
    nouns = [replace(p, name=_counted_once(_as_noun(p, texts), event)) for p in whole if support[p.name] >= floor]
    return told_once(nouns)


def told_once(given: Sequence[Party]) -> tuple[Party, ...]:
    """Leave out who is another party told again: by a noun that refers back to a name, or by fewer words ("growers", "rice growers")."""
    named = any(_is_named(p) for p in given)
    kept = [p for p in dict.fromkeys(given) if p.actor or not (named and names.refers_back(p.name))]
    said = [None if _is_named(p) else frozenset(stems(names.without_count(p.name))) - _QUANTIFIERS for p in kept]
    return tuple(p for n, p in enumerate(kept) if not any(_says_again(said, n, other) for other in range(len(kept)) if other != n))


def _is_named(party: Party) -> bool:
    return party.actor is not None or (names.is_proper(party.name) and not names.is_counted(party.name))


def _says_again(said: Sequence[frozenset[str] | None], n: int, other: int) -> bool:
    """Tell whether the words of one party are among those of another; of two that say the same the first is kept."""
    mine, theirs = said[n], said[other]
    if not mine or theirs is None:
        return False
    return mine < theirs or (mine == theirs and other < n)


def _counted_once(name: str, event: Event) -> str:
    """Return a counted noun without its number where reports differ on that: the sentence tells all numbers beside it."""
    figure = names.count(name)
    if figure is None:
        return name
    disputed = (v.value for f in event.fields if f.name in _HEADCOUNTS and not f.agree for v in f.values)
    return names.without_count(name) if any(re.match(rf"{figure}(?![0-9.])", value) for value in disputed) else name


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
