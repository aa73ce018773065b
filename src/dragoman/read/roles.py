"""Tells the sector of somebody from the role nouns, institutions and organisations in their mentions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dragoman.read.belongings import after, hit_at, organisation_of
from dragoman.read.phrases import LEADING, Phrase
from dragoman.read.scene import Scene
from dragoman.reference import offices, sectors

# Heads that say only what somebody is within the body that employs them.
GENERIC: Final = frozenset(
    ("spokesman", "spokeswoman", "spokesperson", "official", "leader", "chief", "head", "member", "source", "adviser", "advisor", "aide", "delegate")
    + ("delegation", "representative", "commander", "deputy", "chairman", "chairwoman", "chair", "director", "envoy", "negotiator", "officer", "staff")
    + ("personnel", "group", "side", "force", "commission", "office", "agency", "authority", "secretary", "team", "unit", "supporter", "figure", "boss")
    + ("president", "council", "committee", "employee", "volunteer", "founder", "veteran", "expert", "observer", "mediator", "mission", "branch", "wing")
)  # fmt: skip
_FORMER: Final = frozenset(("former", "ex", "late", "retired", "deposed", "ousted"))


def sector(phrases: Sequence[Phrase], scene: Scene, kind: str) -> tuple[str, str] | None:
    """Return the sector and the words it comes from, by the first mention that tells; a role of its own before a generic one."""
    weak: tuple[str, str] | None = None
    for p in phrases:
        if p.is_pronoun:
            continue
        found = _of_phrase(p, scene, kind)
        if found is not None and not found[2]:
            return found[0], found[1]
        if found is not None and weak is None:
            weak = found[0], found[1]
    return weak


def _of_phrase(p: Phrase, scene: Scene, kind: str) -> tuple[str, str, bool] | None:
    """Return sector, words, and whether the role is so generic that another mention may know better."""
    keys = p.title if kind == "PER" and p.tokens_of_name else p.keys
    if not keys:
        return None
    if kind in {"PER", "GRP"} and keys[0] in _FORMER:
        return "ELI", keys[0], False
    while len(keys) > 1 and keys[0] in LEADING:
        keys = keys[1:]
    head = keys[: keys.index("of")] if "of" in keys[1:] else keys
    phrase = " ".join(keys)
    institution = sectors.institution(phrase) if kind in {"ORG", "GRP"} else None
    role = sectors.role(phrase) or sectors.role(" ".join(head))
    bearer = next((o for hit in p.hits if (o := organisation_of(hit, scene)) is not None and not hit.entry.states), None)
    if institution is not None:
        return institution.sector, phrase, False
    if role is not None and role.words not in GENERIC:
        return role.sector, role.words, False
    if bearer is not None:
        return bearer.sector, bearer.name, False
    employer = _employer(head)
    if employer is not None:
        return employer.sector, employer.words, False
    governed = _governed(p, scene)
    if governed is not None:
        return governed[0], governed[1], False
    return (role.sector, role.words, True) if role is not None else None


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


def _governed(p: Phrase, scene: Scene) -> tuple[str, str] | None:
    """Return the sector of what the mention is "of": "a spokesman for the army", "members of Hamas"."""
    place = after(p, scene)
    if place is None or place[0] == "in":
        return None
    hit = hit_at(place[1], scene)
    bearer = organisation_of(hit, scene) if hit is not None and not hit.entry.states else None
    if bearer is not None:
        return bearer.sector, bearer.name
    for size in (3, 2, 1):
        words = [w.key for w in scene.words[place[1] : place[1] + size]]
        known = sectors.roles().get(" ".join(words)) or sectors.roles().get(" ".join(words).removesuffix("s"))
        if known is not None and known.words not in GENERIC:
            return known.sector, known.words
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
