"""Settings: an argument beats a `DRAGOMAN_*` variable, and a variable beats `dragoman.toml` in the current directory."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import msgspec

from dragoman.errors import SettingsError
from dragoman.ingest import Limits

FILE_NAME = "dragoman.toml"
PREFIX = "DRAGOMAN_"

Workers = Annotated[int, msgspec.Meta(ge=0, le=1024, description="a whole number from 0 to 1024")]
Count = Annotated[int, msgspec.Meta(ge=1, description="a whole number above 0")]
Seconds = Annotated[float, msgspec.Meta(gt=0, lt=1e9, description="a number of seconds above 0")]
Token = Annotated[Annotated[str, msgspec.Meta(min_length=16)] | None, msgspec.Meta(description="a secret of at least 16 characters")]
FileName = Annotated[str | None, msgspec.Meta(description="the name of a file")]

_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set; the names are the keys of `dragoman.toml` and, in capitals, what follows `DRAGOMAN_`.

    `ledger` is the ledger (a file, or `postgresql://USER@HOST/DATABASE`) for commands that are given none. `workers` is the number of
    reading processes; 0 leaves it to the machine: one for few documents, and from `pool_from_documents` on one for each processor. A
    document that takes longer than `reading_timeout_seconds` in a worker process, twice, is refused. `busy_timeout_seconds` is how long
    to wait for another program's lock on the ledger. `events` is the folder of imported events for commands that are given none.
    `token` is what `serve` asks of whoever changes the ledger, or reaches it from another machine. The rest bounds what reading in one
    source may cost: see `dragoman.ingest.Limits`.
    """

    ledger: FileName = None
    workers: Workers = 0
    pool_from_documents: Count = 32
    reading_timeout_seconds: Seconds = 900.0
    busy_timeout_seconds: Seconds = 5.0
    events: FileName = None
    token: Token = field(default=None, repr=False)
    max_text_chars: Count = _LIMITS.max_text_chars
    max_file_bytes: Count = _LIMITS.max_file_bytes
    max_expanded_bytes: Count = _LIMITS.max_expanded_bytes
    html_cpu_seconds: Seconds = _LIMITS.html_cpu_seconds
    html_wall_seconds: Seconds = _LIMITS.html_wall_seconds
    html_memory_bytes: Count = _LIMITS.html_memory_bytes
    html_start_seconds: Seconds = _LIMITS.html_start_seconds

    @property
    def limits(self) -> Limits:
        """The bounds on one source."""
        return Limits(**{field.name: getattr(self, field.name) for field in fields(Limits)})


def load(arguments: Mapping[str, Any] | None = None, environ: Mapping[str, str] | None = None, directory: Path | None = None) -> Settings:
    """Return the settings that hold for `arguments` (None is not given), variables and `dragoman.toml` in `directory`.

    Raises SettingsError with the place, what was expected and what was seen, for an unknown name as well: a misspelt setting that is
    passed over looks like one that works.
    """
    environ = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    for place, name, value, strict in (*_from_file(directory or Path()), *_from_variables(environ), *_from_arguments(arguments or {})):
        values[name] = _convert(place, name, value, strict=strict)
    return Settings(**values)


_Found = tuple[str, str, Any, bool]


def _from_file(directory: Path) -> Iterator[_Found]:
    path = directory / FILE_NAME
    try:
        with path.open("rb") as file:
            table = tomllib.load(file)
    except FileNotFoundError:
        return
    except (OSError, ValueError) as e:  # TOMLDecodeError and UnicodeDecodeError are both ValueErrors
        raise SettingsError(f"{path}: expected settings as TOML, saw: {e}") from e
    for name, value in table.items():
        yield f"{path}: {name}", _known(name, str(path)), value, True


def _from_variables(environ: Mapping[str, str]) -> Iterator[_Found]:
    for variable in sorted(environ):
        if variable.startswith(PREFIX) and environ[variable]:
            yield variable, _known(variable.removeprefix(PREFIX).lower(), f"variable {variable}"), environ[variable], False


def _from_arguments(arguments: Mapping[str, Any]) -> Iterator[_Found]:
    for name, value in arguments.items():
        if value is not None:
            yield f"argument {name}", _known(name, "arguments"), value, True


def _known(name: str, place: str) -> str:
    names = [field.name for field in fields(Settings)]
    if name in names:
        return name
    close = get_close_matches(name, names, n=1)
    advice = f"; did you mean {close[0]!r}?" if close else f"; the settings are {', '.join(names)}"
    raise SettingsError(f"{place}: expected a known setting, saw {name!r}{advice}")


def _convert(place: str, name: str, value: Any, *, strict: bool) -> Any:
    kind = get_type_hints(Settings, include_extras=True)[name]
    try:
        return msgspec.convert(value, kind, strict=strict)
    except msgspec.ValidationError as e:
        (expected,) = (meta.description for meta in kind.__metadata__)
        seen = "another value" if name == "token" else repr(value)  # a secret is not shown, not even a bad one
        raise SettingsError(f"{place}: expected {expected}, saw {seen}") from e
