"""From the model's figures to mentions, times, terms, triggers, roles and quotes of one document, still without meaning."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from dragoman.neural.labels import Labels
from dragoman.neural.session import Model, PairWeights
from dragoman.neural.wordpiece import Pieces
from dragoman.nouns.event import Status
from dragoman.nouns.mention import EntityType
from dragoman.nouns.text import Span
from dragoman.read.compatible import is_place
from dragoman.read.coreference import Clusters, antecedents
from dragoman.read.half_heard import LEAST_HEDGED, LEAST_WORDED, Worded, hedged, worded
from dragoman.read.known_names import made_whole
from dragoman.read.names_cut_short import with_rest, with_syllable
from dragoman.read.pairs import DETERMINERS, PRONOUNS, distance, likeness
from dragoman.read.parties import fillers, likely_places, some_fill
from dragoman.read.place_names import completed
from dragoman.read.tags import Tagged, joined, sigmoid, softmax, spans
from dragoman.read.trace import Trace, TriggerTrace, Weighed
from dragoman.read.windows import Window, windows, word_ranges

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
ARTICLES = frozenset({"the", "a", "an", "and", "of"})
LEADS_ON = re.compile(r"(?<=\w)(?:\s+(?:of|for|in|to|by|and|with|from|at|on|the|a|an))+$")
INITIALS = re.compile(r"(?<!\w)(?:[A-Z]\.){2,}")
WORLD_WAR = re.compile(r"World\s+War\b")  # the world is no side of it, nor where it was
# "Sen. Rand Paul (R-Ky.)": whom a member of the US Congress sits for.
SEAT = re.compile(r"[RDI]-[A-Z][A-Za-z.]*")
# "Robert Mueller Photographer: Saul Loeb/AFP": who took the picture that stood there.
CREDIT = re.compile(r"\s+(?:Photo|Photograph|Photographer|Photos|Picture|Image|Images|Video)\Z")
LONGEST = 12  # characters of initials
MOST_CONTEXTS = 3
DETERMINER = re.compile(r"(?<!\w)((?:the|a|an|whose|its|their|his|her|my|our) )\Z", re.IGNORECASE)
STRAY_MARK = re.compile(r"[^\WsSxXzZ]['’]\Z")
"""A mark that closes a quote, and no possessive of a name in s."""
EDGES = '–—-,;:“”" '
PLACES = frozenset({"GPE", "LOC"})
ROLES = ("actor", "recipient", "place", "companion", "by")


@dataclass(frozen=True, slots=True)
class RawMention:
    """A mention: its characters, type and the model's probability."""

    span: Span
    type: EntityType
    probability: float


@dataclass(frozen=True, slots=True)
class RawTerm:
    """A term, topic or means: its characters and kind."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class RawEvent:
    """A trigger with its classes; `roles` relation -> clusters, best first; `times` and `terms` are numbers of the document's lists.

    `if_not_denied` is the status that the model holds likeliest beside "denied".
    """

    trigger: Span
    type: str
    status: Status
    probability: float
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    roles: dict[str, tuple[int, ...]]
    times: tuple[int, ...]
    terms: tuple[int, ...]
    signature: bytes
    if_not_denied: Status = "occurred"


@dataclass(frozen=True, slots=True)
class RawQuote:
    """A quote with the clusters of its speaker and of whom it is about."""

    span: Span
    speaker: int | None
    about: int | None


@dataclass(slots=True)
class Decoded:
    """What one document holds; `clusters` are lists of numbers of `mentions`, `places` those that are a capital as a place only."""

    mentions: list[RawMention] = field(default_factory=list)
    clusters: list[list[int]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    times: list[Span] = field(default_factory=list)
    terms: list[RawTerm] = field(default_factory=list)
    events: list[RawEvent] = field(default_factory=list)
    added: list[RawEvent] = field(default_factory=list)
    quotes: list[RawQuote] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Group:
    """Spans of one group in a window, as the pair heads take them: words [n], sentences [n], kinds [n], vectors [n, relations * width]."""

    first: Ints
    sentence: Ints
    kind: Ints
    heads: Floats
    tails: Floats


@dataclass(frozen=True, slots=True)
class _Classes:
    """What the heads say of one trigger, whatever stands around it; `probability` is that of its type."""

    type: str
    probability: float
    status: Status
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    signature: bytes
    if_not_denied: Status


@dataclass(frozen=True, slots=True)
class _Found:
    """What a window holds beside its triggers: sentences [words], mentions, terms, times, and where its own begin in the lists."""

    sentence: Ints
    numbers: Sequence[int]
    mentions: Group
    terms: Sequence[tuple[Tagged, str]]
    placed: Sequence[tuple[Span, Tagged]]
    first_time: int
    first_term: int


def decode(
    text: str,
    sentences: Sequence[Span],
    quoted: Sequence[Span],
    timed: Sequence[Span],
    model: Model,
    *,
    names: Sequence[Span] = (),
    named: Sequence[Span] = (),
    trace: Trace | None = None,
    given: Sequence[Span] | None = None,
) -> Decoded:
    """Read `text` window by window; mentions seen as left context keep the clusters that they got as their own window's.

    `quoted` and `timed` are the quotes and the time expressions, which rules find better than the model does. `names` are names of the
    reference tables that no mention may cut. `named` are words that are to be triggers whatever the trigger head says; where no event is
    found at one, `added` has it. What the heads say of each trigger is added to `trace` where one is given. `given` triggers are the only
    ones, however improbable the model holds them.
    """
    pieces = model.wordpiece.cut(text)
    ranges = word_ranges(pieces, sentences)
    sentence = np.zeros(len(pieces.starts), dtype=np.int64)
    for i, (a, b) in enumerate(ranges):
        sentence[a:b] = i
    state = _Document(model, pieces, sentence, text, quoted, timed)
    state.names, state.named, state.trace, state.given = names, named, trace, given
    state.hedged, state.worded = hedged(text), worded(text, sentences)
    for window in windows(pieces, ranges):
        state.read(window)
    state.out.clusters = state.clusters.members
    state.out.places = [c for c in range(len(state.clusters.members)) if state.clusters.is_only_place(c)]
    return state.out


class _Document:
    """The document as read so far."""

    def __init__(self, model: Model, pieces: Pieces, sentence: Ints, text: str, quoted: Sequence[Span], timed: Sequence[Span]) -> None:
        self.model, self.pieces, self.sentence, self.text = model, pieces, sentence, text
        self.starts: list[int] = pieces.starts.tolist()
        self.ends: list[int] = pieces.ends.tolist()
        self.quoted, self.timed = quoted, timed
        self.out, self.clusters = Decoded(), Clusters()
        self.width = 0
        self.names: Sequence[Span] = ()
        self.named: Sequence[Span] = ()
        self.trace: Trace | None = None
        self.given: Sequence[Span] | None = None
        self.hedged: Sequence[Span] = ()
        self.worded: Sequence[Worded] = ()
        self._mention_words: list[tuple[int, int]] = []

    def read(self, window: Window) -> None:
        """Decode one window; only what starts in its own words is kept."""
        out = self.model.run(self.pieces, window.context, window.end)
        self.width = out["from"].shape[1] // len(self.model.labels.relations)
        sentence = self.sentence[window.context : window.end]
        own = window.start - window.context
        limit = self.model.thresholds

        def tagged(head: str) -> list[Tagged]:
            found = (t for t in spans(out[head], sentence, limit[head]) if t.first >= own)
            return [t for t in found if is_content(self._span(t, window).of(self.text))]

        named = joined(tagged("mention"), lambda a, b: self._stand_apart(a, b, window, sentence))
        numbers, mentions = self._mentions(out, self._one_a_span(named, window), window)
        terms = self._term_spans(tagged("term"), tagged("phrase"))
        placed = self._placed(self.timed, window)
        found = _Found(sentence, numbers, mentions, terms, placed, len(self.out.times), len(self.out.terms))
        self.out.times += [span for span, _ in placed]
        self.out.terms += [RawTerm(self._span(t, window), name) for t, name in terms]
        if self.given is not None:
            given = self._placed(self.given, window)
            events = self._events(out, self._believed(out, [t for _, t in given]), window, found)
            self.out.events += [replace(e, trigger=span) for (span, _), e in zip(given, events, strict=True)]
        else:
            events = self._events(out, tagged("trigger"), window, found, sought=True)
            self.out.events += [e for e in events if e.probability >= limit["event"]]
            self.out.events += self._half_heard(out, window, found)
            self.out.events += self._worded(out, window, found)
        if self.named:
            taken = [e.trigger for e in self.out.events if e.probability >= limit["event"]]
            self.out.added += self._events(out, self._unread(out, taken, window), window, found)
        self._quotes(out, window, numbers, mentions, sentence)

    def _stand_apart(self, a: Tagged, b: Tagged, window: Window, sentence: Ints) -> bool:
        """Tell whether two neighbours are two mentions: one is a pronoun, the second begins anew, or more than a space parts them."""
        first, second = self._span(a, window), self._span(b, window)
        if sentence[a.first] != sentence[b.first] or self.text[first.end : second.start] != " ":
            return True
        words = first.of(self.text).split(), second.of(self.text).split()
        return (len(words[0]) == 1 and words[0][0].casefold() in PRONOUNS) or words[1][0].casefold() in PRONOUNS | DETERMINERS

    def _one_a_span(self, tagged: Sequence[Tagged], window: Window) -> list[tuple[Tagged, Span]]:
        """Return the mentions but those that lie in the whole words of the one before ("U" and "S" of "U.S.") or name a war or a seat."""
        kept: list[tuple[Tagged, Span]] = []
        last: Span | None = None
        others = sorted([self._span(t, window).start for t in tagged] + [s.start for s in self.timed])
        for t in tagged:
            span = whole(self.text, trimmed(self.text, self._span(t, window)))
            if self.model.labels.mentions[t.kind] in PLACES:
                span = completed(self.text, span)
            span = made_whole(span, self.names)
            span = with_determiner(self.text, span)
            span = with_rest(self.text, span, _next(others, span.end, len(self.text)), self.names)
            if self.model.labels.mentions[t.kind] == "PER":
                span = with_syllable(self.text, span)
            span = without_credit(self.text, span)
            names_nobody = WORLD_WAR.match(self.text, span.start) or SEAT.fullmatch(self.text, span.start, span.end)
            if (last is None or not last.overlaps(span)) and not names_nobody:
                kept.append((t, span))
                last = span
        return kept

    def _believed(self, out: dict[str, Floats], given: Sequence[Tagged]) -> list[Tagged]:
        """Return given triggers with the probability that any of their words is one, which in texts about other matters may be little."""
        triggered = 1 - softmax(out["trigger"])[:, 0]
        return [replace(t, probability=float(triggered[t.first : t.last + 1].max())) for t in given]

    def _unread(self, out: dict[str, Floats], taken: Sequence[Span], window: Window) -> list[Tagged]:
        """Return the named triggers of the window that no event has, each as the word of it that is likeliest to be one."""
        return self._free(out, self.named, taken, window)

    def _free(self, out: dict[str, Floats], given: Sequence[Span], taken: Sequence[Span], window: Window) -> list[Tagged]:
        """Return given spans that overlap none that is taken, each as the word of it that is likeliest to be a trigger."""
        triggered = 1 - softmax(out["trigger"])[:, 0]
        placed = [t for span, t in self._placed(given, window) if not any(span.overlaps(other) for other in taken)]
        best = [t.first + int(triggered[t.first : t.last + 1].argmax()) for t in placed]
        return [Tagged(w, w, 0, float(triggered[w])) for w in best]

    def _half_heard(self, out: dict[str, Floats], window: Window, found: _Found) -> list[RawEvent]:
        """Return what the hedged nouns of the window tell of as possible, where they are too improbable for events otherwise."""
        taken = [e.trigger for e in self.out.events]
        events = self._events(out, self._free(out, self.hedged, taken, window), window, found)
        heard = [e for e in events if e.status == "possible" and e.probability >= LEAST_HEDGED]
        # The hedge vouches for what the heads hardly hear: it is told no less surely than any event that is told.
        return [replace(e, probability=max(e.probability, self.model.thresholds["event"])) for e in heard]

    def _worded(self, out: dict[str, Floats], window: Window, found: _Found) -> list[RawEvent]:
        """Return the events that their wording tells, where the heads did not find them."""
        taken = [e.trigger for e in self.out.events]
        free = [(w, t) for w in self.worded for t in self._free(out, [w.trigger], taken, window)]
        events = self._events(out, [t for _, t in free], window, found)
        return [self._as_worded(e, w, found) for e, (w, _) in zip(events, free, strict=True)]

    def _as_worded(self, event: RawEvent, told: Worded, found: _Found) -> RawEvent:
        """Return the event with type and status by its wording, and with its owner where the reader has a mention of one."""
        owners = (self.clusters.of(n) for n in found.numbers if self.out.mentions[n].span.overlaps(told.owner))
        owner = tuple(sorted(set(owners)))[:1]
        roles = event.roles | dict.fromkeys(told.roles, owner) if owner else event.roles
        probability = max(event.probability, LEAST_WORDED)
        return replace(event, type=told.type, status=told.status, modes=(), roles=roles, probability=probability)

    def _events(
        self, out: dict[str, Floats], triggers: Sequence[Tagged], window: Window, found: _Found, sought: bool = False
    ) -> list[RawEvent]:
        """Return the event of each trigger, with what the pair heads give it of the window's mentions, times and terms.

        Triggers that the trigger head `sought` out are events from some probability on only; all others are, however improbable.
        """
        if not triggers:
            return []
        labels, limit, sentence, terms = self.model.labels, self.model.thresholds, found.sentence, found.terms
        times = [t for _, t in found.placed]
        heads = self._group(out, triggers, [0] * len(triggers), sentence, only_first=True)
        buckets = self._buckets(heads, found.mentions)
        roles = {r: self._probabilities(r, heads, found.mentions, buckets) for r in ROLES}
        in_time = self._probabilities("time", heads, self._group(out, times, [0] * len(times), sentence))
        kinds = [labels.kind("phrase" if n in labels.phrases else "term", n) for _, n in terms]
        named = self._group(out, [t for t, _ in terms], kinds, sentence)
        classes = _classes(out, heads.first, labels, limit)
        kept = [not sought or t.probability * c.probability >= limit["event"] for t, c in zip(triggers, classes, strict=True)]
        # A term is told in its event's own sentence (all but 3 of the stories' 3,016), and of what is no event it is none.
        can_have = (heads.sentence[:, None] == named.sentence[None, :]) & np.array(kept)[:, None]
        of_term = self._probabilities("term", heads, named) * can_have
        owner = of_term.argmax(0) if len(terms) else np.zeros(0, dtype=np.int64)
        believed = np.array([t.probability * c.probability for t, c in zip(triggers, classes, strict=True)], dtype=np.float32)
        likely = roles | {"place": likely_places(roles["place"], believed)} if sought else roles
        parties = {r: self._parties(r, likely[r], found.numbers, [c.type for c in classes]) for r in ROLES}
        at = [tuple(found.first_time + j for j in row) for row in _true(in_time > limit["time_of"])]
        owned = (of_term > limit["term_of"]) & (owner[None, :] == np.arange(len(triggers))[:, None])
        mine = [tuple(found.first_term + j for j in row) for row in _true(owned)]
        events = []
        for i, t in enumerate(triggers):
            events.append(self._event(t, window, classes[i], {r: parties[r][i] for r in ROLES}, at[i], mine[i]))
            if self.trace is not None:
                of_mention = {r: _named([self.out.mentions[n].span for n in found.numbers], roles[r][i]) for r in ROLES}
                of_time = _named([span for span, _ in found.placed], in_time[i])
                claimed = zip(terms, of_term[i].tolist(), (owner == i).tolist(), strict=True)
                of_terms = tuple((self._span(x, window), kind, p, its) for (x, kind), p, its in claimed)
                self.trace.append(self._traced(out, t, events[-1].trigger, of_mention, of_time, of_terms))
        return events

    def _span(self, t: Tagged, window: Window) -> Span:
        return Span(self.starts[window.context + t.first], self.ends[window.context + t.last])

    def _word_before(self, span: Span) -> str:
        return (self.text[max(0, span.start - 20) : span.start].split() or [""])[-1]

    def _placed(self, given: Sequence[Span], window: Window) -> list[tuple[Span, Tagged]]:
        """Return the spans that begin in the window's own words, each with its words."""
        starts, ends = self.starts, self.ends
        low, high = starts[window.start], ends[window.end - 1]
        out = []
        for span in given:
            if low <= span.start < high:
                first = bisect_right(ends, span.start)
                last = min(bisect_left(starts, span.end), window.end) - 1
                out.append((span, Tagged(first - window.context, max(first, last) - window.context, 0, 1.0)))
        return out

    def _mentions(self, out: dict[str, Floats], own: Sequence[tuple[Tagged, Span]], window: Window) -> tuple[list[int], Group]:
        """Add the window's own mentions to the document's; return the numbers of all that it shows, and their group."""
        tagged = [t for t, _ in own]
        labels, sentence = self.model.labels, self.sentence[window.context : window.end]
        known = [n for n, (a, b) in enumerate(self._mention_words) if a >= window.context and b < window.start]
        runs = [Tagged(self._mention_words[n][0] - window.context, self._mention_words[n][1] - window.context, 0, 1.0) for n in known]
        kinds = [labels.kind("mention", self.out.mentions[n].type) for n in known]
        fresh = list(range(len(self.out.mentions), len(self.out.mentions) + len(tagged)))
        for t, span in own:
            kind: EntityType = labels.mentions[t.kind]  # type: ignore[assignment]
            self.out.mentions.append(RawMention(span, kind, t.probability))
            self._mention_words.append((window.context + t.first, window.context + t.last))
        numbers = known + fresh
        group = self._group(out, runs + tagged, kinds + [labels.kind("mention", labels.mentions[t.kind]) for t in tagged], sentence)
        words = [self.out.mentions[n].span.of(self.text) for n in numbers]
        scores = self._scores("antecedent", group, group) + likeness(words) @ self.model.weights.likeness
        best = antecedents(scores, range(len(known), len(numbers)), self.model.thresholds["antecedent"])
        for n, rows, t in zip(fresh, best, tagged, strict=True):
            m = self.out.mentions[n]
            name = m.span.of(self.text)
            place = m.type == "GPE" and is_place(name, self._word_before(m.span))
            self.clusters.add(n, name, m.type, [numbers[i] for i in rows], place, int(sentence[t.first]))
        return numbers, group

    def _term_spans(self, terms: list[Tagged], phrases: list[Tagged]) -> list[tuple[Tagged, str]]:
        labels = self.model.labels
        return [(t, labels.terms[t.kind]) for t in terms] + [(t, labels.phrases[t.kind]) for t in phrases]

    def _group(
        self, out: dict[str, Floats], runs: Sequence[Tagged], kinds: Sequence[int], sentence: Ints, only_first: bool = False
    ) -> Group:
        first = np.array([t.first for t in runs], dtype=np.int64)
        last = first if only_first else np.array([t.last for t in runs], dtype=np.int64)
        heads, tails = (np.asarray((out[side][first] + out[side][last]) / 2, dtype=np.float32) for side in ("from", "to"))
        return Group(first, sentence[first], np.array(kinds, dtype=np.int64), heads, tails)

    def _buckets(self, heads: Group, tails: Group) -> Ints:
        return distance(heads.first, heads.sentence, tails.first, tails.sentence)

    def _scores(self, relation: str, heads: Group, tails: Group, buckets: Ints | None = None) -> Floats:
        return pair_scores(self.model.labels.relations.index(relation), heads, tails, self.model.weights, self.width, buckets)

    def _probabilities(self, relation: str, heads: Group, tails: Group, buckets: Ints | None = None) -> Floats:
        return sigmoid(self._scores(relation, heads, tails, buckets))

    def _parties(self, role: str, probabilities: Floats, numbers: Sequence[int], types: Sequence[str | None]) -> list[tuple[int, ...]]:
        """Return for each head the clusters of the mentions that fill a role, most probable first; `probabilities` [heads, mentions]."""
        limit, least = self.model.thresholds[role], self.model.thresholds.get(f"{role}_least")
        spans = [self.out.mentions[n].span for n in numbers]
        out: list[tuple[int, ...]] = [()] * len(types)
        for i in some_fill(probabilities, limit, least):
            chances = probabilities[i].tolist()
            best: dict[int, float] = {}
            for j in fillers(chances, spans, self.text, role, limit, least, types[i]):
                cluster = self.clusters.of(numbers[j])
                best[cluster] = max(chances[j], best.get(cluster, 0.0))
            out[i] = tuple(sorted(best, key=lambda c: (-best[c], c)))
        return out

    def _event(
        self,
        t: Tagged,
        window: Window,
        classes: _Classes,
        roles: dict[str, tuple[int, ...]],
        times: tuple[int, ...],
        terms: tuple[int, ...],
    ) -> RawEvent:
        return RawEvent(
            self._span(t, window),
            classes.type,
            classes.status,
            round(t.probability * classes.probability, 4),
            classes.modes,
            classes.contexts,
            roles,
            times,
            terms,
            classes.signature,
            classes.if_not_denied,
        )

    def _traced(
        self,
        out: dict[str, Floats],
        t: Tagged,
        trigger: Span,
        roles: dict[str, tuple[tuple[Span, float], ...]],
        times: tuple[tuple[Span, float], ...],
        terms: tuple[tuple[Span, str, float, bool], ...],
    ) -> TriggerTrace:
        labels = self.model.labels
        return TriggerTrace(
            trigger,
            t.probability,
            _weighed(labels.types, softmax(out["type"][t.first])),
            _weighed(labels.statuses, softmax(out["status"][t.first])),
            _weighed(labels.modes, sigmoid(out["mode"][t.first])),
            _weighed(labels.contexts, sigmoid(out["context"][t.first])),
            roles,
            times,
            terms,
        )

    def _quotes(self, out: dict[str, Floats], window: Window, numbers: Sequence[int], mentions: Group, sentence: Ints) -> None:
        """Give each quote that opens in the window's own words its speaker and whom it is about."""
        placed = self._placed(self.quoted, window)
        if not placed:
            return
        runs = [t for _, t in placed]
        heads = self._group(out, runs, [0] * len(runs), sentence)
        buckets = self._buckets(heads, mentions)
        speakers, about = (
            self._parties(r, self._probabilities(r, heads, mentions, buckets), numbers, [None] * len(runs)) for r in ("speaker", "about")
        )
        for (q, _), by, of in zip(placed, speakers, about, strict=True):
            self.out.quotes.append(RawQuote(q, by[0] if by else None, of[0] if of else None))


def _classes(out: dict[str, Floats], words: Ints, labels: Labels, limit: Mapping[str, float]) -> list[_Classes]:
    """Return what the heads say of the triggers that begin in `words` [triggers]: one array operation for all of a window."""
    types, modes, contexts = softmax(out["type"][words]), sigmoid(out["mode"][words]), sigmoid(out["context"][words])
    ranked = np.argsort(-contexts, axis=-1, kind="stable")[:, :MOST_CONTEXTS]
    likely = np.take_along_axis(contexts, ranked, axis=-1) > limit["context"]
    signatures = np.clip(np.rint(out["signature"][words] * 127), -127, 127).astype(np.int8)
    of_status = out["status"][words]
    not_denied = np.where(np.array(labels.statuses) == "denied", -np.inf, of_status)
    statuses, otherwise = ([labels.statuses[i] for i in scores.argmax(-1).tolist()] for scores in (of_status, not_denied))
    found = zip(
        types.argmax(-1).tolist(),
        types.max(-1).tolist(),
        statuses,
        _true(modes.astype(np.float64) > limit["mode"]),
        ranked.tolist(),
        likely.tolist(),
        signatures,
        otherwise,
        strict=True,
    )
    return [
        _Classes(
            labels.types[kind],
            probability,
            status,
            tuple(m for i in of_modes if (m := _of_type(labels.modes[i], labels.types[kind]))),
            tuple(labels.contexts[i] for i, told in zip(of_contexts, is_likely, strict=True) if told),
            signature.tobytes(),
            if_not_denied,
        )
        for kind, probability, status, of_modes, of_contexts, is_likely, signature, if_not_denied in found
    ]


def _of_type(mode: str, kind: str) -> str:
    """Return a mode without its type ("abduct" of "ASSAULT:abduct"), empty where it is another type's."""
    of, _, name = mode.partition(":")
    return name if of == kind else ""


def _true(table: NDArray[np.bool_]) -> list[list[int]]:
    """Return for each row of a table where it is true."""
    found: list[list[int]] = [[] for _ in table]
    for i, j in zip(*(at.tolist() for at in np.nonzero(table)), strict=True):
        found[i].append(j)
    return found


def _named(spans: Sequence[Span], probabilities: Floats) -> tuple[tuple[Span, float], ...]:
    return tuple(zip(spans, probabilities.tolist(), strict=True))


def _weighed(names: Sequence[str], probabilities: Floats) -> Weighed:
    """Return the classes with their probabilities, the likeliest first."""
    order = np.argsort(-probabilities, kind="stable")
    return tuple((names[int(i)], float(probabilities[i])) for i in order)


def with_determiner(text: str, span: Span) -> Span:
    """Return a mention that begins with a common noun or what describes it with the article or possessive right before it."""
    before = DETERMINER.search(text, max(0, span.start - LONGEST), span.start) if text[span.start].islower() else None
    return Span(before.start(1), span.end) if before is not None else span


def _next(starts: Sequence[int], at: int, end: int) -> int:
    """Return the first of the starts that is not before a position, or the end."""
    number = bisect_left(starts, at)
    return starts[number] if number < len(starts) else end


def whole(text: str, span: Span) -> Span:
    """Return a span with the whole of the initials that it begins or ends in: "U.S.", not "U" or "S."."""
    for found in INITIALS.finditer(text, max(0, span.start - LONGEST), min(len(text), span.end + LONGEST)):
        start, end = found.span()
        if start < span.end and span.start < end:
            span = Span(min(span.start, start), max(span.end, end))
    return span


def trimmed(text: str, span: Span) -> Span:
    """Return a span without the marks at its ends and the prepositions that lead on from it, if anything is left."""
    words = LEADS_ON.sub("", span.of(text))
    span = Span(span.start, span.start + len(words))
    start = span.start + len(words) - len(words.lstrip(EDGES))
    end = span.end - (len(words) - len(words.rstrip(EDGES)))
    if start + 1 < end and STRAY_MARK.search(text, start, end):
        end -= 1
    return Span(start, end) if start < end else span


def without_credit(text: str, span: Span) -> Span:
    """Return a mention without the word that begins the credit of a picture right after it."""
    credit = CREDIT.search(text, span.start, span.end) if text[span.end : span.end + 1] == ":" else None
    return Span(span.start, credit.start()) if credit is not None and credit.start() > span.start else span


def is_content(words: str) -> bool:
    """Tell whether a span says anything: marks or an article alone do not."""
    return any(c.isalnum() for c in words) and words.casefold() not in ARTICLES


def pair_scores(relation: int, heads: Group, tails: Group, weights: PairWeights, width: int, buckets: Ints | None = None) -> Floats:
    """Return the scores of one relation [heads, tails]: bilinear in the vectors, plus what distance and kind of tail weigh.

    `buckets` [heads, tails] are the distances, where they are known from another relation of the same heads and tails.
    """
    at = slice(relation * width, (relation + 1) * width)
    if buckets is None:
        buckets = distance(heads.first, heads.sentence, tails.first, tails.sentence)
    score = heads.heads[:, at] @ tails.tails[:, at].T * width**-0.5
    score = score + weights.distance[relation][buckets] + weights.bias[relation] + weights.kind[relation][tails.kind][None, :]
    return np.asarray(score, dtype=np.float32)
