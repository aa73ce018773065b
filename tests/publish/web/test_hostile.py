"""What strangers write stays text: payloads in every place where their words are shown, in every view."""

from __future__ import annotations

import json
from urllib.parse import quote
from urllib.request import urlopen

from tests.publish.web.conftest import watched
from tests.publish.web.hostile import PAYLOADS


def test_payloads_are_inert_in_every_view(browser, hostile):
    with urlopen(f"{hostile}/api/v1/events?limit=500") as answer:  # noqa: S310 - our own server
        events = json.load(answer)["events"]
    assert len(events) == len(PAYLOADS)
    actors = sorted({p["actor"] for e in events for p in e["actors"] if p["actor"]})
    with watched(browser, hostile) as here:
        views = [
            "/",
            "/?by=story",
            "/events",
            "/story/s000000000000000",
            "/actors",
            "/map",
            "/calendar",
            "/agreements",
            "/network",
            "/pair/FRA/ITA",
        ]
        views += [f"/event/{e['id']}" for e in events[::4]]  # the lists before hold them all
        views += [f"/document/d{n:03d}" for n in range(0, len(PAYLOADS), 9)]
        views += [f"/actor/{quote(a, safe='')}" for a in actors[::10]]
        views += [f"/search?q={quote(PAYLOADS[n], safe='')}" for n in (0, 1, 9)]
        for path in views:
            page = here.open(path)
            here.faults = [f for f in here.faults if "400 (" not in f and "404 (" not in f]  # a search for no words is refused
            bad = page.evaluate(
                "[...document.querySelectorAll('[href], [src], [action]')].map(e => e.href?.baseVal ?? e.href ?? e.src ?? e.action)"
                ".filter(u => typeof u === 'string' && u && !/^(https?:|\\/[a-z])/.test(u))"
            )
            assert not bad, (path, bad)
            made = ", ".join(f"main {one}" for one in ("script", "iframe", "object", "embed", "base", "style", "link", "form[action]"))
            assert page.locator(made).count() == 0
            assert not here.faults, (path, here.faults)
            outside = page.evaluate(f"[...document.links].filter(a => a.origin !== {json.dumps(hostile)}).map(a => a.rel + ' ' + a.target)")
            assert all("noopener" in one and "nofollow" in one for one in outside), outside


def test_directions_end_where_the_words_of_a_stranger_end(browser, hostile):
    """Every explicit direction control stands in an element of its own, beyond which it does not reach."""
    with watched(browser, hostile) as here:
        for path in ("/events", "/", "/story/s000000000000000"):
            page = here.open(path)
            loose = page.evaluate(
                """() => {
                    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
                    const found = [];
                    while (walker.nextNode()) {
                        const node = walker.currentNode;
                        const turns = /[\\u202a-\\u202e\\u2066-\\u2069]/.test(node.data);
                        if (turns && !node.parentElement.closest('bdi, title')) found.push(node.data);
                    }
                    return found;
                }"""
            )
            assert not loose, (path, loose)
