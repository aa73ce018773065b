"""Resolves persons: by name, by the office that their title names, and by what the document itself tells of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dragoman.nouns.time import DayInterval
from dragoman.read import belongings, naming, roles
from dragoman.read.cues import Word
from dragoman.read.findings import Finding
from dragoman.read.phrases import LEADING, Phrase
from dragoman.read.scene import Scene
from dragoman.reference import offices, states
from dragoman.reference.offices import Holding, Person

# "of" a state in an office's id, and the office itself.
Post = tuple[str, str]
_FORMER_SECTOR: Final = "ELI"
_SHARED_OFFICES: Final = ("deputy-", "member-", "vice-president")  # several people may hold them at once
_FULL: Final = 2  # words of a full name


def person(phrases: Sequence[Phrase], scene: Scene, finding: Finding) -> Post | None:
    """Resolve a person as far as name and titles go; return the office that a title names, for others in the document to be told by."""
    name = best_name(phrases)
    told = _told(phrases, scene)
    known = _known(phrases, name, told, scene)
    post = _post(phrases, told, scene)
    finding.name = known.name if known is not None else naming.written(name, scene) if name else None
    if known is not None:
        _as_known(known, told, scene.anchor, finding)
    elif told.is_told:
        finding.belongs(told.state, told.why)
    if known is None and post is not None:
        _as_holder(post, bool(name), scene, finding)
    return post if name else None


def by_context(phrases: Sequence[Phrase], scene: Scene, finding: Finding) -> None:
    """Give a person whose state only the context tells the office that a title names."""
    if finding.actor is None and finding.state is not None:
        home = belongings.Belonging((finding.state,), None, "")
        post = _post(phrases, home, scene)
        if post is not None and post[0] == finding.state:
            _as_holder(post, bool(best_name(phrases)), scene, finding)


def best_name(phrases: Sequence[Phrase]) -> tuple[Word, ...]:
    """Return the fullest personal name among the mentions, the first of several as full."""
    names = [p.tokens_of_name for p in phrases if p.tokens_of_name]
    return max(names, key=len) if names else ()


def by_full_name(number: int, scene: Scene, findings: Sequence[Finding]) -> None:
    """Take a person of one name for the one person of the document whose full name holds it, with all that is known of them."""
    finding, name = findings[number], best_name(scene.phrases[number])
    fuller = {
        i: whole
        for i, entity in enumerate(scene.entities)
        if i != number and entity.type == "PER" and _is_part(name, whole := best_name(scene.phrases[i]))
    }
    if not name or len({tuple(w.key for w in whole) for whole in fuller.values()}) != 1:
        return
    known = max((findings[i] for i in fuller), key=lambda found: found.settled)
    finding.name = known.name
    if known.settled:
        finding.actor, finding.sector = known.actor, finding.sector or known.sector
        finding.belongs(known.state, f"full name in the document: {known.name}")


def _is_part(name: Sequence[Word], whole: Sequence[Word]) -> bool:
    """Tell whether a shorter name begins or ends a fuller one: "Fidan" and "Hakan Fidan", "Xi" and "Xi Jinping"."""
    short, long = [w.key for w in name], [w.key for w in whole]
    return 0 < len(short) < len(long) and short in (long[-len(short) :], long[: len(short)])


def _told(phrases: Sequence[Phrase], scene: Scene) -> belongings.Belonging:
    """Return what the mentions' own words tell of the person's state, the first mention that tells anything."""
    for p in phrases:
        found = belongings.within(p, scene)
        if found.is_told:
            return found
    return belongings.NOTHING


def _known(phrases: Sequence[Phrase], name: tuple[Word, ...], told: belongings.Belonging, scene: Scene) -> Person | None:
    """Return the person of the table that the mentions name, if it can only be one; of a long name the first word may be a title."""
    spellings = [" ".join(w.inner for w in p.words[p.core - p.first :]) for p in phrases if p.is_named]
    spellings += [" ".join(w.key for w in name), " ".join(w.key for w in name[1:]) if len(name) > _FULL else ""]
    spellings.append(" ".join(w.key for w in name if len(w.key) > 1))  # the table has no middle initials
    for words in spellings:
        bearers = offices.people_named(words) if words else ()
        full = offices.bears_full_name(words)
        # What is said of a full name where only "the North Korean leader" stands may be said of another whom a pronoun let in.
        own = _told([p for p in phrases if p.tokens_of_name], scene) if full else told
        fitting = [p for p in bearers if _fits(p, own, scene, phrases, full, len(bearers) == 1)]
        if len(fitting) == 1:
            return fitting[0]
    return None


def _fits(candidate: Person, told: belongings.Belonging, scene: Scene, phrases: Sequence[Phrase], full: bool, alone: bool) -> bool:
    """Tell whether nothing speaks against the person, and enough for them.

    For a full name that is the date, or that the document names their state or title; for a surname the date together with one of these,
    unless nobody else of the table has it; without a date, the state or the title.
    """
    terms = offices.terms_of(candidate.id)
    homes = {term.of for term in terms}
    if told.codes and not homes & set(told.codes) and not any(of.startswith("org:") for of in homes):
        return False
    named = bool(told.codes) or any(scene.sure[of] for of in homes) or _titled(candidate, phrases)
    if scene.anchor is None:
        return named
    in_office = any(term.term.overlaps(scene.anchor) for term in terms)
    return in_office or named if full else in_office and (named or alone)


def _titled(candidate: Person, phrases: Sequence[Phrase]) -> bool:
    """Tell whether a mention gives the person a title of an office that they held."""
    posts = {(term.of, term.office) for term in offices.terms_of(candidate.id)}
    titles = [_without_hits(p, p.title) for p in phrases if p.tokens_of_name and p.title]
    return any((found := roles.office_in(keys, of)) is not None and (of, found.id) in posts for keys in titles for of, _ in posts)


def _as_known(found: Person, told: belongings.Belonging, anchor: DayInterval | None, finding: Finding) -> None:
    finding.actor, finding.name = found.actor, found.name
    term, current = _standing(found, anchor)
    finding.how.append(f"{'in office' if current else 'once in office'}: {term.actor.removeprefix('office:')}")
    office = offices.table()[term.office]
    if term.of.startswith("org:"):
        finding.belongs(told.state, f"person: {found.name}, of no one state's service")
    else:
        finding.belongs(term.of, f"person: {found.name}")
    finding.sector = office.sector if current else _FORMER_SECTOR


def _standing(found: Person, anchor: DayInterval | None) -> tuple[Holding, bool]:
    """Return the term that tells what the person is on the anchor's days, and whether it covers them; without an anchor the last term."""
    terms = sorted(offices.terms_of(found.id), key=lambda term: term.term.since)
    if anchor is None:
        return terms[-1], True
    current = [term for term in terms if term.term.overlaps(anchor)]
    before = [term for term in terms if term.term.since <= anchor.latest.isoformat()]
    if current:
        return current[-1], True
    return (before or terms)[-1], not before


def _post(phrases: Sequence[Phrase], told: belongings.Belonging, scene: Scene) -> Post | None:
    """Return the office that a title names: of the state or organisation in it, or right after it."""
    for p in phrases:
        if p.is_pronoun:
            continue
        keys = p.title if p.tokens_of_name else p.keys
        own = belongings.within(p, scene)
        of = own.organisation.actor if own.organisation is not None else own.state or _governing(p, scene) or told.state
        if of is None or not keys:
            continue
        keys = _without_hits(p, keys)
        found = roles.office_in(keys, of)
        if found is not None:
            return of, found.id
        other = roles.portfolio(keys)
        if other is not None and not of.startswith("org:"):
            return of, other
    return None


def _without_hits(p: Phrase, keys: Sequence[str]) -> list[str]:
    taken = {k for hit in p.hits for k in range(hit.first - p.core, hit.last - p.core)}
    return [key for k, key in enumerate(keys) if k not in taken and key not in LEADING - {"former", "ex", "late"}]


def _governing(p: Phrase, scene: Scene) -> str | None:
    """Return the state of "the president of Honduras", where the mention ends before its "of"."""
    place = belongings.after(p, scene)
    if place is None or place[0] not in {"of", "for"}:
        return None
    hit = belongings.hit_at(place[1], scene)
    if hit is None:
        return None
    bearer = belongings.organisation_of(hit, scene)
    return bearer.actor if bearer is not None and not hit.entry.states else scene.code_of(hit)


def _as_holder(post: Post, has_name: bool, scene: Scene, finding: Finding) -> None:
    """Put an office into the finding, and its holder on the document's date where the mention gives no name of its own."""
    of, office = post
    if office.startswith(_SHARED_OFFICES):
        return finding.belongs(None if of.startswith("org:") else of, f"title: {office} of {of}")
    finding.actor = offices.office_actor(of, office)
    finding.belongs(None if of.startswith("org:") else of, f"title: {office} of {of}")
    known = offices.table().get(office)
    finding.sector = known.sector if known is not None else "GOV"
    if has_name:
        finding.how.append(f"learnt: this document names the holder of {finding.actor}")
        return None
    holder = offices.holder(of, office, scene.anchor) if scene.anchor is not None else None
    if holder is not None:
        finding.actor = holder.actor
        finding.how.append(f"held on that day by {holder.name}")
    if of in states.table() and finding.name is None:
        finding.name = f"{states.table()[of].adjectives[0] if states.table()[of].adjectives else of} {office.replace('-', ' ')}"
    return None
