"""Every export is read by somebody else's library, holds every event that has a place in it, and leads back to sentences."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import feedparser
import jsonschema
import networkx
import openpyxl
import polars
import pyarrow.parquet
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from typer.testing import CliRunner

from dragoman.ingest.coded import read_coded
from dragoman.ingest.coded.layouts import ICEWS, POLECAT
from dragoman.nouns.ledger import Event, Field, FieldValue, Ledger, Party, StatusStep
from dragoman.nouns.mention import Place
from dragoman.nouns.text import Dated
from dragoman.publish.cli import app
from dragoman.publish.exports import TEXT_FORMATS
from dragoman.publish.exports.coded import left_out
from dragoman.publish.exports.csv import safe, table_to_csv, unsafe
from dragoman.publish.tables import EVENTS, TABLES
from dragoman.publish.tables.frames import GLOSSES, frame, write_parquet
from dragoman.publish.tables.told import Told
from dragoman.relate import calendar, register
from tests.publish import small
from tests.store.by_hand import keep

REAL = {"QUM": ("Qatar", "QAT"), "SYL": ("Sweden", "SWE")}
AMBER = Place("Doha", "QAT", 25.28, 51.52, 290030)
EVIL = "=cmd|' /C calc'!A1\t\"x\"\r\n</script><b>&amp;\x00\ufffe\u202e + @"


def real(party: Party) -> Party:
    """Put a real state in the place of an invented one: other programs look them up."""
    if party.state not in REAL:
        return party
    name, code = REAL[party.state]
    return Party(name, f"state:{code}", code) if (party.actor or "").startswith("state:") else replace(party, state=code)


def told(*more: Event) -> Told:
    base = small.ledger()
    events = tuple(
        replace(e, **{role: tuple(map(real, getattr(e, role))) for role in ("actors", "recipients", "places", "companions")})
        for e in (*base.events, *more)
    )
    ledger = replace(base, events=events, sources=tuple(sorted(base.sources, key=lambda s: s.document.id)))
    return Told(ledger, register(events), calendar(events, None, settled=True), {("Port Amber", "QAT"): AMBER})


HOSTILE = replace(
    small.events()[0],
    id="e9",
    summary=EVIL,
    actors=(Party(EVIL, None, "QUM"), Party("-1+1", "org:nato", None)),
    recipients=(Party("＝1", "state:SYL", "SYL"),),
    places=(Party(EVIL, None, None),),
)
TOLD = told(HOSTILE)
TEXTS = {name: "".join(f.written(TOLD)) for name, f in TEXT_FORMATS.items()}
CODED = {"e1", "e2", "e3", "e6", "e7", "e8", "e9"} - {"e6"}  # nobody is named for the crush; e4 and e5 did not happen


def test_what_a_format_has_no_place_for_is_counted_with_its_reason():
    reasons = left_out(TOLD)
    assert sum(reasons.values()) == len(TOLD.ledger.events) - len(CODED)
    assert reasons == {
        "PLOVER has no such event (statements, ceremonies, what did not happen or is only possible)": 2,
        "nobody is named as acting": 1,
    }


ENTITY = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "code": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "sector": {"type": "string", "pattern": "^[A-Z]{3}$"},
        **{name: {"type": "string"} for name in ("entity_text", "identifier_id", "identifier_text")},
    },
}
DAY = {"type": "string", "format": "date"}
WORDS = {"type": "array", "items": {"type": "string"}}
PLOVER = {
    # The tables of the chapter "Data Fields"; fields of a provider's own are allowed there.
    "type": "object",
    "required": ["id", "date", "actor", "event"],
    "properties": {
        "id": {"type": "string"},
        "has_event": {"type": "boolean"},
        "date": DAY,
        "enddate": DAY,
        "actor": {"type": "array", "items": ENTITY, "minItems": 1},
        "recipient": {"type": "array", "items": ENTITY},
        "event": {"type": "array", "items": {"type": "string"}, "minItems": 1},
        "event_loc": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                **{name: {"type": "string"} for name in ("extracted_place", "resolved_place", "city", "country_code")},
                "geonameid": {"type": "integer"},
                "lat": {"type": "number", "minimum": -90, "maximum": 90},
                "lon": {"type": "number", "minimum": -180, "maximum": 180},
            },
        },
        "event_text": WORDS,
        "quad_code": {"enum": [1, 2, 3, 4]},
        "event_scale": {"type": "number", "minimum": -10, "maximum": 10},
        "mode": WORDS,
        "context": WORDS,
        "text_info": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"start": {"type": "integer"}, "end": {"type": "integer"}},
        },
        "cite_info": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                n: {"type": "string"} for n in ("citation", "url", "title", "language", "publication", "coder", "codebook", "version")
            },
        },
        "coder": {"type": "string"},
        "dead": WORDS,
        "injured": WORDS,
        "arrested": WORDS,
        "comment": {"type": "string"},
    },
}


def test_plover_records_have_the_manuals_fields():
    records = [json.loads(line) for line in TEXTS["plover"].splitlines()]
    check = jsonschema.Draft202012Validator(PLOVER, format_checker=jsonschema.FormatChecker())
    for record in records:
        check.validate(record)
    by_id = {r["id"]: r for r in records}
    assert set(by_id) == CODED
    visit = by_id["e3"]
    assert (visit["date"], visit["event"], visit["status"], visit["day_of"]) == ("2031-05-09", ["AGREE"], "scheduled", "event")
    assert visit["actor"] == [
        {"code": "SWE", "entity_text": "King Teodor", "identifier_id": "person:king-teodor", "identifier_text": "King Teodor"}
    ]
    assert (by_id["e7"]["date"], by_id["e7"]["enddate"], by_id["e7"]["day_of"]) == ("2019-01-01", "2019-12-31", "window")
    for record in records:
        for at in record["documents"]:
            assert small.DOCUMENTS[at["id"]].text[at["start"] : at["end"]].strip()


@pytest.mark.parametrize(("name", "columns", "width"), [("polecat", POLECAT, 40), ("icews", ICEWS, 20)])
def test_the_tab_separated_layouts_are_rows_of_their_width(name, columns, width):
    rows = list(csv.reader(io.StringIO(TEXTS[name], newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert tuple(rows[0]) == columns
    assert {len(row) for row in rows} == {width}
    read = polars.read_csv(TEXTS[name].encode(), separator="\t", quote_char=None)
    assert set(read["Event ID"]) == CODED
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "@", "+", "＝"))]


def test_polecat_says_what_and_where():
    rows = {r["Event ID"]: r for r in csv.DictReader(io.StringIO(TEXTS["polecat"]), delimiter="\t", quoting=csv.QUOTE_NONE)}
    met = rows["e1"]
    assert (met["Event Date"], met["Event Type"], met["Intensity"], met["Quad Code"]) == (
        "2031-03-04",
        "CONSULT",
        "2.5",
        "VERBAL COOPERATION",
    )
    assert (met["Actor Name"], met["Actor Country"], met["Recipient Name"]) == ("Alia Noor; King Teodor", "QAT; SWE", "None")
    assert (met["City"], met["Latitude"], met["GeoNames ID"]) == ("Doha", "25.28", "290030")
    assert rows["e7"]["Intensity"] == "-6.0"  # a number, not a formula
    assert met["Story People"] == "Alia Noor; King Teodor"


def test_icews_pairs_who_did_it_with_whom_it_was_done_to():
    rows = list(csv.DictReader(io.StringIO(TEXTS["icews"]), delimiter="\t", quoting=csv.QUOTE_NONE))
    met = [(r["Source Name"], r["Target Name"], r["CAMEO Code"]) for r in rows if r["Event ID"] == "e1"]
    assert met == [("Alia Noor", "King Teodor", "040"), ("King Teodor", "Alia Noor", "040")]
    (visit,) = (r for r in rows if r["Event ID"] == "e3")
    assert (visit["Source Country"], visit["Target Country"], visit["CAMEO Code"]) == ("Sweden", "Qatar", "036")


@pytest.mark.parametrize(("name", "prefix"), [("plover", "plover"), ("polecat", "polecat"), ("icews", "icews")])
def test_what_goes_out_as_coded_events_comes_back_as_the_same(tmp_path, name, prefix):
    path = tmp_path / f"x.{TEXT_FORMATS[name].suffix}"
    path.write_text("".join(TEXT_FORMATS[name].written(told())), encoding="utf-8")
    rows = {row for batch in read_coded(path) for row in batch.events.select("event", "source", "target", "earliest").rows()}
    assert (f"{prefix}:e3", "SWE", "QAT", date(2031, 5, 9)) in rows
    if name == "icews":  # a row for each side, where the others have one record for both
        assert {(source, target) for event, source, target, _ in rows if event == "icews:e2"} == {("QAT", "SWE"), ("SWE", "QAT")}


def test_gexf_is_read_with_its_time(tmp_path):
    graph = networkx.read_gexf(io.BytesIO(TEXTS["gexf"].encode()), version="1.3")
    assert {"person:alia-noor", "state:QAT", "org:nato"} <= set(graph.nodes)
    root = etree.fromstring(TEXTS["gexf"].encode())
    space = {"g": "http://gexf.net/1.3"}
    (held,) = root.xpath("g:graph", namespaces=space)
    assert dict(held.attrib) == {"mode": "dynamic", "defaultedgetype": "directed", "timeformat": "date", "timerepresentation": "interval"}
    ids = {n.get("id") for n in held.xpath(".//g:node", namespaces=space)}
    for edge in held.xpath(".//g:edge", namespaces=space):
        assert {edge.get("source"), edge.get("target")} <= ids
        spells = [(s.get("start"), s.get("end")) for s in edge.xpath(".//g:spell", namespaces=space)]
        assert spells == sorted(spells)
        assert all(date.fromisoformat(a) <= date.fromisoformat(b) for a, b in spells)
    (visit,) = held.xpath(".//g:edge[@source='person:king-teodor'][@target='state:QAT']", namespaces=space)
    assert visit.xpath("string(.//g:attvalue[@for='events']/@value)", namespaces=space) == "e3"
    assert [(s.get("start"), s.get("end")) for s in visit.xpath(".//g:spell", namespaces=space)] == [("2031-05-09", "2031-05-09")]


def test_graphml_is_the_same_network():
    graph = networkx.read_graphml(io.BytesIO(TEXTS["graphml"].encode()))
    other = networkx.read_gexf(io.BytesIO(TEXTS["gexf"].encode()), version="1.3")
    assert set(graph.nodes) == set(other.nodes)
    edges = {(u, v): data for u, v, data in graph.edges(data=True)}
    visit = edges["person:king-teodor", "state:QAT"]
    assert (visit["type"], visit["quad"], visit["score"], visit["weight"], visit["events"]) == ("AGREE", 1, 2.5, 1, "e3")
    assert (visit["first"], visit["last"]) == ("2031-05-09", "2031-05-09")


DEGREES = [{"type": "number", "minimum": -most, "maximum": most} for most in (180, 90)]  # east, then north
POINT = {
    "type": "object",
    "required": ["type", "coordinates"],
    "properties": {
        "type": {"const": "Point"},
        "coordinates": {"type": "array", "minItems": 2, "maxItems": 2, "prefixItems": DEGREES},
    },
}
FEATURES = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "geometry", "properties"],
                "properties": {"type": {"const": "Feature"}, "geometry": POINT, "properties": {"type": "object"}},
            },
        },
    },
}


def test_geojson_puts_events_at_their_places():
    made = json.loads(TEXTS["geojson"])
    jsonschema.validate(made, FEATURES)
    (met,) = (f for f in made["features"] if f["properties"]["event"] == "e1")
    assert met["geometry"]["coordinates"] == [51.52, 25.28]
    assert met["properties"]["precision"] == "place"
    elsewhere = replace(TOLD, points={})
    (of_state,) = (f for f in json.loads("".join(TEXT_FORMATS["geojson"].written(elsewhere)))["features"] if f["id"] == "e1.1")
    assert of_state["properties"]["precision"] == "state"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # within rdflib
def test_json_ld_is_a_graph_of_schema_org():
    graph = rdflib.Graph().parse(data=TEXTS["jsonld"], format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    events = {str(s).removeprefix("urn:dragoman:") for s in graph.subjects(rdflib.RDF.type, schema.Event)}
    assert events == {e.id for e in TOLD.ledger.events} - {"e5"}  # denied

    def status(event: str) -> list[str]:
        return [str(o) for o in graph.objects(rdflib.URIRef(f"urn:dragoman:{event}"), schema.eventStatus)]

    assert status("e3") == ["https://schema.org/EventScheduled"]
    assert status("e4") == []  # only possible
    visit = rdflib.URIRef("urn:dragoman:e3")
    assert str(graph.value(visit, schema.startDate)) == "2031-05-09"
    assert str(graph.value(graph.value(visit, schema.organizer), schema.name)) == "King Teodor"


def test_an_event_that_moved_or_was_called_off_says_so():
    visit = small.events()[2]
    two = Field("when", (FieldValue("2031-05-09", ("h",), ()), FieldValue("2031-05-02", ("g",), ())), agree=False)
    moved = replace(visit, fields=(two,))
    off = replace(visit, id="e0", status="cancelled", history=(StatusStep(None, "cancelled", ("h",)),))
    made = json.loads("".join(TEXT_FORMATS["jsonld"].written(Told(Ledger(small.ledger().sources, (), (moved, off))))))["@graph"]
    assert [(e["eventStatus"]["@id"].rpartition("/")[2], e.get("previousStartDate")) for e in made] == [
        ("EventRescheduled", "2031-05-02"),
        ("EventCancelled", None),
    ]


def test_no_entry_lies_in_the_future_for_a_report_dated_to_years():
    report = next(s for s in small.ledger().sources if s.document.id == "d")
    years = Dated("2025/2040", date(2025, 7, 16), date(2040, 12, 31), "content")
    undated = replace(report, document=replace(report.document, published=None, dated=years))
    event = next(e for e in small.events() if {t.document for t in e.mentions} == {"d"})
    (entry,) = feedparser.parse(io.BytesIO("".join(TEXT_FORMATS["atom"].written(Told(Ledger((undated,), (), (event,))))).encode())).entries
    assert entry.updated == "2025-07-16T00:00:00Z"


def test_atom_is_read_as_a_feed_and_hostile_words_are_words():
    feed = feedparser.parse(io.BytesIO(TEXTS["atom"].encode()))
    assert not feed.bozo
    assert feed.version == "atom10"
    assert len(feed.entries) == len({e.id for e in feed.entries}) == len(TOLD.ledger.events)
    assert all(e.updated.endswith("T00:00:00Z") for e in feed.entries)
    days = [e.updated for e in feed.entries]
    assert days == sorted(days, reverse=True)
    (evil,) = (e for e in feed.entries if "cmd" in e.title)
    assert evil.title_detail.type == "text/plain"
    assert evil.title == " ".join(EVIL.replace("\x00", "\ufffd").replace("\ufffe", "\ufffd").split())
    (visit,) = (e for e in feed.entries if "to visit" in e.title)
    assert "Teodor is to visit Qumar on 9 May 2031." in visit.content[0].value
    assert "Sylvan Herald" in visit.content[0].value
    for name in ("atom", "gexf", "graphml"):
        etree.fromstring(TEXTS[name].encode())  # a strict parser


@given(st.text(max_size=30))
def test_a_cell_is_no_formula_and_comes_back(text):
    cell = safe(text)
    assert unsafe(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize("name", list(TABLES))
def test_every_table_as_csv_is_read_back_and_shown_by_a_spreadsheet(name):
    table = TABLES[name]
    text = table_to_csv(table, TOLD)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [*rows[0]] == [c.name for c in table.columns]
    assert len(rows) == len(list(table.rows(TOLD))) > 0
    sheet = openpyxl.Workbook().active
    for row in csv.reader(io.StringIO(text, newline="")):
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", cell) for cell in row])
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}  # a formula


def test_a_hostile_summary_comes_back_from_csv_whole():
    rows = {r["event"]: r for r in csv.DictReader(io.StringIO(table_to_csv(EVENTS, TOLD), newline=""))}
    assert rows["e9"]["summary"].startswith("'=")
    assert unsafe(rows["e9"]["summary"]) == EVIL.replace("\x00", "\ufffd")
    assert rows["e7"]["score"] == "-6.0"


ARROW = {
    "text": "large_string",
    "texts": "large_list<item: large_string>",
    "integer": "int64",
    "number": "double",
    "day": "date32[day]",
    "flag": "bool",
}


@pytest.mark.parametrize("name", list(TABLES))
def test_every_table_as_parquet_has_its_types_and_says_what_it_means(tmp_path, name):
    table = TABLES[name]
    write_parquet(table, TOLD, tmp_path / "x.parquet")
    read = pyarrow.parquet.read_table(tmp_path / "x.parquet")
    kinds = {c.name: str(read.schema.field(c.name).type).replace("element", "item").replace("large_", "") for c in table.columns}
    assert kinds == {c.name: ARROW[c.type].replace("large_", "") for c in table.columns}
    meaning = json.loads(pyarrow.parquet.read_metadata(tmp_path / "x.parquet").metadata[GLOSSES.encode()])
    assert meaning == {"table": name, "meaning": table.gloss, "columns": {c.name: c.gloss for c in table.columns}}
    assert read.to_pylist() == frame(table, TOLD).to_dicts()


def test_every_figure_leads_to_event_ids_and_from_there_to_sentences():
    tellings = {r["event"] for r in TABLES["tellings"].rows(TOLD)}
    assert {r["event"] for r in TABLES["events"].rows(TOLD)} <= tellings
    assert {e for r in TABLES["agreements"].rows(TOLD) for e in r["events"]} <= tellings
    assert {r["event"] for r in TABLES["calendar"].rows(TOLD)} <= tellings
    assert {r["agreement"] for r in TABLES["terms"].rows(TOLD)} <= {r["agreement"] for r in TABLES["agreements"].rows(TOLD)}


def run(*arguments: object):
    result = CliRunner().invoke(app, [str(a) for a in arguments], prog_name="dragoman")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    keep(Path("x.db"), small.ledger())
    return "x.db"


def test_the_command_writes_each_format_the_same_twice(kept):
    for name, made in TEXT_FORMATS.items():
        one, two = run("export", name, "--ledger", kept), run("export", name, "--ledger", kept, "--out", f"out.{made.suffix}")
        assert (one.exit_code, two.exit_code, two.stdout) == (0, 0, "")
        assert Path(f"out.{made.suffix}").read_bytes() == one.stdout_bytes
        assert one.stdout
    assert "1 event is left out: nobody is named as acting" in run("export", "plover", "--ledger", kept).stderr


def test_the_command_writes_tables(kept):
    assert run("export", "csv", "--ledger", kept, "--status", "scheduled").stdout.splitlines()[1].startswith("e3,CONSULT,")
    assert run("export", "csv", "--ledger", kept, "--out", "tables").exit_code == 0
    assert run("export", "parquet", "--ledger", kept, "--out", "tables").exit_code == 0
    assert {p.name for p in Path("tables").iterdir()} == {f"{name}.{end}" for name in TABLES for end in ("csv", "parquet")}
    assert run("export", "parquet", "--ledger", kept, "--out", "one.parquet", "--table", "events").exit_code == 0
    assert pyarrow.parquet.read_table("one.parquet").num_rows == len(small.events())


def test_what_was_not_asked_for_does_not_go_out_but_every_figure_still_leads_to_sentences(kept):
    chosen = ("--ledger", kept, "--text", "twenty OR 20")  # in a sentence of the accord, e2, and of no other event
    for name in ("plover", "polecat", "icews", "jsonld", "atom"):
        assert set(re.findall(r"\be[1-9]\b", run("export", name, *chosen).stdout)) == {"e2"}
    run(
        "export", "csv", "--ledger", kept, "--out", "t", "--between", "name:qumar", "--between", "name:sylvania", "--not-status", "possible"
    )
    rows = {n: list(csv.DictReader(io.StringIO(Path(f"t/{n}.csv").read_text(encoding="utf-8"), newline=""))) for n in TABLES}
    assert {r["event"] for r in rows["events"]} == {"e2", "e7"} == {r["event"] for r in rows["parties"]}
    assert {e for r in rows["agreements"] for e in r["events"].split("; ")} <= {r["event"] for r in rows["tellings"]}


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("export", "xml", "--ledger", "x.db"), 2, "expected one of csv, parquet, plover"),
        (("export", "plover", "--ledger", "x.db", "--table", "events"), 2, "--table goes with"),
        (("export", "csv", "--ledger", "x.db", "--table", "evens"), 2, "--table: expected one of events"),
        (("export", "parquet", "--ledger", "x.db"), 2, "say where to write"),
        (("export", "csv", "--ledger", "x.db", "--out", "x.db"), 1, "expected a folder"),
        (("export", "parquet", "--ledger", "x.db", "--out", "no/x", "--table", "events"), 1, "no/x: cannot be written"),
        (("export", "atom", "--ledger", "none.db"), 1, "there is no such ledger"),
    ],
)
def test_wrong_usage_and_what_cannot_be_written(kept, arguments, status, says):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (status, "")
    assert says in result.stderr
