"""Resolves the entities of a document: who they are, which state they belong to, what they are, where they lie."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dragoman.nouns.mention import Entity
from dragoman.nouns.time import DayInterval
from dragoman.read import acting, bodies, context, naming, people, places, roles, surroundings
from dragoman.read.findings import Finding
from dragoman.read.phrases import Phrase
from dragoman.read.scene import Scene, lay_open
from dragoman.reference import states

_SURE: Final = 0.6  # probability that the context's state must have before an institution or office is said to be that state's


def resolve(text: str, entities: Sequence[Entity], anchor: DayInterval | None) -> tuple[Entity, ...]:
    """Return the entities with name, actor, state, sector, place and how each was found.

    `anchor` is when the document was written, as an interval; without it an office's holder is not guessed. What cannot be told is None.
    """
    return resolved(lay_open(text, entities, anchor))


def resolved(scene: Scene) -> tuple[Entity, ...]:
    """Return the entities of a document that is laid open already: see `resolve`."""
    findings = _by_words_alone(scene)
    context.settle(scene, findings)
    for number, (entity, phrases, finding) in enumerate(zip(scene.entities, scene.phrases, findings, strict=True)):
        if finding.role is not None and (finding.role.weak or finding.role.is_kin):
            _by_owner(number, scene, findings)
        if finding.probability >= _SURE:
            _by_context(entity, phrases, scene, finding)
        finding.name = finding.name or naming.name(phrases, scene, entity.type)
    return tuple(finding.into(entity) for entity, finding in zip(scene.entities, findings, strict=True))


def persons(scene: Scene) -> tuple[Entity, ...]:
    """Return the entities that are people, with the actor that name and titles tell, which the context changes for no known person."""
    numbers = [n for n, entity in enumerate(scene.entities) if entity.type == "PER"]
    findings = [Finding() for _ in scene.entities]
    for n in numbers:
        people.person(scene.phrases[n], scene, findings[n])
    for n in numbers:
        if findings[n].actor is None:
            people.by_full_name(n, scene, findings)
    return tuple(findings[n].into(scene.entities[n]) for n in numbers)


def _by_context(entity: Entity, phrases: Sequence[Phrase], scene: Scene, finding: Finding) -> None:
    """Give an institution, an office or "the country" its actor, now that the context has told the state."""
    if entity.type == "ORG":
        bodies.as_institution(phrases, finding)
    elif entity.type == "PER":
        people.by_context(phrases, scene, finding)
    elif entity.type == "GPE":
        places.by_context(phrases, finding)


def open_up(text: str, entities: Sequence[Entity], anchor: DayInterval | None) -> tuple[Scene, list[Finding]]:
    """Return the document laid open and what the words of each entity alone tell of it."""
    scene = lay_open(text, entities, anchor)
    return scene, _by_words_alone(scene)


def _by_words_alone(scene: Scene) -> list[Finding]:
    findings = [Finding() for _ in scene.entities]
    for entity, phrases, finding in zip(scene.entities, scene.phrases, findings, strict=True):
        _by_words(entity, phrases, scene, finding)
    for number, (entity, finding) in enumerate(zip(scene.entities, findings, strict=True)):
        if entity.type == "ORG" and not finding.settled:
            bodies.by_short_name(number, scene, findings)
        elif entity.type == "PER" and finding.actor is None:
            people.by_full_name(number, scene, findings)
    return findings


def _by_words(entity: Entity, phrases: Sequence[Phrase], scene: Scene, finding: Finding) -> None:
    if entity.type == "GPE":
        places.polity(phrases, scene, finding)
        _as_government([p for p in phrases if p.is_named], scene, finding)
    elif entity.type == "LOC":
        places.location(phrases, scene, finding)
    elif entity.type == "PER":
        people.person(phrases, scene, finding)
    elif entity.type == "ORG":
        bodies.organisation(phrases, scene, finding)
    else:
        bodies.group(phrases, scene, finding)
    if entity.type not in {"GPE", "LOC"}:
        _as_somebody(entity, phrases, scene, finding)


def _as_somebody(entity: Entity, phrases: Sequence[Phrase], scene: Scene, finding: Finding) -> None:
    """Give the sector that the roles in the mentions tell; of a person known by name, only a role that says more than their office."""
    found = roles.sector(phrases, scene, entity.type)
    if found is not None and (finding.sector is None or (entity.type == "PER" and not found.weak)):
        finding.sector, finding.role = found.sector, found
        finding.how.append(f"sector: {found.words}")


def _as_government(named: Sequence[Phrase], scene: Scene, finding: Finding) -> None:
    """Give a state that acts its sector, and a capital that acts its state's actor, and also its name where it never is a place."""
    if finding.state is None or not named:
        return
    capital = finding.actor is None and all(places.capital_of(p, scene) is not None for p in named)
    acting_ones = [acting.acts(p, scene) for p in named]
    if (finding.actor or capital) and any(acting_ones):
        finding.sector = "GOV"
        finding.how.append("acts")
    if capital:
        state = states.table()[finding.state]
        finding.actor = state.actor
        finding.name = state.name if all(acting_ones) else finding.name


def _by_owner(number: int, scene: Scene, findings: Sequence[Finding]) -> None:
    """Give "its spokesman" the sector of what "its" means; relatives of those who govern count among the elite."""
    finding = findings[number]
    main = next((p for p in scene.phrases[number] if p.owner), None)
    owner = surroundings.owner_of(number, main, scene) if main is not None else None
    if owner is None or findings[owner].sector is None or finding.role is None:
        return
    if not finding.role.is_kin:
        finding.sector = findings[owner].sector
        finding.how.append(f"sector of {findings[owner].name or scene.entities[owner].name}")
    elif findings[owner].sector in {"GOV", "ELI"}:
        finding.sector = "ELI"
