"""A filter into pairs and a query string, in one order, so that equal filters have equal addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from dragoman.nouns.filter import Criteria, Filter, Search, Who
from dragoman.publish.filters import search
from dragoman.publish.filters.table import CONDITIONS, TWIN
from dragoman.publish.filters.values import NAME, who


def to_query(wanted: Filter) -> str:
    """Return the query string of a filter; reading it gives the same filter."""
    return urlencode(to_pairs(wanted))


def to_pairs(wanted: Filter) -> list[tuple[str, str]]:
    """Return the pairs of name and value of a filter, in the order of the conditions, each before its twin."""
    return [
        (prefix + condition.name, text)
        for condition in CONDITIONS
        for prefix, criteria in (("", wanted.only), (TWIN, wanted.without))
        for text in _texts(criteria, condition.name)
    ]


def _texts(criteria: Criteria, name: str) -> Iterator[str]:
    value: Any = getattr(criteria, name)
    for item in value if isinstance(value, tuple) else (value,):
        if isinstance(item, Search):
            yield search.write(item)
        elif isinstance(item, Who):
            yield item.value if who(name, item.value) == item else NAME + item.value
        elif item is True:
            yield "true"
        elif item not in (None, False):
            yield str(item)
