"""Records to drafts: JSON, JSON lines and delimited tables with the columns id, title, text, published, publisher, url."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping

from dragoman.errors import DocumentError
from dragoman.ingest.blob import Blob
from dragoman.ingest.dates import dated
from dragoman.ingest.draft import EMPTY, Draft
from dragoman.ingest.encoding import SAMPLE_BYTES, decode, encoding_of, is_unicode
from dragoman.ingest.limits import Limits
from dragoman.nouns.text import Dated, Refusal

COLUMNS = ("id", "title", "text", "published", "publisher", "url")
Drafts = Iterator[Draft | Refusal]
_JSON_NAMES = {
    dict: "an object",
    list: "a list",
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "null",
}
_NOT_JSON = (ValueError, RecursionError)
NOT_UTF_8 = "not valid UTF-8"


def json_records(blob: Blob, limits: Limits) -> Drafts:
    """Yield the one record of a JSON file or those of its list; the third of a list is the source `file#3`."""
    data = blob.whole(limits.max_file_bytes, f"enormous: more than {limits.max_file_bytes:,} bytes of JSON; give it as .jsonl")
    text = decode(data, exact=True)
    if not text.strip():
        raise DocumentError(EMPTY)
    try:
        value = json.loads(text)
    except _NOT_JSON as error:
        raise DocumentError(_bad_json(error)) from error
    if not isinstance(value, list):
        yield _drafted(value, blob.source, blob.name)
        return
    for number, item in enumerate(value, 1):
        yield _drafted(item, f"{blob.source}#{number}", blob.name)
    if not value:
        raise DocumentError("empty: a list without a record")


def json_lines(blob: Blob, limits: Limits) -> Drafts:
    """Yield one draft or refusal for each line that is not blank; line 3 is the source `file:3`."""
    empty = True
    for number, line in enumerate(lines(blob, limits, newline="\n"), 1):
        source = f"{blob.source}:{number}"
        if line is None:
            yield Refusal(source, f"enormous: a line of more than {limits.max_file_bytes:,} characters")
        elif not is_unicode(line):
            yield Refusal(source, NOT_UTF_8)
        elif line.strip():
            yield _json_line(line, source, blob.name)
        else:
            continue
        empty = False
    if empty:
        raise DocumentError(EMPTY)


def table_rows(blob: Blob, limits: Limits) -> Drafts:
    """Yield one draft or refusal for each row of a CSV or TSV file under its header; the row that begins in line 3 is `file:3`.

    Columns are found by name whatever their case and order; others are left aside. Semicolons and tabs between cells are recognised by the
    header. Quotes that do not match end the reading with a DocumentError, since where the next row begins is then unknown.
    """
    unread = _unbroken(lines(blob, limits, newline=""))
    header = next(unread, None)
    if header is None:
        raise DocumentError(EMPTY)
    delimiter, columns = _columns(header, "\t" if blob.suffix == ".tsv" else ",")
    start, empty = 2, True
    reader = csv.reader(unread, delimiter=delimiter, strict=True)
    while (row := _next_row(reader, start, limits)) is not None:
        source = f"{blob.source}:{start}"
        start = reader.line_num + 2
        if len(row) > len(columns):
            yield Refusal(source, f"expected {len(columns)} cells, saw {len(row)}: is a cell with a separator in it not quoted?")
        elif not all(is_unicode(cell) for cell in row):
            yield Refusal(source, NOT_UTF_8)
        elif row:
            cells = {name: cell for name, cell in zip(columns, row, strict=False) if name in COLUMNS and cell}
            yield _drafted(cells, source, blob.name)
        else:
            continue
        empty = False
    if empty:
        raise DocumentError("empty: a table without a row under its header")


def _json_line(line: str, source: str, name: str) -> Draft | Refusal:
    try:
        value = json.loads(line)
    except _NOT_JSON as error:
        return Refusal(source, _bad_json(error))
    return _drafted(value, source, name)


def _drafted(value: object, source: str, name: str) -> Draft | Refusal:
    try:
        return _draft(value, source, name)
    except DocumentError as error:
        return Refusal(source, str(error))


def _draft(value: object, source: str, name: str) -> Draft:
    """Return the draft of one record, its `id` and `text` exactly as given; an empty id, title, publisher or address is none."""
    if not isinstance(value, dict):
        raise DocumentError(f"expected a record, that is an object with a text, saw {_JSON_NAMES[type(value)]}")
    text = _words(value, "text")
    if text is None:
        raise DocumentError("a record without text")
    number_or_id = value.get("id")
    return Draft(
        source=source,
        name=name,
        text=text,
        title=_words(value, "title"),
        dated=_published(value.get("published")),
        publisher=_words(value, "publisher"),
        url=_words(value, "url"),
        id=str(number_or_id) if type(number_or_id) is int else _words(value, "id"),
    )


def _words(record: Mapping[str, object], key: str) -> str | None:
    value = record.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise DocumentError(f"expected text for {key}, saw {_JSON_NAMES[type(value)]}")
    return value


def _published(value: object) -> Dated | None:
    return dated(str(value), "metadata", "record published") if type(value) in {str, int} else None


def _bad_json(error: ValueError | RecursionError) -> str:
    if isinstance(error, RecursionError):
        return "bad JSON: nested too deeply"
    if not isinstance(error, json.JSONDecodeError):
        return f"bad JSON: {error}"
    where = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
    hint = "; a file with a record on each line is named .jsonl" if error.msg == "Extra data" and error.lineno > 1 else ""
    return f"bad JSON: {error.msg} at {where}{hint}"


def lines(blob: Blob, limits: Limits, newline: str) -> Iterator[str | None]:
    """Yield the lines of a file with their ends, None for one that is longer than `max_file_bytes` characters.

    Bytes that are no UTF-8 come as lone surrogates, so that they spoil their own line and no other.
    """
    codec = encoding_of(blob.head(SAMPLE_BYTES), complete=False)
    text = io.TextIOWrapper(blob.stream(), encoding=codec, errors="surrogateescape", newline=newline)
    try:
        while line := text.readline(limits.max_file_bytes):
            if len(line) < limits.max_file_bytes or line.endswith("\n"):
                yield line
                continue
            while (more := text.readline(limits.max_file_bytes)) and not more.endswith("\n"):
                pass
            yield None
    except UnicodeError as error:
        raise DocumentError(f"damaged {codec} text: {error}; the rest is not read") from error


def _columns(header: str, usual: str) -> tuple[str, tuple[str, ...]]:
    """Return the separator under which the header has a text column, and the names of all columns."""
    for delimiter in (usual, ",", ";", "\t"):
        try:
            cells = next(csv.reader([header], delimiter=delimiter), [])
        except csv.Error as error:
            raise DocumentError(f"the first line is broken ({error})") from error
        names = tuple(cell.strip().lower() for cell in cells)
        if "text" in names:
            twice = [name for name in COLUMNS if names.count(name) > 1]
            if twice:
                raise DocumentError(f"two columns are named {twice[0]}")
            return delimiter, names
    raise DocumentError(f"expected a column named text in the first line, saw {' '.join(header.split())[:80]!r}")


def _unbroken(lines: Iterable[str | None]) -> Iterator[str]:
    for line in lines:
        if line is None:
            raise DocumentError("enormous: a line that is too long; the rest is not read")
        yield line


def _next_row(reader: Iterator[list[str]], line: int, limits: Limits) -> list[str] | None:
    # Python's own bound on a cell (131,072 characters) holds for the whole process: it is raised while a row is read, and put back.
    usual = csv.field_size_limit(limits.max_text_chars)
    try:
        return next(reader, None)
    except csv.Error as error:
        raise DocumentError(f"the row that begins in line {line} is broken ({error}); the rest is not read") from error
    finally:
        csv.field_size_limit(usual)
