"""Resolves organisations and groups: known ones by name or acronym, institutions and crowds by the state in their words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dragoman.read import belongings
from dragoman.read.cues import Hit
from dragoman.read.findings import Finding
from dragoman.read.phrases import Phrase
from dragoman.read.scene import Scene
from dragoman.reference import organisations, sectors, states
from dragoman.reference.organisations import Organisation

_AROUND: Final = frozenset(("group", "movement", "rebels", "forces", "alliance", "bloc", "party", "the", "agency", "organisation", "organization", "militia"))


def organisation(phrases: Sequence[Phrase], scene: Scene, finding: Finding) -> None:
    """Resolve an organisation by a known name, else by what its words tell of its state."""
    for p in phrases:
        bearer = _named(p, scene)
        if bearer is not None:
            finding.actor, finding.name, finding.sector = bearer.actor, bearer.name, bearer.sector
            return finding.belongs(bearer.state, f"organisation: {bearer.name}")
    if any(p.keys == ["brussels"] for p in phrases):
        finding.actor, finding.name, finding.sector = "org:eu", "European Union", "IGO"
        return finding.belongs(None, "seat of power: Brussels")
    for p in phrases:
        if _is_seat(p, scene):
            code = scene.code_of(p.hits[0])
            if code is not None:
                finding.actor, finding.sector = states.table()[code].actor, "GOV"
                return finding.belongs(code, f"seat of power: {p.span.of(scene.text)}")
    group(phrases, scene, finding)
    return None


def group(phrases: Sequence[Phrase], scene: Scene, finding: Finding) -> None:
    """Resolve whatever is not known by name by the first mention whose words tell whose it is."""
    for p in phrases:
        found = belongings.within(p, scene)
        if found.is_told:
            return finding.belongs(found.state, found.why)
    return None


def as_institution(phrases: Sequence[Phrase], finding: Finding) -> None:
    """Give an institution of a known state its stable id and a name that says whose it is."""
    if finding.state is None or finding.actor is not None:
        return
    state = states.table().get(finding.state)
    for p in phrases:
        found = None if p.is_pronoun else sectors.institution(" ".join(p.keys).split(" of ")[0])
        if found is None or state is None:
            continue
        if found.id == "government":
            finding.actor = state.actor
        else:
            finding.actor = found.actor(finding.state)
        finding.sector = found.sector
        if not p.is_named and state.adjectives:
            finding.name = f"{state.adjectives[0]} {' '.join(p.keys)}"
        return


def _named(p: Phrase, scene: Scene) -> Organisation | None:
    """Return the organisation that the mention names as a whole, also by an acronym that the text explains."""
    for hit in p.hits:
        rest = [w.key for w in p.words[p.core - p.first : hit.first - p.first]] + [w.key for w in p.words[hit.last - p.first :]]
        if hit.entry.organisations and all(key in _AROUND for key in rest):
            return belongings.organisation_of(hit, scene)
    written = scene.text[scene.words[p.core].start : p.span.end] if p.core < p.last else ""
    full = scene.acronyms.get(written)
    for words in (full, written):
        bearers = organisations.find(words) if words else ()
        if len(bearers) == 1 and (words == full or written[:1].isupper()):
            return bearers[0]
    return None


def _is_seat(p: Phrase, scene: Scene) -> bool:
    hit: Hit | None = p.hits[0] if p.hits else None
    return hit is not None and hit.first == p.core and hit.last == p.last and any(cue.kind in {"seat", "name", "capital"} for cue in hit.entry.states)
