"""Text of strangers made safe to show: no control characters, and no writing direction that leaks out."""

from __future__ import annotations

import re

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufff9-\ufffb\ufeff]")
_DIRECTIONS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")  # the explicit ones; the marks LRM, RLM and ALM cannot leak
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """Replace control characters by U+FFFD and runs of white space by one space; spaces at the ends are kept as one."""
    if text.isprintable() and "  " not in text:  # nearly all text: of white space and controls only the plain space is printable
        return text
    return _SPACE.sub(" ", _CONTROLS.sub("\ufffd", text))


def isolated(text: str) -> str:
    """Return text whose explicit direction controls end with it (Unicode Standard Annex 9), for writers that have no element for that."""
    if not _DIRECTIONS.search(text):
        return text
    return f"\u2068{_closed(text)}\u2069"


def _closed(text: str) -> str:
    """Drop isolate ends that open nothing, which would close the isolate put around the text."""
    depth, kept = 0, []
    for c in text:
        if c in "\u2066\u2067\u2068":
            depth += 1
        elif c == "\u2069":
            if depth == 0:
                continue
            depth -= 1
        kept.append(c)
    return "".join(kept) + "\u2069" * depth
