"""Role nouns and institutions: what sector somebody unnamed belongs to, and which institution of a state is meant."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from dragoman.reference.names import fold
from dragoman.reference.tables import listed, rows

RoleKind = Literal["person", "body"]


@dataclass(frozen=True, slots=True)
class Role:
    """A role noun in the singular, with the sector of whoever has it."""

    words: str
    sector: str
    kind: RoleKind


@dataclass(frozen=True, slots=True)
class Institution:
    """An institution that nearly every state has one of."""

    id: str
    sector: str
    names: tuple[str, ...]

    def actor(self, state: str) -> str:
        """Return the stable id of this institution of a state, such as `org:JOR/foreign-ministry`."""
        return f"org:{state}/{self.id}"


@cache
def roles() -> dict[str, Role]:
    """Return all role nouns by their folded words."""
    return {fold(words): Role(words, sector, kind) for sector, kind, words in rows("roles")}  # type: ignore[arg-type]


@cache
def institutions() -> dict[str, Institution]:
    """Return all institutions by each of their folded names; a name that two share belongs to the first."""
    found: dict[str, Institution] = {}
    for identity, sector, names in rows("institutions"):
        institution = Institution(identity, sector, listed(names))
        for name in institution.names:
            found.setdefault(fold(name), institution)
    return found


def role(words: str) -> Role | None:
    """Return the role that a noun phrase ends in, the longest that is known: "riot police" before "police"."""
    tokens = fold(words).split(" ")
    known = roles()
    for start in range(max(0, len(tokens) - 4), len(tokens)):
        for tail in _singulars(tokens[start:]):
            if tail in known:
                return known[tail]
    return None


def institution(words: str) -> Institution | None:
    """Return the institution that a noun phrase ends in, the longest that is known."""
    tokens = fold(words).split(" ")
    known = institutions()
    for start in range(max(0, len(tokens) - 7), len(tokens)):
        found = known.get(" ".join(tokens[start:]))
        if found is not None:
            return found
    return None


def _singulars(tokens: list[str]) -> tuple[str, ...]:
    """Return the phrase as it is and with its last noun made singular by the regular rules of English."""
    phrase = " ".join(tokens)
    if phrase.endswith("ies"):
        return phrase, phrase[:-3] + "y"
    if phrase.endswith(("ches", "shes", "sses", "xes")):
        return phrase, phrase[:-2]
    return (phrase, phrase[:-1]) if phrase.endswith("s") else (phrase,)
