"""The page in a real browser: every view, by mouse and by keyboard, on what the sample reports tell."""

from __future__ import annotations

import gzip
import re

import pytest

from dragoman.publish.web.page import folder
from tests.publish.web.conftest import ROOT, TOKEN, asked, ledger_of, serving, until, watched

FIRST_VIEW_BYTES = 600_000
MOST_SHIFT = 0.02
COLOURED = {"today", "event", "story", "pair", "calendar", "network", "search"}  # the views that between them use every colour
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"


def test_every_view_stands_and_keeps_within_the_rules(browser, address, views):
    with watched(browser, address) as here:
        for name, path in views.items():
            page = here.open(path)
            assert page.locator("main h1").inner_text().strip(), name
            assert page.evaluate("window.shifts") < MOST_SHIFT, name
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
            if name == "no such event":
                here.faults = [f for f in here.faults if "404" not in f]  # the browser reports the answer as an error
            assert not here.faults, (name, here.faults)


def test_nothing_is_wider_than_a_phone(browser, address, views):
    with watched(browser, address, width=360, dark=True) as here:
        for name, path in views.items():
            if name == "no such event":
                continue
            page = here.open(path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
            if name == "story":
                assert page.locator(".scrolls").evaluate("one => one.scrollWidth <= one.clientWidth"), name


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(browser, address, views, dark):
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (npm ci in web/)")
    source = AXE.read_text(encoding="utf-8")
    with watched(browser, address, dark=dark) as here:
        for name, path in views.items():
            if name == "no such event" or (dark and name not in COLOURED):
                continue
            page = here.open(path)
            page.evaluate(source)
            found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
            faults = [(v["id"], [n["html"][:160] for n in v["nodes"]][:3]) for v in found["violations"]]
            assert not faults, (name, faults)


def test_from_today_to_the_sentences_in_two_clicks(browser, address):
    with watched(browser, address) as here:
        page = here.open("/")
        page.locator("[data-line]").first.click()
        here.settle()
        assert "/event/" in page.url
        passages = page.locator("blockquote mark.trigger")
        assert passages.count() >= 1
        assert passages.first.is_visible()


def test_a_passage_is_read_in_its_report(browser, address, views):
    with watched(browser, address) as here:
        page = here.open(views["story"])
        words = page.locator("button.words").first
        told = words.inner_text()
        words.click()
        text = page.locator("aside .text")
        text.wait_for()
        assert re.sub(r"\s+", " ", told) in re.sub(r"\s+", " ", text.inner_text())
        assert page.locator("aside [data-asked]").first.is_visible()
        page.keyboard.press("Escape")
        text.wait_for(state="detached")
        assert page.evaluate("document.activeElement.classList.contains('words')")


def test_filters_stand_in_the_address_and_the_back_button_takes_them_away(browser, address):
    with watched(browser, address) as here:
        page = here.open("/events")
        whole = page.locator("main li.event").count()
        page.keyboard.press("f")
        page.locator("#filter-name").select_option("party")
        page.locator("#filter-value").fill("VNM")
        page.keyboard.press("Enter")
        here.settle()
        page.wait_for_url("**/events?party=VNM")
        until(lambda: 0 < page.locator("main li.event").count() < whole)
        page.locator("nav a", has_text="Agreements").click()
        page.wait_for_url("**/agreements?party=VNM")
        page.go_back()
        page.go_back()
        page.wait_for_url("**/events")
        until(lambda: page.locator("main li.event").count() == whole)


def test_everything_is_reached_by_keyboard(browser, address):
    with watched(browser, address) as here:
        page = here.open("/")
        for key, view in {"e": "events", "a": "agreements", "c": "calendar", "m": "map", "n": "network", "p": "actors", "t": ""}.items():
            page.keyboard.press("g")
            page.keyboard.press(key)
            page.wait_for_url(f"{address}/{view}")
            here.settle()
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url("**/event/*")
        here.settle()
        page.keyboard.press("Control+k")
        page.keyboard.type("Indonesia")
        page.locator("#palette-items .kind", has_text="Actor").first.wait_for()
        while page.locator("#palette-items [aria-selected=true] .kind").inner_text() != "Actor":
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/actor/**")
        here.settle()
        # With Tab alone: the skip link first, and every place that can be acted on has a visible outline or stands out otherwise.
        page = here.open("/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"


def test_what_a_view_shows_is_saved(browser, address, views):
    with watched(browser, address) as here:
        for name, label, start in (
            ("events", "CSV", b"event"),
            ("search", "CSV", b"event"),
            ("document", "CSV", b"event"),
            ("pair", "events, as CSV", b"event"),
            ("calendar", "ics", b"BEGIN:VCALENDAR"),
            ("map", "SVG", b"<svg"),
            ("network", "PNG", b"\x89PNG"),
        ):
            page = here.open(views[name])
            page.locator("details.download summary").click()
            with page.expect_download() as saving:
                page.locator("details.download button", has_text=label).first.click()
            assert saving.value.path().read_bytes().startswith(start), name


def test_every_view_offers_to_save_what_it_shows(browser, address, views):
    """All but a form, and what shows nothing."""
    with watched(browser, address) as here:
        for name in views.keys() - {"add", "missing", "no such event", "filtered to nothing"}:
            page = here.open(views[name])
            labels = page.locator("details.download button").all_text_contents()
            assert any("CSV" in label for label in labels), name
            assert any("JSON" in label for label in labels), name
            drawn = page.locator("main figure svg").count()
            assert not drawn or all(any(kind in label for label in labels) for kind in ("SVG", "PNG")), name


def test_an_event_is_corrected_and_the_correction_undone(browser, samples, tmp_path):
    ledger = tmp_path / "own.db"
    ledger.write_bytes(samples.read_bytes())
    with serving(ledger, writable=True, token=TOKEN) as own, watched(browser, own) as here:
        one, two = (e["id"] for e in asked(own, "/events?limit=500")["events"][:2])
        page = here.open(f"/event/{one}#token={TOKEN}")
        assert TOKEN not in page.url
        page.get_by_label("The same happening as").fill(two)
        page.get_by_role("button", name="Merge").click()
        page.get_by_role("button", name="Undo").wait_for()
        merged = asked(own, f"/events/{two}")
        assert asked(own, f"/events/{one}")["id"] == merged["id"]
        page.get_by_role("button", name="Undo").click()
        page.get_by_role("button", name="Undo").wait_for(state="detached")
        assert asked(own, f"/events/{one}")["id"] != asked(own, f"/events/{two}")["id"]


def test_what_is_no_event_is_marked_so_and_its_address_says_it_and_takes_it_back(browser, samples, tmp_path):
    ledger = tmp_path / "own.db"
    ledger.write_bytes(samples.read_bytes())
    with serving(ledger, writable=True, token=TOKEN) as own, watched(browser, own) as here:
        event = asked(own, "/events?limit=500")["events"][0]
        page = here.open(f"/event/{event['id']}#token={TOKEN}")
        page.get_by_role("button", name="It is no event").click()
        page.get_by_text("that this is no event").wait_for()
        assert page.locator("main h1").inner_text() == event["summary"]
        assert event["id"] not in {e["id"] for e in asked(own, "/events?limit=500")["events"]}
        page = here.open(f"/event/{event['id']}")  # also for whoever comes later
        page.get_by_role("button", name="Undo").click()
        page.locator("blockquote mark.trigger").first.wait_for()
        assert asked(own, f"/events/{event['id']}")["summary"] == event["summary"]
        here.faults = [f for f in here.faults if "404" not in f]  # the browser reports the answers meanwhile as errors


SET = {
    "story": ("main .picks button >> nth=1", "which=shared", "document.querySelector('.picks button:nth-child(2)').ariaPressed === 'true'"),
    "network": ("main input[type=checkbox]", "undated=no", "!document.querySelector('main input[type=checkbox]').checked"),
    "actors": ("main input[type=search]", "named=vi", "document.querySelector('main input[type=search]').value === 'vi'"),
}


@pytest.mark.parametrize("name", SET)
def test_what_a_view_was_set_to_is_in_its_address(browser, address, views, name):
    place, query, holds = SET[name]
    with watched(browser, address) as here:
        page = here.open(views[name])
        page.locator(place).click()
        page.keyboard.type("vi" if name == "actors" else "")
        page.wait_for_url(lambda url: query in url)
        page.reload()
        here.settle()
        until(lambda: page.evaluate(holds))


def test_a_server_without_its_token_shows_nothing(browser, samples):
    with serving(samples, host="0.0.0.0", token=TOKEN) as own, watched(browser, own.replace("0.0.0.0", "127.0.0.1")) as here:  # noqa: S104
        page = here.page
        page.goto(here.address)
        page.get_by_label("Token").fill(TOKEN)
        page.get_by_role("button", name="Open").click()
        page.locator("[data-line]").first.wait_for()
        here.faults = [f for f in here.faults if "401" not in f]  # the browser reports the answers before as errors


@pytest.mark.usefixtures("browser")
def test_the_first_view_is_small():
    page = (folder() / "index.html").read_text(encoding="utf-8")
    names = re.findall(r'(?:src|href)="/(assets/[^"]+)"', page)
    assert names
    sizes = [len(gzip.compress((folder() / name).read_bytes())) for name in names]
    assert sum(sizes) < FIRST_VIEW_BYTES
    assert "http:" not in page
    assert "<style" not in page
    assert not re.findall(r"<script(?![^>]*src=)", page)


def seeds():
    """Return the folder of the two reports that the project began with; skips where it is not beside the checkout."""
    for root in (ROOT, *ROOT.parents):
        if (found := root / "shared" / "seeds").is_dir():
            return found
    return pytest.skip("the seeds are not beside this checkout (../shared/seeds)")


def test_from_today_to_the_pipeline_deal_to_its_two_sentences(browser, tmp_path):
    """At most three clicks from the first view to a sentence of each report."""
    ledger = ledger_of(sorted(seeds().glob("*.txt")), tmp_path / "seeds.db")
    clicks = 0
    with serving(ledger) as own, watched(browser, own) as here:
        page = here.open("/")
        line = page.locator("[data-line]", has_text="Power of Siberia 2").first
        folded = page.locator("main details:not([open]) > summary")  # what is open already is no more among these
        while not (line.count() and line.is_visible()) and folded.count():
            folded.first.click()
            clicks += 1
        line.click()
        here.settle()
        clicks += 1
        told = [re.sub(r"\s+", " ", words) for words in page.locator("article.report blockquote").all_inner_texts()]
        for words in ("A major deal was finalized for the Power of Siberia 2 pipeline", "China and Russia sealed a major deal"):
            assert any(words in one for one in told), (words, told)
        assert page.locator("article.report").count() == 2
        assert clicks <= 3
