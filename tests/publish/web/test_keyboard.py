"""Every view by keyboard alone: walked through from its first place to its last, seen at each, and worked; and none that jumps on load."""

from __future__ import annotations

import pytest

from tests.publish.web.conftest import until, watched

MOST_SHIFT = 0.1
VIEWS = (
    *("today", "today by story", "events", "event", "story", "document", "actors", "actor", "pair", "map", "calendar"),
    *("agreements", "network", "search", "add", "missing", "filtered to nothing"),
)

# Notes each place that the keyboard comes to, and which of them show no sign of it.
WALK = """() => {
  window.unseen = [];
  document.addEventListener('focusin', ({target}) => {
    target.dataset.walked = '';
    const style = getComputedStyle(target), box = target.getBoundingClientRect();
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    const drawn = [...(target instanceof SVGElement ? target.children : [])].map(e => getComputedStyle(e));
    const shows = outlined || drawn.some(one => one.stroke !== 'none' && parseFloat(one.strokeWidth) >= 2);
    if (!target.matches(':focus-visible') || !shows || !(box.width || box.height)) window.unseen.push(target.outerHTML.slice(0, 160));
  });
}"""
PLACES = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex], [role=button]')]
  .filter(e => !('walked' in e.dataset) && !e.disabled && e.tabIndex >= 0 && e.checkVisibility())
  .map(e => e.outerHTML.slice(0, 160))"""

# What is done in a view: where the keyboard stands, what is pressed, and what holds then.
WORKED = {
    "today": ("main [data-line]", "Enter", "location.pathname.startsWith('/event/')"),
    "today by story": ("main button[aria-expanded]", "Space", "!!document.querySelector('main .sentences li')"),
    "events": ("main [data-line]", "Enter", "location.pathname.startsWith('/event/')"),
    "event": ("#why + button", "Enter", "document.querySelector('#why + button').ariaExpanded === 'true'"),
    "story": ("button.words", "Enter", "!!document.querySelector('aside .text')"),
    "document": ("button.tell", "Space", "document.querySelector('button.tell').ariaPressed === 'true'"),
    "actors": ("main input[type=search]", "v i e t", "0 < (n => n < 10 && n)(document.querySelectorAll('main ol li').length)"),
    "actor": ("main details.download summary", "Enter", "document.querySelector('details.download').open"),
    "pair": ("g.bar[tabindex]", "Enter", "new URLSearchParams(location.search).has('what')"),
    "map": ("svg a", "Enter", "new URLSearchParams(location.search).has('place')"),
    "calendar": ("main [data-line]", "Enter", "location.pathname.startsWith('/event/')"),
    "agreements": ("main [data-line]", "Enter", "location.pathname.startsWith('/event/')"),
    "network": ("main input[type=checkbox]", "Space", "!document.querySelector('main input[type=checkbox]').checked"),
    "search": ("#q", "End Space c o a l Enter", "location.search === '?q=rice+coal' || location.search === '?q=rice%20coal'"),
    "filtered to nothing": ("main .state button", "Enter", "location.search === ''"),
}


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_is_walked_through_and_worked_by_keyboard_and_does_not_jump(browser, address, views, name):
    with watched(browser, address) as here:
        page = here.open(views[name])
        assert page.evaluate("window.shifts") < MOST_SHIFT
        page.evaluate(WALK)
        for _ in range(len(page.evaluate(PLACES)) + 2):
            page.keyboard.press("Tab")
        assert not page.evaluate(PLACES)
        assert not page.evaluate("window.unseen")
        if name in WORKED:
            place, keys, holds = WORKED[name]
            page.locator(place).first.focus()
            for key in keys.split():
                page.keyboard.press(key)
            until(lambda: page.evaluate(holds))
            here.settle()
