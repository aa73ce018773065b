"""Tells the sector of somebody from the role nouns, institutions and organisations in their mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.read.belongings import after, hit_at, organisation_of
from dragoman.read.phrases import LEADING, Phrase
from dragoman.read.scene import Scene
from dragoman.read.word_classes import word_class
from dragoman.reference import offices, sectors

# Heads that say only what somebody is within the body that employs them.
GENERIC: Final = word_class("generic")
_FORMER: Final = frozenset(("former", "ex", "late", "retired", "deposed", "ousted"))
# A crowd of these is of every sort.
_OF_ALL_SORTS: Final = frozenset(("analyst", "expert", "rival", "suspect", "loyalist", "specialist"))
_KIN: Final = word_class("kin")


@dataclass(frozen=True, slots=True)
class Told:
    """A sector and the words that it comes from; `weak` where the words fit people of many sectors: "spokesman", "leader"."""

    sector: str
    words: str
    weak: bool = False

    @property
    def is_kin(self) -> bool:
        """Tell whether the words only say whose relative somebody is."""
        return self.words in _KIN


def sector(phrases: Sequence[Phrase], scene: Scene, kind: str) -> Told | None:
    """Return the sector by the first mention that tells it: a role of its own before one that fits people of many sectors."""
    weak: Told | None = None
    for p in phrases:
        found = None if p.is_pronoun else _of_phrase(p, scene, kind)
        if found is not None and not found.weak:
            return found
        weak = weak or found
    return weak


def _of_phrase(p: Phrase, scene: Scene, kind: str) -> Told | None:
    keys = p.title if kind == "PER" and p.tokens_of_name else p.keys
    if not keys:
        return None
    if kind in {"PER", "GRP"} and keys[0] in _FORMER:
        return Told("ELI", keys[0])
    while len(keys) > 1 and keys[0] in LEADING:
        keys = keys[1:]
    if "opposition" in keys[:-1]:
        return Told("OPP", "opposition")
    head = keys[: keys.index("of")] if "of" in keys[1:] else keys
    phrase = " ".join(keys)
    institution = sectors.institution(phrase) if kind in {"ORG", "GRP"} else None
    if institution is not None:
        return Told(institution.sector, phrase)
    role = sectors.role(phrase) or sectors.role(" ".join(head))
    if role is not None and role.words not in GENERIC:
        return None if kind == "GRP" and role.words in _OF_ALL_SORTS else Told(role.sector, role.words)
    return _by_others(p, head, scene, kind) or (Told(role.sector, role.words, weak=True) if role is not None else None)


def _by_others(p: Phrase, head: Sequence[str], scene: Scene, kind: str) -> Told | None:
    """Return the sector of whom the mention belongs to: an organisation in it, "army" of "army spokesman", what it is "of", a people."""
    bearer = next((o for hit in p.hits if not hit.entry.states and (o := organisation_of(hit, scene)) is not None), None)
    if bearer is not None:
        return Told(bearer.sector, bearer.name)
    employer = _employer(head)
    if employer is not None:
        return Told(employer.sector, employer.words)
    governed = _governed(p, scene)
    if governed is not None:
        return governed
    if kind == "GRP" and p.hits and p.hits[-1].last == p.last and any(c.kind in {"people", "adjective"} for c in p.hits[-1].entry.states):
        # "the Omanis" are their government, "Pakistanis" and "two Germans" are people.
        return Told("GOV" if p.words[0].key == "the" and p.hits[-1].first == p.core else "CVL", p.words[-1].key)
    return None


def _employer(keys: Sequence[str]) -> sectors.Role | None:
    """Return the role that stands before the head: "army" of "army spokesman", "opposition" of "opposition figure"."""
    for end in range(len(keys) - 1, 0, -1):
        found = sectors.role(" ".join(keys[:end]))
        if found is not None and found.words not in GENERIC:
            return found
        institution = sectors.institution(" ".join(keys[:end]))
        if institution is not None:
            return sectors.Role(institution.id, institution.sector, "body")
    return None


def _governed(p: Phrase, scene: Scene) -> Told | None:
    """Return the sector of what the mention is "of": "a spokesman for the army", "members of Hamas"."""
    place = after(p, scene)
    if place is None or place[0] == "in":
        return None
    hit = hit_at(place[1], scene)
    bearer = organisation_of(hit, scene) if hit is not None and not hit.entry.states else None
    if bearer is not None:
        return Told(bearer.sector, bearer.name)
    for size in (3, 2, 1):
        words = [w.key for w in scene.words[place[1] : place[1] + size]]
        known = sectors.roles().get(" ".join(words)) or sectors.roles().get(" ".join(words).removesuffix("s"))
        if known is not None and known.words not in GENERIC:
            return Told(known.sector, known.words)
    return None


def office_in(keys: Sequence[str], of: str) -> offices.Office | None:
    """Return the office that a title names, the longest phrase that ends it; none for somebody who held it before."""
    if any(key in _FORMER for key in keys):
        return None
    for start in range(len(keys)):
        found = offices.entitled(" ".join(keys[start:]), of)
        if found is not None:
            return found
    return None


def portfolio(keys: Sequence[str]) -> str | None:
    """Return the id of a minister's office that the table does not list, from its title: "culture minister"."""
    if any(key in _FORMER for key in keys) or not keys or keys[-1] != "minister" or len(keys) < 2:
        return None
    tail = list(keys[-4:])
    return "-".join(tail) if all(key.isalpha() for key in tail) else None
