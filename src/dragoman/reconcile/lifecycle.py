"""The life of an event: the status that each report gave it by date, and the one that stands now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from dragoman.nouns.event import Status
from dragoman.nouns.ledger import StatusStep

# A claim stands over its denial when it has more than this share of the weight of both.
CLAIM_SHARE = 0.7
# A status with less than this share of all the weight is taken for a misreading; real reports of a rare status have more.
NOISE_SHARE = 0.25
# What is still to come by this much of the weight of those who have it done already is still to come: a noun's tense is a guess.
PLAN_SHARE = 0.75
# From the surest to the least: what one report says has happened, another's plan for it does not undo.
_LADDER: tuple[Status, ...] = ("scheduled", "possible", "hypothetical")
REAL: frozenset[Status] = frozenset({"occurred", "ongoing"})


@dataclass(frozen=True, slots=True)
class Voice:
    """One mention's word on the status: `at` the report's ISO date or None, `weight` the reader's probability (0 to 1).

    It is the report's `own` where it is put down to nobody.
    """

    document: str
    at: str | None
    status: Status
    weight: float
    start: int = 0
    own: bool = False


def latest_status(voices: Sequence[Voice]) -> Status:
    """Return the status that stands when all reports are in; needs at least one voice.

    Claimed by some and denied by others is possible (annotation guidelines), unless nearly all claim it or reports tell it in their own
    voice with the weight of the denials: 24 of 36 such happenings of the training stories stand, 9 of the 52 others. A cancellation
    stands unless a later report has the event occur. What nearly as much of the weight calls still to come, and no later report has occur,
    is still to come: a noun without a tense ("the summit") is easily taken for what has been. Of plans, the firmest stands.
    """
    weight: dict[Status, float] = defaultdict(float)
    for voice in sorted(voices, key=_order):
        weight[voice.status] += voice.weight
    floor = NOISE_SHARE * sum(weight.values())
    # Any number of plans is undone by what reports of the last day say of it.
    heard = {s for s, w in weight.items() if w >= floor} | _heard_last(voices)
    real = heard & REAL
    claimed, denied = sum(weight[s] for s in sorted(real)), weight.get("denied", 0.0)
    own = sum(v.weight for v in sorted(voices, key=_order) if v.own and v.status in real)
    if real and denied >= floor and denied > 0 and claimed <= CLAIM_SHARE * (claimed + denied) and own < denied:
        return "possible"
    if "cancelled" in heard and not (real and _last(voices, real) > _last(voices, {"cancelled"})):
        return "cancelled"
    if real and weight.get("scheduled", 0.0) >= PLAN_SHARE * claimed and _last(voices, {"scheduled"}) >= _last(voices, real):
        return "scheduled"
    if real:
        return _of_the_latest([v for v in voices if v.status in real])
    if "denied" in heard:
        return "denied"
    return next((s for s in _LADDER if s in heard), max(sorted(weight), key=lambda s: weight[s]))


def _heard_last(voices: Sequence[Voice]) -> set[Status]:
    """Return what reports of the latest day make of the event, without what is too light among them; nothing where none has a day."""
    day = max(v.at or "" for v in voices)
    weight: dict[Status, float] = defaultdict(float)
    for voice in sorted(voices, key=_order):
        if day and voice.at == day:
            weight[voice.status] += voice.weight
    floor = NOISE_SHARE * sum(weight.values())
    return {s for s, w in weight.items() if w >= floor}


def history(voices: Sequence[Voice]) -> tuple[StatusStep, ...]:
    """Return each change of status by report date, undated reports first; a day on which reports differ has a step for each status."""
    by_day: dict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        by_day[voice.at or ""].append(voice)
    steps: list[StatusStep] = []
    for day in sorted(by_day):
        said: dict[Status, set[str]] = defaultdict(set)
        for document, own in _by_document(by_day[day]):
            said[latest_status(own)].add(document)
        for status in sorted(said, key=lambda s: (-len(said[s]), s)):
            if len(said) > 1 or not steps or steps[-1].status != status:
                steps.append(StatusStep(day or None, status, tuple(sorted(said[status]))))
    return tuple(steps)


def quarrel(a: Collection[Status], b: Collection[Status]) -> str | None:
    """Return how two documents quarrel, by the statuses that each gives one event, the denial last; None where they do not.

    One must deny what the other claims. Where both claim and both deny, both tell the two sides, and the documents do not quarrel.
    """
    if ("denied" in a) == ("denied" in b):
        claimed = [bool(_claims(side)) for side in (a, b)]
        return "both sides and denied" if "denied" in a and claimed[0] != claimed[1] else None
    denier, claimant = (a, b) if "denied" in a else (b, a)
    claim = _claims(claimant)
    if claim is None:
        return None
    return f"{claim} and {'both sides' if _claims(denier) else 'denied'}"


def _claims(said: Collection[Status]) -> str | None:
    """Return the surest that is said of an event by way of claim."""
    if REAL & set(said):
        return "claimed"
    return next((s for s in _LADDER if s in said), None)


def _by_document(voices: Iterable[Voice]) -> list[tuple[str, list[Voice]]]:
    found: dict[str, list[Voice]] = defaultdict(list)
    for voice in sorted(voices, key=_order):
        found[voice.document].append(voice)
    return sorted(found.items())


def _order(voice: Voice) -> tuple[str, str, int, str, float]:
    return (voice.at or "", voice.document, voice.start, voice.status, voice.weight)


def _last(voices: Iterable[Voice], statuses: Iterable[Status]) -> str:
    wanted = set(statuses)
    return max((v.at or "" for v in voices if v.status in wanted), default="")


def _of_the_latest(voices: Sequence[Voice]) -> Status:
    """Return the heavier status of the latest day, ongoing on a tie: what goes on has also begun."""
    day = _last(voices, {v.status for v in voices})
    weight: dict[Status, float] = defaultdict(float)
    for voice in sorted(voices, key=_order):
        if (voice.at or "") == day:
            weight[voice.status] += voice.weight
    return min(weight, key=lambda s: (-weight[s], s == "occurred"))
