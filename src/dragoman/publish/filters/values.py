"""One value of a condition, from the text that a person wrote."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, Final

from dragoman import scheme
from dragoman.errors import FilterError
from dragoman.nouns import period
from dragoman.nouns.filter import Who
from dragoman.publish.filters.search import search
from dragoman.publish.filters.table import Condition, Kind
from dragoman.reference import offices, organisations, states
from dragoman.reference.names import fold

QUADS: Final = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")

NAME: Final = "name:"

_ID = re.compile(r"(?:state|person|org|office|group|place):\S+")
_CODE = re.compile(r"[A-Z]{3}")
_LONGEST_CHARS = 300


def split(text: str) -> list[str]:
    """Part values at commas where each is one word ("CHN,RUS"); "Ministry of Trade, Industry and Energy" is one name."""
    pieces = [p.strip() for p in text.split(",")]
    return pieces if len(pieces) > 1 and all(p and not re.search(r"\s", p) for p in pieces) else [text]


def one(name: str, condition: Condition, text: str) -> Any:
    """Return the value of a condition, or raise FilterError naming what was expected and what was seen."""
    given = text.strip()
    if not given and condition.kind != "flag":
        raise FilterError(f"{name}: expected a value, saw nothing")
    if len(given) > _LONGEST_CHARS:
        raise FilterError(f"{name}: expected at most {_LONGEST_CHARS} characters, saw {len(given)}")
    return _PARSERS[condition.kind](name, condition, given)


def who(name: str, text: str) -> Who:
    """Return the participant or place that is meant; `name:Che` is a name whatever else it may be."""
    if text.startswith(NAME):
        return _named(name, text.removeprefix(NAME))
    if _ID.fullmatch(text):
        kind, _, rest = text.partition(":")
        return Who("id", f"state:{rest.upper()}" if kind == "state" else text)
    # "chn" and "CHN" are codes, "Kim" and "Che" are names.
    is_code = len(text) == 3 and (text.isupper() or text.islower())
    state = (states.by_code(text) if is_code else None) or states.find(text)
    if state:
        return Who("state", state.code)
    known = {body.actor for body in organisations.find(text)} or _people(text)
    return Who("id", known.pop()) if len(known) == 1 else _named(name, text)


def _people(text: str) -> set[str]:
    return {person.actor for person in offices.people_named(text)} if offices.bears_full_name(text) else set()


def _named(name: str, text: str) -> Who:
    words = " ".join(re.findall(r"[^\W_]+", fold(text)))
    if not words:
        raise FilterError(f"{name}: expected a state's code, a stable id or a name, saw {text!r}")
    return Who("name", words)


def _state(name: str, text: str) -> str:
    code = text.upper().removeprefix("STATE:")
    if states.by_code(code) or _CODE.fullmatch(text):
        return code
    state = states.find(text)
    if state is None:
        known = {s.name: s.code for s in states.table().values()}
        raise FilterError(f"{name}: expected a state by ISO alpha-3 code or name, saw {text!r}{_advice(text, known)}")
    return state.code


def _word(name: str, of: str, text: str) -> str:
    known = {fold(word): word for word in _words(of)}
    found = known.get(fold(text))
    if found is None:
        several = f"one of {', '.join(known.values())}" if len(known) <= 20 else f"a known {of}"
        raise FilterError(f"{name}: expected {several}, saw {text!r}{_advice(text, known.values())}")
    return found


def _words(of: str) -> Iterable[str]:
    loaded = scheme.load()
    if of == "mode":
        return sorted({mode for kind in loaded.types.values() for mode in kind.modes})
    return {"type": loaded.types, "context": loaded.contexts, "status": loaded.statuses}[of]


def _quad(name: str, text: str) -> int:
    if text in {"1", "2", "3", "4"}:
        return int(text)
    plain = fold(text).replace(" ", "-").replace("_", "-")
    if plain not in QUADS:
        raise FilterError(f"{name}: expected 1 to 4 or one of {', '.join(QUADS)}, saw {text!r}")
    return QUADS.index(plain) + 1


def _day(name: str, text: str, *, last: bool) -> str:
    try:
        return period.days(text)[last].isoformat()
    except ValueError as e:
        raise FilterError(f"{name}: {e}") from e


def _number(name: str, text: str) -> int:
    digits = text.removeprefix(">=").strip()
    if not (digits.isascii() and digits.isdigit() and int(digits[:9]) >= 1 and len(digits) <= 9):
        raise FilterError(f"{name}: expected a whole number above 0, saw {text!r}")
    return int(digits)


def _flag(name: str, text: str) -> bool:
    plain = text.lower()
    if plain in {"", "true", "yes", "1", "on"}:
        return True
    if plain in {"false", "no", "0", "off"}:
        return False
    raise FilterError(f"{name}: expected true or false, saw {text!r}")


def _advice(text: str, known: Iterable[str]) -> str:
    by_fold = {fold(word): word for word in known}
    close = get_close_matches(fold(text), by_fold, n=1)
    return f"; did you mean {by_fold[close[0]]!r}?" if close else ""


_PARSERS: Mapping[Kind, Callable[[str, Condition, str], Any]] = {
    "who": lambda name, _, text: who(name, text),
    "state": lambda name, _, text: _state(name, text),
    "word": lambda name, condition, text: _word(name, condition.name, text),
    "quad": lambda name, _, text: _quad(name, text),
    "day": lambda name, condition, text: _day(name, text, last=condition.name.endswith("until")),
    "number": lambda name, _, text: _number(name, text),
    "flag": lambda name, _, text: _flag(name, text),
    "text": lambda name, _, text: search(name, text),
}
