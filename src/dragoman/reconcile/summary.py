"""One plain English sentence for an event, made from nothing but its fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dragoman import scheme
from dragoman.nouns.ledger import Event, Field, FieldValue
from dragoman.scheme.wording import amounts, dates, frames, names, parties, topics
from dragoman.scheme.wording.verbs import Verb, be

_MEANS_WITH_PREPOSITION = re.compile(r"(?:with|by|through|via|at|in|from|on|under|over|down|using|without)\b", re.IGNORECASE)
_MEANS_TYPES = frozenset({"ASSAULT", "COERCE", "PROTEST"})
_LISTED_TERMS = ("quantity", "money", "share", "price")
_TERMS_TOLD_IN_FULL = frozenset({"AGREE", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "SANCTION", "REQUEST", "RETREAT", "THREATEN"})
_CASUALTIES = ("killed", "injured", "detained")
_RANK = re.compile(r"(?:first|\w+est) (?:since|in|for|of) [A-Za-z0-9' ]+")
_SAID_TWICE = re.compile(r"\b(\w+ed) (?=\1\b)")
_MOST_VALUES = 3


@dataclass(frozen=True, slots=True)
class _Clause:
    """A subject with its verb phrase in the forms that the statuses need."""

    subject: str
    plural: bool
    past: str
    gerund: str
    base: str
    perfect: str
    negated: str
    used: tuple[str, ...]


def summarise(event: Event) -> str:
    """Return one sentence that says who did what to whom, where and when, with its status; nothing that the fields do not say.

    An event that no wording fits is named by what its type is called ("A meeting took place in Ankara.").
    """
    event = _readable(event)
    clause = _clause(event)
    sentence = _by_status(event, clause, _adjuncts(event, clause.used))
    sentence = _SAID_TWICE.sub("", " ".join(sentence.split()))
    return names.capitalised(sentence) + ("" if sentence.endswith((".", "?", "!")) else ".")


def _by_status(event: Event, c: _Clause, adjuncts: str) -> str:
    by = _speakers(event)
    told = adjuncts + (f", according to {by}" if by and _only_attributed(event) else "")
    match event.status:
        case "scheduled":
            sentence = f"{c.subject} {be(c.plural, past=False)} to {c.base}{told}"
        case "ongoing":
            sentence = _ongoing(event, c, told)
        case "cancelled":
            sentence = f"{c.subject} {be(c.plural, past=True)} to {c.base}{adjuncts}, but this was called off"
        case "possible":
            sentence = _possible(event, c, adjuncts, by)
        case "hypothetical":
            spoken = f"{by} spoke of" if by else "there was talk of"
            sentence = f"{spoken} {'' if by == c.subject else c.subject} {c.gerund}{adjuncts}"
        case "denied":
            sentence = _denied(event, c, adjuncts, by)
        case _:
            sentence = f"{c.subject} {c.past}{told}"
    return sentence


def _ongoing(event: Event, c: _Clause, told: str) -> str:
    if event.when and _is_past(event) and (since := dates.words(event.when.value)) != event.when.value:
        at = dates.when(event.when.value)
        return f"{c.subject} {'have' if c.plural else 'has'} been {c.gerund}{told.replace(f' {at}', f' since {since}', 1)}"
    return f"{c.subject} {be(c.plural, past=False)} {c.gerund}{told}"


def _possible(event: Event, c: _Clause, adjuncts: str, by: str) -> str:
    if _is_disputed(event):
        return f"reports differ on whether {c.subject} {c.past}{adjuncts}"
    said_by = f", according to {by}" if by else ""
    if _is_past(event):
        return f"{c.subject} may have {c.perfect}{adjuncts}{said_by}"
    return f"{c.subject} may {c.base}{adjuncts}{said_by}"


def _denied(event: Event, c: _Clause, adjuncts: str, by: str) -> str:
    ahead = _is_ahead(event)
    if by == c.subject and not ahead:
        return f"{by} denied {c.gerund}{adjuncts}"
    if by:
        return f"{by} denied that {c.subject} {'would ' + c.base if ahead else c.past}{adjuncts}"
    if c.subject.startswith("any ") and not ahead:
        return f"no {c.subject.removeprefix('any ')} {c.past}{adjuncts}"
    return f"{c.subject} {'will not ' + c.base if ahead else c.negated}{adjuncts}"


def _clause(event: Event) -> _Clause:
    slots, several = _slots(event), parties.are_several(event.actors)
    person = len(event.actors) == 1 and names.is_personal(event.actors[0].name, event.actors[0].actor)
    patterns = frames.phrases(event.type, event.modes, event.status, _triggers(event)) if scheme.is_type(event.type) else ()
    for pattern in patterns:
        phrase = frames.fill(pattern, slots, several=several or not event.actors, person=person)
        if phrase and event.actors:
            return _active(parties.phrase(event.actors), several, phrase.verb, phrase.after(), phrase.used)
        if phrase and phrase.object:
            return _passive(phrase, event)
    label = scheme.label(event.type, event.modes) if scheme.is_type(event.type) else "an event"
    if event.actors:
        return _active(parties.phrase(event.actors), several, Verb("take part"), f"in {label}", ())
    return _active(label, names.is_plural(label), Verb("take place"), "", ())


def _active(subject: str, plural: bool, verb: Verb, after: str, used: tuple[str, ...]) -> _Clause:
    def put(words: str) -> str:
        return f"{words} {after}".rstrip()

    base = put(verb.form("base"))
    return _Clause(
        subject, plural, put(verb.form("past")), put(verb.form("gerund")), base, put(verb.form("participle")), f"did not {base}", used
    )


def _passive(phrase: frames.VerbPhrase, event: Event) -> _Clause:
    done = f"{phrase.verb.form('participle')} {phrase.after_participle()}".rstrip()
    named = "recipient" in phrase.used and phrase.object == parties.phrase(event.recipients)
    plural = parties.are_several(event.recipients) if named else names.is_plural(phrase.object)
    was = be(plural, past=True)
    return _Clause(phrase.object, plural, f"{was} {done}", f"being {done}", f"be {done}", f"been {done}", f"{was} not {done}", phrase.used)


def _slots(event: Event) -> dict[str, str]:
    topic = _top(event, "topic")
    slots = {
        "recipient": "" if _are_only_counted(event) else parties.phrase(event.recipients),
        "companion": parties.phrase(event.companions),
        "place": names.phrase(event.places[0].name, event.places[0].actor, named_is_known=True) if event.places else "",
        "object": names.phrase(_top(event, "object"), named_is_known=True),
        "topic": topics.noun_phrase(topic),
        "clause": topics.clause(topic),
        "duration": _terms(event, "duration"),
    }
    slots["thing"] = thing = slots["object"] or slots["topic"]
    slots["deal"] = thing if slots["object"] or topics.is_deal(thing) else ""
    slots["ties"] = thing if topics.is_tie(thing) else ""
    return slots | {kind: _terms(event, kind) for kind in _LISTED_TERMS} | {kind: _harm(event, kind) for kind in _CASUALTIES}


def _adjuncts(event: Event, used: Sequence[str]) -> str:
    companions = f" together with {parties.phrase(event.companions)}" if event.companions and "companion" not in used else ""
    time = dates.when(event.when.value, event.when.earliest, event.when.latest) if event.when else ""
    parts = [companions, _means(event), _place(event, used), time, _tail(event, used)]
    text = " ".join(p.strip() for p in parts if p.strip())
    return re.sub(r"\s+([,:])", r"\1", f" {text}") if text else ""


def _means(event: Event) -> str:
    means = _top(event, "means")
    if _MEANS_WITH_PREPOSITION.match(means):
        return means[0].lower() + means[1:]
    return f"with {means}" if means and event.type in _MEANS_TYPES else ""


def _place(event: Event, used: Sequence[str]) -> str:
    said = " ".join(p.name for p in (*event.recipients, *event.actors))
    ranked = sorted(event.places, key=lambda p: (-_support(event, "place", p.name), event.places.index(p)))
    free = [p for p in ranked if p.name not in said and not ("place" in used and p == event.places[0])]
    return names.place(free[0].name, free[0].actor) if free else ""


def _tail(event: Event, used: Sequence[str]) -> str:
    harm = [f"{told} {kind}" for kind in _CASUALTIES if kind not in used and (told := _harm(event, kind))]
    with_harm = f", with {names.conjoin(harm)}" if harm else ""
    joined = _terms(event, "participants")
    rank = _top(event, "rank")
    first = f", for the {rank.replace('first', 'first time', 1)}" if rank.startswith("first ") else f", the {rank}"
    return (
        with_harm
        + (f", with {joined} taking part" if joined else "")
        + (first if _RANK.fullmatch(rank) and not re.search(r"\bP\d", rank) else "")
        + _terms_in_full(event, used)
    )


def _harm(event: Event, kind: str) -> str:
    """Return a casualty term, or "" where the victims' own name counts them and no report gives another count."""
    found = _field(event, kind)
    counted = len(event.recipients) == 1 and names.is_counted(event.recipients[0].name)
    return "" if found is None or (counted and found.agree) else _terms(event, kind)


def _terms_in_full(event: Event, used: Sequence[str]) -> str:
    length = _terms(event, "duration") if "duration" not in used else ""
    lasting = f" for {length}" if length else ""
    if event.type not in _TERMS_TOLD_IN_FULL:
        return lasting
    listed = ", ".join(t for kind in _LISTED_TERMS if kind not in used and (t := _terms(event, kind)))
    start, end, period = (_terms(event, kind) for kind in ("start", "end", "period"))
    at = dates.words(event.when.value) if event.when else ""
    start, end = ("" if start and start in at else start), ("" if end and end in at else end)
    times = lasting + (f" from {start}" if start else "") + (f" until {end}" if end else "") + (f" within {period}" if period else "")
    return f": {listed}{times}" if listed else times


def _terms(event: Event, kind: str) -> str:
    found = _field(event, kind)
    if found is None:
        return ""
    values = _ranked(found)
    if found.agree:
        exact = [v for v in values if v.bound is None] if kind in _CASUALTIES else values
        values = (exact or values)[: 1 if kind not in _LISTED_TERMS else _MOST_VALUES]
    once = {v.value: v for v in sorted(values, key=lambda v: (len(v.documents), v.bound is not None))}
    told = dict.fromkeys(amounts.amount(kind, once[v.value].value, once[v.value].bound) for v in values[:_MOST_VALUES])
    readable = [t for t in told if not re.search(r"[*()]|\bP\d|XXXX", t)]
    return amounts.alternatives(readable, "and" if found.agree else "or")


def _top(event: Event, kind: str) -> str:
    found = _field(event, kind)
    words = _ranked(found)[0].value.strip() if found and found.values else ""
    words = re.sub(r"^(?:The|An?|Its|Their|His|Her|This|These)\b", lambda m: m[0].lower(), words)
    return "" if names.is_pronoun(words) else words


def _field(event: Event, kind: str) -> Field | None:
    return next((f for f in event.fields if f.name == kind and f.values), None)


def _ranked(found: Field) -> list[FieldValue]:
    return sorted(found.values, key=lambda v: (-len(v.documents), v.value))


def _support(event: Event, kind: str, value: str) -> int:
    found = _field(event, kind)
    return max((len(v.documents) for v in found.values if v.value == value), default=0) if found else 0


def _triggers(event: Event) -> list[str]:
    found = _field(event, "trigger")
    return [v.value for v in _ranked(found)] if found else []


def _are_only_counted(event: Event) -> bool:
    """Tell whether the victims are several counts, of which the casualty terms say more than the names."""
    harmed = any(_field(event, kind) for kind in _CASUALTIES)
    return harmed and len(event.recipients) > 1 and all(names.is_counted(p.name) for p in event.recipients)


def _readable(event: Event) -> Event:
    """Leave out parties that a sentence has no use for."""
    actors = parties.uncovered(event.actors)
    recipients = parties.beside(event.recipients, actors)
    return replace(
        event, actors=actors, recipients=recipients, places=parties.named(event.places), companions=parties.named(event.companions)
    )


def _speakers(event: Event) -> str:
    known = {p.name: p.actor for p in (*event.actors, *event.recipients, *event.places)}
    ranked = sorted(event.attributed_to, key=lambda a: (-len(a.documents), a.name))
    named = [a.name for a in ranked if not names.is_pronoun(a.name)][:2]
    return names.conjoin([names.phrase(name, known.get(name)) for name in named])


def _only_attributed(event: Event) -> bool:
    """Tell whether no document reports the event on its own word, and somebody but its actors is its source."""
    sourced = {d for a in event.attributed_to for d in a.documents}
    others = {a.name for a in event.attributed_to} - {p.name for p in event.actors}
    return bool(others) and {m.document for m in event.mentions} <= sourced


def _is_disputed(event: Event) -> bool:
    found = _field(event, "status")
    told = {v.value for v in found.values} if found and not found.agree else set()
    return "denied" in told and bool(told & {"occurred", "ongoing"})


def _is_past(event: Event) -> bool:
    latest, reported = _day(event.when.latest if event.when else None), _last_report(event)
    return bool(latest and reported and latest < reported)


def _is_ahead(event: Event) -> bool:
    earliest, reported = _day(event.when.earliest if event.when else None), _last_report(event)
    return bool(earliest and reported and earliest > reported)


def _last_report(event: Event) -> date | None:
    return max((day for step in event.history if (day := _day(step.at))), default=None)


def _day(value: str | None) -> date | None:
    covered = dates.days(value) if value else None
    return covered[0] if covered else None
