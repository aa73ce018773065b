"""Whether a mention speaks of a man or of a woman, by its pronoun, title or noun of kinship, and whose "his" in "his daughter" is."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal

Gender = Literal["male", "female"]

_PRONOUNS: Final[dict[str, Gender]] = dict.fromkeys(("he", "him", "his", "himself"), "male") | dict.fromkeys(
    ("she", "her", "hers", "herself"), "female"
)
_TITLES: Final[dict[str, Gender]] = dict.fromkeys(("Mr", "Sir", "Lord", "Prince"), "male") | dict.fromkeys(
    ("Mrs", "Ms", "Miss", "Lady", "Dame", "Queen", "Princess"), "female"
)
_KIN: Final[dict[str, Gender]] = dict.fromkeys(
    ("son", "father", "brother", "husband", "uncle", "nephew", "grandson", "grandfather", "king", "prince", "widower", "man", "boy"), "male"
) | dict.fromkeys(
    ("daughter", "mother", "sister", "wife", "aunt", "niece", "granddaughter", "grandmother", "queen", "princess", "widow", "woman", "girl"),
    "female",
)
_REMEMBERED = 8192  # mentions of one report and of its neighbours in the news


@lru_cache(_REMEMBERED)
def gender_of(mention: str) -> Gender | None:
    """Return what the mention's words say of the person; of two the last, as in "the king's wife"; None where they say nothing, or name a couple."""
    words = [w.strip(".,") for w in mention.split()]
    if len(words) == 1:
        return _PRONOUNS.get(words[0].casefold())
    told = [g for w in words if (g := _TITLES.get(w) or _KIN.get(w))]
    return told[-1] if told and "and" not in words else None


@lru_cache(_REMEMBERED)
def gender_of_owner(mention: str) -> Gender | None:
    """Return what a mention says of the person whose it is: "his daughter" is a man's; None where nobody's or not of kin."""
    first, *rest = mention.split() or [""]
    return _PRONOUNS.get(first.casefold()) if any(w.strip(",") in _KIN for w in rest) else None


def is_gendered_pronoun(mention: str) -> bool:
    """Tell whether the whole mention is "he", "she" or a form of these."""
    return mention.casefold() in _PRONOUNS
