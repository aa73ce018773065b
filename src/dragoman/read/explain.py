"""From a reading and what the heads said while it was made to the decisions behind one of its events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dragoman import scheme
from dragoman.errors import NotFoundError
from dragoman.nouns.event import EventMention, Status, Term
from dragoman.nouns.explanation import Alternative, Decision, Explanation
from dragoman.nouns.mention import Entity
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Span
from dragoman.read import speakers, status, times
from dragoman.read.half_heard import Worded, worded
from dragoman.read.negation import negates
from dragoman.read.parties import PLACED
from dragoman.read.sentences import sentence_of
from dragoman.read.trace import Trace, TriggerTrace, Weighed

Limits = Mapping[str, float]
_ROLES: Final = (
    ("actor", "actors"), ("recipient", "recipients"), ("place", "places"), ("companion", "companions"), ("by", "by"),
)  # fmt: skip
_SHOWN: Final = 4
_LEAST_SHOWN: Final = 0.02  # what a head thinks less likely than this explains nothing


def explanation(reading: Reading, event: str, trace: Trace, limits: Limits) -> Explanation:
    """Return why the event of that id is as it is; raises NotFoundError where the reading has none of that id."""
    found = next((e for e in reading.events if e.id == event), None)
    if found is None:
        ids = ", ".join(e.id for e in reading.events) or "it has no events"
        raise NotFoundError(f"expected the id of an event of {reading.document.id} ({ids}), saw {event!r}")
    heads = max((t for t in trace if t.trigger == found.trigger), key=lambda t: t.types[0][0] == found.type)
    case = _Case(reading, found, heads, limits)
    sentence = sentence_of(reading.sentences, found.trigger.start) or found.trigger
    return Explanation(reading.document, found, sentence, tuple(_decisions(case)), reading.model)


@dataclass(frozen=True, slots=True)
class _Case:
    reading: Reading
    event: EventMention
    heads: TriggerTrace
    limits: Limits

    @property
    def text(self) -> str:
        return self.reading.document.text

    @property
    def heard(self) -> bool:
        """Tell whether the heads alone make an event of it."""
        sure = round(self.heads.probability * self.heads.types[0][1], 4)
        return sure >= self.limits["event"] and self.heads.probability >= self.limits["trigger"]

    @property
    def worded(self) -> Worded | None:
        """Return the wording that tells the event, where the heads alone do not."""
        found = (w for w in worded(self.text, self.reading.sentences) if w.trigger == self.event.trigger)
        return None if self.heard or self.event.custom else next(found, None)

    @property
    def entities(self) -> dict[str, Entity]:
        return {e.id: e for e in self.reading.entities}


def _decisions(case: _Case) -> Iterator[Decision]:
    yield from _what(case)
    yield from _status(case)
    for relation, field in _ROLES:
        yield from _role(case, relation, getattr(case.event, field))
    yield from _parties(case)
    yield from _times(case)
    yield from _terms(case)
    yield from _contexts(case)
    yield from _codes(case)


def _what(case: _Case) -> Iterator[Decision]:
    event, heads, limits = case.event, case.heads, case.limits
    words = event.trigger.of(case.text)
    best = heads.types[0]
    if case.heard:
        yield Decision("trigger", words, "head", "trigger head", _p(heads.probability), limits["trigger"], spans=(event.trigger,))
        yield Decision("type", event.type, "head", "type head, at the trigger", _p(best[1]), None, _beside(heads.types[1:]))
        yield Decision("event", event.id, "head", "trigger and type together", event.probability, limits["event"])
    elif told := case.worded:
        how = f"a wording that tells an event; the trigger head alone gives it {heads.probability:.2f}"
        yield Decision("trigger", words, "rule", how, spans=(event.trigger,))
        spans = (told.trigger, told.owner)
        yield Decision("type", event.type, "rule", "by its wording, whatever the head says", others=_beside(heads.types), spans=spans)
    else:
        why = "a trigger word of a scheme" if event.custom else "a noun behind a hedge"
        how = f"{why}; the trigger head alone gives it {heads.probability:.2f}"
        yield Decision("trigger", words, "rule", how, spans=(event.trigger,))
        mapped = "what the scheme's type maps to" if any(c.plover for c in event.custom) else "type head, at the trigger"
        yield Decision("type", event.type, "rule" if any(c.plover for c in event.custom) else "head", mapped, others=_beside(heads.types))
    for code in event.custom:
        yield Decision("custom", f"{code.scheme}/{code.type}", "rule", "the scheme's triggers and conditions hold", spans=(event.trigger,))
    of_type = tuple((m.split(":")[1], p) for m, p in heads.modes if m.startswith(f"{event.type}:"))
    for mode in event.modes:
        how = "mode head, among the modes of the type"
        if mode not in dict(of_type):
            yield Decision("mode", mode, "rule", "what the scheme's type maps to")
            continue
        yield Decision("mode", mode, "head", how, _p(dict(of_type)[mode]), limits["mode"], _beside(x for x in of_type if x[0] != mode))
    if not event.modes and of_type and not case.worded:
        yield Decision("mode", "none", "head", "mode head: no mode of the type reaches it", None, limits["mode"], _beside(of_type))


def _status(case: _Case) -> Iterator[Decision]:
    said = case.heads.statuses
    kind: Status
    if told := case.worded:
        kind = told.status
        how = "by its wording, whatever the head says"
        yield Decision("status", kind, "rule", how, others=_beside(said), spans=(told.trigger, told.owner))
    else:
        kind = said[0][0]  # type: ignore[assignment]
        yield Decision("status", kind, "head", "status head, at the trigger", _p(said[0][1]), None, _beside(said[1:]))
        sentence = sentence_of(case.reading.sentences, case.event.trigger.start) or case.event.trigger
        if kind == "denied" and not negates(sentence.of(case.text)):
            kind = said[1][0]  # type: ignore[assignment]
            yield Decision("status", kind, "rule", "no word of its sentence says that anything is not so", spans=(sentence,))
    if case.event.status != kind:
        settled = status.rule(replace(case.event, status=kind), case.reading.sentences, case.text)
        how, spans = (settled[0], (settled[1],)) if settled else ("a wording before the trigger", ())
        yield Decision("status", case.event.status, "rule", f"{how}, whatever the head says", spans=spans)


def _role(case: _Case, relation: str, ids: Sequence[str]) -> Iterator[Decision]:
    """Yield who fills a role by which mention, and who was weighed beside; a role that nobody fills only where somebody was near it."""
    best: dict[str, tuple[float, Span]] = {}
    for span, p in case.heads.roles[relation]:
        for entity in case.reading.entities:
            if span in entity.mentions and p > best.get(entity.id, (0.0, span))[0]:
                best[entity.id] = (p, span)
    threshold = case.limits[relation]
    quote = speakers.quote_of(case.event.trigger, case.reading.quotes) if relation == "by" else None
    beside = [(f"{x} {case.entities[x].name}", p) for x, (p, _) in sorted(best.items(), key=lambda b: (-b[1][0], b[0])) if x not in ids]
    others = _beside(beside)
    told = case.worded
    for x in ids:
        if told and relation in told.roles and any(told.owner.overlaps(m) for m in case.entities[x].mentions):
            yield Decision(
                relation, f"{x} {case.entities[x].name}", "rule", "whose it is by its wording", others=others, spans=(told.owner,)
            )
            continue
        if quote and quote.speaker == x:
            yield Decision(
                relation, f"{x} {case.entities[x].name}", "rule", "who says the quoted words", others=others, spans=(quote.span,)
            )
            continue
        p, span = best.get(x, (0.0, case.entities[x].mentions[0]))
        least = p <= threshold
        how = (
            f"{relation} head: nobody reaches {threshold:g}, the likeliest is taken"
            if least
            else f"{relation} head, between trigger and mention"
        )
        limit = case.limits.get(f"{relation}_least", threshold) if least else threshold
        yield Decision(relation, f"{x} {case.entities[x].name}", "head", how, _p(p), limit, others, (span,))
    if not ids and others:
        yield Decision(relation, "nobody", "head", f"{relation} head: nobody is likely enough", None, threshold, others)
    for x, (p, span) in sorted(best.items()):
        if p > threshold and x not in ids and not quote:
            acts = relation == "recipient" and x in case.event.actors
            unlikely = relation == "place" and p * case.event.probability <= PLACED
            how = (
                "an actor is no recipient of the same event"
                if acts
                else f"event and place together do not reach {PLACED:g}"
                if unlikely
                else "by its wording it is somebody else's"
                if told and relation in told.roles
                else "another is likelier, and no list joins the two"
            )
            yield Decision(relation, f"not {x} {case.entities[x].name}", "rule", how, _p(p), spans=(span,))


def _parties(case: _Case) -> Iterator[Decision]:
    """Yield who each participant was taken for, by which steps."""
    seen = dict.fromkeys(x for _, field in _ROLES for x in getattr(case.event, field))
    for x in seen:
        entity = case.entities[x]
        known = [entity.actor, entity.state and f"state {entity.state}", entity.sector and f"sector {entity.sector}"]
        if entity.place:
            known.append(f"place {entity.place.name}, {entity.place.country}")
        steps = "; ".join(entity.how) or "no table and no word of the text tells"
        spans = entity.mentions[:_SHOWN]
        yield Decision(f"who {x} is", ", ".join(k for k in known if k) or "not known", "table", f"{entity.name}: {steps}", spans=spans)


def _times(case: _Case) -> Iterator[Decision]:
    given = {t.span: t for t in case.reading.times}
    said = dict(case.heads.times)
    for span, p in case.heads.times:
        time = given[span]
        if time.id not in case.event.times:
            continue
        others = _beside((given[s].value, q) for s, q in said.items() if s != span)
        yield Decision(
            "time", span.of(case.text), "head", "time head, between trigger and expression", _p(p), case.limits["time_of"], others, (span,)
        )
        days = f", {time.days.earliest} to {time.days.latest}" if time.days else ""
        yield Decision(
            f"value of {time.id}",
            time.value + days,
            "rule",
            f"read as {times.rule_of(span.of(case.text)) or 'no time'}; {_anchor(case)}",
            spans=(span,),
        )


def _anchor(case: _Case) -> str:
    document = case.reading.document
    if document.published is not None:
        return f"counted from the day of publication, {document.published}"
    if document.dated is not None:
        return f"counted from the report's date, {document.dated.value} (by {document.dated.how}: {document.dated.rule or 'given'})"
    return "the report has no date to count from"


def _terms(case: _Case) -> Iterator[Decision]:
    for term in case.event.terms:
        said = [(p, span) for span, kind, p, mine in case.heads.terms if kind == term.kind and span.overlaps(term.span) and mine]
        yield _term(term, said[0][0] if said else None, case)
    for kind, span in (("topic", case.event.topic), ("means", case.event.means)):
        if span is None:
            continue
        found = [p for s, k, p, _ in case.heads.terms if k == kind and s.overlaps(span)]
        if found:
            yield Decision(
                kind,
                span.of(case.text),
                "head",
                "term head, between trigger and phrase",
                _p(found[0]),
                case.limits["term_of"],
                spans=(span,),
            )
        else:
            yield Decision(kind, span.of(case.text), "rule", "words for how one travels, after the trigger", spans=(span,))


def _term(term: Term, probability: float | None, case: _Case) -> Decision:
    value = f"{term.value} ({term.bound})" if term.bound else term.value
    if probability is None:
        how = "the words before this time of the event say that it begins or ends then"
        return Decision(f"term {term.kind}", value, "rule", how, spans=(term.span,))
    how = f"term head, between trigger and “{term.span.of(case.text)}”; value by rule"
    return Decision(f"term {term.kind}", value, "head", how, _p(probability), case.limits["term_of"], spans=(term.span,))


def _contexts(case: _Case) -> Iterator[Decision]:
    said = dict(case.heads.contexts)
    beside = _beside((c, p) for c, p in case.heads.contexts if c not in case.event.contexts)
    for context in case.event.contexts:
        yield Decision("context", context, "head", "context head, at most three", _p(said[context]), case.limits["context"], beside)


def _codes(case: _Case) -> Iterator[Decision]:
    """Yield the codes of an export; what the reader cannot code, a mode of another type, is left out as there."""
    event = case.event
    known = [m for m in scheme.modes_of(event.type) if m in event.modes]
    folded = scheme.plover(event.type, known, event.status)
    how = f"{event.type}, {event.status}, folded by the rules of PLOVER's manual"
    value = " ".join((folded.type, *folded.mode, f"score {folded.score:g}, quad {folded.quad}")) if folded else "none"
    yield Decision("PLOVER", value, "table", how)
    yield Decision(
        "CAMEO",
        scheme.cameo(event.type, known, event.status, event.contexts) or "none",
        "table",
        "crosswalk of type, mode, status and context",
    )


def _beside(weighed: Weighed | Iterator[tuple[str, float]] | Sequence[tuple[str, float]]) -> tuple[Alternative, ...]:
    kept = sorted((x for x in weighed if x[1] >= _LEAST_SHOWN), key=lambda x: -x[1])
    return tuple(Alternative(value, _p(p)) for value, p in kept[:_SHOWN])


def _p(probability: float) -> float:
    return round(float(probability), 4)
