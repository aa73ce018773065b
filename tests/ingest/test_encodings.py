"""Bytes to characters: what people save, in what they save it in."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import DocumentError
from dragoman.ingest.encoding import decode, decode_page, encoding_of
from tests.ingest.given import REPORT, one, page

WORDS = f"“{REPORT}” – the café’s naïve señor said it cost €50."


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_is_read_in_the_encoding_that_it_is_in(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(WORDS.encode(codec))
    assert one(path).text == WORDS


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(codec: str) -> None:
    assert decode(WORDS.encode(codec)) == WORDS


def test_latin_1() -> None:
    words = f"{REPORT} El señor Peña habló en español, señor Müller."
    assert decode(words.encode("latin-1")) == words


def test_another_code_page_is_left_to_its_statistics() -> None:
    words = "Министры иностранных дел двух стран встретились в столице во вторник и договорились открыть границу для зерна. " * 3
    assert decode(words.encode("cp1251")) == words


def test_a_broken_byte_in_utf_8_spoils_only_itself() -> None:
    words = WORDS.encode() + b"\xff"
    assert decode(words) == WORDS + "\ufffd"


def test_a_sample_may_end_within_a_character() -> None:
    assert encoding_of("Zürich – Genève".encode()[:-10], complete=False) == "utf-8"
    assert encoding_of("aaaaé".encode()[:-1], complete=False) == "utf-8"


def test_damaged_utf_16_says_so() -> None:
    with pytest.raises(DocumentError, match="damaged utf-16"):
        decode(WORDS.encode("utf-16")[:-1])


@pytest.mark.parametrize("label", ["windows-1251", "koi8-r"])
def test_a_page_is_read_in_the_encoding_that_it_declares(label: str) -> None:
    html = page("<p>Министры</p>").replace("utf-8", label)
    assert decode_page(html.encode(label)) == html


def test_an_xml_declaration_counts_too() -> None:
    html = "<?xml version='1.0' encoding='iso-8859-2'?><html><body><p>Łódź</p></body></html>"
    assert decode_page(html.encode("iso-8859-2")) == html


@pytest.mark.parametrize("label", ["utf-7", "unicode_escape", "rot13", "nonsense", "utf-8"])
def test_a_declaration_that_is_false_or_dangerous_is_not_followed(label: str) -> None:
    html = page("<p>The café +ADw-script+AD4- \\x41 is open.</p>").replace("utf-8", label)
    assert decode_page(html.encode("cp1252")) == html


def test_latin_1_on_a_page_means_windows_1252() -> None:
    html = page("<p>“Yes” – he said.</p>").replace("utf-8", "iso-8859-1")
    assert decode_page(html.encode("cp1252")) == html


def test_line_ends_are_made_one_and_nothing_else_is(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf  Talks\r\n\r\nThey met.\rThen\xe2\x80\xa8left. \n\n")
    assert one(path).text == "  Talks\n\nThey met.\rThen\u2028left. \n\n"
