"""Entities of one document: their mentions and what they were resolved to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.nouns.text import Span

EntityType = Literal["PER", "GRP", "ORG", "GPE", "LOC"]


@dataclass(frozen=True, slots=True)
class Place:
    """A point of the gazetteer: GeoNames id where there is one, ISO alpha-3 country, degrees north and east."""

    name: str
    country: str | None
    latitude: float
    longitude: float
    geonames: int | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A cluster of coreferent mentions in one document; what it could not be resolved to is None.

    `actor` is a stable id (`state:CHN`, `person:vladimir-putin`, `office:TUR/foreign-minister`, `org:nato`); `how` names the steps of
    the resolution in order, for a reader who asks why.
    """

    id: str
    type: EntityType
    name: str
    mentions: tuple[Span, ...]
    actor: str | None = None
    state: str | None = None
    sector: str | None = None
    place: Place | None = None
    how: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place that a text names: its span, where it lies if that could be told, and the entity that it is, or whose name it is part of.

    `embedded` is the parish in "the Rapides Parish Sheriff's Office", which is a mention of the office.
    """

    span: Span
    place: Place | None
    entity: str
    embedded: bool
