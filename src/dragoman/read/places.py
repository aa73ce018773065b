"""Resolves what is a polity or a place: states, their capitals, regions, cities, seas and sites."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Final

from dragoman.nouns.mention import Place
from dragoman.read.cues import Hit, Word
from dragoman.read.findings import Finding
from dragoman.read.phrases import Phrase
from dragoman.read.scene import Scene
from dragoman.read.sides import on_side
from dragoman.read.word_classes import word_class
from dragoman.reference import gazetteer, states
from dragoman.reference.gazetteer import City
from dragoman.reference.names import fold
from dragoman.reference.states import State

# Weights of what speaks for one of several cities of a name, in powers of ten of people.
_NAMED_NEXT_TO_IT: Final = 6.0
_NAMED_IN_THE_DOCUMENT: Final = 1.0
_FAR_AND_WIDE: Final = 0.3  # of the USA, which every other report names, where it names no state of it
_IN_A_NAMED_PROVINCE: Final = 1.5
_NAME_PROPER: Final = 1.0
_FEW_PEOPLE: Final = 100
_NEAR_OTHERS: Final = 2.5  # for each place nearby that the document names
_CLOSE: Final = 0.5  # so near, in such places, that a town needs no other sign of its state
_AMIDST: Final = 1.0  # so near, that a body may be called after a town although nothing names its state
_KNOWN_IF_ONLY: Final = 15_000  # people of a city that needs no state beside its name, if no other state has one of the name
_TIMES_AS_LARGE: Final = 20
_OF_THE_WORLD: Final = 150_000  # people
_TIMES_AS_LARGE_OF_THE_WORLD: Final = 4
_GREAT: Final = 200_000  # people
_LIES_IN: Final = re.compile(r"(?:\s[a-z]+){0,2}\s?(?:,|\s(?:in|of|near|outside))(?:\sthe)?\s?")
_NATURAL: Final = frozenset(("bay", "creek", "hill", "hills", "island", "lake", "mountain", "point", "river", "valley"))
_TABLES: Final = (gazetteer.cities, gazetteer.divisions, gazetteer.features)
_DIRECTIONS: Final = word_class("directions")
_KINDS_OF_PLACE: Final = word_class("kinds of place")
BETWEEN_STATES: Final = word_class("between states")
_WIDER: Final = word_class("wider")
_LEADS_TO_STATE: Final = frozenset(("of", "in", "the"))
_COUNTRY_NOUNS: Final = word_class("country nouns")


def polity(phrases: Sequence[Phrase], scene: Scene, finding: Finding) -> None:
    """Resolve a GPE: first as a state by any of its mentions, then as a place by a name, "the Turkish capital" among them."""
    named = [p for p in phrases if p.is_named]
    for p in named:
        state = state_of(p, scene) or _on_side(p, scene)
        if state is not None:
            return as_state(finding, state, f"name: {_written(p, scene)}")
    for p in named:
        place = capital_of(p, scene) or region_of(p) or city_of(p, scene) or _cut_from(p, scene)
        if place is not None:
            return as_place(finding, place, f"gazetteer: {_written(p, scene)}")
    finding.place = _roughly(named, scene)
    for p in named:
        if set(p.keys) <= _WIDER:
            return finding.belongs(None, f"of no one state: {_written(p, scene)}")
        code = _pointed_at(p, scene)
        if code is not None:
            return finding.belongs(code, f"in its name: {_written(p, scene)}")
    finding.maybe = _elsewhere(named, scene)
    return None


def location(phrases: Sequence[Phrase], scene: Scene, finding: Finding) -> None:
    """Resolve a LOC: as a place by its name, else by the state or city in its name; borders and seas belong to no one state."""
    named = [p for p in phrases if p.is_named]
    for p in named:
        place = region_of(p) or _as_point(state_of(p, scene)) or city_of(p, scene) or _cut_from(p, scene)
        if place is not None:
            return as_place(finding, place, f"gazetteer: {_written(p, scene)}")
    if any(p.words[-1].key in BETWEEN_STATES for p in phrases):
        return finding.belongs(None, "lies between states")
    finding.place = _roughly(named, scene)
    for p in named:
        place = _city_within(p, scene)
        if place is not None:
            finding.place = place
            return finding.belongs(place.country, f"city in its name: {place.name}")
        code = _pointed_at(p, scene)
        if code is not None:
            return finding.belongs(code, f"in its name: {_written(p, scene)}")
    finding.maybe = _elsewhere(named, scene)
    return None


def _roughly(named: Sequence[Phrase], scene: Scene) -> Place | None:
    """Return where a place lies whose own name nobody knows: at a name inside it, else at the town or province named right after it."""
    inside = next((place for p in named if (place := within(p, scene)) is not None), None)
    return inside or next((place for p in named if (place := _lies_in(p, scene)) is not None), None)


def _lies_in(p: Phrase, scene: Scene) -> Place | None:
    """Return the town or province that a mention is said to lie in ("Mnarani, Kilifi", "the Luga camp near Kassala"); no whole state.

    After a comma it is no list that goes on: "Mnarani, Kilifi and Lamu" are three towns.
    """
    q = scene.phrase_from(p.last)
    if q is None or not q.is_named:
        return None
    gap = scene.between(p.last - 1, q.first)
    if not _LIES_IN.fullmatch(gap):
        return None
    following = scene.word(q.last)
    if gap.strip() == "," and following is not None and following.key in {"and", "or"}:
        return None
    return region_of(q) or city_of(q, scene)


def _cut_from(p: Phrase, scene: Scene) -> Place | None:
    """Return the place of a longer name that the mention is only a part of: "Rhode" of "Rhode Island", "D.C." of "Washington, D.C."."""
    hit = scene.hit_around(p.core, p.last)
    if hit is None:
        return None
    code = scene.code_of(hit)
    if code is not None and hit.entry.states:
        return capital(states.table()[code]) if scene.kind_of(hit, code) in {"capital", "seat"} else None
    return hit.entry.region.place if hit.entry.region is not None else None


def named_place(p: Phrase, scene: Scene) -> Place | None:
    """Return the place that one mention names as a whole."""
    return _as_point(state_of(p, scene)) or capital_of(p, scene) or region_of(p) or city_of(p, scene)


def _elsewhere(named: Sequence[Phrase], scene: Scene) -> dict[str, City]:
    """Return the largest city of that name in every state that has one and that the text does not rule out, for the context to choose."""
    found: dict[str, City] = {}
    for p in named:
        told = scene.next_to(p.last)
        for city in _cities(p):
            if told is not None and not _lies_there(city, told):
                continue
            known = found.get(city.place.country or "")
            if known is None or city.people > known.people:
                found[city.place.country or ""] = city
    return found


def as_state(finding: Finding, state: State, why: str) -> None:
    """Put a state into the finding."""
    finding.name, finding.actor = state.name, state.actor
    finding.place = _as_point(state)
    finding.belongs(state.code if state.kind != "former" else None, why)


def _as_point(state: State | None) -> Place | None:
    return Place(state.name, state.code, state.latitude, state.longitude) if state is not None else None


def as_place(finding: Finding, place: Place, why: str) -> None:
    """Put a place into the finding; the state is the one it lies in."""
    finding.place = place
    finding.name = finding.name or place.name
    finding.belongs(place.country, why)


def by_context(phrases: Sequence[Phrase], finding: Finding) -> None:
    """Take "the country" or "the kingdom" for the state that the context tells."""
    state = states.by_code(finding.state) if finding.state is not None else None
    called = any(p.words[-1].key in _COUNTRY_NOUNS and not p.owner for p in phrases)
    if state is not None and called and finding.place is None and finding.actor is None:
        as_state(finding, state, "called a country")


def state_of(p: Phrase, scene: Scene) -> State | None:
    """Return the state that the phrase names as a whole: "the Russian Federation", "southern Syria", "the Turkish side", "the Kremlin"."""
    hit = _whole(p)
    if hit is None or not hit.entry.states:
        return None
    code = scene.code_of(hit)
    if code is None or scene.kind_of(hit, code) == "capital":
        return None
    after = {w.key for w in p.words[hit.last - p.first :]}
    if scene.kind_of(hit, code) in {"adjective", "people"} and not after <= {
        "state",
        "republic",
        "side",
        "government",
        "federation",
        "kingdom",
    }:
        return None
    return states.table()[code] if any(cue.code == code for cue in hit.entry.states) else None


def _on_side(p: Phrase, scene: Scene) -> State | None:
    """Return the state that "the North" means where the document names it and the one on the other side."""
    core = p.words[p.core - p.first :]
    code = on_side(core[0].key, scene.sure) if len(core) == 1 and core[0].capital else None
    return states.table()[code] if code is not None else None


def capital_of(p: Phrase, scene: Scene) -> Place | None:
    """Return the capital that the phrase names, or that it calls "the Turkish capital" or "Turkey's capital"."""
    hit = _whole(p)
    if hit is not None:
        code = scene.code_of(hit)
        if code is not None and scene.kind_of(hit, code) == "capital":
            return capital(states.table()[code], " ".join(w.key for w in scene.words[hit.first : hit.last]))
    if p.words[-1].key == "capital" and p.hits:
        code = scene.code_of(p.hits[0])
        if code is not None:
            return capital(states.table()[code])
    return None


def capital(state: State, called: str | None = None) -> Place | None:
    """Return a capital of the state, the one that is called so or else the first."""
    for name in ([called] if called else []) + list(state.capitals):
        inside = [city for city in gazetteer.cities(name) if city.place.country == state.code]
        if inside:
            return inside[0].place
    return None


def region_of(p: Phrase) -> Place | None:
    """Return the region, sea or site that the phrase names as a whole."""
    hit = _whole(p)
    if hit is not None:
        return hit.entry.region.place if hit.entry.region is not None else None
    found = gazetteer.region(" ".join(p.keys))
    return found.place if found is not None else None


def city_of(p: Phrase, scene: Scene) -> Place | None:
    """Return the city that the phrase names as a whole, the likeliest of several with what the document names."""
    return likeliest_city(_cities(p), scene, p.last)


def _cities(p: Phrase) -> Sequence[City]:
    """Return all cities that the phrase may name, without directions and kinds of place around the name."""
    core = list(p.words[p.core - p.first :])
    found = _called(core)
    while not found and len(core) > 1 and not core[0].capital and core[0].key in _DIRECTIONS | _KINDS_OF_PLACE:
        core = core[1:]
        found = _called(core)
    while not found and len(core) > 1 and core[-1].key in _KINDS_OF_PLACE - {"county"}:
        core = core[:-1]
        found = _called(core)
    return found


def _called(core: Sequence[Word]) -> Sequence[City]:
    if not core[0].capital or (len(core) == 1 and core[0].key in _COUNTRY_NOUNS | _KINDS_OF_PLACE | _DIRECTIONS):
        return ()
    plain, inner = (" ".join(words) for words in ([w.key for w in core], [w.inner for w in core]))
    return [found for table in _TABLES for found in table(plain) or table(inner)]


def within(p: Phrase, scene: Scene) -> Place | None:
    """Return the place that a longer mention names inside it: "the states of Texas", "Gainesville restaurant", "Kenya's capital Nairobi".

    The name that ends the mention goes before one that begins it, a longer one before a shorter one; a city only where the document has to
    do with its state, a state only by its name.
    """
    core = p.words[p.core - p.first :]
    whole = len(core)
    part = part_of_state(p, scene)
    if part is not None:
        return part
    parts = [(a, b) for a in range(whole) for b in range(a + 1, whole + 1) if b - a < whole]
    runs = [(a, b) for a, b in parts if all(w.capital for w in core[a:b]) and _begins_name(core, a)]
    for a, b in sorted(runs, key=lambda r: (r[1] != whole, not (r[0] and core[r[0] - 1].owner), r[0] - r[1], r[0])):
        at = p.core + a
        hit = hit_from(p, at, at + b - a)
        longer = b < whole and core[b].capital and core[b].key in _NATURAL  # "Islington Bay" need not be near Islington
        found = named_by(core[a:b], hit, scene, at + b - a, great=not longer)
        if found is None and hit is None and _stands_alone(core, a, b):
            found = likeliest_city(_called(core[a:b]), scene, at + b - a)
        if found is not None:
            return found
    return None


def hit_from(p: Phrase, first: int, last: int) -> Hit | None:
    """Return the hit that is a name in a mention, the lower case that belongs to it included: "Washington state"."""
    own = p.words[last - p.first :]
    return next((h for h in p.hits if h.first == first and h.last >= last and not any(w.capital for w in own[: h.last - last])), None)


def part_of_state(p: Phrase, scene: Scene) -> Place | None:
    """Return the town or province of a state that ends the mention: "the Punjab province of Pakistan", "the city of Van, Turkey"."""
    hit = p.hits[-1] if p.hits else None
    code = scene.code_of(hit) if hit is not None and hit.last == p.last else None
    if hit is None or code is None or hit.first <= p.core:
        return None
    core = list(p.words[p.core - p.first : hit.first - p.first])
    while core and not core[-1].capital and core[-1].key in _LEADS_TO_STATE | _DIRECTIONS:
        core.pop()
    lead = scene.text[core[-1].end : scene.words[hit.first].start].split() if core else []
    while len(core) > 1 and not core[-1].capital and core[-1].key in _KINDS_OF_PLACE:
        core.pop()
    while len(core) > 1 and not core[0].capital and core[0].key in _KINDS_OF_PLACE | _DIRECTIONS:
        del core[0]
    if not core or not lead or lead[0] not in {",", "of", "in"} or not all(w.capital for w in core):
        return None
    region = gazetteer.region(" ".join(w.key for w in core))
    if region is not None and region.place.country == code:
        return region.place
    return likeliest_city([c for c in _called(core) if c.place.country == code], scene, p.last)


def by_adjective(p: Phrase, scene: Scene) -> Place | None:
    """Return the one state that a mention names by its adjective or name: "the Polish border", "Russian cities"."""
    codes = {(code, scene.kind_of(hit, code)) for hit in p.hits if (code := scene.code_of(hit)) is not None}
    adjectives = [code for code, kind in codes if kind in {"adjective", "name"}]
    return _as_point(states.table()[adjectives[0]]) if len(codes) == len(adjectives) == 1 else None


def _begins_name(core: Sequence[Word], at: int) -> bool:
    """Tell whether a name may begin at a word: at a capital after none, after an owner, or after directions ("South Los Angeles")."""
    before = at
    while before and core[before - 1].capital and core[before - 1].key in _DIRECTIONS:
        before -= 1
    return not before or not core[before - 1].capital or core[before - 1].owner


def _stands_alone(core: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether no capital stands beside a name inside a mention, so that it is no part of a longer one."""
    before, after = core[first - 1] if first else None, core[last] if last < len(core) else None
    beside = any(w is not None and w.capital and not w.owner for w in (before, after))
    return not beside and core[first].key not in _DIRECTIONS


def named_by(words: Sequence[Word], hit: Hit | None, scene: Scene, last: int, *, great: bool = True) -> Place | None:
    """Return the place that these words, of which the lexicon may know something, name by themselves; `great` lets great cities be any."""
    if hit is not None:
        code = scene.code_of(hit)
        if code is not None and hit.entry.states and scene.kind_of(hit, code) == "name":
            return _as_point(states.table()[code])
        if code is not None and hit.entry.states and scene.kind_of(hit, code) == "capital":
            return capital(states.table()[code], " ".join(w.key for w in words))
        return hit.entry.region.place if hit.entry.region is not None else None
    if len(words) == 1 and words[0].key in _DIRECTIONS:
        return None
    found = _called(words)
    return likeliest_city(
        [c for c in found if scene.deals_with(c) or scene.nearness(c) > _AMIDST or (great and _is_great(c, found))], scene, last
    )


def named_alone(words: Sequence[Word], scene: Scene, last: int) -> Place | None:
    """Return the town or county that these words name where it is sure that they name one."""
    return likeliest_city(_called(words), scene, last) if words[0].key not in _DIRECTIONS or len(words) > 1 else None


def likeliest_city(found: Sequence[City], scene: Scene, after: int) -> Place | None:
    """Return the city with most people, where states named in the document, and above all right after the name, count for more."""
    if not found:
        return None
    next_to_it = scene.next_to(after) or scene.said.get(fold(found[0].place.name))
    if next_to_it is not None and not any(_lies_there(c, next_to_it) for c in found):
        return None  # "Stroud, Ontario" is no Stroud elsewhere
    near = {c: scene.nearness(c) for c in found} if len(found) > 1 or not scene.deals_with(found[0]) else {}
    sure = [c for c in found if c.known or scene.deals_with(c) or near.get(c, 0) > _CLOSE or next_to_it]
    believable = sure + [c for c in found if c not in sure and (_is_the_one(c, found, scene) or _is_alone(found, scene))]
    if not believable:
        return None  # a town of that name in a state that the document has nothing to do with is another town
    total, provinces = sum(scene.sure.values()) or 1, sum(scene.provinces.values()) or 1

    def score(city: City) -> float:
        points = math.log10(city.people + _FEW_PEOPLE) + (0.0 if city.alias else _NAME_PROPER)
        share = scene.sure[city.place.country or ""] / total
        nearer = _FAR_AND_WIDE if city.place.country == "USA" and not scene.provinces else _NAMED_IN_THE_DOCUMENT
        points += nearer * (share > 0) * (0.5 + share)
        named = scene.provinces[city.admin1] / provinces if city.place.country == "USA" else 0.0
        points += _IN_A_NAMED_PROVINCE * (named > 0) * (0.5 + named)
        points += _NEAR_OTHERS * near.get(city, 0.0)
        if next_to_it is not None:
            points += _NAMED_NEXT_TO_IT * _lies_there(city, next_to_it)
        return points

    return max(believable, key=lambda city: (score(city), city.people, -(city.place.geonames or 0))).place


def _lies_there(city: City, where: tuple[str, str]) -> bool:
    """Tell whether a city lies in a state and, in the USA, in a state of it."""
    code, admin1 = where
    return city.place.country == code and admin1 in ("", city.admin1)


def _is_the_one(city: City, found: Sequence[City], scene: Scene | None = None) -> bool:
    """Tell whether a report would name the city without saying where it is: no other state has one of the name nearly as large.

    Of a great city less will do where the report names no state of the USA: most of the towns called after others lie in one.
    """
    others = [c for c in found if c.place.country != city.place.country]
    if scene is not None and not scene.provinces and city.people >= _OF_THE_WORLD and not city.alias:
        towns = (c.people for c in others if c.place.geonames is not None and not c.alias)
        return city.people >= _TIMES_AS_LARGE_OF_THE_WORLD * max(towns, default=0)
    return city.people >= max(_KNOWN_IF_ONLY, _TIMES_AS_LARGE * max((c.people for c in others), default=0))


def _is_alone(found: Sequence[City], scene: Scene) -> bool:
    """Tell whether a name has only one place and the document deals with no state, as local papers do not name their own."""
    return len({c.place for c in found}) == 1 and not scene.sure


def _is_great(city: City, found: Sequence[City]) -> bool:
    """Tell whether a city is so large, and alone of its name, that bodies which begin with the name are called after it."""
    return city.people >= _GREAT and city.place.geonames is not None and not city.alias and _is_the_one(city, found)


def _whole(p: Phrase) -> Hit | None:
    """Return the hit that names the phrase as a whole, but for directions before it and kinds of place around it."""
    for hit in p.hits:
        before = p.words[p.core - p.first : max(hit.first, p.core) - p.first]
        after = p.words[hit.last - p.first :]
        if (
            after
            and after[0].capital
            and not hit.entry.shouted
            and gazetteer.cities(" ".join(w.inner for w in p.words[hit.first - p.first :]))
        ):
            return None  # "Kansas City" is no part of Kansas
        if (
            before
            and before[0].capital
            and not hit.entry.states
            and _is_division([*before, *p.words[hit.first - p.first : hit.last - p.first]])
        ):
            return None  # "West Java" is a province of its own
        if all(w.key in _DIRECTIONS | _KINDS_OF_PLACE for w in before) and all(w.key in _KINDS_OF_PLACE - {"capital", "of"} for w in after):
            return hit
    return None


def _is_division(words: Sequence[Word]) -> bool:
    return bool(gazetteer.divisions(" ".join(w.key for w in words)))


def _pointed_at(p: Phrase, scene: Scene) -> str | None:
    codes = {code for hit in p.hits if (code := scene.code_of(hit)) is not None}
    return codes.pop() if len(codes) == 1 else None


def _city_within(p: Phrase, scene: Scene) -> Place | None:
    """Return a city in the name of a site ("Vilnius airport"), only in a state that the document names."""
    run: list[Word] = []
    for word in p.words[p.core - p.first :]:
        if not word.capital:
            break
        run.append(word)
    if len(run) == len(p.words) - (p.core - p.first):
        return None  # "Independence Square": no city stands before the kind of site
    for end in range(len(run), 0, -1):
        found = [c for c in gazetteer.cities(" ".join(w.key for w in run[:end])) if scene.sure[c.place.country or ""]]
        if found:
            return likeliest_city(found, scene, p.last)
    return None


def _written(p: Phrase, scene: Scene) -> str:
    return p.span.of(scene.text)
