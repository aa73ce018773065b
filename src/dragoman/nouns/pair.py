"""What a text tells of an ordered pair of parties that were given to it."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.nouns.event import Status
from dragoman.nouns.text import Span

NONE = "none"


@dataclass(frozen=True, slots=True)
class PairEvidence:
    """A trigger that bears on the pair: the event type and status that the model finds likeliest there, and its share of all triggers."""

    trigger: Span
    type: str
    status: Status
    share: float


@dataclass(frozen=True, slots=True)
class PairCoding:
    """What `source` does to `target` by the word of a text, as probabilities.

    `types` holds the 16 types of PLOVER and, last, "none"; `quads` PLOVER's classes 1 to 4 (verbal cooperation, material cooperation,
    verbal conflict, material conflict), which leave what "none" has. Types sum to 1. A party is None where the text names nobody.
    `evidence` are the triggers that it rests on, the weightiest first; `model` names what read the text.
    """

    source: Span | None
    target: Span | None
    types: tuple[tuple[str, float], ...]
    quads: tuple[tuple[int, float], ...]
    evidence: tuple[PairEvidence, ...]
    model: str

    @property
    def type(self) -> str:
        """Return the likeliest of PLOVER's types, also where "none" is likelier still: what the pair does if it does anything."""
        return max((t for t in self.types if t[0] != NONE), key=lambda t: t[1])[0]

    @property
    def quad(self) -> int:
        """Return the likeliest quad class, 1 to 4, under the same condition."""
        return max(self.quads, key=lambda q: q[1])[0]

    @property
    def none(self) -> float:
        """Return the probability that the text tells of no deed of the first party towards the second."""
        return self.probability(NONE)

    def probability(self, name: str) -> float:
        """Return the probability of a type of PLOVER or of "none"; KeyError for another name."""
        return dict(self.types)[name]
