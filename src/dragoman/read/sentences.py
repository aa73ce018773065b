"""Sentences of a text, by syntok, never across a blank line."""

from __future__ import annotations

import re

from dragoman.nouns.text import Span

_PARAGRAPH = re.compile(r"\n[ \t\r\f\v]*\n")

# syntok ends a sentence at a semicolon and after these titles of rank; newspapers do not.
_GOES_ON = re.compile(r"(?:;|\b(?:Gen|Lt|Col|Maj|Sgt|Capt|Cmdr|Adm|Brig|Gov|Sen|Rep|Hon|Rev|Msgr|Amb|Sheik|Sr|Jr)\.)$")


def split(text: str) -> tuple[Span, ...]:
    """Return the sentences of `text` in order, without the blanks around them."""
    spans: list[Span] = []
    start = 0
    for gap in [*_PARAGRAPH.finditer(text), None]:
        end = len(text) if gap is None else gap.start()
        spans += _paragraph(text, start, end)
        start = end if gap is None else gap.end()
    return tuple(spans)


def _paragraph(text: str, start: int, end: int) -> list[Span]:
    from syntok import segmenter
    from syntok.tokenizer import Tokenizer

    words = text[start:end]
    if not words.strip():
        return []
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
    return [s for a, b in zip(bounds, [*bounds[1:], len(words)], strict=True) if (s := _trimmed(text, start + a, start + b))]


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
