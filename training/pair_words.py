"""Learn which words between two parties tell which of PLOVER's types, from the corpus's train split and from CAMEO's verb patterns.

    python -m training.pair_words CAMEO.verbpatterns.txt CAMEO2PLOVER-2021.txt

The two files are those of PETRARCH (Open Event Data Alliance, MIT licence). The model is a multinomial regression without a bias, fitted
by L-BFGS under an L2 penalty, over the set of stems of the words; a pattern's words are those of the pattern and its verb, an event's are
those from one party to the other in its sentence, names left out. The table goes to `src/dragoman/scheme/data/pair_words.tsv`.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman import scheme
from dragoman.nouns.event import EventMention
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Span
from dragoman.read.pair_coding import AFTER_WORDS, NO_MATTER
from dragoman.read.stems import stem
from training.corpus import load

TABLE = Path(__file__).parents[1] / "src" / "dragoman" / "scheme" / "data" / "pair_words.tsv"
WORD = re.compile(r"[A-Za-z]+|\d+|[^\sA-Za-z\d]")
LEAST_SEEN = 4
PENALTY = 2.0
VERB_ALONE = 3  # a verb's own code weighs as much as three of its patterns
ALONE_WORDS = 6  # on each side of the trigger where a party is not named in the sentence
LEAST_SHARE = 0.3
LEAST_WEIGHT = 0.2
HEADER = """# Words between two parties and what they tell of PLOVER's types: weights in hundredths of a nat, the least ones left out.
#
# Learnt by training/pair_words.py from the train split of corpus/ and from the CAMEO verb patterns of PETRARCH with their crosswalk to
# PLOVER (Open Event Data Alliance, MIT licence). Words are stems (Porter2).
"""


class Example(NamedTuple):
    """Some stems and the type that they tell."""

    stems: frozenset[str]
    type: str


def crosswalk(path: Path) -> dict[str, str]:
    """Return CAMEO code -> PLOVER type; appeals (02) are requests, as PLOVER has it, and statements (01) are nothing."""
    found: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        match = re.match(r"(\d{2,4}): *([A-Z]+)", line)
        if match:
            found.setdefault(match[1], match[2])
    return found | {"02": "REQUEST"}


def type_of(code: str, codes: dict[str, str]) -> str | None:
    """Return the type of the longest beginning of a code that the crosswalk has."""
    last = code.rsplit(":", maxsplit=1)[-1].strip()
    found = next((codes[last[:n]] for n in (4, 3, 2) if re.fullmatch(r"\d{2,4}", last) and last[:n] in codes), None)
    return found if found in scheme.plover_types() else None


def patterns(path: Path, codes: dict[str, str]) -> tuple[list[Example], dict[str, set[str]]]:
    """Return the examples of a file of verb patterns, and stem -> the synonym sets that it is in."""
    examples: list[Example] = []
    synonyms: dict[str, set[str]] = defaultdict(set)
    current, verb, default = "", "", ""
    for raw in path.read_text(encoding="utf-8").splitlines():
        line = raw.split("#")[0].rstrip()
        if raw.startswith("&"):
            current = raw.split()[0]
        elif raw.startswith("---"):
            head = re.match(r"--- *([^\[#]+?) *(?:\[([^\]]*)\])?\s*(?:---|###|$)", raw)
            current, verb, default = "", head[1] if head else "", (head[2] or "") if head else ""
        elif current and raw.startswith("+"):
            words = _letters(line)
            if len(words) == 1:
                synonyms[stem(words[0])].add(current)
        elif verb and line.startswith("- "):
            match = re.match(r"- (.*?)\[([^\]]*)\]", line)
            kind = type_of(match[2], codes) if match else None
            if match and kind:
                own = re.search(r"#\s*([A-Z][A-Z_-]+)", raw)
                examples.append(Example(_stems(match[1], own[1] if own else verb), kind))
        elif verb and (match := re.match(r"\+?([A-Z_-]+)[^\[]*(?:\[([^\]]*)\])?", line)):
            kind = type_of(match[2] or default, codes)
            if kind:
                examples += [Example(_stems("*", match[1]), kind)] * VERB_ALONE
    return examples, synonyms


def _stems(pattern: str, verb: str) -> frozenset[str]:
    out: set[str] = set()
    for part in [*pattern.split(), *([] if "*" in pattern else ["*"])]:
        if part == "*":
            out |= {stem(w) for w in _letters(verb)}
        elif part.startswith("&"):
            out.add(part)
        elif part not in {"+", "$", "^", "%"}:
            out |= {stem(w) for w in _letters(part) if w not in NO_MATTER}
    return frozenset(out)


def _letters(words: str) -> list[str]:
    return re.findall(r"[a-z]+", words.lower())


def events(readings: Sequence[Reading], synonyms: dict[str, set[str]]) -> Iterator[Example]:
    """Yield an example for each event whose type and status tell something of a pair."""
    for reading in readings:
        for event in reading.events:
            shares = scheme.dyad(event.type, event.status)
            kind = max(shares, key=lambda name: shares[name], default=None)
            words = _between(reading, event)
            if kind and shares[kind] >= LEAST_SHARE and words:
                stems = {stem(w) for w in words if w not in NO_MATTER}
                yield Example(frozenset(stems | {s for w in words for s in synonyms.get(stem(w), ())}), kind)


def _between(reading: Reading, event: EventMention) -> list[str]:
    """Return the words from one party to the other, the actor's own left out; around the trigger where the sentence names only one."""
    sentence = next((s for s in reading.sentences if s.covers(event.trigger)), None)
    if sentence is None:
        return []
    spans = {e.id: e.mentions for e in reading.entities}

    def near(ids: Sequence[str]) -> Span | None:
        mine = [m for x in ids for m in spans[x] if sentence.covers(m)]
        return min(mine, key=lambda m: abs(m.start - event.trigger.start), default=None)

    actor = near(event.actors)
    other = near(event.recipients) or near(event.actors[1:]) or near(event.places)
    found = [(m.group().lower(), m.start()) for m in WORD.finditer(reading.document.text, sentence.start, sentence.end)]

    def word_at(place: int) -> int:
        return max(i for i, (_, start) in enumerate(found) if start <= place)

    trigger = word_at(event.trigger.start)
    if actor and other:
        ends = [trigger, *(word_at(s.end - 1) for s in (actor, other))]
        starts = [trigger, *(word_at(s.start) for s in (actor, other))]
        low, high = min(ends), max(starts) + AFTER_WORDS
    else:
        low = min(word_at(actor.end - 1) if actor else max(0, trigger - ALONE_WORDS), trigger)
        high = max((word_at(other.start) if other else trigger + ALONE_WORDS) + AFTER_WORDS, trigger)
    text = reading.document.text
    kept = [(w, start) for w, start in found[low : high + 1] if w.isalpha() and text[start].islower()]
    return [w for w, start in kept if actor is None or not actor.start <= start < actor.end]


def fit(examples: Sequence[Example]) -> tuple[list[str], NDArray[np.float64]]:
    """Return the words that are seen often enough and their weights [words, types]."""
    from scipy import sparse
    from scipy.optimize import minimize

    seen = Counter(w for e in examples for w in e.stems)
    words = sorted(w for w, count in seen.items() if count >= LEAST_SEEN)
    place, names = {w: i for i, w in enumerate(words)}, scheme.plover_types()
    cells = [(i, place[w]) for i, e in enumerate(examples) for w in sorted(e.stems) if w in place]
    rows, columns = zip(*cells, strict=True)
    given = sparse.csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(examples), len(words)))
    right = np.array([names.index(e.type) for e in examples])
    target = np.eye(len(names))[right]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        w = flat.reshape(-1, len(names))
        z = given @ w
        p = np.exp(z - z.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        value = -np.log(p[np.arange(len(right)), right]).sum() + PENALTY / 2 * (w**2).sum()
        return float(value), (given.T @ (p - target) + PENALTY * w).ravel()

    found = minimize(loss, np.zeros(len(words) * len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 80})
    return words, found.x.reshape(-1, len(names))


def table(words: Sequence[str], weights: NDArray[np.float64], synonyms: dict[str, set[str]]) -> str:
    """Return the table's text; what a synonym set weighs is added to each of its words, so that reading needs no sets."""
    of = dict(zip(words, weights, strict=True))
    names = scheme.plover_types()
    lines = []
    for word in sorted({*(w for w in words if not w.startswith("&")), *synonyms}):
        sets = [of[s] for s in sorted(synonyms.get(word, ())) if s in of]
        total = np.sum([of.get(word, np.zeros(len(names))), *sets], axis=0)
        cells = [f"{name} {round(100 * w)}" for name, w in zip(names, total.tolist(), strict=True) if abs(w) >= LEAST_WEIGHT]
        if cells:
            lines.append("\t".join((word, *cells)))
    return HEADER + "\n".join(lines) + "\n"


def main() -> None:
    """Learn the weights and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("patterns", type=Path)
    parser.add_argument("crosswalk", type=Path)
    given = parser.parse_args()
    examples, synonyms = patterns(given.patterns, crosswalk(given.crosswalk))
    told = list(events([r for s in load(split="train") for r in s.readings], synonyms))
    words, weights = fit([*examples, *told])
    TABLE.write_text(table(words, weights, synonyms), encoding="utf-8")
    print(f"{len(examples)} patterns, {len(told)} events, {len(words)} words")


if __name__ == "__main__":
    main()
