"""Triggers said in other words: a story with some of its triggers replaced by words that may stand in their place.

`corpus/substitutes.txt` names the words, class by class. What is replaced keeps its type, mode, roles and status, so that the reader
learns new words where their sentences are known (lexical substitution, Zhou et al. 2019); forms are inflected by `lemminflect`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import lemminflect

from dragoman.errors import CorpusError
from dragoman.nouns.event import EventMention
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Span
from training.corpus import CORPUS, GoldStory

TABLE = CORPUS.parent / "substitutes.txt"
_PARTS = {"V": "VERB", "N": "NOUN", "A": "ADJ"}
_TAGS = {"V": ("VBD", "VBN", "VBG", "VBZ", "VB"), "N": ("NN", "NNS"), "A": ("JJ",)}
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def _these(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BE = _these("be is are was were been being get got")
_HAVE = _these("has have had having")
_BASE = _these("to will would can could may might must shall should did does do not won't cannot")
_NO_OBJECT = _these(
    "to that with for at against over in on by from of as about into under after before during since until when while and or but than"
)
_PRONOUNS = _these("it him her them us me you this that")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a class: the lemma, its particle ("off"), the preposition that it brings ("at"), what stands before and behind it."""

    lemma: str
    particle: str = ""
    preposition: str = ""
    before: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Class:
    """Words that may stand for each other where type, mode, part of speech and frame are these."""

    type: str
    mode: str
    part: str
    frame: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """A trigger's span and what stands there instead: words before it, its own and words behind it."""

    span: Span
    before: str
    words: str
    behind: str


Table = Mapping[tuple[str, str], Sequence[Class]]
"""(type, lemma with its particle) -> the classes that hold it."""


def table(path: Path = TABLE) -> Table:
    """Read the classes; raises CorpusError with the line that is not of the form that the file's head gives."""
    found: dict[tuple[str, str], list[Class]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        m = re.fullmatch(r"([A-Z]+)(?:/([\w-]+))? ([VNA]) (tr|it|>\w+) \| (.+)", line)
        if m is None:
            raise CorpusError(f"{path}:{number}: expected TYPE[/mode] V|N|A tr|it|>word | lemmas, saw {line!r}")
        words = tuple(_word(w.strip(), m[3]) for w in m[5].split(","))
        one = Class(m[1], m[2] or "", m[3], m[4], words)
        for w in words:
            found.setdefault((one.type, _named(w)), []).append(one)
    return found


def varied(story: GoldStory, share: float, chance: random.Random, classes: Table) -> GoldStory:
    """Return the story with about this share of the triggers that can be replaced said in other words, and all spans moved along."""
    readings, cues = [], dict(story.cues)
    for reading in story.readings:
        edits = list(_edits(reading, share, chance, classes))
        readings.append(edited(reading, edits))
        for key, span in story.cues.items():
            if key[0] == reading.document.id:
                cues[key] = moved(span, edits)
    return replace(story, readings=tuple(readings), cues=cues)


def edited(reading: Reading, edits: Sequence[Edit]) -> Reading:
    """Return the reading with its text edited and every span where its words then stand; edits are in order and do not overlap."""
    if not edits:
        return reading
    text, at = "", 0
    for e in edits:
        text += reading.document.text[at : e.span.start] + e.before + e.words + e.behind
        at = e.span.end
    document = replace(reading.document, text=text + reading.document.text[at:])
    rest = {f.name: _walk(getattr(reading, f.name), lambda s: moved(s, edits)) for f in fields(reading) if f.name != "document"}
    return replace(reading, document=document, **rest)


def moved(span: Span, edits: Sequence[Edit]) -> Span:
    """Return where the span's words stand after the edits; what is put before or behind a trigger is outside spans that end there."""

    def place(at: int, end: bool) -> int:
        shift = 0
        for e in edits:
            if at < e.span.start or (end and at == e.span.start):
                break
            grown = len(e.before) + len(e.words) - (e.span.end - e.span.start)
            if at == e.span.start:
                return at + shift + len(e.before)
            if at < e.span.end:
                return e.span.start + shift + len(e.before) + min(at - e.span.start, len(e.words) - 1)
            if end and at == e.span.end:
                return at + shift + grown
            shift += grown + len(e.behind)
        return at + shift

    return Span(place(span.start, False), place(span.end, True))


def _walk(value: Any, change: Callable[[Span], Span]) -> Any:
    if isinstance(value, Span):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_walk(v, change) for v in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _walk(getattr(value, f.name), change) for f in fields(value) if f.init})
    return value


def _edits(reading: Reading, share: float, chance: random.Random, classes: Table) -> Iterator[Edit]:
    last = 0
    for event in sorted(reading.events, key=lambda e: e.trigger):
        if event.trigger.start < last or chance.random() >= share:
            continue
        found = list(substitutes(reading.document.text, event, classes))
        if found:
            last = event.trigger.end
            yield chance.choice(found)


def substitutes(text: str, event: EventMention, classes: Table) -> Iterator[Edit]:
    """Yield every way to say an event's trigger in other words."""
    first, _, rest = event.trigger.of(text).partition(" ")
    before = [w.lower() for w in _WORD.findall(text[max(0, event.trigger.start - 40) : event.trigger.start])]
    after = text[event.trigger.end : event.trigger.end + 30]
    following = after.split()[0].lower() if after.startswith(" ") and after.split() else ""
    for part, tags in _TAGS.items():
        for lemma in _lemmas(first.lower(), part):
            for c in classes.get((event.type, f"{lemma} {rest}".strip()), ()):
                if c.part != part or (c.mode and c.mode not in event.modes):
                    continue
                form = _form(first.lower(), lemma, tags, before)
                if form is None or not _fits(c, form, before, following):
                    continue
                for w in c.words:
                    if w.lemma != lemma and (put := _put(w, form, before, following, first)) is not None:
                        yield Edit(event.trigger, *put)


def _fits(c: Class, form: str, before: Sequence[str], following: str) -> bool:
    if c.part != "V":
        return c.frame == "it" or following == c.frame[1:]
    passive = form in ("VBN", "VBD|VBN") and bool(_BE & set(before[-2:]))
    if c.frame == "tr":
        return passive or (following.isalpha() and following not in _NO_OBJECT)
    if c.frame == "it":
        return not passive and (not following.isalpha() or following in _NO_OBJECT)
    return following == c.frame[1:]


def _put(w: Word, form: str, before: Sequence[str], following: str, was: str) -> tuple[str, str, str] | None:
    """Return what stands before, in and behind the trigger, or None where the word has no such form or does not stand well there."""
    tag = "VBD" if form == "VBD|VBN" else form
    shape = _inflected(w.lemma, tag)
    if shape is None or (form == "VBD|VBN" and shape != _inflected(w.lemma, "VBN")):
        return None
    if w.preposition and (following == "by" or _BE & set(before[-2:])):
        return None
    if w.particle and not w.preposition and following in _PRONOUNS:
        return None
    vowel = (w.before or shape)[0] in "aeiou"
    if before and before[-1] in ("a", "an") and (before[-1] == "an") != vowel:
        return None
    words = f"{shape} {w.particle}".strip()
    words = words[0].upper() + words[1:] if was[0].isupper() and not w.before else words
    behind = (f" {w.preposition}" if w.preposition else "") + (f" {w.behind}" if w.behind else "")
    return (f"{w.before} " if w.before else ""), words, behind


def _form(word: str, lemma: str, tags: Sequence[str], before: Sequence[str]) -> str | None:
    """Return the Penn tag of a word's form, "VBD|VBN" where its neighbours do not tell, or None where the lemma has no such form."""
    fitting = [t for t in tags if _inflected(lemma, t) == word]
    if "VBN" in fitting:
        if set(before[-3:]) & (_BE | _HAVE):
            return "VBN"
        return "VBD|VBN" if "VBD" in fitting else "VBN"
    if "VB" in fitting and before and before[-1] not in _BASE and "VBZ" not in fitting:
        return "VB"
    return fitting[0] if fitting else None


@cache
def _inflected(lemma: str, tag: str) -> str | None:
    """Return a lemma's form; None for a plural that the dictionary does not have (words that are not counted)."""
    if tag in ("NN", "JJ", "VB"):
        return lemma
    known = lemminflect.getAllInflections(lemma)
    if tag == "NNS" and "NNS" not in known and "-" not in lemma:
        return None
    forms = known.get(tag) or lemminflect.getInflection(lemma, tag)
    return forms[0] if forms else None


@cache
def _lemmas(word: str, part: str) -> tuple[str, ...]:
    if part == "A":
        return (word,)
    found = lemminflect.getAllLemmas(word, upos=_PARTS[part]).get(_PARTS[part], ())
    return tuple(dict.fromkeys((*found, word)))


def _word(written: str, part: str) -> Word:
    lemma, _, preposition = written.partition("+")
    parts = lemma.split("_")
    if part == "V":
        return Word(parts[0], " ".join(parts[1:]), preposition)
    if "of" in parts:
        return Word(parts[0], behind=" ".join(parts[1:]))
    return Word(parts[-1], before=" ".join(parts[:-1]))


def _named(w: Word) -> str:
    return " ".join(filter(None, (w.lemma, w.particle)))
