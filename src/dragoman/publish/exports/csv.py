"""Tables as CSV (RFC 4180) that a spreadsheet shows and does not run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from dragoman.publish.tables import Table
from dragoman.publish.tables.told import Told

# What makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection"), with the full-width forms that some read alike. The
# apostrophe is the sign that says "text"; a text that begins with one gets another, so that taking one away gives back what was there.
_RUNS = frozenset("=+-@＝＋－＠'")
_BREAKS = ("\t", "\r", "\n")
LIST_SIGN = "; "
"""What stands between the items of a list in one cell."""


def table_to_csv(table: Table, told: Told) -> str:
    """Return a table as CSV with a header: UTF-8 once encoded, CRLF at line ends, nothing for what is absent."""
    return "".join(lines(table, told))


def lines(table: Table, told: Told) -> Iterator[str]:
    """Yield the lines of a table as CSV."""
    yield _line([c.name for c in table.columns])
    for row in table.rows(told):
        yield _line(_cell(value) for value in row.values())


def safe(text: str) -> str:
    """Return a text that a spreadsheet takes for text: where it would be a formula, an apostrophe stands before it."""
    # Programs differ in what they pass over before a formula (spaces of all kinds, a byte order mark, control characters).
    seen = next((c for c in text if c.isprintable() and not c.isspace()), "")
    return f"'{text}" if seen in _RUNS or text.startswith(_BREAKS) else text


def unsafe(cell: str) -> str:
    """Return the text that `safe` was given."""
    return cell.removeprefix("'")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):  # a number of ours: its minus is a minus
        return repr(round(value, 6))
    if isinstance(value, date):
        return value.isoformat()
    return safe(LIST_SIGN.join(value) if isinstance(value, list) else str(value))


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([c.replace("\x00", "\ufffd") for c in cells])
    return out.getvalue()
