"""Sentences of a text, by syntok, never across the end of a paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from dragoman.nouns.text import Span

_LINE_END = re.compile(r"(?<![ \t\r\f\v])[ \t\r\f\v]*+\n")
# Lines longer than this were not broken by hand or by a mail program, so every line end is a paragraph's.
_WRAPPED_AT_MOST_CHARS = 100
# A hand-broken line that falls short of the longest by this share ends its paragraph: the next word would have fitted.
_FULL_SHARE = 0.75
# syntok ends a sentence at a semicolon and after these titles of rank; newspapers do not.
_GOES_ON = re.compile(r"(?:;|\b(?:Gen|Lt|Col|Maj|Sgt|Capt|Cmdr|Adm|Brig|Gov|Sen|Rep|Hon|Rev|Msgr|Amb|Sheik|Sr|Jr)\.)$")

# syntok may end a sentence only at a terminal mark or a bracket: a paragraph that holds none but at its very end, or between figures
# ("2.5"), is one sentence, and half the paragraphs of the news are.
_ONE_SENTENCE = re.compile(r"[ \t\r\n]*+(?=\S)(?:[\w \t\r\n,:'’‘\"“”–—%$£€&/-]|(?<=[0-9])\.(?=[0-9]))*+[.!?]?[\"”’']?\s*")


def split(text: str) -> tuple[Span, ...]:
    """Return the sentences of `text` in order, without the blanks around them."""
    return tuple(s for start, end in paragraphs(text) for s in _paragraph(text, start, end))


def sentence_of(sentences: Sequence[Span], at: int) -> Span | None:
    """Return the sentence, of sentences in order, that holds a character."""
    here = bisect_right(sentences, at, key=lambda s: s.start) - 1
    return sentences[here] if here >= 0 and at < sentences[here].end else None


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the paragraphs of `text` as half-open ranges that together cover it."""
    ends = [*_paragraph_ends(text), len(text)]
    return list(zip([0, *ends], ends, strict=False))


def _paragraph_ends(text: str) -> list[int]:
    """Return where paragraphs end: at blank lines, and at line ends where lines are paragraphs or a line stops well short of the rest."""
    ends = [m.start() for m in _LINE_END.finditer(text)]
    starts = [0, *(m.end() for m in _LINE_END.finditer(text))]
    widths = [end - start for start, end in zip(starts, [*ends, len(text)], strict=True)]
    longest = max(widths)
    if longest > _WRAPPED_AT_MOST_CHARS:
        return ends
    return [
        end
        for end, width, following in zip(ends, widths, widths[1:], strict=False)
        if not width or not following or width < _FULL_SHARE * longest
    ]


def _paragraph(text: str, start: int, end: int) -> list[Span]:
    words = text[start:end]
    if not words.strip():
        return []
    if _ONE_SENTENCE.fullmatch(words):
        whole = _trimmed(text, start, end)
        return [whole] if whole else []
    return _by_syntok(text, start, end)


def _by_syntok(text: str, start: int, end: int) -> list[Span]:
    from syntok import segmenter
    from syntok.tokenizer import Tokenizer

    words = text[start:end]
    tokens = Tokenizer(emit_hyphen_or_underscore_sep=True, replace_not_contraction=False).tokenize(words)
    bounds: list[int] = []
    end = 0
    for sentence in segmenter.segment(tokens):
        kept = [t for t in sentence if t.value]
        if not kept:
            continue
        if not bounds or not _GOES_ON.search(words, max(0, end - 12), end):
            bounds.append(kept[0].offset)
        end = kept[-1].offset + len(kept[-1].value)
    bounds = bounds or [0]  # nothing but characters without width
    return [s for a, b in zip(bounds, [*bounds[1:], len(words)], strict=True) if (s := _trimmed(text, start + a, start + b))]


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
