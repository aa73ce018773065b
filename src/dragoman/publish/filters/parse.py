"""Pairs of name and value into a filter: the one parser behind keywords, options and query strings.

Raises FilterError for a name or value that it cannot use, with what was expected and what was seen: a filter that is passed over
looks like one that matched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any
from urllib.parse import parse_qsl

from dragoman.errors import FilterError
from dragoman.nouns.filter import Criteria, Filter
from dragoman.publish.filters import values
from dragoman.publish.filters.table import CONDITIONS, Condition, by_name, names

_MOST_PAIRS = 500


def from_query(query: str) -> Filter:
    """Return the filter of a query string ("party=CHN&not_type=STATE&since=2025"), with or without its question mark."""
    return from_pairs(pairs_of(query))


def pairs_of(query: str) -> list[tuple[str, str]]:
    """Return the pairs of name and value of a query string."""
    text = query.removeprefix("?")
    try:
        return parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), errors="strict")
    except ValueError as e:
        raise FilterError(f"expected a filter as name=value&name=value, saw {query!r}") from e


def from_keywords(**keywords: Any) -> Filter:
    """Return the filter of Python keywords: text, numbers, days and flags, or lists of them; None is not given."""
    return from_pairs((name, text) for name, value in keywords.items() if value is not None for text in _texts(name, value))


def from_pairs(pairs: Iterable[tuple[str, str]]) -> Filter:
    """Return the filter of pairs of name and value; a name may come several times where its condition takes several values."""
    given: dict[bool, dict[str, list[str]]] = {False: {}, True: {}}
    for count, (name, value) in enumerate(pairs, 1):
        if count > _MOST_PAIRS:
            raise FilterError(f"expected at most {_MOST_PAIRS} conditions, saw more")
        condition, twin = _known(name)
        given[twin].setdefault(condition.name, []).append(value)
    return Filter(_criteria(given[False], twin=False), _criteria(given[True], twin=True))


def _criteria(given: Mapping[str, list[str]], *, twin: bool) -> Criteria:
    found = {c.name: _value(c, given[c.name], twin=twin) for c in CONDITIONS if c.name in given}
    return Criteria(**found)


def _value(condition: Condition, given: list[str], *, twin: bool) -> Any:
    name = ("not_" if twin else "") + condition.name
    if condition.several:
        several = [values.one(name, condition, piece) for text in given for piece in values.split(text)]
        return tuple(sorted(set(several)))
    if len(set(given)) > 1:
        raise FilterError(f"{name}: expected one value, saw {' and '.join(map(repr, given[:3]))}")
    return values.one(name, condition, given[0])


def _known(name: str) -> tuple[Condition, bool]:
    found = by_name(name)
    if found is None:
        close = get_close_matches(name.lower().replace("-", "_"), names(), n=1)
        advice = f"; did you mean {close[0]!r}?" if close else f"; the filters are {', '.join(c.name for c in CONDITIONS)}, each with not_"
        raise FilterError(f"expected a known filter, saw {name!r}{advice}")
    return found


def _texts(name: str, value: Any) -> Iterator[str]:
    if isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, str | int):
        yield str(value)
    elif isinstance(value, date):
        yield value.isoformat()[:10]
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from _texts(name, item)
    else:
        raise FilterError(f"{name}: expected text, a number, a day or a list of these, saw {type(value).__name__}")
