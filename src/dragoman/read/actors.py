"""Resolves the entities of a document: who they are, which state they belong to, what they are, where they lie."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.nouns.mention import Entity
from dragoman.nouns.time import DayInterval
from dragoman.read import acting, bodies, context, people, places, roles
from dragoman.read.findings import Finding
from dragoman.read.phrases import Phrase
from dragoman.read.scene import Scene, lay_open


def resolve(text: str, entities: Sequence[Entity], anchor: DayInterval | None) -> tuple[Entity, ...]:
    """Return the entities with name, actor, state, sector, place and how each was found.

    `anchor` is when the document was written, as an interval; without it an office's holder is not guessed. What cannot be told is None.
    """
    scene, findings = open_up(text, entities, anchor)
    context.settle(scene, findings)
    return tuple(finding.into(entity) for entity, finding in zip(entities, findings, strict=True))


def open_up(text: str, entities: Sequence[Entity], anchor: DayInterval | None) -> tuple[Scene, list[Finding]]:
    """Return the document laid open and what the words of each entity alone tell of it."""
    scene = lay_open(text, entities, anchor)
    findings = [Finding() for _ in entities]
    for entity, phrases, finding in zip(scene.entities, scene.phrases, findings, strict=True):
        _by_words(entity, phrases, scene, finding)
    return scene, findings


def _by_words(entity: Entity, phrases: Sequence[Phrase], scene: Scene, finding: Finding) -> None:
    if entity.type == "GPE":
        places.polity(phrases, scene, finding)
        if finding.actor and any(acting.acts(p, scene) for p in phrases if p.is_named):
            finding.sector = "GOV"
    elif entity.type == "LOC":
        places.location(phrases, scene, finding)
    elif entity.type == "PER":
        people.person(phrases, scene, finding)
    elif entity.type == "ORG":
        bodies.organisation(phrases, scene, finding)
        bodies.as_institution(phrases, finding)
    else:
        bodies.group(phrases, scene, finding)
    if finding.sector is None and entity.type not in {"GPE", "LOC"}:
        found = roles.sector(phrases, scene, entity.type)
        if found is not None:
            finding.sector = found[0]
            finding.how.append(f"sector: {found[1]}")
