"""What strangers write stays text: payloads in every place where their words are shown, in every view."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from tests.publish.formulas import formulas, of_csv
from tests.publish.web.conftest import WATCH, asked, watched
from tests.publish.web.hostile import A_STORY, STORIES, name_of_file
from tests.publish.web.payloads import CELLS, CLASSES, DIRECTIONS, PAYLOADS

VIEWS = (
    *("/", "/?by=story", "/events", "/story/s000000000000000", "/event/e0000000000000000", "/document/d0000", "/actors", "/map"),
    *("/calendar", "/agreements", "/network", "/pair/FRA/ITA", "/search?q=alert"),
)
VIEWS_OF_FILES = tuple(path for path in VIEWS if not path.startswith("/document/"))
LEAST_PAYLOADS = 200
LEAST_TABLES = 12
LEAST_THAT_RUN = 80
LEAST_THAT_LEAVE = 20

# Goes to a view as a click does, waits until it says what it has to say, unfolds some of what is folded, and looks at what it made of
# the words of strangers: elements that no view has, addresses that are none of the web, and which of the payloads a reader sees.
GO = """async ([path, payloads, unfold]) => {
  const plain = text => text.normalize('NFC').replace(/[\\s\\p{C}]/gu, '').toLowerCase();
  if (path) {
    history.pushState(null, '', path);
    dispatchEvent(new PopStateEvent('popstate'));
    await window.atRest();
  }
  const folded = [...document.querySelectorAll('main button[aria-expanded=false], main details:not([open]) > summary')];
  for (const one of folded.slice(0, unfold)) one.click();
  await window.atRest();
  const typed = [...document.querySelectorAll('main input')].map(e => e.value);
  const text = plain(document.querySelector('main').textContent + document.title + typed);
  const links = [...document.links];
  return {
    seen: payloads.map((one, n) => text.includes(plain(one)) ? n : -1).filter(n => n >= 0),
    made: [...document.querySelectorAll(`main :is(script, iframe, object, embed, base, style, link, img, image, video, audio, math,
      form[action], template, meta)`)]
      .map(e => e.outerHTML.slice(0, 200)),
    handlers: [...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => /^on/i.test(a.name)).map(a => a.name),
    addresses: [...document.querySelectorAll('[href], [src], [action]')]
      .map(e => e.href?.baseVal ?? e.href ?? e.src ?? e.action).filter(u => typeof u !== 'string' || u && !/^(https?:|\\/[a-z])/.test(u)),
    loose: links.filter(a => a.origin !== location.origin && !(/noopener/.test(a.rel) && /nofollow/.test(a.rel) && a.target === '_blank'))
      .map(a => a.href),
  };
}"""

INJECT = """payloads => {
  const body = document.body;  // soon a form of that name
  for (const payload of payloads) {
    const place = document.createElement('div');
    Element.prototype.append.call(body, place);
    place.append(document.createRange().createContextualFragment(payload));
  }
}"""


def looked_at(here, path, payloads, unfold=3):
    """Go to a view within the page, hold it to what no view may have, and return which payloads a reader sees."""
    found = here.page.evaluate(GO, [path, payloads, unfold])
    here.faults = [f for f in here.faults if not f.startswith("error: Failed to load resource") or "40" not in f]  # searches for no words
    assert not here.faults, (path, here.faults)
    assert not any(found[name] for name in ("made", "handlers", "addresses", "loose")), (path, found)
    return {payloads[n] for n in found["seen"]}


# Returns the words on a page that hold controls which turn the line, and those of them that no element of their own ends.
TURNING = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const turning = [], loose = [];
  while (walker.nextNode()) {
    const {data, parentElement} = walker.currentNode;
    if (!/[\\u202a-\\u202e\\u2066-\\u2069]/.test(data)) continue;
    turning.push(data);
    if (parentElement.closest('title, option, svg text')) continue;  // each a line of its own
    const own = parentElement.closest('bdi');
    if (!own || !getComputedStyle(own).unicodeBidi.startsWith('isolate')) loose.push(parentElement.outerHTML.slice(0, 300));
  }
  return {turning, loose};
}"""
TURNED = next(n for n, payloads in enumerate(STORIES) if DIRECTIONS[2] in payloads)
TURNED_VIEWS = (
    *("/?text=embedded", "/?by=story&text=embedded", "/events?text=embedded", "/actors?text=embedded", "/calendar?text=embedded"),
    *("/agreements?text=embedded", "/network?text=embedded", "/pair/FRA/ITA?text=embedded", "/search?q=embedded"),
    *(f"/story/s{TURNED:015x}", f"/event/e{TURNED:08x}{0:08x}", f"/document/d{TURNED:02x}00"),
)


@pytest.mark.usefixtures("browser")
def test_there_are_payloads_of_every_class():
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= LEAST_PAYLOADS
    assert all(len(payloads) >= 5 for payloads in CLASSES.values())


def test_payloads_are_inert_in_every_view(browser, hostile):
    with urlopen(f"{hostile}/api/v1/actors?limit=500") as answer:  # noqa: S310 - our own server
        actors = {a["id"].partition(":")[2].partition("-")[0]: a["id"] for a in json.load(answer)["actors"]}  # one of each story
    assert len(actors) == len(STORIES)
    seen = {name: set() for name in ("lists", "story", "event", "document", "actor", "search")}
    with watched(browser, hostile) as here:
        for path in VIEWS:
            here.open(path)
            seen["lists"] |= looked_at(here, "", PAYLOADS, unfold=30)
        for n, payloads in enumerate(STORIES):
            seen["story"] |= looked_at(here, f"/story/s{n:015x}", payloads)
            seen["event"] |= looked_at(here, f"/event/e{n:08x}{n % 3:08x}", payloads, unfold=0)
            seen["document"] |= looked_at(here, f"/document/d{n:02x}{n % len(payloads):02x}", payloads)
            seen["search"] |= looked_at(here, f"/search?q={quote(' '.join(payloads), safe='')}", payloads)
        for actor in actors.values():
            seen["actor"] |= looked_at(here, f"/actor/{quote(actor, safe='')}", PAYLOADS)
    unseen = {name: sorted(set(PAYLOADS) - found) for name, found in seen.items()}
    assert not any(unseen.values()), unseen


def test_names_of_files_and_of_the_ledger_are_inert_in_every_view(browser, named):
    """Each report is called by its file's name, as it has neither publisher nor address: alone, beside others, and in lists."""
    reports = {id_: r for n in range(len(STORIES)) for r in asked(named, f"/stories/s{n:015x}")["reports"] for id_ in [r["id"]]}
    names = {name_of_file(payload) for payload in PAYLOADS}
    assert len({Path(r["source"]).stem for r in reports.values()}) >= LEAST_PAYLOADS
    seen = {name: set() for name in ("story", "event", "document")}
    with watched(browser, named) as here:
        for path in VIEWS_OF_FILES:
            page = here.open(path)
            looked_at(here, "", sorted(names), unfold=30)
            assert "<img src=x onerror=alert(1)>.db" in page.locator("footer").inner_text(), path
        for n in range(len(STORIES)):
            seen["story"] |= looked_at(here, f"/story/s{n:015x}", sorted(names))
            seen["event"] |= looked_at(here, f"/event/e{n:08x}{n % 3:08x}", sorted(names), unfold=0)
        for id_ in list(reports)[:: A_STORY // 2]:
            seen["document"] |= looked_at(here, f"/document/{id_}", sorted(names), unfold=0)
        loose = here.page.evaluate(TURNING)["loose"]
    assert not loose
    unseen = {name: sorted(names - seen[name]) for name in ("story", "event")}
    assert not any(unseen.values()), unseen
    assert len(seen["document"]) >= len(STORIES)


def test_directions_end_where_the_words_of_a_stranger_end(browser, hostile):
    """Every explicit direction control stands in an element of its own, beyond which it does not reach, in every view that shows any."""
    found = {}
    with watched(browser, hostile) as here:
        for path in TURNED_VIEWS:
            here.open(path)
            looked_at(here, "", PAYLOADS, unfold=30)
            found[path] = here.page.evaluate(TURNING)
    loose = {path: one["loose"] for path, one in found.items() if one["loose"]}
    assert not loose, loose
    silent = [path for path, one in found.items() if not one["turning"]]
    assert not silent, silent


def test_no_cell_of_a_table_that_a_view_saves_is_a_formula(browser, hostile):
    named, saved = {n for n, payloads in enumerate(STORIES) if set(payloads) & set(CELLS)}, 0
    paths = [*VIEWS, *(path for n in named for path in (f"/story/s{n:015x}", f"/event/e{n:08x}{0:08x}"))]
    with watched(browser, hostile) as here:
        for path in paths:
            page = here.open(path)
            tables = page.locator("details.download button", has_text="CSV")
            for nth in range(tables.count()):
                page.locator("details.download summary").click()
                with page.expect_download() as saving:
                    tables.nth(nth).click()
                rows = of_csv(saving.value.path().read_text(encoding="utf-8"))
                assert len(rows) > 1, path
                assert not formulas(rows), path
                saved += 1
    assert saved >= LEAST_TABLES


def injected(browser, address, policy=None):
    """Put every payload into a page as a mistake of our own would; return what scripts ran and what requests left.

    Of a payload that makes the page leave nothing can be said: no policy forbids it, so those are left out.
    """
    context = browser.new_context()
    context.add_init_script(WATCH)
    ran, left = [], []
    context.route(lambda url: "attacker.example" in url, lambda route: (left.append(route.request.url), route.abort()))
    if policy is not None:
        headers = {"Content-Security-Policy": policy, "Content-Type": "text/html"}
        context.route(f"{address}/**", lambda route: route.fulfill(body="<!doctype html><body></body>", headers=headers))
    page = context.new_page()
    page.on("console", lambda m: ran.append(m.text) if "a script ran" in m.text else None)
    page.on("dialog", lambda d: (ran.append("a dialog"), d.dismiss()))
    page.goto(f"{address}/nothing/here")
    page.evaluate(INJECT, [p for p in PAYLOADS if "http-equiv=refresh" not in p and "javascript:alert(1) />" not in p])
    page.wait_for_timeout(1500)
    context.close()
    return ran, left


def test_the_policy_stops_what_escaping_would_have_missed(browser, hostile):
    assert injected(browser, hostile) == ([], [])


def test_the_payloads_would_run_in_a_page_without_a_policy(browser, hostile):
    """What the tests above hold back is no straw man."""
    ran, left = injected(browser, hostile, policy="")
    assert len(ran) > LEAST_THAT_RUN
    assert len(left) > LEAST_THAT_LEAVE


def test_an_address_is_a_view_or_says_that_it_is_none(browser, hostile):
    with watched(browser, hostile) as here:
        for path in ("/constructor", "/__proto__", "/toString", "/event/", "/%ff", "/event/a/b", "/../../etc/passwd"):
            assert here.open(path).locator("main h1").inner_text() == "There is no such page", path
