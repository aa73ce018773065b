"""Whether two mentions can be one entity: what their names rule out, whatever the model thinks of them."""

from __future__ import annotations

from functools import lru_cache

from dragoman.read.pairs import PRONOUNS, words_of
from dragoman.reference import offices, organisations, states
from dragoman.reference.names import fold
from dragoman.reference.states import Cue

_WHERE = frozenset(
    {"in", "at", "to", "from", "near", "on", "outside", "inside", "around", "into", "through", "toward", "towards", "across", "of", "visit"}
    | {"visited", "visiting", "leave", "left", "reach", "reached", "enter", "entered", "toured"}
)
# Mentions of one report and of its neighbours in the news; a reader that runs for days must not keep every name it ever saw.
_REMEMBERED = 8192
_MARKS = "“”\"'’,.()"


def rules_out(a: str, b: str) -> bool:
    """Tell whether the names in two mentions cannot be one entity's: two states, or two names that share no word and no initials."""
    one, other = _states(a), _states(b)
    if one and other:
        return not one & other
    left, right = _name(a), _name(b)
    if one or other:
        return bool(left or right)
    if not left or not right or set(left) & set(right) or _organisations(a) & _organisations(b):
        return False
    return not (_initials(a, right) or _initials(b, left))


def is_place(words: str, before: str) -> bool:
    """Tell whether a capital or seat of power is meant as the place, and not as its government: by the word before it."""
    return words.casefold().endswith(" capital") or (_kinds(words) == {"capital"} and before.casefold() in _WHERE)


def is_country(words: str) -> bool:
    """Tell whether a mention is the name of a state."""
    return "name" in _kinds(words)


def _kinds(words: str) -> frozenset[str]:
    return frozenset(cue.kind for cue in _cues(words))


def _states(words: str) -> frozenset[str]:
    """Return the states that the whole mention points at, as a name, an adjective, a people, a capital or a seat of power."""
    return frozenset(cue.code for cue in _cues(words))


@lru_cache(_REMEMBERED)
def _cues(words: str) -> tuple[Cue, ...]:
    return states.cues().get(fold(" ".join(words_of(words))), ())


@lru_cache(_REMEMBERED)
def _name(words: str) -> tuple[str, ...]:
    """Return the words of the proper name that ends the mention, folded; none where it ends in a common noun, a title or a pronoun."""
    kept: list[str] = []
    for word in reversed(words.replace("’s", "").replace("'s", "").split()):
        plain = word.strip(_MARKS)
        if not plain[:1].isupper() or plain.casefold() in PRONOUNS or plain.casefold() in {"the", "a", "an"}:
            break
        kept.append(fold(plain))
    titles = offices.title_words()
    return tuple(w for w in kept if w not in titles and w not in states.cues()) if kept and kept[0] not in titles else ()


@lru_cache(_REMEMBERED)
def _organisations(words: str) -> frozenset[str]:
    return frozenset(o.id for o in organisations.find(" ".join(words_of(words))))


def _initials(words: str, acronym: tuple[str, ...]) -> bool:
    """Tell whether a one-word name is made of the first letters of the words, of all or of the capitalised ones."""
    every = [w for w in words.split() if w.casefold() != "the"]
    letters = ["".join(w[0] for w in some).casefold() for some in (every, [w for w in every if w[:1].isupper()])]
    return len(acronym) == 1 and len(every) > 1 and acronym[0] in letters
