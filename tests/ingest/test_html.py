"""Pages: what is on them, when they were published and by which rule, and hostile ones that cost no other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

import pytest

from dragoman.ingest import Limits, child
from dragoman.ingest.page import read_page
from dragoman.nouns.text import Dated, Document, Refusal
from tests.ingest.given import REPORT, one, page, read

CANONICAL = '<link rel="canonical" href="https://www.example.org/world/talks">'
DATED_URL = '<link rel="canonical" href="https://example.org/2024/03/05/talks">'
MONTH_URL = '<link rel="canonical" href="https://example.org/2024/03/talks">'
BODY = f"<article><h1>Grain talks</h1><p>{REPORT}</p></article>"


ARTICLE = '{"@type": ["Thing", "NewsArticle"], "datePublished": "2024-03-05T23:30:00-05:00"}'


def _marked(words: str) -> str:
    return f'<article><div class="date">{words}</div><p>{REPORT}</p></article>'


def _time(day: str, kind: str = "x") -> str:
    return f'<time class="{kind}" datetime="{day}">then</time>'


def _json_ld(content: str) -> str:
    return f'<script type="application/ld+json">{content}</script>'


def _write(path: Path, html: str) -> Path:
    path.write_text(html, encoding="utf-8")
    return path


def test_what_is_on_a_page(tmp_path: Path) -> None:
    head = CANONICAL + '<meta property="og:site_name" content="The Herald"><meta property="og:title" content="Ministers talk of grain">'
    body = f"<nav><a href='/'>Home</a> <a href='/world'>World</a></nav>{BODY}<footer>All rights reserved</footer>"
    found = one(_write(tmp_path / "a.html", page(body, head)))
    assert REPORT in found.text
    assert "Home" not in found.text
    assert "rights" not in found.text
    assert (found.title, found.publisher, found.url) == ("Ministers talk of grain", "The Herald", "https://www.example.org/world/talks")
    assert (found.language, found.published, found.dated) == ("en", None, None)


def test_the_publisher_is_else_the_host() -> None:
    assert read_page(page(head=CANONICAL)).publisher == "example.org"
    found = read_page(f"<!-- saved from url=(0030)https://www.example.net/talks -->{page()}")
    assert (found.publisher, found.url) == ("example.net", "https://www.example.net/talks")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/world/talks", "https://", "http://[::1", "file:///etc/passwd"])
def test_what_is_no_web_address_is_none(address: str) -> None:
    assert read_page(page(head=f'<link rel="canonical" href="{address}">')).url is None


def test_a_fragment_is_a_page() -> None:
    assert read_page(f"<p>{REPORT}</p>").text == REPORT


def test_markup_that_was_an_entity_stays_text() -> None:
    found = read_page(page(f"<article><p>{REPORT} &lt;script&gt;alert(1)&lt;/script&gt;</p></article>"))
    assert "<script>alert(1)</script>" in found.text


@pytest.mark.parametrize(
    ("head", "body", "value", "how", "rule"),
    [
        (_json_ld(ARTICLE), BODY, "2024-03-05", "metadata", "json-ld Article datePublished"),
        (_json_ld(f'{{"@graph": [{ARTICLE}]}}'), BODY, "2024-03-05", "metadata", "json-ld Article datePublished"),
        (_json_ld(ARTICLE.replace("NewsArticle", "WebPage")), BODY, "2024-03-05", "metadata", "json-ld WebPage datePublished"),
        (_json_ld(ARTICLE.replace("}", ",}")), BODY, "2024-03-05", "metadata", "json-ld (broken) datePublished"),
        (
            '<meta property="article:published_time" content="2024-03-05T10:00Z">',
            BODY,
            "2024-03-05",
            "metadata",
            "meta article:published_time",
        ),
        ('<meta name="DC.date.issued" content="2024-03-05">', BODY, "2024-03-05", "metadata", "meta dc.date.issued"),
        ("", BODY + '<i itemprop="datePublished" content="2024-03-05">x</i>', "2024-03-05", "metadata", "microdata datePublished"),
        (DATED_URL, BODY, "2024-03-05", "url", "url 2024/03/05"),
        (MONTH_URL, BODY, "2024-03", "url", "url 2024/03"),
        ("", BODY + _time("2024-03-05", "published") + _time("2020-01-01"), "2024-03-05", "metadata", "time published"),
        ("", BODY + _time("2024-03-05T10:00"), "2024-03-05", "metadata", "time"),
        ("", _marked("March 5, 2024"), "2024-03-05", "metadata", "htmldate"),
        ("", _marked("25/03/2024"), "2024-03-25", "metadata", "htmldate"),
        (MONTH_URL, _marked("March 5, 2024"), "2024-03-05", "metadata", "htmldate"),
        (MONTH_URL, _marked("April 5, 2024"), "2024-03", "url", "url 2024/03"),
        (_json_ld(ARTICLE) + DATED_URL.replace("05", "04"), BODY, "2024-03-05", "metadata", "json-ld Article datePublished"),
    ],
)
def test_each_rule_that_finds_a_date(head: str, body: str, value: str, how: str, rule: str) -> None:
    found = read_page(page(body, head))
    assert (found.date, found.how, found.rule) == (value, how, rule)


def test_a_date_goes_into_the_document(tmp_path: Path) -> None:
    _write(tmp_path / "day.html", page(head=_json_ld(ARTICLE)))
    _write(tmp_path / "month.html", page(head=MONTH_URL))
    by_day, by_month = read(tmp_path)
    assert isinstance(by_day, Document)
    assert isinstance(by_month, Document)
    day = date(2024, 3, 5)
    assert (by_day.published, by_month.published) == (day, None)
    assert by_day.dated == Dated("2024-03-05", day, day, "metadata", rule="json-ld Article datePublished")
    assert by_month.dated == Dated("2024-03", date(2024, 3, 1), date(2024, 3, 31), "url", rule="url 2024/03")


def test_of_two_articles_the_page_is_the_one_with_its_address() -> None:
    other = '{"@type": "NewsArticle", "url": "https://www.example.org/other", "datePublished": "2020-01-01"}'
    own = '{"@type": "NewsArticle", "mainEntityOfPage": {"@id": "https://www.example.org/world/talks"}, "datePublished": "2024-03-05"}'
    assert read_page(page(head=CANONICAL + _json_ld(f"[{other}, {own}]"))).date == "2024-03-05"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (_json_ld('[{"@type": "Article", "datePublished": "2024-03-05"}, {"@type": "Article", "datePublished": "2024-03-06"}]'), BODY),
        (_json_ld('{"@type": "ItemList", "itemListElement": [{"@type": "Article", "datePublished": "2024-03-05"}]}'), BODY),
        (_json_ld("[" * 10_000), BODY),
        ('<meta property="article:modified_time" content="2024-03-05"><meta name="last-modified" content="2024-03-05">', BODY),
        ('<meta itemprop="copyrightYear" content="2024">', BODY + "<footer>© 2024</footer>"),
        ("", BODY + _time("2024-03-05") + _time("2020-01-01")),
        ("", _marked("March 2024")),
        ("", _marked("05/03/2024")),
        ("", _marked("yesterday")),
        ("", f"<article><p>On March 5, 2024, it began. {REPORT}</p></article>"),
    ],
)
def test_no_date_is_guessed(head: str, body: str) -> None:
    found = read_page(page(body, head))
    assert REPORT in found.text
    assert found.date is None


def _paragraphs(count: int) -> str:
    return page("<article>" + "".join(f"<p>Paragraph {n} says that the ministers met.</p>" for n in range(count)) + "</article>")


@pytest.mark.parametrize(
    ("html", "limits", "expected"),
    [
        (_paragraphs(150_000), Limits(html_cpu_seconds=0.5), "took more than 0.5 s of processor time"),
        (_paragraphs(150_000), Limits(html_wall_seconds=1), "took more than 1 s"),
        pytest.param(
            _paragraphs(150_000), Limits(html_memory_bytes=350 << 20), "took more than 350 MiB of memory",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold a process to its address space"),
        ),
        ("<div>" * 200_000 + REPORT, Limits(html_cpu_seconds=5), "no text could be extracted from the page"),
    ],
    ids=["cpu", "wall", "memory", "deep"],
)  # fmt: skip
def test_a_hostile_page_costs_its_limit_and_no_other_page(tmp_path: Path, html: str, limits: Limits, expected: str) -> None:
    _write(tmp_path / "1.html", page())
    _write(tmp_path / "2.html", html)
    _write(tmp_path / "3.html", page().replace("Tuesday", "Friday"))
    start = time.monotonic()
    first, second, third = read(tmp_path, limits=limits)
    assert time.monotonic() - start < 60  # its limits are seconds; the rest is room for a busy machine
    assert isinstance(first, Document)
    assert second == Refusal(str(tmp_path / "2.html"), expected)
    assert isinstance(third, Document)
    assert "Friday" in third.text


def test_a_parser_killed_from_outside_costs_one_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def recorded(*args: object, **options: object) -> subprocess.Popen[bytes]:
        started.append(popen(*args, **options))  # type: ignore[call-overload]
        threading.Timer(1.2, os.kill, (started[0].pid, signal.SIGKILL)).start()
        monkeypatch.undo()
        return started[0]

    monkeypatch.setattr(child.subprocess, "Popen", recorded)
    _write(tmp_path / "1.html", _paragraphs(100_000))
    _write(tmp_path / "2.html", page())
    first, second = read(tmp_path)
    assert first == Refusal(str(tmp_path / "1.html"), f"the parser was killed by signal 9 ({signal.strsignal(9)})")
    assert isinstance(second, Document)


def test_one_process_reads_all_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count = 0
    popen = subprocess.Popen

    def counted(*args: object, **options: object) -> subprocess.Popen[bytes]:
        nonlocal count
        count += 1
        return popen(*args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(child.subprocess, "Popen", counted)
    for n in range(5):
        _write(tmp_path / f"{n}.html", page().replace("two", f"{n + 2}"))
    assert len(read(tmp_path)) == 5
    assert count == 1


def test_a_page_is_read_the_same_in_every_process(tmp_path: Path) -> None:
    html = page(BODY * 3, CANONICAL)
    there, here = one(_write(tmp_path / "a.html", html)), read_page(html)
    assert (there.text, there.title, there.publisher, there.url) == (here.text, here.title, here.publisher, here.url)
