"""One way to write a name for looking it up: accents, case, dots, apostrophes and hyphens do not tell names apart.

Standard library only, so that the build hook can load this file alone and key the gazetteer exactly as the lookup will ask for it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose into a base letter and a mark, signs that part words, and signs that are left out.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e", "&": " and "}
    | dict.fromkeys("-–/", " ")
    | dict.fromkeys(".'’‘ʻʼʿʾ`´,\"“”")
)
_SAINT = re.compile(r"\bst(?= )")


@lru_cache(maxsize=65536)
def fold(words: str) -> str:
    """Return `words` in lower case without accents, dots and apostrophes, hyphens as spaces and "St" as "saint"."""
    plain = words.lower().translate(_LETTERS)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)).lower()
    plain = " ".join(plain.split())
    return _SAINT.sub("saint", plain) if "st " in plain else plain


def slug(words: str) -> str:
    """Return `words` as the last part of an id: folded, with a hyphen for every run of other characters."""
    return re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")
