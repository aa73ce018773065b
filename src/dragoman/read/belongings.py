"""Reads off a mention whose it is: the states, organisations and cities in its words and right after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.read.cues import Hit
from dragoman.read.phrases import Phrase
from dragoman.read.scene import Scene
from dragoman.read.word_classes import word_class
from dragoman.reference import offices
from dragoman.reference.organisations import Organisation

# Adjectives of parts of the world: with a state's beside them, no one state is meant.
_WIDER: Final = word_class("wider")
_JOINING: Final = frozenset(("and", "or", "nor"))
_SHORT: Final = 4
_PREFIXES: Final = frozenset(("pro", "anti", "non", "trans", "ex"))
_AT_HOME: Final = frozenset(("based", "headquartered", "flagged", "registered", "listed"))
# Partners, allies and rivals of a state are other states.
_BESIDE: Final = word_class("other states")
_LED: Final = frozenset(("administration", "government", "regime", "cabinet", "office", "team"))
_OF: Final = frozenset(("of", "for", "from", "at", "in", "inside"))


@dataclass(frozen=True, slots=True)
class Belonging:
    """What a mention's words tell: one state, several, or an organisation that is nobody's; `why` names the words."""

    codes: tuple[str, ...]
    organisation: Organisation | None
    why: str

    @property
    def is_told(self) -> bool:
        """Tell whether the words settle the question, even if with "no one state"."""
        return bool(self.codes) or self.organisation is not None

    @property
    def state(self) -> str | None:
        """Return the one state, or None where there are several or none."""
        return self.codes[0] if len(self.codes) == 1 else None


NOTHING: Final = Belonging((), None, "")


def within(p: Phrase, scene: Scene) -> Belonging:
    """Return what the mention's own words tell; a first state goes before a later one unless "and" joins them.

    What belongs to a personal name, or only says who backs, speaks for or is close to the mention's bearer, tells nothing.
    """
    codes: list[str] = []
    hits = [hit for hit in p.hits if (hit.last <= p.name or p.name == p.last) and not _is_side(hit, scene) and not _is_part(hit, p, scene)]
    if p.words[-1].key in _BESIDE:
        return NOTHING
    for k, hit in enumerate(hits):
        bearer = organisation_of(hit, scene)
        code = scene.code_of(hit)
        if bearer is not None and not hit.entry.states and not codes:
            return Belonging((bearer.state,) if bearer.state else (), bearer, f"organisation: {bearer.name}")
        if code is None:
            continue
        if not codes or (code not in codes and _joined(hits[k - 1], hit, scene)):
            codes.append(code)
        if _widened(hit, scene):
            codes.append("")
    if not codes:
        return _led(p, scene)
    return Belonging(tuple(codes), None, f"{'states' if len(codes) > 1 else 'state'} in its words: {_written(hits, scene)}")


def _led(p: Phrase, scene: Scene) -> Belonging:
    """Return what the name of a leader in office before "government" or "administration" tells: "the Trump administration"."""
    if p.words[-1].key in _LED and len(p.words) > 1 and p.words[-2].capital and scene.anchor is not None:
        found = offices.people_named(p.words[-2].key, scene.anchor)
        homes = {term.of for person in found for term in offices.terms_of(person.id) if term.term.overlaps(scene.anchor)}
        if len(found) == 1 and len(homes) == 1 and not (of := homes.pop()).startswith("org:"):
            return Belonging((of,), None, f"led by {found[0].name}")
    return NOTHING


def organisation_of(hit: Hit, scene: Scene) -> Organisation | None:
    """Return the organisation that a hit means: the only one of that name, or the only one whose state the document names."""
    bearers = hit.entry.organisations
    written = scene.words[hit.first]
    if len(bearers) == 1 and written.shout and hit.last == hit.first + 1 and len(written.key) <= _SHORT:
        # A short acronym is taken for the organisation of a state only where the document names that state.
        return bearers[0] if bearers[0].state is None or scene.sure[bearers[0].state] else None
    if len(bearers) > 1:
        bearers = tuple(o for o in bearers if o.state is not None and scene.sure[o.state]) or tuple(o for o in bearers if o.state is None)
    return bearers[0] if len(bearers) == 1 else None


def after(p: Phrase, scene: Scene) -> tuple[str, int] | None:
    """Return the preposition after the mention and the number of the first word of what it governs, past an article."""
    word = scene.word(p.last)
    if word is None or word.key not in _OF or scene.between(p.last - 1, p.last).strip():
        return None
    at = p.last + 1
    nxt = scene.word(at)
    if nxt is not None and nxt.key in {"the", "a", "an"}:
        at += 1
    return word.key, at


def hit_at(at: int, scene: Scene) -> Hit | None:
    """Return the hit that begins at a word, or one word later where a small adjective comes first."""
    return next((hit for hit in scene.hits if hit.first in (at, at + 1)), None)


def _joined(left: Hit, right: Hit, scene: Scene) -> bool:
    between = [w.key for w in scene.words[left.last : right.first]]
    return not between or any(key in _JOINING for key in between)


def _is_side(hit: Hit, scene: Scene) -> bool:
    """Tell whether a hyphen makes it somebody else's side: "pro-Russian", "Iran-backed", "English-speaking", but not "Paris-based"."""
    start, end = scene.words[hit.first].start, scene.words[hit.last - 1].end
    before, nxt = scene.word(hit.first - 1), scene.word(hit.last)
    if before is not None and before.end + 1 == start and before.key in _PREFIXES:
        return True
    return (
        nxt is not None
        and nxt.start == end + 1
        and scene.text[end] == "-"
        and nxt.key.endswith(("ed", "ing", "friendly"))
        and nxt.key not in _AT_HOME
    )


def _is_part(hit: Hit, p: Phrase, scene: Scene) -> bool:
    """Tell whether the name of an organisation is only a word inside a longer name: "Grady Memorial Hospital"."""
    before = scene.word(hit.first - 1)
    inside = hit.first > p.core and before is not None and before.capital and not any(h.last == hit.first for h in p.hits)
    return (
        inside and not hit.entry.states and bool(hit.entry.organisations) and hit.last == hit.first + 1 and not scene.words[hit.first].shout
    )


def _widened(hit: Hit, scene: Scene) -> bool:
    nxt, then = scene.word(hit.last), scene.word(hit.last + 1)
    before, first = scene.word(hit.first - 1), scene.word(hit.first - 2)
    right = nxt is not None and then is not None and nxt.key in _JOINING and then.key in _WIDER
    left = before is not None and first is not None and before.key in _JOINING and first.key in _WIDER
    return right or left


def _written(hits: Sequence[Hit], scene: Scene) -> str:
    return ", ".join(scene.text[scene.words[h.first].start : scene.words[h.last - 1].end] for h in hits)
