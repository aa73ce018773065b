"""A user's own event types, read from a TOML file and checked, so that a misspelt name is an error and not a type that never comes up."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from dragoman.errors import SchemeError
from dragoman.scheme.ontology import load

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_ACTOR: Final = re.compile(r"state:[A-Z]{3}|(?:org|person|office):[A-Za-z0-9/_-]+")
_KEYS: Final = ("name", "definition", "plover", "mode", "triggers", "when", "unless")


@dataclass(frozen=True, slots=True)
class Condition:
    """What an event must be like: each key that is named must hold, and of its values one is enough; nothing named holds always.

    `topic` are words in what the event is about, by what means, or its object; `words` are words anywhere in its sentence. `parties` are
    actors or recipients, by stable id, state (`state:TUR`) or sector (`GOV`); `places` are states or names.
    """

    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is named."""
        return not any(getattr(self, f.name) for f in fields(self))


@dataclass(frozen=True, slots=True)
class CustomType:
    """A type of a user's scheme: what it is called and means, the PLOVER type and mode that it maps to, and what makes an event one.

    An event is of the type where one of `triggers` is its trigger (if any are named), `when` holds and `unless`, if it names anything,
    does not.
    """

    id: str
    name: str
    definition: str
    plover: str | None
    mode: str | None
    triggers: tuple[str, ...]
    when: Condition
    unless: Condition


@dataclass(frozen=True, slots=True)
class CustomScheme:
    """A user's scheme; `digest` tells one state of its file from another."""

    name: str
    digest: str
    types: tuple[CustomType, ...]

    @property
    def label(self) -> str:
        """Return the scheme's name with its digest, as readings carry it."""
        return f"{self.name}@{self.digest}"


def load_custom(path: Path) -> CustomScheme:
    """Read a scheme from its file; raises SchemeError that names the place, what was expected and what was seen."""
    try:
        raw = path.read_bytes()
        data = tomllib.loads(raw.decode("utf-8"))
    except OSError as e:
        raise SchemeError(f"{path}: expected a scheme's file, saw: {e.strerror}") from e
    except ValueError as e:  # TOMLDecodeError and UnicodeDecodeError are both ValueErrors
        raise SchemeError(f"{path}: expected a scheme as TOML, saw: {e}") from e
    return parse_custom(data, str(path), hashlib.sha256(raw).hexdigest()[:8])


def parse_custom(data: Mapping[str, Any], place: str, digest: str) -> CustomScheme:
    """Return the scheme that a TOML table holds; `place` goes before every complaint."""
    _known_keys(data, ("scheme", "types"), place)
    name = _text(data, "scheme", place)
    _expect(bool(_NAME.fullmatch(name)), place, "scheme", "a name of letters, digits, - and _", name)
    types = data.get("types")
    _expect(isinstance(types, dict) and bool(types), place, "types", "a table for each type: [types.NAME]", types)
    return CustomScheme(name, digest, tuple(_type(key, row, f"{place}: types.{key}") for key, row in dict(types or {}).items()))


def _type(key: str, row: Any, place: str) -> CustomType:
    _expect(isinstance(row, dict), place, None, "a table", row)
    _expect(bool(_NAME.fullmatch(key)), place, None, "a name of letters, digits, - and _", key)
    _known_keys(row, _KEYS, place)
    plover, mode = _optional(row, "plover", place), _optional(row, "mode", place)
    if plover is not None:
        _one_of(plover, load().types, place, "plover")
    if mode is not None:
        _expect(plover is not None, place, "mode", "a mode only together with plover, the type that it is a mode of", mode)
        _one_of(mode, load().type(plover or "").modes, place, "mode")
    triggers = _words(row, "triggers", place)
    when, unless = (_condition(row.get(part, {}), f"{place}.{part}") for part in ("when", "unless"))
    if not triggers and when.is_empty:
        raise SchemeError(f"{place}: expected triggers, or a condition under when, saw neither: nothing would be of this type")
    return CustomType(key, _text(row, "name", place), _text(row, "definition", place), plover, mode, triggers, when, unless)


def _condition(row: Any, place: str) -> Condition:
    _expect(isinstance(row, dict), place, None, "a table of conditions", row)
    _known_keys(row, tuple(f.name for f in fields(Condition)), place)
    found = Condition(**{key: _words(row, key, place) for key in row})
    scheme = load()
    modes = {mode for kind in scheme.types.values() for mode in kind.modes}
    for values, known, key in (
        (found.types, scheme.types, "types"),
        (found.modes, modes, "modes"),
        (found.statuses, scheme.statuses, "statuses"),
        (found.terms, scheme.terms, "terms"),
        (found.contexts, scheme.contexts, "contexts"),
    ):
        for value in values:
            _one_of(value, known, place, key)
    for key in ("actors", "recipients", "parties"):
        for value in getattr(found, key):
            if not _ACTOR.fullmatch(value) and value not in scheme.sectors:
                expected = f"an actor's id (state:TUR, org:nato, person:…, office:…) or a sector ({', '.join(scheme.sectors)})"
                raise SchemeError(f"{place}.{key}: expected {expected}, saw {value!r}")
    return found


def _known_keys(row: Mapping[str, Any], known: tuple[str, ...], place: str) -> None:
    for key in row:
        _one_of(key, known, place, None)


def _one_of(value: str, known: Iterable[str], place: str, key: str | None) -> None:
    names = list(known)
    if value in names:
        return
    close = get_close_matches(value, names, n=1) or get_close_matches(value.upper(), names, n=1)
    advice = f"; did you mean {close[0]!r}?" if close else ""
    raise SchemeError(f"{place}{f'.{key}' if key else ''}: expected one of {', '.join(names) or 'none'}, saw {value!r}{advice}")


def _text(row: Mapping[str, Any], key: str, place: str) -> str:
    value = row.get(key)
    _expect(isinstance(value, str) and bool(value.strip()), place, key, "some words", value)
    return str(value).strip()


def _optional(row: Mapping[str, Any], key: str, place: str) -> str | None:
    return _text(row, key, place) if key in row else None


def _words(row: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
    value = row.get(key, [])
    fit = isinstance(value, list) and all(isinstance(x, str) and any(c.isalnum() for c in x) for x in value)
    _expect(fit and (bool(value) or key not in row), place, key, "a list of words", value)
    return tuple(x.strip() for x in value)


def _expect(fit: bool, place: str, key: str | None, expected: str, seen: Any) -> None:
    if not fit:
        saw = "nothing" if seen is None else repr(seen)
        raise SchemeError(f"{place}{f'.{key}' if key else ''}: expected {expected}, saw {saw}")
