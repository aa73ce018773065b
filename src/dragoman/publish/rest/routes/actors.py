"""Who takes part: participants, where things happen, and who deals with whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dragoman.errors import NotFoundError
from dragoman.nouns.filter import Criteria, Filter, Who
from dragoman.publish.rest import shown
from dragoman.publish.rest.answers import Answers, as_json
from dragoman.publish.rest.asking import Parameter, asked, described, limit
from dragoman.publish.rest.shapes import BAD, GONE, ActorDetail, ActorId, ActorPage, MapOfPlaces, Network
from dragoman.reference import gazetteer, organisations, states

if TYPE_CHECKING:
    from dragoman.nouns.page import Dealing, PartyTally
    from dragoman.store.browsing import Browser

MOST_PLACES = 400
MOST_PARTNERS = 30

NAMED = Parameter("named", "Only those whose name or id holds these words.", "indo", form=r"[^\x00-\x1f]{1,100}")
LEAST = Parameter("least", "Leave out pairs with fewer events than this.", "1", "1", least=1, most=100_000)


def routes(answers: Answers) -> APIRouter:
    """Return the routes of participants, places and pairs."""
    router = APIRouter(tags=["actors"])
    listed = (limit(100), NAMED)

    @router.get("/actors", operation_id="listActors", openapi_extra=described(listed), responses={200: ActorPage.answer(), **BAD})
    def actors(request: Request) -> Response:
        """List participants with a stable id by how many matching events they take part in."""
        ask = asked(request, listed)

        def make(opened: Browser) -> dict[str, Any]:
            found = joined(opened.parties(ask.wanted))
            if ask["named"]:
                words = ask["named"].casefold().split()
                found = [a for a in found if all(w in f"{a['name']} {a['id']}".casefold() for w in words)]
            return {"actors": found[: ask.number("limit")], "count": len(found)}

        return answers.json(request, make)

    @router.get("/actors/{actor:path}", operation_id="getActor", openapi_extra=described(), responses={200: ActorDetail.answer(), **GONE})
    def actor(request: Request, actor: ActorId) -> Response:
        """Return a participant by stable id: in which roles and kinds of events it stands, and with whom it deals."""
        ask = asked(request)

        def make(opened: Browser) -> dict[str, Any]:
            tallies = opened.parties(only=actor)
            if not tallies:
                raise NotFoundError(f"expected a participant of the ledger's events by stable id, saw {actor[:80]!r}")
            (found,) = joined(tallies)
            its = _with(ask.wanted, Who("id", actor))
            others = [a for a in joined(opened.parties(its)) if a["id"] != actor]
            kinds = [{"month": k.month, "type": k.type, "status": k.status, "quad": k.quad, "events": k.events} for k in opened.kinds(its)]
            return {**found, "with": others[:MOST_PARTNERS], "kinds": kinds, "count": sum(k["events"] for k in kinds)}

        return answers.json(request, make)

    @router.get("/map", operation_id="getMap", openapi_extra=described(), responses={200: MapOfPlaces.answer(), **BAD})
    def places(request: Request) -> Response:
        """Return where matching events happened: places with a point on the map, and states with how many events lie in them."""
        ask = asked(request)
        return answers.json(request, lambda opened: _map(opened, ask.wanted))

    @router.get("/network", operation_id="getNetwork", openapi_extra=described((LEAST,)), responses={200: Network.answer(), **BAD})
    async def network(request: Request) -> Response:
        """Return who deals with whom in matching events, by month and PLOVER class.

        A participant that belongs to a state counts as that state; `month` is null where no single one is known.
        """
        ask = asked(request, (LEAST,))
        return await answers.at_length(request, as_json(lambda opened: _network(opened, ask.wanted, ask.number("least"))))

    return router


def joined(tallies: Iterable[PartyTally]) -> list[dict[str, Any]]:
    """Return participants by id, called as most events call them, with their roles."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    roles: dict[str, Counter[str]] = defaultdict(Counter)
    state: dict[str, str | None] = {}
    for tally in tallies:
        names[tally.actor][tally.name] += tally.events
        roles[tally.actor][tally.role] += tally.events
        state[tally.actor] = state.get(tally.actor) or tally.state
    found = [
        {
            "id": id_,
            "name": shown.party_name(id_, min(names[id_], key=lambda n: (-names[id_][n], n))),
            "state": state[id_],
            "roles": {role: roles[id_][role] for role in sorted(roles[id_])},
            "events": sum(roles[id_].values()),
        }
        for id_ in names
    ]
    return sorted(found, key=lambda a: (-a["events"], a["id"]))


def _with(wanted: Filter, who: Who) -> Filter:
    """Return a filter that asks for a participant as well."""
    only: Criteria = wanted.only
    return Filter(replace(only, between=tuple(sorted({*only.between, who}))), wanted.without)


def _map(opened: Browser, wanted: Filter) -> dict[str, Any]:
    points: dict[tuple[float, float, str], dict[str, Any]] = {}
    unplaced = more = 0
    in_state: Counter[str] = Counter()
    for tally in opened.places(wanted):
        if tally.state:
            in_state[tally.state] += tally.events
        if len(points) == MOST_PLACES:
            more += tally.events
            continue
        point = _point(tally.name, tally.state)
        if point is None:
            unplaced += tally.events
            continue
        latitude, longitude, is_state = point
        kept = points.setdefault(
            (latitude, longitude, tally.name),
            {"name": tally.name, "state": tally.state, "lat": latitude, "lon": longitude, "is_state": is_state, "events": 0},
        )
        kept["events"] += tally.events
    known = [
        {"state": code, "name": s.name, "lat": s.latitude, "lon": s.longitude, "events": n}
        for code, n in sorted(in_state.items())
        if (s := states.by_code(code))
    ]
    return {"places": list(points.values()), "states": known, "unplaced": unplaced, "more": more}


def _point(name: str, state: str | None) -> tuple[float, float, bool] | None:
    """Return where a place lies; of cities of one name the one in its state. A state lies at its middle."""
    found = states.find(name)
    if found is not None and found.code == (state or found.code):
        return found.latitude, found.longitude, True
    region = gazetteer.region(name)
    if region is not None and region.place.country in (None, state):
        return region.place.latitude, region.place.longitude, False
    for city in gazetteer.cities(name):
        if state is None or city.place.country == state:
            return city.place.latitude, city.place.longitude, False
    return None


def _network(opened: Browser, wanted: Filter, least: int) -> dict[str, Any]:
    dealings = opened.dealings(wanted)
    kept = dealings if least <= 1 else _of_many(dealings, least)
    nodes = sorted({d.a for d in kept} | {d.b for d in kept})
    # Of a large ledger there are tens of thousands of edges, each with the keys that it is shown with: JSON is made of them as they are.
    return {"nodes": [{"id": n, "name": _node_name(n)} for n in nodes], "edges": kept}


def _of_many(dealings: Sequence[Dealing], least: int) -> Sequence[Dealing]:
    """Return the dealings of pairs that have so many events with each other."""
    total: Counter[tuple[str, str]] = Counter()
    for d in dealings:
        total[d.a, d.b] += d.events
    return [d for d in dealings if total[d.a, d.b] >= least]


def _node_name(node: str) -> str:
    if node.startswith("state:"):
        return shown.party_name(node, node.removeprefix("state:"))
    organisation = organisations.by_id(node)
    return organisation.name if organisation else node.partition(":")[2].replace("-", " ")
