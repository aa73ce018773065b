"""What the interface answers: the same as the store, by the page, each answer once."""

from __future__ import annotations

import csv
import io
import json

import pytest

from dragoman.publish.filters.parse import from_query
from dragoman.publish.rest.asking import opened, sealed
from dragoman.store import snapshot

API = "/api/v1"


def pages(ask, path, what, query=""):
    """Return all items of a list, three by three."""
    found, after = [], None
    while True:
        answer = ask.get(f"{API}{path}?limit=3{query}" + (f"&after={after}" if after else ""))
        assert answer.status_code == 200, answer.text
        told = answer.json()
        found += told[what]
        after = told["next"]
        if after is None:
            return found


def test_every_address_that_takes_no_id_answers(ask):
    paths = ask.get(f"{API}/openapi.json").json()["paths"]
    needed = {f"{API}/relations": "?a=CHN&b=RUS", f"{API}/relations/trace": "?a=CHN&b=RUS&what=2025", f"{API}/search": "?q=gas"}
    plain = [p for p, methods in paths.items() if "get" in methods and "{" not in p]
    assert len(plain) > 15
    for path in plain:
        answer = ask.get(path + needed.get(path, ""))
        assert answer.status_code == 200, (path, answer.text)
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    "query", ["", "party=CHN", "not_party=CHN", "status=scheduled", "since=2025", "text=gas", "quad=1&quad=2", "sources=2"]
)
def test_filters_give_the_rows_of_the_store(ask, kept, query):
    with snapshot(kept) as store:
        wanted = {e.id for e in store.events(from_query(query))}
    events = pages(ask, "/events", "events", f"&{query}" if query else "")
    assert {e["id"] for e in events} == wanted
    assert len(events) == len(wanted)
    assert ask.get(f"{API}/events?{query}").json()["count"] == len(wanted)
    assert sum(k["events"] for k in ask.get(f"{API}/events/tally?{query}").json()["kinds"]) == len(wanted)


@pytest.mark.parametrize(
    ("path", "what"), [("/stories", "stories"), ("/documents", "documents"), ("/quotes", "quotes"), ("/calendar", "entries")]
)
def test_pages_hold_every_item_once(ask, path, what):
    whole = ask.get(f"{API}{path}?limit=100").json()[what]
    assert whole
    assert pages(ask, path, what) == whole


def test_an_event_comes_with_its_passages_values_reports_and_story(ask, kept):
    with snapshot(kept) as store:
        ledger = store.ledger()
    texts = {s.document.id: s.document.text for s in ledger.sources}
    for event in ledger.events:
        told = ask.get(f"{API}/events/{event.id}").json()
        assert told["id"] == event.id
        assert {r["id"] for r in told["reports"]} >= {t.document for t in event.mentions}
        for passage in told["passages"]:
            words = "".join(p["text"] for p in passage["pieces"])
            assert words == texts[passage["document"]][passage["start"] : passage["end"]]
        marked = {p["text"] for passage in told["passages"] for p in passage["pieces"] if p["mark"] == "trigger"}
        assert {t.trigger.of(texts[t.document]) for t in event.mentions} == marked


def test_what_is_not_there_is_a_problem(ask):
    for path in ("/events/e0000", "/stories/none", "/documents/none", "/documents/none/reading", "/actors/state:XXX", "/nothing"):
        answer = ask.get(API + path)
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == 404


@pytest.mark.parametrize(
    "query",
    ["colour=red", "limit=0", "limit=501", "limit=x", "limit=1&limit=2", "after=!", "after=zzzz", "since=soon", "order=up", "a", "quad=5"],
)
def test_what_cannot_be_used_is_said(ask, query):
    answer = ask.get(f"{API}/events?{query}")
    assert answer.status_code == 400
    assert "expected" in answer.json()["detail"]


def test_an_unchanged_answer_is_not_sent_again(ask):
    first = ask.get(f"{API}/events?party=CHN")
    again = ask.get(f"{API}/events?party=CHN", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content
    assert ask.get(f"{API}/events", headers={"If-None-Match": first.headers["etag"]}).status_code == 200


def test_tables_are_safe_for_spreadsheets(ask):
    rows = list(csv.reader(io.StringIO(ask.get(f"{API}/events?format=csv").text)))
    assert len(rows) == ask.get(f"{API}/events").json()["count"] + 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "\t", "\r"))]


def test_cursors_go_there_and_back():
    for place in ("2025-11-21 e01", " e01", "x ü"):
        assert opened(sealed(place)) == place


def test_changes_lead_from_nothing_to_what_is(ask):
    standing, cursor = {}, 0
    while True:
        told = ask.get(f"{API}/changes?cursor={cursor}&revisions=1").json()
        for change in told["changes"]:
            if change["change"] == "deleted":
                del standing[change["kind"], change["id"]]
            else:
                standing[change["kind"], change["id"]] = change[change["kind"]]
        cursor = told["cursor"]
        if not told["more"]:
            break
    events = {e["id"] for e in ask.get(f"{API}/events?limit=500").json()["events"]}
    assert {id_ for kind, id_ in standing if kind == "event"} == events
    assert ask.get(f"{API}/changes?cursor={cursor + 1}").status_code == 400


def test_search_finds_words_names_and_ids(ask):
    event = ask.get(f"{API}/events").json()["events"][0]
    assert ask.get(f"{API}/search", params={"q": event["id"]}).json()["events"][0]["id"] == event["id"]
    actor = ask.get(f"{API}/actors").json()["actors"][0]
    assert actor["id"] in [a["id"] for a in ask.get(f"{API}/search", params={"q": actor["name"]}).json()["actors"]]


def test_openapi_is_complete(ask):
    described = ask.get(f"{API}/openapi.json").json()
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert operation["operationId"], path
            assert operation["description"], path
            ok = [r for status, r in operation["responses"].items() if status.startswith("2")]
            assert ok, (path, method)
            for parameter in operation.get("parameters", []):
                assert parameter["description"], (path, parameter)
    shapes = described["components"]["schemas"]

    def has_example(content):
        named = content["schema"].get("$ref", "").rpartition("/")[2]
        return "example" in content or bool(shapes.get(named, {}).get("examples"))

    for path, method, operation in ((p, m, o) for p, methods in described["paths"].items() for m, o in methods.items()):
        for parameter in operation.get("parameters", []):
            assert "example" in parameter or parameter["schema"].get("examples"), (path, parameter["name"])
        given = [operation["requestBody"]] if "requestBody" in operation else []
        contents = [c for told in (*operation["responses"].values(), *given) for c in told.get("content", {}).values()]
        assert contents, (path, method)
        assert all(has_example(content) for content in contents), (path, method)
    assert list(described["paths"][f"{API}/calendar.ics"]["get"]["responses"]["200"]["content"]) == ["text/calendar; charset=utf-8"]
    assert "registry" not in json.dumps(described)


def test_what_is_no_event_is_gone_and_its_past_still_says_why(write):
    text = "France and Italy signed an agreement on rail links in Rome on Friday. The two states said trains would run from 2032."
    told = write.post(f"{API}/documents", json={"text": text, "published": "2031-03-07"}).json()
    event = write.get(f"{API}/events/{told['events'][0]}").json()
    assert write.post(f"{API}/corrections/wrong", json={"events": ["e0000000000000000"]}).status_code == 404
    made = write.post(f"{API}/corrections/wrong", json={"events": [event["id"]], "by": "A. Reader"})
    assert (made.status_code, made.json()["events"]) == (201, [])
    assert write.get(f"{API}/events/{event['id']}").status_code == 404
    past = write.get(f"{API}/events/{event['id']}/history").json()
    assert (past["changes"][-1]["change"], past["changes"][-1]["action"]) == ("deleted", "wrong")
    assert [c["number"] for c in past["corrections"]] == [made.json()["number"]]
    assert write.delete(f"{API}/corrections/{made.json()['number']}").json()["events"] == [event["id"]]
    assert write.get(f"{API}/events/{event['id']}").json()["summary"] == event["summary"]
