"""Which first lines are titles."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ingest.plain import title_of
from tests.ingest.given import REPORT, one


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Ministers meet over grain\n\n{REPORT}", "Ministers meet over grain"),
        (f"\n\n  Ministers meet over grain  \n{REPORT}", "Ministers meet over grain"),
        (f"Will the border open?\n\n{REPORT}", "Will the border open?"),
        (f"‘We will open the border’\n\n{REPORT}", "‘We will open the border’"),
        (f"Ministers\u2028meet\n\n{REPORT}", None),
        (f"The ministers met.\n\n{REPORT}", None),
        (f"“The ministers met.”\n\n{REPORT}", None),
        (f"The ministers said:\n\n{REPORT}", None),
        (f"5 March 2024\n\n{REPORT}", None),
        (f"By Jane Doe\n\n{REPORT}", None),
        (f"* * *\n\n{REPORT}", None),
        (f"{REPORT.removesuffix('.')}\n\n{REPORT}", None),
        ("Ministers meet over grain\nMinisters talk of trains\nand of ships", None),
        ("Ministers meet over grain", None),
        ("Ministers meet over grain\n\n \n", None),
        ("", None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    assert title_of(text) == title


@given(st.text())
def test_a_title_is_a_line_of_the_text(text: str) -> None:
    title = title_of(text)
    assert title is None or (title in text and len(title.splitlines()) == 1)


def test_the_title_stays_in_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"Ministers meet over grain\r\n\r\n{REPORT}\r\n".encode())
    found = one(path)
    assert (found.title, found.text) == ("Ministers meet over grain", f"Ministers meet over grain\n\n{REPORT}\n")
    assert (found.publisher, found.published, found.dated, found.url) == (None, None, None, None)
