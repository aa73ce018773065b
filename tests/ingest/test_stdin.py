"""Standard input: its kind is told by how it begins."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable

import pytest

from dragoman.ingest import Limits, documents
from dragoman.nouns.text import Document, Refusal
from tests.ingest.given import REPORT, page, texts

RECORD = json.dumps({"id": "1", "text": REPORT})
OTHER = json.dumps({"id": "2", "text": f"{REPORT} More."})
LONG = json.dumps({"id": "3", "text": REPORT * 500})


def _read(data: bytes, limits: Limits | None = None) -> list[Document | Refusal]:
    return list(documents(["-"], stdin=io.BytesIO(data), limits=limits or Limits()))


@pytest.mark.parametrize(
    ("data", "sources"),
    [
        (REPORT, ["-"]),
        ("[Ankara] " + REPORT, ["-"]),
        (page(), ["-"]),
        (f"\n<!-- saved --><html><body><p>{REPORT}</p></body></html>", ["-"]),
        (RECORD, ["-"]),
        (json.dumps(json.loads(RECORD), indent=2), ["-"]),
        (f"[{RECORD}, {OTHER}]", ["-#1", "-#2"]),
        (f"{RECORD}\n{OTHER}\n", ["-:1", "-:2"]),
        (f"{LONG}\n\n{OTHER}\n", ["-:1", "-:3"]),
        (f'{{"id": "broken"\n{RECORD}\n', ["-:1", "-:2"]),
    ],
)
def test_kinds(data: str, sources: list[str]) -> None:
    found = _read(data.encode())
    assert [each.source for each in found] == sources
    assert isinstance(found[-1], Document)
    assert REPORT in found[-1].text


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: data.decode().encode("utf-16")])
@pytest.mark.parametrize(("data", "sources"), [(REPORT, ["-"]), (f"{RECORD}\n{OTHER}\n", ["-:1", "-:2"])])
def test_compressed_and_wide(data: str, sources: list[str], pack: Callable[[bytes], bytes]) -> None:
    found = _read(pack(data.encode()))
    assert [each.source for each in found] == sources
    assert REPORT in texts(found)[0]


@pytest.mark.parametrize(
    ("data", "expected"), [(b"", "empty"), (b"\x89PNG\r\n", "binary: a PNG image"), (b"x" * 5_000, "more than 4,000 bytes")]
)
def test_refusals(data: bytes, expected: str) -> None:
    (found,) = _read(data, Limits(max_expanded_bytes=4_000))
    assert isinstance(found, Refusal)
    assert found.source == "-"
    assert found.reason.startswith(expected)


def test_it_comes_in_its_place_among_files() -> None:
    found = list(documents(["none.txt", "-", "./-"], stdin=io.BytesIO(REPORT.encode())))
    assert [(each.source, type(each)) for each in found] == [("none.txt", Refusal), ("-", Document), ("./-", Refusal)]
