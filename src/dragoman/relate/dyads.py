"""Events of a ledger as coded events: folded into PLOVER, a row for each directed pair of states or organisations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import permutations, product

from dragoman import scheme
from dragoman.nouns.coded import CodedEvent
from dragoman.nouns.ledger import Event, Party
from dragoman.reference import organisations, sectors


@dataclass(frozen=True, slots=True)
class _Actor:
    key: str
    sector: str | None


def dyads(events: Iterable[Event]) -> Iterator[CodedEvent]:
    """Yield the directed pairs of each event that PLOVER has a type for; an event without two sides that are known yields none.

    Who acts does it to whom it is done to. Where nobody is named as the latter, those who act do it to each other if it is of a kind that
    is done so: agreements, meetings, support, cooperation, and fighting between two sides (PLOVER manual 1.3, "Reciprocal events").
    The probability is that of the mention that is surest.
    """
    for event in events:
        folded = scheme.plover(event.type, event.modes, event.status)
        if folded is None:
            continue
        mode = max(folded.mode, key=lambda name: (abs(scheme.score(folded.type, name) or 0.0), name), default=None)
        for source, target in _pairs(event, is_mutual=_is_mutual(event)):
            yield CodedEvent(
                event=event.id,
                earliest=date.fromisoformat(event.when.earliest) if event.when else None,
                latest=date.fromisoformat(event.when.latest) if event.when else None,
                source=source.key,
                target=target.key,
                source_sector=source.sector,
                target_sector=target.sector,
                type=folded.type,
                mode=mode,
                quad=folded.quad,
                score=folded.score,
                sources=max(1, event.independent_sources),
                probability=max((telling.probability for telling in event.mentions), default=1.0),
                root=True,
                told_in=event.mentions[0].document if event.mentions else None,
                file=None,
                line=None,
            )


def _is_mutual(event: Event) -> bool:
    return event.type in scheme.MUTUAL or "sideAB" in event.modes


def _pairs(event: Event, *, is_mutual: bool) -> list[tuple[_Actor, _Actor]]:
    acting, receiving = _known(event.actors), _known(event.recipients)
    found = permutations(acting, 2) if is_mutual and not event.recipients else product(acting, receiving)
    by_keys = {(source.key, target.key): (source, target) for source, target in found if source.key != target.key}
    return [by_keys[keys] for keys in sorted(by_keys)]


def _known(parties: Iterable[Party]) -> list[_Actor]:
    return [actor for party in parties if (actor := _actor(party))]


def _actor(party: Party) -> _Actor | None:
    organisation = _organisation(party)
    if party.state:
        return _Actor(party.state, sector_of(party))
    return _Actor(organisation.state or organisation.actor, sector_of(party)) if organisation else None


def sector_of(party: Party) -> str | None:
    """Return PLOVER's sector of a party, as far as its id tells: government for offices, an organisation's own; None otherwise."""
    organisation = _organisation(party)
    return organisation.sector if organisation else _sector(party.actor or "")


def _organisation(party: Party) -> organisations.Organisation | None:
    return organisations.by_id(party.actor) if party.actor and party.actor.startswith("org:") else None


def _sector(identity: str) -> str | None:
    kind, _, name = identity.partition(":")
    if kind == "office":
        return "GOV"
    return _institutions().get(name.rpartition("/")[2]) if kind == "org" else None


@cache
def _institutions() -> dict[str, str]:
    return {institution.id: institution.sector for institution in sectors.institutions().values()}
