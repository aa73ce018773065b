"""Nouns behind a hedge ("a potential alliance"), which name what may come to be and which the trigger head hardly hears."""

from __future__ import annotations

import re
from typing import Final

from dragoman.nouns.text import Span

# Of 400 real reports it adds five events, of which four are rightly found and three rightly typed; on dev and the real gold it adds none.
LEAST_HEDGED: Final = 0.2
"""Probability of trigger and type together from which a hedged noun is an event that may come to be."""

_HEDGED: Final = re.compile(
    r"\b(?:an?|the|its|his|her|their|of|into|about|and) (?:possible|potential|prospective) ((?!to\b|for\b|and\b|of\b)[\w-]+)(?: ([\w-]+))?"
)


def hedged(text: str) -> tuple[Span, ...]:
    """Return the one or two words behind each "a possible" and the like; which of them names an event, if any, is the heads' to say."""
    return tuple(Span(*m.span(group)) for m in _HEDGED.finditer(text) for group in (1, 2) if m.group(group))
