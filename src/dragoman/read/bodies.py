"""Resolves organisations and groups: known ones by name or acronym, institutions and crowds by the state in their words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dragoman.read import belongings
from dragoman.read.cues import Hit
from dragoman.read.findings import Finding
from dragoman.read.phrases import Phrase
from dragoman.read.scene import Scene
from dragoman.read.word_classes import word_class
from dragoman.reference import organisations, sectors, states
from dragoman.reference.names import fold
from dragoman.reference.organisations import Organisation

_CALLED: Final = {
    "bloc": ("bloc", "union", "group", "grouping"),
    "alliance": ("alliance",),
    "court": ("court", "tribunal"),
    "bank": ("bank", "lender"),
    "company": ("company", "firm", "group"),
    "armed-group": ("group", "movement", "militia"),
    "party": ("party",),
    "news-agency": ("agency",),
    "newspaper": ("newspaper", "paper"),
    "broadcaster": ("broadcaster", "channel"),
    "igo": ("agency", "body", "organisation", "organization"),
}
_SHORT_NOUNS: Final = word_class("short nouns")
_WIDER: Final = word_class("wider")
_AROUND: Final = word_class("around an organisation")


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
        if set(p.keys) <= _WIDER:
            return finding.belongs(None, f"of no one state: {p.span.of(scene.text)}")
        found = belongings.within(p, scene)
        if found.is_told:
            return finding.belongs(found.state, found.why)
    return None


def by_short_name(number: int, scene: Scene, findings: Sequence[Finding]) -> None:
    """Take "the council" or "the bloc" for the one organisation of the document whose full name it shortens."""
    heads = {p.keys[-1] for p in scene.phrases[number] if not p.is_pronoun and len(p.keys) == 1 and not p.is_named and p.core > p.first}
    fitting = {
        findings[i].actor: i
        for i, entity in enumerate(scene.entities)
        if i != number and entity.type == "ORG" and (findings[i].actor or "").startswith("org:") and heads & _short_names(findings[i])
    }
    if len(fitting) != 1:
        return
    full = findings[next(iter(fitting.values()))]
    finding = findings[number]
    finding.actor, finding.name, finding.sector = full.actor, full.name, full.sector
    finding.belongs(full.state, f"short for {full.name}")


def _short_names(finding: Finding) -> frozenset[str]:
    """Return the nouns that a known organisation is called by once it has been named."""
    known = organisations.by_id(finding.actor or "")
    if known is None:
        return frozenset()
    return frozenset((fold(known.name).split(" ")[-1], *_CALLED.get(known.kind, ()))) & _SHORT_NOUNS


def as_institution(phrases: Sequence[Phrase], finding: Finding) -> None:
    """Give an institution of a known state its stable id and a name that says whose it is."""
    if finding.state is None or finding.actor is not None:
        return
    state = states.table().get(finding.state)
    for p in phrases:
        found = None if p.is_pronoun else sectors.institution(" ".join(_without_hits(p)))
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


def _without_hits(p: Phrase) -> list[str]:
    """Return the words of the core that name no state or organisation, up to what was "of" these."""
    taken = {k for hit in p.hits if hit.entry.states for k in range(hit.first, hit.last)}
    keys = [word.key for k, word in enumerate(p.words, start=p.first) if k >= p.core and k not in taken]
    while keys and keys[-1] in {"of", "the", "republic", "in"}:
        keys.pop()
    return keys


def _named(p: Phrase, scene: Scene) -> Organisation | None:
    """Return the organisation that the mention names as a whole, also by an acronym that the text explains."""
    for hit in p.hits:
        same = {
            k for other in p.hits if set(other.entry.organisations) & set(hit.entry.organisations) for k in range(other.first, other.last)
        }
        rest = [word.key for k, word in enumerate(p.words, start=p.first) if k >= p.core and k not in same]
        apposed = hit.last == p.last and not any(w.capital for w in p.words[p.core - p.first : hit.first - p.first])
        if hit.entry.organisations and (apposed or all(key in _AROUND for key in rest)):
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
    return (
        hit is not None
        and hit.first == p.core
        and hit.last == p.last
        and any(cue.kind in {"seat", "name", "capital"} for cue in hit.entry.states)
    )
