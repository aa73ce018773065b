"""One plain English sentence for an event, made from nothing but its fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman import scheme
from dragoman.nouns.ledger import Event, Field, FieldValue, Party
from dragoman.reconcile.clause import Clause, clause
from dragoman.reconcile.denial import Denial, denial, deniers
from dragoman.reconcile.sides import readable, told_once, without_agencies
from dragoman.reconcile.words import content
from dragoman.scheme.wording import amounts, dates, frames, names, parties, topics
from dragoman.scheme.wording.verbs import Verb, be

_MEANS_WITH_PREPOSITION = re.compile(r"(?:with|by|through|via|at|in|from|on|under|over|down|using|without)\b", re.IGNORECASE)
_MEANS_TYPES = frozenset({"ASSAULT", "COERCE", "PROTEST"})
_LISTED_TERMS = ("quantity", "money", "share", "price")
_TERMS_TOLD_IN_FULL = frozenset({"AGREE", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "SANCTION", "REQUEST", "RETREAT", "THREATEN"})
_CASUALTIES = ("killed", "injured", "detained")
# Slots that say what an act was about; acts of saying, asking and agreeing are not told without one.
_CONTENT = frozenset({"topic", "thing", "clause", "object", "deal", "ties", "duration", *_LISTED_TERMS})
_TYPES_OF_CONTENT = frozenset({"STATE", "REQUEST", "AGREE", "REJECT", "THREATEN", "CONCEDE", "ACCUSE", "SANCTION", "COOPERATE", "OFFICE"})
_TYPES_TOLD_BY_A_VERB = frozenset({"CONSULT", "PROTEST"})
_VERBS_THAT_TELL = frozenset({"resign"})
_CALENDAR_STEMS = content(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November "
    "December today yesterday tomorrow"
)
# Reports may be dated some days before what they tell (a weekly's issue, a page that is kept up to date).
_DATING_SLACK = timedelta(days=7)
_RANK = re.compile(r"(?:first|\w+est) (?:since|in|for|of) [A-Za-z0-9' ]+")
_SAID_TWICE = re.compile(r"\b(\w+ed) (?=\1\b)")
_PARTITIVE = re.compile(r"^[Oo]f ")  # what is left of "some of their families"
_UNCOUNTED = re.compile(r"(?:(?:up to|at least|about) )?[0-9.,]+")  # a number that does not say of what
_LASTS = re.compile(r" to ")
_MOST_VALUES = 3
_MOST_SPEAKERS = 2


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
    tells: bool
    triggers: tuple[str, ...] = ()


def summarise(event: Event, texts: Mapping[str, str] | None = None) -> str:
    """Return one sentence that says who did what to whom, where and when, with its status; nothing that the fields do not say.

    An event that no wording fits is named by what its type is called ("A meeting took place in Ankara."). Where the fields do not hold
    what was said, asked or done, the report's own words around the trigger follow in quotation marks; `texts` are those of the event's
    reports by their ids, without near-copies.
    """
    texts = texts or {}
    event = readable(without_agencies(event, texts), texts)
    told = _clause(event)
    denied = denial(event, texts)
    if not told.tells and (quoted := clause(event, texts, told.triggers)):
        sentence = _sentence(event, told, _adjuncts(event, told.used), denied)
        if _says_more(quoted.words, sentence):
            terms = _terms_in_full(event, told.used, but=quoted).removeprefix(":").strip()
            return f"{sentence}: “{quoted.words}”{f' ({terms})' if terms else ''}."
    terms = _terms_in_full(event, told.used)
    # A list of terms goes last; how long it took stands before who came to harm and how many took part.
    adjuncts = _adjuncts(event, told.used) + terms if ":" in terms else _adjuncts(event, told.used, terms)
    sentence = _sentence(event, told, adjuncts, denied)
    return sentence + ("" if sentence.endswith((".", "?", "!")) else ".")


def _sentence(event: Event, told: _Clause, adjuncts: str, denied: Denial) -> str:
    return names.capitalised(_SAID_TWICE.sub("", " ".join(_by_status(event, told, adjuncts, denied).split())))


def _says_more(quoted: str, sentence: str) -> bool:
    """Tell whether a quotation of several words has some of content that the sentence has not, beside those of dates, written its way."""
    return len(quoted.split()) > 1 and bool(content(quoted) - content(sentence) - _CALENDAR_STEMS)


def _by_status(event: Event, c: _Clause, adjuncts: str, denied: Denial) -> str:
    heard = replace(event, attributed_to=deniers(event)) if event.status == "denied" else event
    by = _speakers(heard)
    others = _speakers(heard, but=event.actors)
    told = adjuncts + (f", according to {others}" if others and _only_attributed(event) else "")
    match event.status:
        case "scheduled":
            sentence = f"{c.subject} {be(c.plural, past=False)} to {c.base}{told}"
        case "ongoing":
            sentence = _ongoing(event, c, told)
        case "cancelled":
            sentence = f"{c.subject} {be(c.plural, past=True)} to {c.base}{adjuncts}, but this was called off"
        case "possible":
            sentence = _possible(event, c, adjuncts, others)
        case "hypothetical":
            # Who speaks of what he and others do is told as the speaker alone, and speaks for himself where nobody else does.
            spoken = f"{others or by} spoke of" if by else "there was talk of"
            sentence = f"{spoken} {'' if by == c.subject else c.subject} {c.gerund}{adjuncts}"
        case "denied":
            sentence = _denied(c, adjuncts, by if denied.contradicts else "", ahead=denied.ahead or _is_ahead(event))
            sentence += f", according to {others}" if others and not denied.contradicts else ""
        case _:
            sentence = f"{c.subject} {c.past}{told}"
    return sentence


def _ongoing(event: Event, c: _Clause, told: str) -> str:
    # What still goes on after a stretch that a report gives for it ("1950 to 1953") began with that.
    if event.when and _is_past(event) and (since := dates.words(event.when.value.partition("/")[0])) != event.when.value:
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


def _denied(c: _Clause, adjuncts: str, by: str, *, ahead: bool) -> str:
    if by == c.subject and not ahead:
        return f"{by} denied {c.gerund}{adjuncts}"
    if by:
        return f"{by} denied that {c.subject} {'would ' + c.base if ahead else c.past}{adjuncts}"
    if c.subject.startswith("any ") and not ahead:
        return f"no {c.subject.removeprefix('any ')} {c.past}{adjuncts}"
    return f"{c.subject} {'will not ' + c.base if ahead else c.negated}{adjuncts}"


def _clause(event: Event) -> _Clause:
    subject, several = parties.phrase(event.actors), parties.are_several(event.actors)
    # "Surabaya is to open Surabaya": what is read as both did it to something else.
    slots = {slot: "" if words.casefold() == subject.casefold() else words for slot, words in _slots(event).items()}
    person = len(event.actors) == 1 and names.is_personal(event.actors[0].name, event.actors[0].actor)
    patterns = frames.phrases(event.type, event.modes, event.status, _triggers(event)) if scheme.is_type(event.type) else ()
    for pattern in patterns:
        phrase = frames.fill(pattern, slots, several=several or not event.actors, person=person)
        if phrase and event.actors:
            tells, triggers = _tells(event, phrase, pattern, several=several), _told_by(event, phrase)
            return _active(subject, several, phrase.verb, phrase.after(), phrase.used, tells=tells, triggers=triggers)
        if phrase and phrase.object:
            return _passive(phrase, event, tells=_tells(event, phrase, pattern, several=False))
    label = scheme.label(event.type, event.modes) if scheme.is_type(event.type) else "an event"
    if event.actors:
        return _active(subject, several, Verb("take part"), f"in {label}", ())
    return _active(label, names.is_plural(label), Verb("take place"), "", ())


def _tells(event: Event, phrase: frames.VerbPhrase, pattern: str, *, several: bool) -> bool:
    """Tell whether a filled phrase says what was done: "made a statement" and "took measures against X" do not."""
    if _CONTENT & set(phrase.used):
        return True
    if event.type in _TYPES_OF_CONTENT and "remove" not in event.modes:
        return False
    if event.type == "CEREMONY":
        return bool(event.when or event.places)
    if phrase.object and not re.search(r"\[[^\]]*\{", pattern):
        return event.type == "CONSULT" and (several or bool(phrase.used))
    return bool(phrase.used) or event.type in _TYPES_TOLD_BY_A_VERB or phrase.verb.base in _VERBS_THAT_TELL


def _told_by(event: Event, phrase: frames.VerbPhrase) -> tuple[str, ...]:
    """Return the triggers that stand behind a phrase: the forms of its verb where one is a trigger, else the best attested one."""
    triggers = [t.casefold() for t in _triggers(event)]
    return tuple(t for t in triggers if t in phrase.verb.all_forms()) or tuple(triggers[:1])


def _active(
    subject: str, plural: bool, verb: Verb, after: str, used: tuple[str, ...], *, tells: bool = False, triggers: tuple[str, ...] = ()
) -> _Clause:
    def put(words: str) -> str:
        return f"{words} {after}".rstrip()

    base = put(verb.form("base"))
    return _Clause(
        subject, plural, put(verb.form("past")), put(verb.form("gerund")), base, put(verb.form("participle")), f"did not {base}", used,
        tells, triggers,
    )  # fmt: skip


def _passive(phrase: frames.VerbPhrase, event: Event, *, tells: bool) -> _Clause:
    done = f"{phrase.verb.form('participle')} {phrase.after_participle()}".rstrip()
    named = "recipient" in phrase.used and phrase.object == parties.phrase(event.recipients)
    plural = parties.are_several(event.recipients) if named else names.is_plural(phrase.object)
    was = be(plural, past=True)
    return _Clause(
        phrase.object, plural, f"{was} {done}", f"being {done}", f"be {done}", f"been {done}", f"{was} not {done}", phrase.used, tells,
        _told_by(event, phrase),
    )  # fmt: skip


def _slots(event: Event) -> dict[str, str]:
    topic = _top(event, "topic")
    if topics.is_deal(topic) and re.fullmatch(r"[a-z]+", topic) and not names.is_plural(topic):
        topic = f"the {topic}"
    slots = {
        "recipient": _victims(event),
        "companion": parties.phrase(event.companions),
        "place": names.phrase(event.places[0].name, event.places[0].actor, named_is_known=True) if event.places else "",
        "object": names.phrase(_top(event, "object"), named_is_known=True),
        "topic": topics.noun_phrase(topic),
        "clause": topics.clause(topic),
        "duration": _terms(event, "duration"),
    }
    personal = all(names.is_personal(p.name, p.actor) for p in event.recipients)
    slots["rival"], slots["body"] = (slots["recipient"], "") if personal else ("", slots["recipient"])
    slots["thing"] = thing = slots["object"] or slots["topic"]
    slots["deal"] = thing if slots["object"] or topics.is_deal(thing) else ""
    if topics.is_deal(slots["deal"]) and slots["deal"][:1].islower():
        slots["deal"] = names.phrase(slots["deal"])
    if not slots["deal"] and topics.is_deal(documents := _terms(event, "quantity")):
        slots["deal"] = documents
    slots["ties"] = thing if topics.is_tie(thing) else ""
    return (
        slots | {kind: _terms(event, kind) for kind in _LISTED_TERMS} | {kind: _harm(event, kind, ("recipient",)) for kind in _CASUALTIES}
    )


def _adjuncts(event: Event, used: Sequence[str], lasting: str = "") -> str:
    """Return with whom, by what means, where, when and how long, and who came to harm."""
    companions = f" together with {parties.phrase(event.companions)}" if event.companions and "companion" not in used else ""
    time = dates.when(event.when.value, event.when.earliest, event.when.latest) if event.when and not _is_misplaced(event) else ""
    parts = [companions, _means(event), _place(event, used), time, lasting, _tail(event, used)]
    text = " ".join(p.strip() for p in parts if p.strip())
    return re.sub(r"\s+([,:])", r"\1", f" {text}") if text else ""


def _means(event: Event) -> str:
    means = _top(event, "means")
    if _MEANS_WITH_PREPOSITION.match(means):
        return means[0].lower() + means[1:]
    return f"with {means}" if means and event.type in _MEANS_TYPES else ""


def _place(event: Event, used: Sequence[str]) -> str:
    if event.type == "CONSULT" and "visit" in event.modes and {"place", "recipient"} & set(used):
        return ""
    said = " ".join(p.name for p in (*event.recipients, *event.actors))
    ranked = sorted(event.places, key=lambda p: (-_support(event, "place", p.name), event.places.index(p)))
    free = [p for p in ranked if p.name not in said and not ("place" in used and p == event.places[0])]
    return names.place(free[0].name, free[0].actor) if free else ""


def _tail(event: Event, used: Sequence[str]) -> str:
    harm = [f"{told} {kind}" for kind in _CASUALTIES if kind not in used and (told := _harm(event, kind, used))]
    with_harm = f", with {names.conjoin(harm)}" if harm else ""
    joined = "" if any(names.is_counted(p.name) for p in event.actors) and _agrees(event, "participants") else _terms(event, "participants")
    rank = _top(event, "rank")
    first = f", for the {rank.replace('first', 'first time', 1)}" if rank.startswith("first ") else f", the {rank}"
    return (
        with_harm
        + (f", with {joined} taking part" if joined else "")
        + (first if _RANK.fullmatch(rank) and not re.search(r"\bP\d", rank) else "")
    )


def _harm(event: Event, kind: str, used: Sequence[str]) -> str:
    """Return a casualty term, or "" where the victims are named by it or their own names count as many and no report differs."""
    shown = _victims(event) if "recipient" in used else ""
    if shown and kind == _kind_counted(event):
        return ""
    named = [p.name for p in event.recipients if names.phrase(p.name, p.actor) in shown]
    counted = any(_counts(name, v.value) for name in named for v in _values(event, kind)) or (
        len(named) == 1 and names.is_counted(named[0])
    )
    return "" if counted and _agrees(event, kind) else _terms(event, kind)


def _counts(name: str, value: str) -> bool:
    """Tell whether a name counts as many as the value of a term ("112 prisoners", "112 persons")."""
    number = re.match(r"[0-9]+(?![0-9.])", value)
    return number is not None and names.count(name) == int(number[0])


def _terms_in_full(event: Event, used: Sequence[str], but: Clause | None = None) -> str:
    """Return the terms (": $5 million for ten years from 2026"), none where one of them stands in the words `but`."""
    if _are_mixed(event) or (but and _has_terms(event, but)):
        return ""
    since = event.status == "ongoing" and event.when is not None
    length = _terms(event, "duration") if "duration" not in used and not since else ""
    lasting = f" for {length}" if length else ""
    if event.type not in _TERMS_TOLD_IN_FULL:
        return lasting
    sides = (*event.actors, *event.recipients)
    told = [k for k in _LISTED_TERMS if k not in used and not any(_counts(p.name, v.value) for p in sides for v in _values(event, k))]
    told = [k for k in told if not (k == "quantity" and "deal" in used and topics.is_deal(_terms(event, k)))]
    listed = ", ".join(t for kind in told if (t := _terms(event, kind)))
    start, end, period = (_terms(event, kind) for kind in ("start", "end", "period"))
    at = dates.words(event.when.value) if event.when else ""
    start, end = ("" if start and start in at else start), ("" if end and end in at else end)
    until = f" from {end}" if _LASTS.search(end) else f" until {end}" if end else ""
    times = lasting + (f" from {start}" if start else "") + until + (f" within {period}" if period else "")
    return f": {listed}{times}" if listed else times


def _has_terms(event: Event, quoted: Clause) -> bool:
    kinds = (*_LISTED_TERMS, "duration", "start", "end", "period")
    given = [e for kind in kinds for v in _values(event, kind) for e in v.evidence]
    return any(e.document == quoted.document and quoted.span.overlaps(e.span) for e in given)


def _are_mixed(event: Event) -> bool:
    """Tell whether the terms are those of several things at once, so that no list of them says which belong together."""
    given = [k for k in (*_LISTED_TERMS, "duration", "start", "end") if _field(event, k)]
    several = [k for k in given if len({v.value for v in _values(event, k)}) > 1]
    alternatives = len(several) == 1 and not _agrees(event, several[0])
    return len(given) > 1 and bool(several) and not alternatives


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
    readable = [t for t in told if not re.search(r"[*()]|\bP\d|XXXX", t) and not (kind == "quantity" and _UNCOUNTED.fullmatch(t))]
    return amounts.alternatives(readable, "and" if found.agree else "or")


def _top(event: Event, kind: str) -> str:
    found = _field(event, kind)
    words = _ranked(found)[0].value.strip() if found and found.values else ""
    words = re.sub(r"^(?:The|An?|Its|Their|His|Her|This|These)\b", lambda m: m[0].lower(), words)
    return "" if names.is_pronoun(words) else words


def _field(event: Event, kind: str) -> Field | None:
    return next((f for f in event.fields if f.name == kind and f.values), None)


def _values(event: Event, kind: str) -> tuple[FieldValue, ...]:
    found = _field(event, kind)
    return found.values if found else ()


def _agrees(event: Event, kind: str) -> bool:
    found = _field(event, kind)
    return found is not None and found.agree


def _ranked(found: Field) -> list[FieldValue]:
    return sorted(found.values, key=lambda v: (-len(v.documents), v.value))


def _support(event: Event, kind: str, value: str) -> int:
    found = _field(event, kind)
    return max((len(v.documents) for v in found.values if v.value == value), default=0) if found else 0


def _triggers(event: Event) -> list[str]:
    found = _field(event, "trigger")
    return [v.value for v in _ranked(found)] if found else []


def _victims(event: Event) -> str:
    """Return the recipients as a sentence names them; casualty terms say more than several groups or a count that they correct."""
    if kind := _kind_counted(event):
        return _terms(event, kind)
    harmed = any(_field(event, kind) for kind in _CASUALTIES)
    if len(event.recipients) < 2 or not harmed or event.type != "ASSAULT":
        return parties.phrase(event.recipients)
    named = tuple(p for p in event.recipients if not names.is_counted(p.name))
    return parties.phrase(named) if any(names.is_proper(p.name) for p in named) else ""


def _kind_counted(event: Event) -> str:
    """Return the casualty term that gives the number of which alone the only recipient's name consists ("five people"), else ""."""
    if len(event.recipients) != 1 or not names.is_count(event.recipients[0].name):
        return ""
    name = event.recipients[0].name
    return next((kind for kind in _CASUALTIES if any(_counts(name, v.value) for v in _values(event, kind))), "")


def _speakers(event: Event, but: Sequence[Party] = ()) -> str:
    known = {p.name: p.actor for p in (*event.actors, *event.recipients, *event.places)}
    left_out = {p.name for p in but} | ({v.value for v in _values(event, "actor")} if but else set())
    ranked = sorted(event.attributed_to, key=lambda a: (-len(a.documents), a.name))
    named = [Party(_PARTITIVE.sub("", a.name), known.get(a.name)) for a in ranked if a.name not in left_out]
    return parties.phrase(told_once(parties.named(named))[:_MOST_SPEAKERS])


def _only_attributed(event: Event) -> bool:
    """Tell whether no document reports the event on its own word, and somebody but its actors is its source."""
    sourced = {d for a in event.attributed_to for d in a.documents}
    others = {a.name for a in event.attributed_to} - {p.name for p in event.actors}
    return bool(others) and {m.document for m in event.mentions} <= sourced


def _is_disputed(event: Event) -> bool:
    found = _field(event, "status")
    told = {v.value for v in found.values} if found and not found.agree else set()
    return "denied" in told and bool(told & {"occurred", "ongoing"})


def _is_misplaced(event: Event) -> bool:
    """Tell whether the time lies after every report of what is told as having happened: then it is that of something yet to come."""
    reported = [covered[1] for step in event.history if step.at and (covered := dates.days(step.at))]
    earliest = _day(event.when.earliest) if event.when else None
    if earliest is None or not reported or event.status not in {"occurred", "ongoing"}:
        return False
    return earliest - max(reported) > _DATING_SLACK


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
