"""What an address asks: its filters and its other parameters, each parsed strictly and described for OpenAPI from one table."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from dragoman.errors import FilterError
from dragoman.nouns.filter import Filter
from dragoman.publish.filters.parse import from_pairs
from dragoman.publish.filters.table import CONDITIONS, TWIN, Condition, by_name

if TYPE_CHECKING:
    from starlette.requests import Request

_LONGEST_QUERY_CHARS = 8000


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an address beside the filters: a whole number within bounds, one of some words, or text of a form."""

    name: str
    gloss: str
    example: str
    default: str | None = None
    least: int | None = None
    most: int | None = None
    words: tuple[str, ...] = ()
    form: str | None = None
    needed: bool = False

    def checked(self, text: str) -> str:
        """Return the text where it is what this parameter takes; raises FilterError where it is not."""
        if self.words and text not in self.words:
            raise FilterError(f"{self.name}: expected one of {', '.join(self.words)}, saw {text[:80]!r}")
        if self.most is not None and not (
            text.isascii() and text.isdigit() and len(text) < 12 and (self.least or 0) <= int(text) <= self.most
        ):
            raise FilterError(f"{self.name}: expected a whole number from {self.least or 0} to {self.most}, saw {text[:80]!r}")
        if self.form is not None and not re.fullmatch(self.form, text):
            raise FilterError(f"{self.name}: expected something like {self.example!r}, saw {text[:80]!r}")
        return text

    def described(self) -> dict[str, Any]:
        """Return the parameter as OpenAPI describes it."""
        schema: dict[str, Any] = {"type": "string"}
        if self.most is not None:
            schema = {"type": "integer", "minimum": self.least or 0, "maximum": self.most}
        elif self.words:
            schema["enum"] = list(self.words)
        elif self.form:
            schema["pattern"] = f"^(?:{self.form})$"
        if self.default is not None:
            schema["default"] = int(self.default) if self.most is not None else self.default
        example = int(self.example) if self.most is not None else self.example
        return {"name": self.name, "in": "query", "required": self.needed, "description": self.gloss, "schema": schema, "example": example}


AFTER: Final = Parameter(
    "after", "Where to go on: `next` of the page before.", "MjAyNS0xMS0yMSBhYmM", form=r"[A-Za-z0-9_-]{1,400}", default=None
)


def limit(default: int = 50, most: int = 500) -> Parameter:
    """Return the parameter for the length of a page."""
    return Parameter("limit", "How many at most.", "20", default=str(default), least=1, most=most)


@dataclass(frozen=True, slots=True)
class Asked:
    """A parsed query: the filter, and the other parameters by name with their defaults."""

    wanted: Filter
    values: dict[str, str | None]

    def __getitem__(self, name: str) -> str | None:
        return self.values[name]

    def number(self, name: str) -> int:
        """Return a parameter that is a number."""
        return int(self.values[name] or 0)

    @property
    def after(self) -> str | None:
        """Return where the page before ended, as the store knows it; raises FilterError where the cursor is none."""
        text = self.values.get("after")
        return None if text is None else opened(text)


def asked(request: Request, parameters: Sequence[Parameter] = (), *, filters: bool = True) -> Asked:
    """Return what the query string of a request asks.

    Raises FilterError for a name that is not known, a value that cannot be used, and a parameter given twice.
    """
    query = request.url.query
    if len(query) > _LONGEST_QUERY_CHARS:
        raise FilterError(f"expected a query of at most {_LONGEST_QUERY_CHARS} characters, saw {len(query)}")
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query), errors="strict")
    except ValueError as e:
        raise FilterError(f"expected a query as name=value&name=value, saw {query[:80]!r}") from e
    own = {p.name: p for p in parameters}
    values: dict[str, str | None] = {p.name: p.default for p in parameters}
    rest, given = [], set()
    for name, value in pairs:
        if "\x00" in value:  # no database can be asked for it
            raise FilterError(f"{name[:80]}: expected text, saw a NUL")
        if name not in own:
            if not filters or by_name(name) is None:
                raise FilterError(_unknown(name, own, filters=filters))
            rest.append((name, value))
            continue
        if name in given:
            raise FilterError(f"{name}: expected one value, saw several")
        given.add(name)
        values[name] = own[name].checked(value)
    for p in parameters:
        if p.needed and values[p.name] is None:
            raise FilterError(f"{p.name}: expected a value ({p.gloss}), saw none")
    return Asked(from_pairs(rest), values)


def sealed(place: str | None) -> str | None:
    """Return where a page ended as a cursor that fits into an address."""
    return None if place is None else base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def opened(cursor: str) -> str:
    """Return what a cursor stands for; raises FilterError where it is none."""
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode("utf-8")
    except (binascii.Error, ValueError) as e:
        raise FilterError(f"after: expected the `next` of a page, saw {cursor[:80]!r}") from e


def described(parameters: Sequence[Parameter] = (), *, filters: bool = True) -> dict[str, Any]:
    """Return the parameters of an address for FastAPI's `openapi_extra`."""
    found = [p.described() for p in parameters]
    if filters:
        found += [_condition(c, twin=twin) for c in CONDITIONS for twin in (False, True)]
    return {"parameters": found}


_EXAMPLES: Final = {
    "party": "IDN", "actor": "person:prabowo-subianto", "recipient": "VNM", "between": "IDN", "state": "MWI", "place": "Surabaya",
    "type": "CONSULT", "quad": "1", "mode": "visit", "context": "economic", "status": "scheduled", "since": "2025-11", "until": "2025",
    "reported_since": "2025-11-20", "reported_until": "2025-11-30", "sources": "2", "disagreement": "true", "text": "rice OR coal",
}  # fmt: skip


def _condition(condition: Condition, *, twin: bool) -> dict[str, Any]:
    one: dict[str, Any] = {"type": "string"}
    if condition.kind == "number":
        one = {"type": "integer", "minimum": 1, "maximum": 999_999_999}
    elif condition.kind == "quad":
        one = {"type": "string", "enum": ["1", "2", "3", "4"]}
    elif condition.kind == "flag":
        one = {"type": "string", "enum": ["true", "false"]}
    elif condition.kind == "day":
        one = {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
    else:
        one = {"type": "string", "minLength": 1, "maxLength": 300}
    example: Any = _EXAMPLES[condition.name]
    if condition.kind == "number":
        example = int(example)
    gloss = f"Turned round: leaves out what `{condition.name}` would keep." if twin else condition.gloss
    return {
        "name": (TWIN if twin else "") + condition.name,
        "in": "query",
        "required": False,
        "description": gloss,
        "schema": {"type": "array", "items": one} if condition.several else one,
        "example": [example] if condition.several else example,
    }


def _unknown(name: str, own: dict[str, Parameter], *, filters: bool) -> str:
    known = [*own, *((TWIN if twin else "") + c.name for c in CONDITIONS for twin in (False, True) if filters)]
    close = get_close_matches(name.lower().replace("-", "_"), known, n=1)
    shown = f"; did you mean {close[0]!r}?" if close else f"; this address takes {', '.join(known[:30]) or 'none'}"
    return f"expected a known parameter, saw {name[:80]!r}{shown}"
