"""Records: what they say is kept to the character, and a bad one spoils no other."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.nouns.text import Document, Refusal
from tests.ingest.given import REPORT, one, read, reason

ANY_TEXT = st.text().filter(str.strip).map(lambda tail: REPORT + tail) | st.text(max_size=25).filter(str.strip)
ANY_ID = st.text(min_size=1)


def _roundtrip(name: str, data: bytes) -> list[Document | Refusal]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return read(path)


@given(st.lists(st.tuples(ANY_ID, ANY_TEXT), min_size=1, max_size=5, unique_by=lambda pair: pair[0]), st.booleans())
def test_any_text_comes_through_json_lines_exactly(pairs: list[tuple[str, str]], escaped: bool) -> None:
    lines = "".join(json.dumps({"id": key, "text": text}, ensure_ascii=escaped) + "\n" for key, text in pairs)
    found = _roundtrip("a.jsonl", lines.encode())
    assert [(each.id, each.text) for each in found if isinstance(each, Document)] == pairs


@given(st.lists(st.tuples(ANY_ID, ANY_TEXT), min_size=1, max_size=5, unique_by=lambda pair: pair[0]), st.sampled_from([",", ";", "\t"]))
def test_any_text_comes_through_a_table_exactly(pairs: list[tuple[str, str]], delimiter: str) -> None:
    pairs = [(key.replace("\0", "0"), text.replace("\0", "0")) for key, text in pairs]
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("ID", "rank", " Text "), *((key, "1", text) for key, text in pairs)])
    found = _roundtrip("a.tsv" if delimiter == "\t" else "a.csv", table.getvalue().encode())
    expected = dict(pairs)
    assert {each.id: each.text for each in found if isinstance(each, Document)} == expected


@given(st.text())
def test_any_line_is_a_document_or_a_refusal_with_its_line(line: str) -> None:
    line = line.replace("\n", " ").replace("\0", " ")
    good = json.dumps({"id": "good", "text": REPORT})
    found = _roundtrip("a.jsonl", f"{good}\n{line}\n".encode())
    assert isinstance(found[0], Document)
    assert len(found) == 1 + bool(line.strip())
    assert all(each.source.endswith(":2") for each in found[1:])


def test_all_fields_of_a_record(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    record = {
        "id": " 7/a ", "title": "Talks", "text": f" \r\n{REPORT}\t", "published": "2024-03-05T23:30:00-05:00", "publisher": "The Herald",
        "url": "https://example.org/a", "extra": [1],
    }  # fmt: skip
    path.write_text(json.dumps(record))
    found = one(path)
    assert (found.id, found.title, found.text) == (" 7/a ", "Talks", f" \r\n{REPORT}\t")
    assert (found.publisher, found.url, found.language) == ("The Herald", "https://example.org/a", "en")
    assert found.published == date(2024, 3, 5)
    assert found.dated is not None
    assert (found.dated.how, found.dated.rule) == ("metadata", "record published")


def test_a_number_is_an_id_and_an_empty_one_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"id": 7, "text": REPORT}, {"id": "", "text": f"{REPORT} More."}]))
    first, second = read(path)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.id == "7"
    assert len(second.id) == 16


@pytest.mark.parametrize("published", ["05/03/2024", "yesterday", "2024-02-30", "", None, "0001-01-01T00:00:00Z", [2024], 20.5])
def test_a_date_that_cannot_be_told_is_not_guessed(tmp_path: Path, published: object) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"text": REPORT, "published": published}))
    assert one(path).published is None
    assert one(path).dated is None


def test_a_month_is_kept_as_a_month(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"text": REPORT, "published": "2024-02"}))
    found = one(path)
    assert found.published is None
    assert found.dated is not None
    assert (found.dated.earliest, found.dated.latest) == (date(2024, 2, 1), date(2024, 2, 29))


def test_bad_lines_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "1", "text": "One."}\n\n{"id": "2"\n[]\n{"id": "5", "text": "Five."}')
    found = read(path)
    assert [(each.source, getattr(each, "text", None)) for each in found] == [
        (f"{path}:1", "One."), (f"{path}:3", None), (f"{path}:4", None), (f"{path}:5", "Five."),
    ]  # fmt: skip


def test_rows_are_named_by_the_line_that_they_begin_in(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,text,title\n1,"One\n\nmore.",T\n2\n\n3,Three.\n4,a,b,c\n')
    found = read(path)
    assert [(each.source, getattr(each, "text", None)) for each in found] == [
        (f"{path}:2", "One\n\nmore."), (f"{path}:5", None), (f"{path}:7", "Three."), (f"{path}:8", None),
    ]  # fmt: skip


def test_what_follows_unmatched_quotes_is_not_taken_for_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,One.\n2,"He said "no", twice\n3,Three.\n')
    found = read(path)
    assert [each.source for each in found] == [f"{path}:2", str(path)]
    assert isinstance(found[1], Refusal)
    assert found[1].reason.startswith("the row that begins in line 3 is broken")


def test_a_cell_may_be_longer_than_pythons_own_bound(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    bound = csv.field_size_limit()
    path.write_text(f"text\n{'They met. ' * 20_000}\n")
    assert len(one(path).text) == 200_000
    assert csv.field_size_limit() == bound


def test_a_header_that_cannot_be_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text" * 50_000)
    assert reason(path).startswith("the first line is broken (field larger than field limit")


def test_records_in_other_encodings(tmp_path: Path) -> None:
    line = json.dumps({"id": "1", "text": f"{REPORT} “Café” – £5."}, ensure_ascii=False) + "\n"
    for codec in ("utf-8-sig", "utf-16", "cp1252"):
        path = tmp_path / f"{codec}.jsonl"
        path.write_bytes(line.encode(codec))
        assert one(path).text == f"{REPORT} “Café” – £5."


def test_one_line_in_another_encoding_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": f"{REPORT} “Café” – “naïve” – “señor”."}, ensure_ascii=False)
    path.write_bytes(good.encode() + b"\n" + '{"text": "é"}'.encode("latin-1") + b"\n" + good.replace("They", "Both").encode() + b"\n")
    found = read(path)
    assert [type(each) for each in found] == [Document, Refusal, Document]
    assert found[1] == Refusal(f"{path}:2", "not valid UTF-8")


def test_an_id_stands_for_one_text(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"id": "x", "text": text}) + "\n" for text in ("One.", "Two.", "One.")))
    found = read(path)
    assert [(each.source, getattr(each, "reason", None)) for each in found] == [
        (f"{path}:1", None), (f"{path}:2", "the id 'x' was given to another text before"),
    ]  # fmt: skip
