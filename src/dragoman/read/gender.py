"""Whether a mention speaks of a man or of a woman, by its pronoun, title or noun of kinship, and whose "his" in "his daughter" is."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal

Gender = Literal["male", "female"]


def _words(male: str, female: str) -> dict[str, Gender]:
    both: tuple[tuple[str, Gender], ...] = ((male, "male"), (female, "female"))
    return {word: gender for words, gender in both for word in words.split()}


_PRONOUNS: Final = _words("he him his himself", "she her hers herself")
_TITLES: Final = _words("Mr Sir Lord Prince", "Mrs Ms Miss Lady Dame Queen Princess")
_KIN: Final = _words(
    "son father brother husband uncle nephew grandson grandfather king prince widower man boy",
    "daughter mother sister wife aunt niece granddaughter grandmother queen princess widow woman girl",
)
_REMEMBERED = 8192  # mentions of one report and of its neighbours in the news


@lru_cache(_REMEMBERED)
def gender_of(mention: str) -> Gender | None:
    """Return what the mention's words say of the person; of two the last, as in "the king's wife"; None of a couple or of nothing said."""
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
