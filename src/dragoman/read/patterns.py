"""Word lists, written as text, for sets and for patterns."""

from __future__ import annotations

import re


def words(text: str) -> frozenset[str]:
    """Return the set of the words of a text."""
    return frozenset(text.split())


def one_of(text: str) -> str:
    """Return the source of a pattern for any one of a text's phrases, which commas part; the longest is tried first.

    A phrase is itself a pattern source: `tues?` and `no more than` are both phrases.
    """
    phrases = {" ".join(p.split()) for p in text.split(",")} - {""}
    return "(?:" + "|".join(sorted(phrases, key=lambda p: (-len(p), p))) + ")"


def any_of(text: str) -> str:
    """Return the source of a pattern for any one of a text's phrases like `one_of`, grouped by first letter so that one is found sooner.

    Each phrase begins with a letter that is not optional.
    """
    groups: dict[str, list[str]] = {}
    for phrase in sorted({" ".join(p.split()) for p in text.split(",")} - {""}, key=lambda p: (-len(p), p)):
        groups.setdefault(phrase[0], []).append(phrase[1:])
    return "(?:" + "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in sorted(groups.items())) + ")"


def folded(text: str | None) -> str:
    """Return a text in lower case with single blanks, "" for None."""
    return re.sub(r"\s+", " ", (text or "").strip()).lower()
