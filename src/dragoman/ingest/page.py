"""One HTML page: its text, title, publisher, address and day of publication, by trafilatura and the page's own metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from dragoman.ingest.page_dates import DATE_SEARCH, publication_date
from dragoman.nouns.text import DatedHow

# Browsers leave the address in a page that they save.
_SAVED_FROM = re.compile(r"<!--\s{0,9}saved from url=\(\d{1,9}\)(https?://[^\s<>]{1,2000})")


@dataclass(frozen=True, slots=True)
class Page:
    """What was found on a page; `date` is a day, month or year (ISO 8601), `how` and `rule` say what gave it."""

    text: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    date: str | None = None
    how: DatedHow = "metadata"
    rule: str = ""


def read_page(html: str) -> Page:
    """Return what is on a page; its text is empty where trafilatura finds none.

    May take any time and memory, or crash the process, on a hostile page: call it where that does no harm.
    """
    tree = _tree(html)
    if tree is None:
        return Page("")
    url = _address(tree, html)
    found = publication_date(tree, url)
    extracted = _extracted(tree, url)
    if extracted is None:
        return Page("", url=url)
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    return Page(
        text=extracted.text or "",
        title=extracted.title or None,
        author=extracted.author or None,
        publisher=extracted.sitename or host or None,
        url=url,
        date=found.value if found else None,
        how=found.how if found else "metadata",
        rule=found.rule if found else "",
    )


def _extracted(tree: Any, url: str | None) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(tree, url=url, with_metadata=True, include_comments=False, date_extraction_params=dict(DATE_SEARCH))


def _tree(html: str) -> Any:
    from trafilatura import load_html

    tree = load_html(html)
    # It takes a lone element for something other than HTML.
    return load_html(f"<html><body>{html}</body></html>") if tree is None else tree


def _addresses(tree: Any, html: str) -> Iterator[str]:
    for link in tree.iter("link"):
        if "canonical" in link.get("rel", "").lower().split():
            yield link.get("href", "")
    for meta in tree.iter("meta"):
        if "og:url" in (meta.get("property"), meta.get("name")):
            yield meta.get("content", "")
    saved = _SAVED_FROM.search(html[:4096])
    if saved is not None:
        yield saved[1]


def _address(tree: Any, html: str) -> str | None:
    """Return the first address that the page gives for itself and that leads to a host of the web."""
    for address in _addresses(tree, html):
        candidate = address.strip()
        try:
            parts = urlsplit(candidate)
            host = parts.hostname
        except ValueError:
            continue
        if parts.scheme.lower() in {"http", "https"} and host:
            return candidate
    return None
