"""The page is inert whatever the reports hold: no script, no request, no link but to the web."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.nouns.ledger import Ledger, Party, Source, Story
from dragoman.publish.brief import html
from tests.publish.small import DOCUMENTS, ledger

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "</style><script>alert(1)</script>",
    "{{ 7 * 7 }}{% include 'x' %}",
    "javascript:alert(1)",
    "<!--", "]]>", "<base href=//evil.example>", "<meta http-equiv=refresh content=0>", "&lt;b&gt;", "'\"`",
)  # fmt: skip
ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "p", "h1", "h2", "h3", "nav", "ul", "li", "ol", "main", "section",
    "details", "summary", "span", "bdi", "mark", "blockquote", "footer", "cite",
}  # fmt: skip
ATTRIBUTES = {"class", "id", "href", "lang", "charset", "http-equiv", "content", "name", "aria-label", "aria-labelledby", "title", "rel"}


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")


def infected(payload: str) -> Ledger:
    """Put a payload wherever a stranger's words go."""
    of = ledger()
    sources = tuple(
        Source(
            replace(s.document, title=payload, publisher=payload, url=payload, source=payload, text=payload + s.document.text),
            payload,
            s.copy_of,
        )
        for s in of.sources
    )
    party = Party(payload, payload, payload)
    events = tuple(
        replace(
            e, summary=payload + e.summary, actors=(party,), recipients=(party,), places=(party,),
            fields=tuple(replace(f, values=tuple(replace(v, value=payload) for v in f.values)) for f in e.fields),
            attributed_to=tuple(replace(a, name=payload) for a in e.attributed_to),
        )
        for e in of.events
    )  # fmt: skip
    quotes = tuple(replace(q, words=payload, speaker=party, about=party) for q in of.quotes)
    stories = tuple(Story(s.id, payload, s.documents, s.events) for s in of.stories)
    return Ledger(sources, stories, events, quotes)


def check(page: Page) -> None:
    for tag, attributes in page.tags:
        assert tag in ALLOWED
        assert set(attributes) <= ATTRIBUTES
        if "href" in attributes:
            assert re.match(r"#[\w-]+$|https?://", attributes["href"] or ""), attributes
            if not (attributes["href"] or "").startswith("#"):
                assert attributes["rel"] == "noopener nofollow"
    assert not page.open


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payloads_are_inert(payload):
    page = Page(html(infected(payload)))
    check(page)
    assert payload in "".join(page.words)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_inert(payload):
    check(Page(html(infected(payload))))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "file:///etc/passwd",
        "https://",
        "http://[",
        "https://a b.example",
        " https://x.example\n",
    ],
)
def test_other_addresses_are_not_linked(address):
    source = Source(replace(DOCUMENTS["d"], url=address, source=address), "x")
    assert not [a for t, a in Page(html(replace(ledger(), sources=(source,)))).tags if t == "a" and not (a["href"] or "").startswith("#")]


def test_web_addresses_are_linked():
    links = [a["href"] for t, a in Page(html(ledger())).tags if t == "a" and not (a["href"] or "").startswith("#")]
    assert links == ["https://courier.example/amber?a=1&b=2"]


def test_the_policy_allows_only_the_pages_own_style():
    page = html(ledger())
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    policy = next(a["content"] for t, a in Page(page).tags if a.get("http-equiv") == "Content-Security-Policy")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in style
    assert "@import" not in style
    assert "style=" not in page.replace("<style>", "")


def test_every_reference_has_its_target():
    page = Page(html(ledger()))
    targets = {a["id"] for _, a in page.tags if "id" in a}
    assert len(targets) == sum("id" in a for _, a in page.tags)
    for tag, attributes in page.tags:
        if tag == "a" and (attributes["href"] or "").startswith("#"):
            assert attributes["href"][1:] in targets
        if "aria-labelledby" in attributes:
            assert attributes["aria-labelledby"] in targets


def test_the_page_has_both_themes_and_a_printed_form():
    page = html(ledger())
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


def test_each_fact_opens_to_marked_sentences():
    page = html(ledger())
    assert page.count("<details>") >= len(ledger().events)
    assert '<mark class="trigger">signed</mark>' in page
    assert '<mark class="value">up to 12 billion cubic metres a year</mark>' in page
