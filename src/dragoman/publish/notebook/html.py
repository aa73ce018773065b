"""Tables and sentences as HTML for notebooks; every word of a report is escaped, as reports are written by strangers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from typing import Any

from dragoman.publish.brief.words import clean

_CELL = "text-align:left;vertical-align:top;max-width:42em;white-space:normal"


def table(headers: Sequence[str], rows: Iterable[Sequence[Any]], *, caption: str = "", more: int = 0) -> str:
    """Return an HTML table; `more` says how many rows are not shown."""
    head = "".join(f'<th style="{_CELL}">{words(h)}</th>' for h in headers)
    body = "".join("<tr>" + "".join(f'<td style="{_CELL}">{words(cell)}</td>' for cell in row) + "</tr>" for row in rows)
    title = f"<caption>{words(caption)}</caption>" if caption else ""
    rest = f"<p>… and {more:,} more</p>" if more > 0 else ""
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


def quoted(sentences: Iterable[tuple[str, str]]) -> str:
    """Return sentences of reports with who published each."""
    return "".join(f"<blockquote><bdi>{words(text)}</bdi> <small>{words(who)}</small></blockquote>" for text, who in sentences)


def words(value: Any) -> str:
    """Return a value as escaped text; nothing for what is absent."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return words(", ".join(str(v) for v in value if v))
    if isinstance(value, date):
        return value.isoformat()
    return escape(clean(str(value)))
