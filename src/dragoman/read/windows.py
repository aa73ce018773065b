"""Windows of a document that fit the encoder, cut at sentence ends, with left context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.neural.wordpiece import Pieces
from dragoman.nouns.text import Span

MAX_PIECES = 510  # BERT's 512 positions less its two marks
CONTEXT_PIECES = 160  # about six sentences: enough for the antecedents of pronouns and for whom "the two sides" are


@dataclass(frozen=True, slots=True)
class Window:
    """Words `[context, end)` of a document are shown to the encoder; those before `start` only as left context."""

    context: int
    start: int
    end: int


def word_ranges(pieces: Pieces, sentences: Sequence[Span]) -> list[tuple[int, int]]:
    """Return for each sentence its words as a half-open range; a word belongs to the sentence in which it starts."""
    ranges, word, words = [], 0, len(pieces.starts)
    for sentence in sentences:
        while word < words and pieces.starts[word] < sentence.start:
            word += 1
        first = word
        while word < words and pieces.starts[word] < sentence.end:
            word += 1
        ranges.append((first, word))
    return ranges


def windows(
    pieces: Pieces, ranges: Sequence[tuple[int, int]], max_pieces: int = MAX_PIECES, context_pieces: int = CONTEXT_PIECES
) -> list[Window]:
    """Cut the sentences (as word ranges) into windows of at most `max_pieces`; a sentence longer than that is cut within."""
    bounds = [*pieces.first.tolist(), len(pieces.ids)]

    def size(first: int, last: int) -> int:
        return int(bounds[last] - bounds[first])

    out: list[Window] = []
    units = [part for r in ranges if r[0] < r[1] for part in _parts(r, bounds, max_pieces)]
    i = 0
    while i < len(units):
        start = units[i][0]
        context = i
        while out and context > 0 and size(units[context - 1][0], start) <= min(context_pieces, max_pieces - size(*units[i])):
            context -= 1
        left = units[context][0]
        j = i + 1
        while j < len(units) and size(left, units[j][1]) <= max_pieces:
            j += 1
        out.append(Window(left, start, units[j - 1][1]))
        i = j
    return out


def _parts(words: tuple[int, int], bounds: Sequence[int], max_pieces: int) -> list[tuple[int, int]]:
    """Cut one sentence that does not fit into runs of words that do."""
    parts, first = [], words[0]
    for word in range(words[0], words[1]):
        if word > first and bounds[word + 1] - bounds[first] > max_pieces:
            parts.append((first, word))
            first = word
    return [*parts, (first, words[1])]
