"""The agency that a dateline names ("TALLINN (Reuters) - "): a report's own voice, and nobody whom it cites."""

from __future__ import annotations

_DATELINE_CHARS = 200  # a dateline is the first thing in a report but for its title


def names_agency(text: str, name: str) -> bool:
    """Tell whether a report's dateline gives a name in brackets."""
    return f"({name})" in text[:_DATELINE_CHARS]
