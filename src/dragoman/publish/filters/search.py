"""The little language of the text filter: words, "phrases", beginnings*, alternatives with OR, -without."""

from __future__ import annotations

import re

from dragoman.errors import FilterError
from dragoman.nouns.filter import Phrase, Search

_PIECE = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_WORD = re.compile(r"[^\W_]+")


def search(name: str, text: str) -> Search:
    """Return what `text` asks for; words one after another must all be there. Raises FilterError for what asks for nothing."""
    if text.count('"') % 2:
        raise FilterError(f"{name}: expected quotation marks in pairs, saw {text!r}")
    groups: list[list[Phrase]] = []
    without: list[Phrase] = []
    joins = False
    for minus, quoted, plain in _PIECE.findall(text):
        if plain == "OR" and not minus:
            if not groups or joins:
                raise FilterError(f"{name}: expected words before OR, saw {text!r}")
            joins = True
            continue
        phrase = _phrase(quoted, plain)
        if phrase is None:
            continue
        if minus and joins:
            raise FilterError(f"{name}: expected a word after OR, saw what must not be there in {text!r}")
        if minus:
            without.append(phrase)
        elif joins:
            groups[-1].append(phrase)
        else:
            groups.append([phrase])
        joins = False
    if joins or not (groups or without):
        raise FilterError(f"{name}: expected words to look for{' after OR' if joins else ''}, saw {text!r}")
    return Search(tuple(tuple(dict.fromkeys(g)) for g in groups), tuple(dict.fromkeys(without)))


def write(wanted: Search) -> str:
    """Return the text that asks for `wanted`."""
    pieces = [" OR ".join(map(_written, group)) for group in wanted.groups]
    return " ".join([*pieces, *(f"-{_written(p)}" for p in wanted.without)])


def _phrase(quoted: str, plain: str) -> Phrase | None:
    words = tuple(w.lower() for w in _WORD.findall(quoted or plain))
    if not words:
        return None
    return Phrase(words, exact=bool(quoted), prefix=not quoted and plain.endswith("*"))


def _written(phrase: Phrase) -> str:
    if phrase.exact:
        return f'"{" ".join(phrase.words)}"'
    return "-".join(phrase.words) + ("*" if phrase.prefix else "")
