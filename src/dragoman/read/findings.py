"""What was found out about one entity, step by step, until it is put into the entity."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field

from dragoman.nouns.mention import Entity, Place
from dragoman.read.roles import Told
from dragoman.reference.gazetteer import City


@dataclass(slots=True)
class Finding:
    """Grows while an entity is resolved; `settled` tells that its state is known for sure, or known to be none."""

    name: str | None = None
    actor: str | None = None
    state: str | None = None
    sector: str | None = None
    place: Place | None = None
    how: list[str] = field(default_factory=list)
    settled: bool = False
    probability: float = 1.0  # of the state, where the context settled it
    role: Told | None = None
    maybe: dict[str, City] = field(default_factory=dict)  # where it may lie: the largest city of its name in each state

    def belongs(self, state: str | None, why: str) -> None:
        """Settle the state, if nothing has settled it before."""
        if not self.settled:
            self.state, self.settled = state, True
            self.how.append(why)

    def into(self, entity: Entity) -> Entity:
        """Return the entity with everything that was found out."""
        return dataclasses.replace(
            entity,
            name=self.name or entity.name,
            actor=self.actor,
            state=self.state,
            sector=self.sector,
            place=self.place,
            how=tuple(self.how),
        )
