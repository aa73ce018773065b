"""What is compared between two event mentions: each feature's value of one mention, and its level for a pair."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import mul
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.nouns.time import DayInterval
from dragoman.reconcile.days import gap, width
from dragoman.reconcile.parties import Cast, Participant
from dragoman.reconcile.terms import Given, clash, comparable, ratio
from dragoman.reconcile.told import Told
from dragoman.reconcile.words import rarity_centibits, weigh_centibits

# Types that readers and reporters exchange for one happening: a deal is agreed, signed or in effect.
FAMILIES = (
    ("AGREE", "SUPPORT", "COOPERATE", "CONSULT"),
    ("CONCEDE", "RETREAT", "AGREE"),
    ("AID", "COOPERATE", "SUPPORT"),
    ("REQUEST", "ACCUSE", "REJECT", "THREATEN", "STATE"),
    ("SANCTION", "COERCE", "REJECT", "ACCUSE"),
    ("COERCE", "ASSAULT", "MOBILIZE", "THREATEN"),
    ("PROTEST", "ASSAULT", "ACCUSE"),
    ("OFFICE", "RETREAT", "CEREMONY"),
    ("CEREMONY", "CONSULT", "SUPPORT"),
    ("STATE", "SUPPORT", "AGREE"),
)

# Types of what is done by saying it, whose actor is its speaker.
SPEECH = frozenset({"STATE", "ACCUSE", "REQUEST", "REJECT", "THREATEN"})

_FUTURE = frozenset({"scheduled", "possible"})
_REAL = frozenset({"occurred", "ongoing"})
_NEGATIVE = frozenset({"denied", "cancelled"})


@dataclass(frozen=True, slots=True)
class Feature:
    """A named comparison: `value` of one mention (equal values give equal levels), `level` of two values, in either order.

    `many`, where there is one, gives what `level` gives for many pairs at once: of values, and the numbers of left and right ones (P,).
    """

    name: str
    value: Callable[[Told], Hashable]
    level: Callable[[Any, Any], str]
    many: Callable[[Sequence[Any], NDArray[np.int64], NDArray[np.int64]], list[str]] | None = None


def features(cast: Cast) -> tuple[Feature, ...]:
    """Return the comparisons for the mentions of one story."""
    who = cast.participants
    known: dict[tuple[int, ...], Group] = {}

    def of(indices: tuple[int, ...]) -> Group:
        if indices not in known:
            known[indices] = group(indices, who)
        return known[indices]

    return (
        Feature("type", lambda t: t.mention.type, type_level),
        Feature("modes", lambda t: (t.mention.type, t.mention.modes), modes_level),
        Feature("status", lambda t: t.mention.status, status_level),
        Feature("actors", lambda t: of(t.actors), lambda a, b: parties_level(a, b, who)),
        Feature("recipients", lambda t: of(t.recipients), lambda a, b: parties_level(a, b, who)),
        Feature("sides", lambda t: (of(t.actors), of(t.recipients)), lambda a, b: sides_level(a, b, who)),
        Feature("present", lambda t: of(t.present), lambda a, b: present_level(a, b, who)),
        Feature("places", lambda t: of(t.places), lambda a, b: places_level(a, b, who)),
        Feature("time", lambda t: (t.days, t.written, t.mention.status == "occurred"), time_level),
        Feature("trigger", lambda t: t.lemmas, trigger_level),
        Feature("echo", lambda t: (t.lemmas, t.words), echo_level),
        Feature("sentence", lambda t: t.words, sentence_level),
        Feature("near", lambda t: t.near, near_level),
        Feature("matter", lambda t: (t.matter, t.words), matter_level),
        Feature("terms", lambda t: tuple((x.kind, x.value, x.bound) for x in t.mention.terms), terms_level),
        Feature("ordinal", lambda t: t.ordinals, ordinal_level),
        Feature("quoted", lambda t: t.quoted, quoted_level),
        Feature("speakers", speakers, lambda a, b: speakers_level((of(a[1]), a[0]), (of(b[1]), b[0]), who)),
        Feature("signature", lambda t: t.mention.signature, signature_level, signature_levels),
        Feature("distance", lambda t: (t.document.id, t.sentence_number), distance_level),
    )


def type_level(a: str, b: str) -> str:
    """Equal types by type (to share a rare one says more), else whether they are of one family."""
    if a == b:
        return f"same {a}"
    return "same family" if any(a in f and b in f for f in FAMILIES) else "different"


def modes_level(a: tuple[str, tuple[str, ...]], b: tuple[str, tuple[str, ...]]) -> str:
    """Whether modes of one type are shared; a missing mode says little."""
    if a[0] != b[0] or not (a[1] or b[1]):
        return "unknown"
    if not a[1] or not b[1]:
        return "one missing"
    return "shared" if set(a[1]) & set(b[1]) else "different"


def status_level(a: str, b: str) -> str:
    """How two statuses can be of one happening: plans come true and claims are denied, but not all pairs are as likely."""
    if a == b:
        return f"same {'real' if a in _REAL else a}"
    both = {a, b}
    if both <= _REAL:
        return "same real"
    if both <= _FUTURE:
        return "planned and possible"
    if "hypothetical" in both:
        return "hypothetical and other"
    if both & _NEGATIVE:
        return "negated and other"
    return "planned and real"


@dataclass(frozen=True, slots=True)
class Group:
    """The participants of a role that are known by more than "they", and the states they belong to."""

    parties: frozenset[int]
    states: frozenset[str]


def group(indices: tuple[int, ...], who: tuple[Participant, ...]) -> Group:
    """Return the known participants of a role; both sets are empty where the role is."""
    known = frozenset(n for n in indices if not who[n].vague)
    return Group(known, _states(known, who))


def parties_level(a: Group, b: Group, who: tuple[Participant, ...]) -> str:
    """How two sets of participants agree: by actor, else by state, else by words of their names; a missing party is no disagreement."""
    if not a.parties or not b.parties:
        return "unknown"
    if a.parties == b.parties:
        return "same"
    if a.parties & b.parties:
        return "shared"
    if _alike(a.parties, b.parties, who):
        return "alike"
    if a.states & b.states:
        return "others of a state" if _individuals(a.parties, who) and _individuals(b.parties, who) else "same state"
    return "different states" if a.states and b.states else "different"


def sides_level(a: tuple[Group, Group], b: tuple[Group, Group], who: tuple[Participant, ...]) -> str:
    """How far all sides together are the same, and whether the two mentions have them the other way round."""
    x, y = a[0].parties | a[1].parties, b[0].parties | b[1].parties
    if not x or not y:
        return "unknown"
    crossed = a[0].parties & b[1].parties or a[1].parties & b[0].parties
    straight = a[0].parties & b[0].parties or a[1].parties & b[1].parties
    if crossed and not straight:
        return "crossed"
    shared = len(x & y) + 0.5 * len(_states(x - y, who) & _states(y - x, who))
    smaller = min(len(x), len(y))
    if shared >= smaller:
        return "all, several" if smaller > 1 else "all, one"
    if shared >= 0.5 * smaller:
        return "half"
    return "some" if shared else "none"


def speakers(told: Told) -> tuple[bool, tuple[int, ...]]:
    """Return whether a mention is of speech, and on whose word it is told: of speech its actors' too."""
    speech = told.mention.type in SPEECH
    return speech, tuple(sorted({*told.actors, *told.by})) if speech else told.by


def speakers_level(a: tuple[Group, bool], b: tuple[Group, bool], who: tuple[Participant, ...]) -> str:
    """Whether two mentions of speech, or two of deeds, are told on one word; what others say of one deed is no evidence.

    Speakers without a name, whom no two reports have in common, are called by the "same words" or not ("analysts").
    """
    if a[1] != b[1]:
        return "unknown"
    level = parties_level(a[0], b[0], who)
    if a[1] and level == "alike" and {who[n].words for n in a[0].parties} & {who[n].words for n in b[0].parties}:
        return "same words"
    return level if level == "same" or (a[1] and level == "different") else "unknown"


def present_level(a: Group, b: Group, who: tuple[Participant, ...]) -> str:
    """How far the two sentences name the same participants, the rarer the name the more it counts."""
    if not a.parties or not b.parties:
        return "unknown"
    shared = _heft(a.parties & b.parties, who)
    share = shared / min(_heft(a.parties, who), _heft(b.parties, who))
    return "most" if share >= 0.7 else "half" if share >= 0.4 else "some" if shared else "none"


def _heft(parties: frozenset[int], who: tuple[Participant, ...]) -> int:
    return sum(100 + weigh_centibits(who[n].words) for n in parties)


def places_level(a: Group, b: Group, who: tuple[Participant, ...]) -> str:
    """Whether two places are the same, or one a state that holds the other, or in one state."""
    if not a.parties or not b.parties:
        return "unknown"
    if a.parties & b.parties:
        return "same"
    if _alike(a.parties, b.parties, who):
        return "alike"
    if a.states & b.states:
        whole = any(_is_state(who[n]) for n in a.parties | b.parties)
        return "one holds the other" if whole else "same state"
    return "different"


Timing = tuple[tuple[DayInterval, ...], date | None, bool]
# A day and its night, or a day told with the next: as exact as news is.
EXACT_DAYS = 2
# What is this much older than the report is background to it.
PAST_DAYS = 45


def time_level(a: Timing, b: Timing) -> str:
    """How the times fit, given days, day of writing, and whether the mention says that it has happened.

    Plans move and long undertakings have two ends; what has happened on one day did not happen on another. An undated mention is less
    likely the same as one long past than as one of the day.
    """
    if not a[0] and not b[0]:
        return "unknown"
    if not a[0] or not b[0]:
        return _one_dated(a if a[0] else b)
    best = min((gap(x, y), width(x) + width(y)) for x in a[0] for y in b[0])
    if best[0] == 0:
        return "same day" if best[1] <= EXACT_DAYS + 1 else "overlapping" if best[1] <= 70 else "overlapping, coarse"
    if best[0] == 1:
        return "a day apart"
    past = a[2] and b[2] and all(width(x) <= EXACT_DAYS for x in (*a[0], *b[0]))
    apart = "days apart" if best[0] <= 8 else "weeks apart" if best[0] <= 60 else "far apart"
    return f"{apart}, both past" if past else apart


def _one_dated(one: Timing) -> str:
    days, wrote, _ = one
    if wrote is None:
        return "one unknown"
    if (max(d.latest for d in days) - wrote).days < -PAST_DAYS:
        return "long past and unknown"
    return "future and unknown" if (min(d.earliest for d in days) - wrote).days > 1 else "recent and unknown"


def trigger_level(a: tuple[str, ...], b: tuple[str, ...]) -> str:
    """Whether the triggers share a stem, or begin alike (sign, signature)."""
    if set(a) & set(b):
        return "same" if max(map(rarity_centibits, set(a) & set(b))) >= 400 else "same, common"
    return "akin" if any(_akin(x, y) for x in a for y in b) else "different"


def _akin(a: str, b: str) -> bool:
    n = 0
    while n < min(len(a), len(b)) and a[n] == b[n]:
        n += 1
    return n >= 4 and n >= 0.8 * min(len(a), len(b))


def echo_level(a: tuple[tuple[str, ...], frozenset[str]], b: tuple[tuple[str, ...], frozenset[str]]) -> str:
    """Whether each trigger stands in the other's sentence; a sentence that holds both triggers likely means two happenings by them."""
    if set(a[0]) & set(b[0]):
        return "same trigger"
    there, back = any(x in b[1] for x in a[0]), any(x in a[1] for x in b[0])
    return "both" if there and back else "one" if there or back else "none"


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    """Rarity-weighted overlap of two sets of stems over the smaller one."""
    both = a & b
    return weigh_centibits(both) / max(min(weigh_centibits(a), weigh_centibits(b)), 100) if both else 0.0


def _step(share: float) -> str:
    for low in (0.6, 0.45, 0.3, 0.2, 0.1):
        if share >= low:
            return f"{low:.2f} or more"
    return "less"


def sentence_level(a: frozenset[str], b: frozenset[str]) -> str:
    """How many of the rarer words the two sentences share."""
    return _step(_share(a, b))


def near_level(a: frozenset[str], b: frozenset[str]) -> str:
    """How many of the rarer words close to the triggers are shared."""
    return _step(_share(a, b))


def matter_level(a: tuple[frozenset[str], frozenset[str]], b: tuple[frozenset[str], frozenset[str]]) -> str:
    """Whether the topic, means or object of one stands with the other."""
    if not a[0] and not b[0]:
        return "unknown"
    if a[0] and b[0]:
        return "shared" if a[0] & b[0] else "in the sentence" if a[0] & b[1] or b[0] & a[1] else "different"
    one, other = (a[0], b[1]) if a[0] else (b[0], a[1])
    return "in the sentence" if one & other else "absent"


# From these on (the larger amount over the smaller) two figures are likelier of two happenings than of one that reports dispute.
APART, FAR_APART = 2.0, 5.0


def terms_level(a: tuple[Given, ...], b: tuple[Given, ...]) -> str:
    """Whether a term of one kind and unit is given alike, or differently, and then how far apart the nearest two are, by both."""
    pairs = [(x, y) for x in a for y in b if comparable(x, y)]
    if not pairs:
        return "unknown"
    if any(x[1] == y[1] for x, y in pairs):
        return "equal"
    if not all(clash(x, y) for x, y in pairs):
        return "compatible"
    nearest = min((r for x, y in pairs if (r := ratio(x, y)) is not None), default=1.0)
    return "different" if nearest < APART else "different, apart" if nearest < FAR_APART else "different, far apart"


def ordinal_level(a: frozenset[str], b: frozenset[str]) -> str:
    """Whether both say which of a series they are, and differ."""
    if not a and not b:
        return "unknown"
    if not a or not b:
        return "one given"
    return "same" if a & b else "different"


def quoted_level(a: frozenset[str], b: frozenset[str]) -> str:
    """Whether the words that are quoted with both are the same, those of one among the other's, or others."""
    if not a or not b:
        return "unknown"
    share = _share(a, b)
    return "same" if share >= 0.6 else "alike" if share >= 0.3 else "different"


def signature_level(a: bytes, b: bytes) -> str:
    """Cosine of the reader's trigger vectors in steps of a tenth; a missing or other-sized vector is unknown."""
    if not a or len(a) != len(b):
        return "unknown"
    cosine = sum(map(mul, memoryview(a).cast("b"), memoryview(b).cast("b"))) / 127**2
    return f"{min(max(int(cosine * 10), 0), 9) / 10:.1f}"


def signature_levels(values: Sequence[bytes], left: NDArray[np.int64], right: NDArray[np.int64]) -> list[str]:
    """Return the levels of pairs of values, given by their numbers."""
    size = max(map(len, values), default=0)
    known = np.array([bool(v) and len(v) == size for v in values], dtype=np.bool_)
    if not size or not all(k or not v for k, v in zip(known, values, strict=True)):
        return [signature_level(values[a], values[b]) for a, b in zip(left.tolist(), right.tolist(), strict=True)]
    vectors = np.frombuffer(b"".join(v or bytes(size) for v in values), dtype=np.int8).reshape(-1, size).astype(np.int32)
    cosine = np.einsum("pk,pk->p", vectors[left], vectors[right]) / 127**2
    steps = np.clip((cosine * 10).astype(np.int64), 0, 9)
    return [f"{n / 10:.1f}" if both else "unknown" for n, both in zip(steps.tolist(), (known[left] & known[right]).tolist(), strict=True)]


def distance_level(a: tuple[str, int], b: tuple[str, int]) -> str:
    """Sentences between two mentions of one document."""
    if a[0] != b[0]:
        return "other document"
    apart = abs(a[1] - b[1])
    return "same sentence" if apart == 0 else "next sentence" if apart == 1 else "near" if apart <= 4 else "far"


def _states(indices: frozenset[int], who: tuple[Participant, ...]) -> frozenset[str]:
    return frozenset(s for n in indices for s in who[n].states)


def _alike(a: frozenset[int], b: frozenset[int], who: tuple[Participant, ...]) -> bool:
    return any(
        2 * weigh_centibits(who[x].words & who[y].words) >= min(weigh_centibits(who[x].words), weigh_centibits(who[y].words)) > 0
        for x in sorted(a)
        for y in sorted(b)
    )


def _individuals(indices: frozenset[int], who: tuple[Participant, ...]) -> bool:
    """Whether all are persons or bodies with names of their own, who do not stand for each other as a state and its minister do."""
    return all(who[n].type in ("PER", "ORG") and any(c.isupper() for c in who[n].name) for n in indices)


def _is_state(one: Participant) -> bool:
    return one.type == "GPE" and ((one.actor or "").startswith("state:") or one.sector == "GOV")
