"""Coded events of other data sets: each format says the same of one visit, faults are named, and nothing is lost between chunks."""

from __future__ import annotations

import gzip
import zipfile
from datetime import date

import polars as pl
import pytest

from dragoman.coded.table import SCHEMA
from dragoman.errors import TableError
from dragoman.ingest.coded import FORMATS, read_coded
from tests.ingest.coded.files import HEADERS, ROWS, gdelt, icews, plover, polecat, write


def read(path, **options):
    batches = list(read_coded(path, **options))
    return pl.concat([b.events for b in batches]), batches[-1].so_far


@pytest.mark.parametrize("kind", FORMATS)
def test_each_format_tells_of_one_visit(tmp_path, kind):
    events, told = read(write(tmp_path / "x", kind, ROWS[kind]()))
    assert events.schema == SCHEMA
    (event,) = events.to_dicts()
    assert (event["source"], event["target"], event["earliest"], event["latest"]) == ("CHN", "RUS", date(2025, 3, 4), date(2025, 3, 4))
    assert (event["type"], event["mode"], event["quad"], event["score"]) == ("CONSULT", "visit", 1, 4.0)
    assert (event["source_sector"], event["probability"], event["root"]) == ("GOV", 1.0, True)
    assert event["event"].startswith(f"{kind}:")
    assert event["line"] == len(HEADERS[kind]) + 1
    assert (told.format, told.rows, told.kept, told.bad, told.left_out) == (kind, 1, 1, (), ())


def test_sources_and_where_it_is_told(tmp_path):
    events, _ = read(write(tmp_path / "g", "gdelt", gdelt(), gdelt(NumSources="0", IsRootEvent="0", SOURCEURL="")))
    assert events["sources"].to_list() == [3, 1]
    assert events["root"].to_list() == [True, False]
    assert events["told_in"].to_list() == ["https://example.org/a", None]
    events, _ = read(write(tmp_path / "i", "icews", icews()))
    assert events["told_in"].item() == "story 33 sentence 4, Wire"


FAULTS = [
    ("gdelt", gdelt(Day="20250230"), "date", "expected a day, saw '20250230'"),
    ("gdelt", gdelt(Day=""), "date", "expected a day, saw nothing"),
    ("gdelt", gdelt(EventCode="99"), "code", "expected a CAMEO code, saw '99'"),
    ("gdelt", gdelt(GlobalEventID=""), "id", "expected an event id, saw nothing"),
    ("gdelt", "a\tb", "columns", "expected 61 columns, saw '2'"),
    ("icews", icews() + "\t", "columns", "expected 20 columns, saw '21'"),
    ("icews", icews(Event_Date="March"), "date", "expected a day, saw 'March'"),
    ("polecat", polecat(Event_Type="DANCE"), "code", "expected a PLOVER type, saw 'DANCE'"),
    ("plover", plover(event=["DANCE"]), "code", "expected a PLOVER type, saw 'DANCE'"),
    ("plover", plover(event=[]), "record", "it has no event"),
    ("plover", '{"id": 1', "record", "expected a PLOVER record in JSON"),
    ("plover", "5", "record", "it is no object"),
]


@pytest.mark.parametrize(("kind", "row", "fault", "reason"), FAULTS)
def test_a_bad_row_is_counted_and_named_and_stops_nothing(tmp_path, kind, row, fault, reason):
    events, told = read(write(tmp_path / "x", kind, ROWS[kind](), row, ROWS[kind]()))
    assert (events.height, told.kept, told.rows) == (2, 2, 3)
    assert told.bad == ((fault, 1),)
    (named,) = told.bad_rows
    assert named.line == len(HEADERS[kind]) + 2
    assert reason in named.reason


def test_of_many_bad_rows_the_first_are_named(tmp_path):
    _, told = read(write(tmp_path / "x", "gdelt", *[gdelt(Day="never")] * 40, *["short"] * 3))
    assert told.bad == (("columns", 3), ("date", 40))
    assert [row.line for row in told.bad_rows] == [1, 2, 3, 4, 5, 41, 42, 43]


def test_what_tells_of_no_relation_is_left_out_with_its_reason(tmp_path):
    rows = [
        gdelt(EventCode="010"),
        gdelt(EventCode="020"),
        gdelt(Actor2CountryCode=""),
        gdelt(Actor2CountryCode="EUR"),  # a region is no actor
        gdelt(Actor2CountryCode="CHN"),
        gdelt(Actor2CountryCode="", Actor2KnownGroupCode="NAT"),
    ]
    events, told = read(write(tmp_path / "x", "gdelt", *rows))
    assert events["target"].to_list() == ["org:nato"]
    assert dict(told.left_out) == {
        "an actor is missing, or is no state or organisation that we know": 2,
        "both sides belong to one state or organisation": 1,
        "no PLOVER type (statements, appeals)": 2,
    }


ACTORS = [
    ("icews", icews(Source_Country="Occupied Palestinian Territory"), "PSE"),
    ("icews", icews(Source_Country="Côte d’Ivoire"), "CIV"),
    ("icews", icews(Source_Country="", Source_Name="North Atlantic Treaty Organization"), "org:nato"),
    ("icews", icews(Source_Country="", Source_Name="Boko Haram"), "NGA"),
    ("gdelt", gdelt(Actor1CountryCode="ROM"), "ROU"),
    ("gdelt", gdelt(Actor1CountryCode="GZS"), "PSE"),
    ("polecat", polecat(Actor_Country="None", Actor_Name="United Nations"), "org:un"),
    ("polecat", polecat(Actor_Country="USA"), "USA"),
    ("plover", plover(source=[{"code": "USAGOV"}]), "USA"),
    ("plover", plover(source=["USA"]), "USA"),
    ("plover", plover(source=[{"identifier_id": "org:nato"}]), "org:nato"),
]


@pytest.mark.parametrize(("kind", "row", "actor"), ACTORS)
def test_actors_are_our_states_and_organisations(tmp_path, kind, row, actor):
    events, _ = read(write(tmp_path / "x", kind, row))
    assert events["source"].to_list() == [actor]


SECTORS = [
    ("Government,Foreign Ministry", "GOV"),
    ("International Government Organization", "IGO"),
    ("Military,Navy,Government", "MIL"),
    ("Opposition Major Party (Out Of Government),Parties", "OPP"),
    ("General Population / Civilian / Social,Social", "CVL"),
    ("", None),
]


@pytest.mark.parametrize(("words", "sector"), SECTORS)
def test_sectors_of_icews(tmp_path, words, sector):
    events, _ = read(write(tmp_path / "x", "icews", icews(Source_Sectors=words)))
    assert events["source_sector"].to_list() == [sector]


def test_several_actors_are_paired_and_several_types_told_apart(tmp_path):
    events, _ = read(write(tmp_path / "a", "polecat", polecat(Actor_Country="China; Iran", Recipient_Country="Russia; China")))
    assert sorted(events.select("source", "target").rows()) == [("CHN", "RUS"), ("IRN", "CHN"), ("IRN", "RUS")]
    events, _ = read(write(tmp_path / "b", "plover", plover(event=["AGREE", "CONSULT"], mode=["visit"])))
    assert events.select("type", "mode").rows() == [("AGREE", None), ("CONSULT", "visit")]


def test_records_as_one_array(tmp_path):
    path = tmp_path / "x.json"
    for text in (f"[{plover()}, {plover()}]", f"[\n{plover()},\n{plover()}\n]\n", f"[{plover()},\n{plover()}]"):
        path.write_text(text)
        events, told = read(path)
        assert (events.height, told.rows, told.bad) == (2, 2, ())


def test_a_code_without_its_nought_is_read(tmp_path):
    events, _ = read(write(tmp_path / "x", "icews", icews(CAMEO_Code="42"), icews(CAMEO_Code="190"), icews(CAMEO_Code="1312")))
    assert events["type"].to_list() == ["CONSULT", "ASSAULT", "THREATEN"]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_chunks_of_any_size_give_the_same_rows(tmp_path, kind, end):
    rows = [ROWS[kind](), "rubbish", "", *[ROWS[kind]()] * 7]
    path = write(tmp_path / "x", kind, *rows, end=end)
    whole, told = read(path)
    for size in (1500, 2000, 4096):
        parts, again = read(path, chunk_bytes=size)
        assert parts.equals(whole)
        assert again == told
    assert told.rows == 9


def test_packed_files(tmp_path):
    plain = write(tmp_path / "plain", "gdelt", gdelt(), gdelt())
    packed = tmp_path / "x.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    archive = tmp_path / "x.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as z:
        z.write(plain, "x.csv")
    for path in (packed, archive):
        events, _ = read(path)
        assert events.drop("file").equals(read(plain)[0].drop("file"))


def test_lines_that_are_not_utf8_are_read_as_windows_1252(tmp_path):
    path = tmp_path / "x"
    good, old = icews(), icews(Source_Country="Côte d'Ivoire")
    path.write_bytes("\n".join([HEADERS["icews"][0], good]).encode() + b"\n" + old.encode("cp1252") + b"\n")
    events, _ = read(path)
    assert events["source"].to_list() == ["CHN", "CIV"]


def test_a_header_in_another_order_is_believed(tmp_path):
    path = tmp_path / "x"
    header, row = HEADERS["icews"][0].split("\t"), icews().split("\t")
    order = [0, *reversed(range(1, 20))]
    path.write_text("\n".join("\t".join(f'"{cells[i]}"' for i in order) for cells in (header, row)))
    events, _ = read(path)
    assert events.select("source", "target", "type").rows() == [("CHN", "RUS", "CONSULT")]


NO_TABLES = [
    (b"", "the file is empty"),
    (b"a,b,c\n1,2,3\n", "saw 1 columns"),
    (b"a\tb\n", "saw 2 columns"),
    (b"PK\x03\x04broken", "cannot be unpacked"),
    (b"\x1f\x8b\x08broken", "cannot be read to its end"),
]


@pytest.mark.parametrize(("data", "reason"), NO_TABLES)
def test_what_is_no_table_of_coded_events_is_refused(tmp_path, data, reason):
    path = tmp_path / "x"
    path.write_bytes(data)
    with pytest.raises(TableError, match=reason):
        list(read_coded(path))


def test_a_missing_file_and_an_unknown_format_are_refused(tmp_path):
    with pytest.raises(TableError, match="cannot be read"):
        list(read_coded(tmp_path / "nothing"))
    with pytest.raises(TableError, match="expected one of the formats plover, gdelt, icews, polecat, saw 'acled'"):
        list(read_coded(write(tmp_path / "x", "gdelt", gdelt()), kind="acled"))
    with pytest.raises(TableError, match="expected the 20 columns of icews, saw 61"):
        list(read_coded(write(tmp_path / "x", "gdelt", gdelt()), kind="icews"))


def test_data_without_line_ends_is_refused_before_memory_fills(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"x" * 10_000)
    with pytest.raises(TableError, match="none end within 1000 bytes"):
        list(read_coded(path, chunk_bytes=1000))


JOINT = [
    ("polecat", polecat(Actor_Country="China; Russia", Recipient_Country="None", Recipient_Name="None"), 2),
    ("polecat", polecat(Actor_Country="China; Russia; Iran", Recipient_Country="", Recipient_Name=""), 6),
    ("polecat", polecat(Actor_Country="China; Russia", Recipient_Country="None", Recipient_Name="somebody"), 0),
    ("polecat", polecat(Event_Type="ACCUSE", Event_Mode="", Actor_Country="China; Russia", Recipient_Country="", Recipient_Name=""), 0),
    ("plover", plover(source=["CHN", "RUS"], recipient=[]), 2),
    ("plover", plover(source=["CHN", "RUS"], recipient=[], event=["ASSAULT"], mode=["sideAB"]), 2),
]


@pytest.mark.parametrize(("kind", "row", "number"), JOINT)
def test_who_acts_together_towards_nobody_does_it_to_each_other(tmp_path, kind, row, number):
    events, told = read(write(tmp_path / "x", kind, row))
    assert (events.height, told.kept) == (number, number)
    assert all(a != b for a, b in events.select("source", "target").rows())
