"""Event mentions that tell one happening become one event: fields with their sources, parties by vote, the tightest shared time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from dragoman.nouns.ledger import Attribution, Event, Party, Source, Telling, When
from dragoman.nouns.time import DayInterval
from dragoman.reconcile.days import days_of, meet, width
from dragoman.reconcile.disagreements import Links
from dragoman.reconcile.fields import fields
from dragoman.reconcile.identity import age
from dragoman.reconcile.lifecycle import REAL, Voice, history, latest_status
from dragoman.reconcile.parties import Cast
from dragoman.reconcile.told import Told

# A mode, context or party that fewer than this share of the mentions with any give is left to the fields, not shown as the event's.
VOTE_SHARE = 0.2
CONTEXTS_AT_MOST = 3
# How the dating of undated reports names the rule by which an anniversary gave the date.
ANNIVERSARY = "years after"


def event_id(tolds: Sequence[Told]) -> str:
    """Return an event's id: that of its earliest mention."""
    return min(tolds, key=lambda t: (age(t.document), t.key, t.id)).id


def fuse(tolds: Sequence[Told], cast: Cast, sources: Mapping[str, Source], links: Links) -> Event:
    """Return the event that the mentions tell, linked by `links`; `sources` by document id. Copies are told but have no vote.

    The summary is left empty: it is made from the finished event.
    """
    tolds = sorted(tolds, key=lambda t: (t.key, t.mention.trigger.end, t.mention.id))
    witnesses = frozenset(t.document.id for t in tolds if sources[t.document.id].copy_of is None)
    own = [t for t in tolds if t.document.id in witnesses] or tolds
    voices = [_voice(t) for t in own]
    kind = _top(_votes(own, lambda t: (t.mention.type,)))
    roles = _roles(own, cast)
    typed = [t for t in own if t.mention.type == kind]
    status = latest_status(voices)
    return Event(
        id=event_id(tolds),
        type=kind,
        modes=_elected(typed, lambda t: t.mention.modes),
        status=status,
        summary="",
        actors=roles["actors"],
        recipients=roles["recipients"],
        places=roles["places"],
        companions=roles["companions"],
        when=_when(own),
        mentions=tuple(Telling(t.document.id, t.mention.trigger, t.sentence, t.mention.status, t.mention.probability, t.id) for t in tolds),
        independent_sources=len({_witness(sources, t.document.id).family for t in tolds}),
        fields=fields(tolds, cast, witnesses, links),
        history=history(voices),
        attributed_to=_attributed([t for t in tolds if status not in REAL or t.mention.status != "denied"], cast),
        contexts=tuple(sorted(_elected(own, lambda t: t.mention.contexts)[:CONTEXTS_AT_MOST])),
    )


def _voice(told: Told) -> Voice:
    at = told.written.isoformat() if told.written else None
    return Voice(told.document.id, at, told.mention.status, told.mention.probability, told.mention.trigger.start, not told.mention.by)


def _witness(sources: Mapping[str, Source], document: str) -> Source:
    """Return the source that a document's words come from: itself, or what it copies where that is known."""
    source = sources[document]
    return sources.get(source.copy_of, source) if source.copy_of else source


def _votes(tolds: Iterable[Told], of: Callable[[Told], Iterable[str]]) -> dict[str, float]:
    votes: dict[str, float] = defaultdict(float)
    for told in tolds:
        for value in dict.fromkeys(of(told)):
            votes[value] += told.mention.probability
    return votes


def _top(votes: Mapping[str, float]) -> str:
    return min(votes, key=lambda v: (-round(votes[v], 6), v))


def _elected(tolds: Sequence[Told], of: Callable[[Told], Iterable[str]]) -> tuple[str, ...]:
    """Return the values with a fair share of the votes of the mentions that give any, most votes first."""
    votes = _votes(tolds, of)
    floor = VOTE_SHARE * sum(t.mention.probability for t in tolds if tuple(of(t)))
    return tuple(sorted((v for v in votes if votes[v] >= floor), key=lambda v: (-round(votes[v], 6), v)))


def _roles(tolds: Sequence[Told], cast: Cast) -> dict[str, tuple[Party, ...]]:
    """Return the parties of each role by vote; who is a side in both ways is what most mentions make of it, actor on a tie."""
    votes: dict[str, dict[int, float]] = {role: defaultdict(float) for role in ("actors", "recipients", "places", "companions")}
    for role, of_role in votes.items():
        for told in tolds:
            for n in getattr(told, role):
                if not cast.participants[n].vague:
                    of_role[n] += told.mention.probability
    for n in sorted(votes["actors"].keys() & votes["recipients"].keys()):
        del votes["recipients" if round(votes["actors"][n] - votes["recipients"][n], 6) >= 0 else "actors"][n]
    return {role: _parties(tolds, role, of_role, cast) for role, of_role in votes.items()}


def _parties(tolds: Sequence[Told], role: str, votes: Mapping[int, float], cast: Cast) -> tuple[Party, ...]:
    floor = VOTE_SHARE * sum(t.mention.probability for t in tolds if getattr(t, role))
    kept = [n for n in votes if votes[n] >= floor or len(tolds) <= 2]
    return tuple(cast.participants[n].party() for n in sorted(kept, key=lambda n: (-round(votes[n], 6), cast.participants[n].name, n)))


def _when(tolds: Sequence[Told]) -> When | None:
    """Return the interval that most documents' times meet, the tightest of those, the earliest of those; None where no time is given."""
    given: dict[tuple[DayInterval, str], set[str]] = defaultdict(set)
    for told in tolds:
        for time in told.times:
            days = days_of(time)
            if days:
                given[days, time.value].add(told.document.id)
    if not given:
        return _dated_by(tolds)

    def rank(item: tuple[DayInterval, str]) -> tuple[int, int, int, date, str]:
        support = {d for (days, _), documents in given.items() if meet(days, item[0]) for d in documents}
        return -len(support), width(item[0]), -len(given[item]), item[0].earliest, item[1]

    days, value = min(given, key=rank)
    return When(value, days.earliest.isoformat(), days.latest.isoformat())


def _dated_by(tolds: Sequence[Told]) -> When | None:
    """Return the date of an undated report for the celebration in whose sentence the evidence for that date stands, else None.

    A parade "to mark the 80th anniversary of" a known year dates its report; it is dated by the same words. What it celebrates is not.
    """
    dates = [
        dated
        for told in tolds
        if told.mention.type == "CEREMONY"
        and (dated := told.document.dated)
        and dated.how == "content"
        and ANNIVERSARY in dated.rule
        and any(told.sentence.covers(span) for span in dated.evidence)
    ]
    best = min(dates, key=lambda d: (d.latest - d.earliest, d.earliest, d.value), default=None)
    return When(best.value, best.earliest.isoformat(), best.latest.isoformat()) if best else None


def _attributed(tolds: Iterable[Told], cast: Cast) -> tuple[Attribution, ...]:
    """Return on whose word mentions are told; what stands against a denial is not told on the denier's."""
    documents: dict[str, set[str]] = defaultdict(set)
    for told in tolds:
        for n in told.by:
            if not cast.participants[n].vague:
                documents[cast.participants[n].name].add(told.document.id)
    return tuple(Attribution(name, tuple(sorted(documents[name]))) for name in sorted(documents, key=lambda n: (-len(documents[n]), n)))
