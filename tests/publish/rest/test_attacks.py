"""Attempts at every parameter of every route that is described: each is a filter, a name or an error, and no code."""

from __future__ import annotations

import itertools
import re
import sys
from urllib.parse import quote

import pytest

from dragoman.errors import DragomanError
from dragoman.publish.filters.parse import from_pairs
from dragoman.publish.web.page import folder
from dragoman.store import snapshot, writing
from tests.publish.rest.conftest import TOKEN, client
from tests.store import fakes
from tests.store.test_ledger import CHAIN

API = "/api/v1"
SQL = (
    *("' OR 1=1 --", "' OR '1'='1", '" OR ""="', "1; DROP TABLE event; --", "'; DELETE FROM document; --", "]", "[event]", "`event`"),
    *(
        "1 UNION SELECT noun FROM event",
        "x' AND 1=randomblob(1000000000)--",
        "'||(SELECT hex(noun) FROM event)||'",
        "%",
        "_",
        "\\",
        "'",
        '"',
    ),
    *("ATTACH DATABASE '/etc/passwd' AS x", "load_extension('x')", "pg_sleep(10)", "$$;", "*", "NEAR(a b)", "words:gas", "^gas", "gas NOT"),
)
PATHS = (
    *(
        "../../../../etc/passwd",
        "..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/etc/passwd",
        "..\\..\\etc\\passwd",
        "/etc/passwd",
        "//etc/passwd",
    ),
    *(
        "....//....//etc/passwd",
        "file:///etc/passwd",
        "%00",
        "x%00.html",
        "\x00",
        "/proc/self/environ",
        "/dev/zero",
        "~root",
        "\\\\host\\share",
    ),
)
OTHER = (
    "",
    " ",
    "a" * 5000,
    "9" * 40,
    "-1",
    "1e309",
    "NaN",
    "\u202e",
    "\ud7ff",
    "\U0010ffff",
    "{}",
    "[]",
    "null",
    "true",
    "<script>",
    "\r\nX: y",
)
ATTACKS = (*SQL, *PATHS, *OTHER)
NEEDED = {
    f"{API}/relations": {"a": "CHN", "b": "RUS"},
    f"{API}/relations/trace": {"a": "CHN", "b": "RUS", "what": "2025"},
    f"{API}/search": {"q": "gas"},
}


@pytest.fixture(scope="module")
def opened():
    """Record which files Python opens while `watching` holds true; an audit hook cannot be taken away again."""
    watching, seen = [], []

    def hook(event, args):
        if watching and event == "open" and isinstance(args[0], str):
            seen.append(args[0])

    sys.addaudithook(hook)
    return watching, seen


def parameters(ask):
    """Yield each parameter of each route that reads, with the route."""
    for path, methods in ask.get(f"{API}/openapi.json").json()["paths"].items():
        for parameter in methods.get("get", {}).get("parameters", []):
            yield path, parameter


def asked(ask, path, parameter, value):
    if parameter["in"] == "path":
        return ask.get(path.replace("{" + parameter["name"] + "}", quote(value, safe="/%\\~")))
    return ask.get(path, params={**NEEDED.get(path, {}), parameter["name"]: value})


def test_no_parameter_is_code_or_a_path(ask, kept, opened):
    """Each parameter is tried with some of the attempts, so that together every kind of it meets all of them."""
    with snapshot(kept) as ledger:
        before = ledger.ledger()
    for path in {path for path, _ in parameters(ask)}:  # what is loaded at the first question is loaded now
        ask.get(path, params=NEEDED.get(path, {}))
    watching, seen = opened
    watching.append(True)
    turn, tried = itertools.cycle(ATTACKS), 0
    for path, parameter in parameters(ask):
        some = PATHS if parameter["in"] == "path" else [next(turn)]
        for value in some:
            answer = asked(ask, path, parameter, value)
            tried += 1
            assert answer.status_code < 500 or not str(answer.url.path).startswith(API), (path, parameter["name"], value, answer.text)
            assert "root:" not in answer.text
            assert answer.headers["x-content-type-options"] == "nosniff"
            if answer.status_code >= 400 and answer.url.path.startswith(API):
                assert answer.headers["content-type"] == "application/problem+json"
                assert not re.search(r"sqlite|Traceback|/src/", answer.text.replace(value, ""), re.IGNORECASE)
    watching.clear()
    assert tried > 700
    strange = [name for name in seen if not name.startswith((str(kept), str(folder()), sys.prefix, sys.base_prefix)) and ".py" not in name]
    assert not [name for name in strange if "passwd" in name or name.startswith(("/proc/self/environ", "/dev/zero"))], strange
    with snapshot(kept) as ledger:
        assert ledger.ledger() == before


def test_a_filter_keeps_what_the_store_keeps_or_is_an_error(ask, kept):
    described = ask.get(f"{API}/openapi.json").json()["paths"][f"{API}/events"]["get"]["parameters"]
    filters = [p["name"] for p in described if p["name"] not in {"limit", "after", "order", "format"}]
    assert len(filters) > 30
    turn = itertools.cycle((*SQL, *OTHER[:8]))
    with snapshot(kept) as store:
        for name, value in ((name, next(turn)) for name in filters for _ in range(5)):
            answer = ask.get(f"{API}/events", params={name: value, "limit": 500, "order": "id"})
            try:
                wanted = {e.id for e in store.events(from_pairs([(name, value)]))}
            except DragomanError:
                assert answer.status_code == 400, (name, value)
                continue
            assert answer.status_code == 200, (name, value, answer.text)
            assert {e["id"] for e in answer.json()["events"]} == wanted


def test_no_route_takes_what_only_the_ledger_may_say(write):
    """Neither a method that is not described nor a word in a body: what was found, how sure, by how many, and what it was before."""
    paths = write.get(f"{API}/openapi.json").json()["paths"]
    for path, methods in paths.items():
        for method in {"put", "patch", "post", "delete"} - methods.keys():
            answer = write.request(method.upper(), re.sub(r"\{[^}]*\}", "1", path), json={"independent_sources": 9})
            assert answer.status_code in {404, 405, 422}, (method, path)  # 422: "merge" is no number of a correction
    bodies = {
        f"{API}/documents": {"text": "France and Italy signed an agreement in Rome on Friday."},
        f"{API}/corrections/merge": {"events": ["e1", "e2"]},
        f"{API}/corrections/split": {"event": "e1", "mentions": ["m1"]},
        f"{API}/corrections/wrong": {"events": ["e1"]},
    }
    assert bodies.keys() == {path for path, methods in paths.items() if "post" in methods}  # a new one is tried, too
    claims = (
        "independent_sources",
        "probability",
        "history",
        "family",
        "id",
        "cursor",
        "recorded",
        "made",
        "revision",
        "copy_of",
        "__proto__",
    )
    for path, body in bodies.items():
        for claim in claims:
            answer = write.post(path, json={**body, claim: 1})
            assert answer.status_code == 422, (path, claim)
            assert claim in answer.json()["detail"]


def test_who_corrected_is_written_down_and_stays(tmp_path, monkeypatch):
    monkeypatch.setattr("dragoman.flow.verbs.linking", fakes.linking)
    with writing(tmp_path / "x.db", fakes.linking()) as writer:
        for d in CHAIN:
            writer.add(fakes.read(d))
    with snapshot(tmp_path / "x.db") as ledger:
        one, two = max((s.events for s in ledger.stories()), key=len)[:2]
    with client(tmp_path / "x.db", writable=True, token=TOKEN) as ask:
        ask.headers["Authorization"] = f"Bearer {TOKEN}"
        made = ask.post(f"{API}/corrections/merge", json={"events": [one, two], "by": "Ann <b>"}).json()
        told = ask.get(f"{API}/events/{made['events'][0]}/history").json()["corrections"]
        assert [(c["number"], c["made"]["by"]) for c in told] == [(made["number"], "Ann <b>")]
        assert ask.delete(f"{API}/corrections/{made['number']}").status_code == 200
        told = ask.get(f"{API}/events/{one}/history").json()["corrections"]
        assert [(c["number"], c["made"]["by"], c["undone"] is None) for c in told] == [(made["number"], "Ann <b>", False)]
