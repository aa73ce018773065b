"""Agreements, calendar and events on the command line: what they list, by which filters, in which forms."""

from __future__ import annotations

import csv
import io
import json
import os
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import icalendar
import pytest
from typer.testing import CliRunner

from dragoman.flow import verbs
from dragoman.nouns.ledger import Ledger, StatusStep, When
from dragoman.publish.cli import app
from dragoman.publish.exports.csv import unsafe
from dragoman.publish.exports.ics import ics
from dragoman.publish.filters.table import CONDITIONS
from dragoman.publish.tables.told import Told
from dragoman.relate import calendar
from tests.flow.readers import Quick
from tests.publish import small
from tests.store import fakes
from tests.store.by_hand import keep


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    path = tmp_path_factory.mktemp("registers") / "x.db"
    keep(path, small.ledger())
    return path


@pytest.fixture(autouse=True)
def house(monkeypatch, tmp_path):
    for name in [n for n in os.environ if n.startswith("DRAGOMAN_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def run(*arguments: str | Path):
    result = CliRunner().invoke(app, [str(a) for a in arguments], prog_name="dragoman")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_an_agreement_is_listed_with_its_terms_and_every_source(kept):
    shown = run("agreements", "--ledger", kept)
    assert shown.exit_code == 0
    words = " ".join(shown.stdout.split())
    assert "Qumar and Sylvania: the Amber Gas Accord" in words
    assert "(signed, 4 March 2031)" in words
    assert "up to 12 billion m³ a year [1]" in words
    assert "duration: 20 years [1]" in words
    assert "events: e2" in words
    assert "They signed the Amber Gas Accord" in words
    written = run("agreements", "--ledger", kept, "--markdown").stdout
    assert written.startswith("# Agreements\n")
    assert "Amber Gas Accord" in written


def test_an_agreement_for_programs_has_all_evidence(kept):
    made = json.loads(run("agreements", "--ledger", kept, "--json").stdout)
    accord = next(a for a in made if a["object"] == "Amber Gas Accord")
    assert (accord["id"], accord["stage"], accord["events"]) == ("a-e2", "signed", ["e2"])
    (quantity,) = (t for t in accord["terms"] if t["name"] == "quantity")
    assert {d for v in quantity["values"] for d in v["documents"]} == {"c", "h"}
    for value in quantity["values"]:
        for e in value["evidence"]:
            assert "12 billion cubic metres a year" in small.DOCUMENTS[e["document"]].text[e["start"] : e["end"]]
    assert accord["history"] == [{"at": "2031-03-04", "stage": "signed", "event": "e2", "documents": ["c", "g", "h"]}]


def test_agreements_as_tables_lead_to_characters(kept):
    (accord, *_) = rows(run("agreements", "--ledger", kept, "--csv").stdout)
    assert (accord["agreement"], accord["parties"], accord["stage"]) == ("a-e2", "Qumar; Sylvania", "signed")
    terms = rows(run("agreements", "--ledger", kept, "--csv", "--terms").stdout)
    for term in terms:
        text = small.DOCUMENTS[term["document"]].text
        assert text[int(term["start_char"]) : int(term["end_char"])] == unsafe(term["words"])
    assert {(t["term"], t["value"]) for t in terms if t["agreement"] == "a-e2"} == {
        ("quantity", "12000000000 m3/yr"),
        ("duration", "P20Y"),
    }


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ((), {"a-e2"}),
        (("--party", "state:QUM"), {"a-e2"}),
        (("--party", "Sylvania", "--since", "2031"), {"a-e2"}),
        (("--not-since", "2031"), set()),
        (("--since", "2032"), set()),
        (("--text", "navy"), set()),
        (("--not-text", "accord"), set()),
        (("--not-text", "navy"), {"a-e2"}),
        (("--not-party", "name:alia"), {"a-e2"}),
        (("--not-party", "name:sylvania"), set()),
        (("--filter", "sources=2&party=qumar"), {"a-e2"}),
    ],
)
def test_agreements_by_filter(kept, options, found):
    made = json.loads(run("agreements", "--ledger", kept, "--json", *options).stdout)
    assert {a["id"] for a in made} == found


def test_the_calendar_lists_what_is_announced_in_order(kept):
    shown = " ".join(run("calendar", "--ledger", kept).stdout.split())
    assert "9 May 2031 King Teodor is to visit Qumar" in shown
    assert "No date given" in shown
    assert shown.index("9 May 2031") < shown.index("No date given")
    made = json.loads(run("calendar", "--ledger", kept, "--json").stdout)
    assert [(e["id"], e["status"], e["when"] and e["when"]["value"]) for e in made] == [
        ("e3", "scheduled", "2031-05-09"),
        ("e4", "possible", None),
    ]
    assert [r["entry"] for r in rows(run("calendar", "--ledger", kept, "--csv").stdout)] == ["e3", "e4"]
    assert run("calendar", "--ledger", kept, "--markdown").stdout.startswith("# Calendar\n")


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("--since", "2031-05-09", "--until", "2031-05-09"), ["e3"]),
        (("--since", "2031-05-10"), []),
        (("--until", "2031-05-08"), []),
        (("--not-since", "2031-05-10"), ["e3", "e4"]),  # what has no day is not after it either
        (("--not-since", "2031-05-09"), ["e4"]),
        (("--status", "possible"), ["e4"]),
        (("--not-recipient", "state:QUM"), ["e4"]),
    ],
)
def test_the_calendars_days_are_asked_of_its_entries(kept, options, found):
    assert [e["id"] for e in json.loads(run("calendar", "--ledger", kept, "--json", *options).stdout)] == found


def test_a_calendar_program_reads_it(kept):
    result = run("calendar", "--ledger", kept, "--ics", "out.ics")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "dragoman: 1 without a last day is left out, as a calendar has no place for them\n"
    raw = Path("out.ics").read_bytes()
    assert raw.replace(b"\r\n", b"").count(b"\n") == 0  # lines end with CRLF
    assert max(map(len, raw.split(b"\r\n"))) <= 75  # octets, folded
    made = icalendar.Calendar.from_ical(raw)
    (event,) = made.events
    assert made.get("version") == "2.0"
    assert not event.errors
    assert (event.get("uid"), event.get("status"), event.get("sequence")) == ("e3@dragoman", "CONFIRMED", 0)
    assert (event.start, event.end) == (date(2031, 5, 9), date(2031, 5, 10))
    assert event.get("last-modified").dt == datetime(2031, 3, 5, tzinfo=UTC)
    assert "Teodor is to visit Qumar on 9 May 2031." in event.get("description")
    assert run("calendar", "--ledger", kept, "--ics", "-").stdout_bytes == raw


def test_a_second_import_updates_what_the_first_brought():
    base = small.ledger()
    visit = next(e for e in base.events if e.id == "e3")
    windows = [
        visit,
        replace(visit, status="possible", when=When("2031-05", "2031-05-01", "2031-05-31")),
        replace(visit, status="cancelled", mentions=(*visit.mentions, visit.mentions[0]), history=(StatusStep(None, "cancelled", ("h",)),)),
        replace(visit, status="occurred", history=(StatusStep(None, "scheduled", ("h",)), StatusStep(None, "occurred", ("h",)))),
    ]
    found = []
    for event in windows:
        told = Told(Ledger(base.sources, (), (event,)), (), calendar([event], None, settled=True))
        (made,) = icalendar.Calendar.from_ical(ics(told)).events
        found.append((made.get("uid"), made.get("status"), (made.end - made.start).days, made.get("sequence"), made.get("transp")))
    assert found == [
        ("e3@dragoman", "CONFIRMED", 1, 0, "TRANSPARENT"),
        ("e3@dragoman", "TENTATIVE", 31, 0, "TRANSPARENT"),
        ("e3@dragoman", "CANCELLED", 1, 1, "TRANSPARENT"),
        ("e3@dragoman", "CONFIRMED", 1, 0, "TRANSPARENT"),
    ]


def test_hostile_words_do_not_leave_their_property():
    base = small.ledger()
    visit = next(e for e in base.events if e.id == "e3")
    evil = "x\r\nEND:VEVENT\nBEGIN:VALARM\x00;,\\n\u202e"
    event = replace(visit, summary=evil, places=(replace(small.AMBER, name=evil),))
    told = Told(Ledger(base.sources, (), (event,)), (), calendar([event], None))
    made = icalendar.Calendar.from_ical(ics(told))
    (only,) = made.events
    assert len(made.walk("VALARM")) == 0
    assert str(only.get("summary")) == "x END:VEVENT BEGIN:VALARM\ufffd;,\\n\u202e"


def test_events_are_listed_counted_and_opened_down_to_their_sentences(kept):
    listed = run("events", "--ledger", kept, "--party", "name:qumar").stdout.splitlines()
    assert [line.split()[0] for line in listed] == ["e7", "e2", "e3", "e4"]  # in order of their days
    assert run("events", "--ledger", kept, "--sources", "2", "--count").stdout == "3\n"
    assert {r["event"] for r in rows(run("events", "--ledger", kept, "--not-sources", "2", "--csv").stdout)} == {
        "e3",
        "e4",
        "e5",
        "e7",
        "e8",
    }
    assert [e["id"] for e in json.loads(run("events", "--ledger", kept, "--type", "protest", "--json").stdout)] == ["e8"]
    few = run("events", "--ledger", kept, "--limit", "2")
    assert len(few.stdout.splitlines()) == 2
    assert few.stderr == "dragoman: 6 more; --limit N shows more, --csv and --json all\n"
    assert run("events", "--ledger", kept, "--most", "2").stdout == few.stdout
    assert run("events", "--ledger", kept, "--at-least-sources", "2", "--count").stdout == "3\n"
    assert "expected one value" in run("events", "--ledger", kept, "--at-least-sources", "2", "--sources", "3", "--count").stderr
    apart = run("events", "--ledger", kept, "--type", "protest", "--type", "consult", "--csv").stdout
    assert run("events", "--ledger", kept, "--type", "PROTEST,CONSULT", "--csv").stdout == apart
    none = run("events", "--ledger", kept, "--party", "name:nobody")
    assert (none.exit_code, none.stdout, none.stderr) == (0, "", "dragoman: no event matches\n")
    shown = " ".join(run("event", "e6", "--ledger", kept).stdout.split())
    assert "Eleven people were hurt in a crush at the gates." in shown
    assert "Fourteen people were hurt" in shown
    assert "injured: 11 people [" in shown
    (opened,) = json.loads(run("event", "e6", "--ledger", kept, "--json").stdout)
    for s in opened["sentences"]:
        assert small.DOCUMENTS[s["document"]].text[s["sentence_start_char"] : s["sentence_end_char"]] == s["sentence"]
    missing = run("event", "e1", "none", "--ledger", kept, "--markdown")
    assert (missing.exit_code, missing.stderr) == (1, "dragoman: expected an event of the ledger, saw 'none': none of that id\n")
    assert missing.stdout.startswith("# Events\n")


def test_reports_can_be_asked_without_a_ledger(monkeypatch):
    monkeypatch.setattr(verbs, "load", Quick().load)
    monkeypatch.setattr(verbs, "linking", fakes.linking)
    Path("a.txt").write_text("anvil basil cedar. The minister met the delegation in the capital on Tuesday.")
    assert run("events", "a.txt", "--count").stdout == "2\n"
    assert run("events", "a.txt", "no.txt", "--count").exit_code == 1
    assert [p.name for p in Path().iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("agreements",), "say what to ask: --ledger FILE"),
        (("agreements", "a.txt", "--ledger", "x.db"), "name reports or a ledger"),
        (("agreements", "--ledger", "x.db", "--csv", "--json"), "choose one of"),
        (("agreements", "--ledger", "x.db", "--terms"), "--terms goes with --csv"),
        (("calendar", "--ledger", "x.db", "--ics", "a", "--csv"), "choose one of"),
        (("events", "--ledger", "x.db", "--count", "--csv"), "choose one of"),
        (("event", "e1", "--ledger", "x.db", "--json", "--markdown"), "choose one of"),
        (("events", "--ledger", "x.db", "--type", "CONSUL"), "type: expected one of AGREE"),
        (("events", "--ledger", "x.db", "--not-since", "soon"), "not_since: expected a day"),
        (("events", "--ledger", "x.db", "--filter", "party"), "expected a filter as name=value"),
    ],
)
def test_wrong_usage_is_status_2(arguments, says):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr


def test_every_condition_and_its_twin_is_an_option_of_every_command_that_filters(kept):
    for command in ("events", "agreements", "calendar"):
        help_ = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"}).output
        for condition in CONDITIONS:
            assert condition.option in help_
            value = {"quad": "1", "sources": "1", "type": "AID", "mode": "visit", "context": "legal", "status": "denied"}.get(
                condition.name
            )
            given = [] if condition.kind == "flag" else [value or ("2031" if condition.kind == "day" else "China")]
            for option in (condition.option, condition.option.replace("--", "--not-", 1)):
                assert run(command, "--ledger", kept, option, *given, "--json").exit_code == 0
