"""The register of agreements: events that are deals, joined where they tell of one deal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, combinations_with_replacement
from typing import Final, overload

from dragoman import scheme
from dragoman.nouns.event import Status
from dragoman.nouns.ledger import Event, Evidence, Field, FieldValue, Party, When
from dragoman.nouns.outline import Outline, OutlinedField, OutlinedValue
from dragoman.nouns.relation import Agreement
from dragoman.relate import stages

DEALS: Final = ("AGREE", "CONCEDE", "COOPERATE", "SUPPORT")
"""The types of events that are deals by what they are; an agreement rests on events of at least two parties."""
BESIDE_DEALS: Final = tuple(sorted(stages.TALK_TYPES | stages.ENDING_TYPES))
"""The types of those that are about a deal, where one of the fields `DEAL_NAMED_IN` names it."""
DEAL_NAMED_IN: Final = ("object", "topic")

_DEAL_WORDS = re.compile(
    r"\b(?:accord|agree|agreement|armistice|bargain|ceasefire|charter|compact|conclud|contract|convention|deal|finali[sz]|framework|initial|ink|"
    r"memorand|pact|protocol|ratif|sign|signature|swap|treat(?:y|ies)|truce|understanding|waive)"
)
_DEAL_NOUNS = re.compile(
    r"\b(?:accords?|agreements?|armistice|ceasefire|compact|contracts?|convention|deals?|memorand(?:um|a)|pacts?|protocols?|treat(?:y|ies)|truce)\b"
)
_AMENDS = re.compile(r"\b(?:addend|additional protocol|amend|exten[ds]|prolong|renew|revis|supplement)")
_NOT_TERMS = frozenset({"killed", "injured", "detained", "participants", "rank", "object"})
_CONTENT_WORD = re.compile(r"[^\W_]{3,}")
_SAYS_LITTLE = re.compile(
    r"(?:the|and|for|with|joint|new|its|their|accords?|agreements?|deals?|pacts?|treat(?:y|ies)|contracts?|memorand(?:um|a)|protocols?|framework|"
    r"understanding|convention|charter|declaration|documents?)"
)
# A deal that is in force says more than one that was signed, and either says more than one that is only planned.
_BY_STRENGTH: tuple[Status, ...] = ("occurred", "ongoing", "cancelled", "denied", "scheduled", "possible", "hypothetical")


def register(events: Sequence[Event]) -> tuple[Agreement, ...]:
    """Return the agreements that the events tell of, those with a known object first, then by date and parties.

    An event is a deal where it is of a cooperative type with at least two parties, and has an object, terms, or a trigger that names a
    deal; talks about a named deal and the end of one are deals too, at another stage. Two deal events are one agreement where they share
    two parties (or all of either) and their objects share a telling word; where one of them names no object, they must share a term's
    value or their time. What amends an agreement is one of its own that points at it.
    """
    deals = [_Deal(e, _keys(e), _object_words(e), _term_values(e), _amends(e)) for e in sorted(events, key=lambda e: e.id) if is_deal(e)]
    groups = [group for group in _joined(deals) if any(d.event.status != "denied" for d in group)]
    return tuple(sorted(_linked(groups), key=_order))


@dataclass(frozen=True, slots=True)
class _Deal:
    """An event that is a deal, with what it is compared by."""

    event: Event
    keys: frozenset[str]
    words: frozenset[str]
    values: frozenset[tuple[str, str]]
    amends: bool

    def is_same_as(self, other: _Deal) -> bool:
        if self.amends != other.amends or not self.shares_parties(other):
            return False
        if self.words and other.words:
            return bool(self.words & other.words)
        ours, theirs = self.event.when, other.event.when
        return bool(self.values & other.values) or (ours is not None and theirs is not None and ours.value == theirs.value)

    def shares_parties(self, other: _Deal) -> bool:
        return len(self.keys & other.keys) >= min(2, len(self.keys), len(other.keys))


def is_deal(event: Event | Outline) -> bool:
    """Tell whether an event is a deal, or talks about one or the end of one that is named."""
    if event.status == "hypothetical" or len({*event.actors, *event.recipients}) < 2:
        return False
    if event.type not in DEALS:
        named = any(_DEAL_NOUNS.search(v.value.casefold()) for name in DEAL_NAMED_IN for v in _values(event, name))
        return named and bool(_object_words(event)) and (stages.is_talk(event) or stages.is_end(event))
    if any((f.name == "object" and f.values) or _is_term(f) for f in event.fields):
        return True
    names_deal = any(_DEAL_WORDS.search(v.value.casefold()) for v in _values(event, "trigger"))
    return names_deal and (event.type != "AGREE" or event.status in {"scheduled", "possible"})


def _amends(event: Event) -> bool:
    return any(_AMENDS.search(v.value.casefold()) for name in ("trigger", "object") for v in _values(event, name))


def _linked(groups: Sequence[Sequence[_Deal]]) -> list[Agreement]:
    """Return the agreements of the groups, with those that amend another pointing at it and it at them."""
    made = {_agreement_id(group): _agreement([d.event for d in group]) for group in groups}
    by_key: dict[str, list[int]] = {}
    for n, group in enumerate(groups):
        for key in {k for d in group for k in d.keys}:
            by_key.setdefault(key, []).append(n)
    amended: dict[str, list[str]] = {}
    for group in groups:
        if group[0].amends:
            near = sorted({n for d in group for k in d.keys for n in by_key[k]})
            target = _amended(group, [groups[n] for n in near], made)
            if target:
                amended.setdefault(target, []).append(_agreement_id(group))
    links = {key: target for target, keys in amended.items() for key in keys}
    return [replace(a, amends=links.get(id_), amended_by=tuple(sorted(amended.get(id_, ())))) for id_, a in made.items()]


def _amended(group: Sequence[_Deal], near: Sequence[Sequence[_Deal]], made: dict[str, Agreement]) -> str | None:
    """Return the id of what an amending group amends: of the same parties, with most words in common, the latest of those before it."""
    words = frozenset(w for d in group for w in d.words)
    found: list[tuple[int, str, str]] = []
    for other in near:
        shared = len(words & frozenset(w for d in other for w in d.words))
        if other[0].amends or not shared or not any(d.shares_parties(o) for d in group for o in other):
            continue
        mine, theirs = made[_agreement_id(group)].when, made[_agreement_id(other)].when
        if mine is None or theirs is None or theirs.earliest <= mine.latest:
            found.append((shared, theirs.earliest if theirs else "", _agreement_id(other)))
    return max(found)[2] if found else None


def _agreement_id(group: Sequence[_Deal]) -> str:
    return f"a-{group[0].event.id}"


def _joined(deals: Sequence[_Deal]) -> list[list[_Deal]]:
    """Group deals by the transitive closure of sameness, whatever their order.

    Only those meet that share what can make them the same; of those, one is as good as another that also has few parties or no words.
    """
    leader = list(range(len(deals)))

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    for (_, parties, (feature, *_)), members in _meetings(deals).items():
        alike: dict[tuple[bool, bool], list[int]] = {}
        for i in members:
            alike.setdefault((len(deals[i].keys) < 2, not deals[i].words), []).append(i)
        for (kind, some), (other_kind, others) in combinations_with_replacement(alike.items(), 2):
            # One party is enough where a deal has no more, and what is not a word where a deal has no words.
            is_enough = (len(parties) > 1 or kind[0] or other_kind[0]) and (feature == "word" or kind[1] or other_kind[1])
            if is_enough and some[0] != others[-1] and deals[some[0]].is_same_as(deals[others[-1]]):
                for i in (*some, *others):
                    first, second = sorted((find(some[0]), find(i)))
                    leader[second] = first
    groups: dict[int, list[_Deal]] = {}
    for i, deal in enumerate(deals):
        groups.setdefault(find(i), []).append(deal)
    return list(groups.values())


def _meetings(deals: Sequence[_Deal]) -> dict[tuple[bool, tuple[str, ...], tuple[object, ...]], list[int]]:
    """Return the deals, by number, that share whether they amend, one party or two, and a word, a term's value or a time."""
    found: dict[tuple[bool, tuple[str, ...], tuple[object, ...]], list[int]] = {}
    for i, deal in enumerate(deals):
        time = [("time", deal.event.when.value)] if deal.event.when else []
        features = [*(("word", w) for w in deal.words), *(("value", *v) for v in deal.values), *time]
        keys = sorted(deal.keys)
        for parties in (*((k,) for k in keys), *combinations(keys, 2)):
            for feature in features:
                found.setdefault((deal.amends, parties, feature), []).append(i)
    return found


def _keys(event: Event) -> frozenset[str]:
    """Name the parties by state where it is known, as one report names a president and another his country."""
    return frozenset(p.state or p.actor or p.name.casefold() for p in (*event.actors, *event.recipients))


def _object_words(event: Event | Outline) -> frozenset[str]:
    told = [v.value for name in DEAL_NAMED_IN for v in _values(event, name)]
    return frozenset(w for t in told for w in _CONTENT_WORD.findall(t.casefold()) if not _SAYS_LITTLE.fullmatch(w))


def _term_values(event: Event) -> frozenset[tuple[str, str]]:
    return frozenset((f.name, v.value) for f in event.fields if _is_term(f) for v in f.values)


def _agreement(group: Sequence[Event]) -> Agreement:
    strongest = min(group, key=_strength)
    history = stages.history(group)
    stage = history[-1].stage
    return Agreement(
        id=f"a-{group[0].id}",
        parties=_parties([strongest]) or _parties(group),
        object=_object(group),
        status="cancelled" if stage == "collapsed" else strongest.status,
        stage=stage,
        terms=_terms(group),
        when=strongest.when or _earliest(group),
        events=tuple(e.id for e in group),
        history=history,
    )


def _strength(event: Event) -> tuple[bool, int, bool, int, str]:
    return (
        event.type not in DEALS,
        _BY_STRENGTH.index(event.status),
        event.type not in {"SUPPORT", "AGREE"},
        -event.independent_sources,
        event.id,
    )


def _parties(events: Iterable[Event]) -> tuple[Party, ...]:
    return tuple(dict.fromkeys(p for e in events for p in (*e.actors, *e.recipients)))


def _object(group: Sequence[Event]) -> str | None:
    told: dict[str, int] = {}
    for name in DEAL_NAMED_IN:
        for event in group:
            for v in _values(event, name):
                told[v.value] = told.get(v.value, 0) + len(v.documents)
        if told:
            return min(told, key=lambda words: (-told[words], len(words), words))
    return None


def _terms(group: Sequence[Event]) -> tuple[Field, ...]:
    kinds = [kind for kind in scheme.load().terms if kind not in _NOT_TERMS]
    return tuple(merged for kind in kinds if (merged := _merged(kind, [f for e in group for f in e.fields if f.name == kind])))


def _merged(kind: str, fields: Sequence[Field]) -> Field | None:
    values: dict[tuple[str, str | None], tuple[set[str], set[Evidence]]] = {}
    for v in (v for f in fields for v in f.values):
        documents, evidence = values.setdefault((v.value, v.bound), (set(), set()))
        documents.update(v.documents)
        evidence.update(v.evidence)
    if not values:
        return None
    bounds = {v.bound for f in fields for v in f.values}
    bound_of = {str(b): b for b in bounds}
    merged = [
        FieldValue(value, tuple(sorted(documents)), tuple(sorted(evidence)), bound_of[str(bound)])
        for (value, bound), (documents, evidence) in values.items()
    ]
    merged.sort(key=lambda v: (-len(v.documents), v.value, str(v.bound)))
    return Field(kind, tuple(merged), all(f.agree for f in fields))


def _earliest(group: Sequence[Event]) -> When | None:
    return min((e.when for e in group if e.when), key=lambda w: (w.earliest, w.latest), default=None)


def _order(agreement: Agreement) -> tuple[bool, str, tuple[str, ...], tuple[str, ...]]:
    day = agreement.when.earliest if agreement.when else "9999"
    return agreement.object is None, day, tuple(p.name for p in agreement.parties), agreement.events


def _is_term(field: Field | OutlinedField) -> bool:
    return field.name not in _NOT_TERMS and field.name in scheme.load().terms


@overload
def _values(event: Event, name: str) -> tuple[FieldValue, ...]: ...
@overload
def _values(event: Event | Outline, name: str) -> tuple[FieldValue | OutlinedValue, ...]: ...
def _values(event: Event | Outline, name: str) -> tuple[FieldValue | OutlinedValue, ...]:
    return tuple([v for f in event.fields if f.name == name for v in f.values])
