"""One newsroom is one source, by whatever name, site or credit a report carries."""

from __future__ import annotations

import tomllib

import pytest

from dragoman.reconcile.families import families, family, registrable


@pytest.mark.parametrize(
    ("publisher", "url", "text", "expected"),
    [
        ("The Daily Star", None, "KHARTOUM (Reuters) - Two men", "reuters"),
        ("The Daily Star", None, "Two men met.\n\n© AFP", "afp"),
        ("The Daily Star", None, "Two men met.\nSource: Xinhua", "xinhua"),
        ("The Daily Star", None, "The minister told the (AP) committee " + "x" * 400, "daily star"),
        ("THE ASSOCIATED PRESS", None, "Text", "associated-press"),
        ("www.bbc.co.uk", None, "Text", "bbc"),
        (None, "https://news.bbc.co.uk/1/hi/world", "Text", "bbc"),
        ("BBC News", "https://www.bbc.com/news/1", "Text", "bbc"),
        (None, "https://edition.lakeside-courier.com.au/a", "Text", "lakeside-courier.com.au"),
        ("Café Presse", None, "Text", "cafe presse"),
        (None, None, "Text", ""),
        (" ", "not a url", "Text", ""),
    ],
)
def test_family(publisher: str | None, url: str | None, text: str, expected: str) -> None:
    assert family(publisher, url, text) == expected


def test_a_users_table_wins() -> None:
    table = families('[altiplano]\nnames = ["Altiplano Wire", "BBC"]\ndomains = ["altiplano.pe"]\ncredits = ["ALTW"]\n')
    assert family("Altiplano Wire", None, "Text", table) == "altiplano"
    assert family("BBC", None, "Text", table) == "altiplano"
    assert family("Other", None, "PUNO (ALTW) - Text", table) == "altiplano"
    assert family("Reuters", None, "Text", table) == "reuters"
    with pytest.raises(tomllib.TOMLDecodeError):
        families("no toml")


@pytest.mark.parametrize(("host", "expected"), [("www.dw.com", "dw.com"), ("a.b.co.uk", "b.co.uk"), ("localhost", "localhost"), ("", "")])
def test_registrable(host: str, expected: str) -> None:
    assert registrable(host) == expected
