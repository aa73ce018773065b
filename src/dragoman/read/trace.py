"""What the heads said of each trigger while a document was decoded, kept only when somebody asks why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.nouns.text import Span

Weighed = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class TriggerTrace:
    """One trigger: its probability, the classes that its heads weighed (likeliest first), and what pair heads said of each candidate.

    `roles` relation -> (mention, probability); `times` (expression, probability); `terms` (span, kind, probability, whether no other
    trigger of the window has a better claim to it).
    """

    trigger: Span
    probability: float
    types: Weighed
    statuses: Weighed
    modes: Weighed
    contexts: Weighed
    roles: Mapping[str, tuple[tuple[Span, float], ...]]
    times: tuple[tuple[Span, float], ...]
    terms: tuple[tuple[Span, str, float, bool], ...]


Trace = list[TriggerTrace]
