"""Running text from the tokens of a corpus, as a newspaper would set it, with where each token stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dragoman.nouns.text import Span

_CLOSES: Final = frozenset(",.;:!?)]}%’”") | {
    "...",
    "'s",
    "’s",
    "'re",
    "’re",
    "'ve",
    "’ve",
    "'ll",
    "’ll",
    "'d",
    "’d",
    "'m",
    "’m",
    "n't",
    "n’t",
}
_STRAIGHT: Final = frozenset('"')
_OPENS: Final = frozenset("([{$£€“‘#")


def running_text(tokens: Sequence[str], glued: Sequence[bool] = ()) -> tuple[str, tuple[Span, ...]]:
    """Return the text of one sentence's tokens and the span of each; `glued[i]` tells that no blank stands before token i.

    Without `glued`, or where it is false, blanks are left out before closing and after opening marks; straight quotation marks open
    and close in turn.
    """
    text, spans = "", []
    inside = False
    before_opens = True
    for i, token in enumerate(tokens):
        straight = token in _STRAIGHT
        tight = before_opens or token in _CLOSES or (straight and inside) or (i < len(glued) and glued[i])
        start = len(text) + (0 if tight else 1)
        text += token if tight else f" {token}"
        spans.append(Span(start, start + len(token)))
        before_opens = token in _OPENS or (straight and not inside)
        inside ^= straight
    return text, tuple(spans)
