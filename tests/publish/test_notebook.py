"""A ledger in Python: filters by keyword, walking, frames, views that no report can break out of, and plots."""

from __future__ import annotations

import builtins
import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import icalendar
import polars as pl
import pyarrow as pa
import pyarrow.parquet
import pytest
from lxml import etree, html

import dragoman as dm
from dragoman.flow import verbs
from dragoman.nouns.relation import ChangePoint, Estimate, Relation, RelationPeriod, Shift
from dragoman.publish.filters.table import CONDITIONS
from dragoman.publish.notebook import answers, plots
from dragoman.publish.notebook.relating import RelationView
from dragoman.publish.tables import TABLES
from tests.flow.readers import Quick
from tests.publish import small
from tests.store import fakes
from tests.store.by_hand import keep

EVIL = '<script>alert(1)</script><img src=x onerror="alert(1)">&lt;b&gt; \u202e \x00'


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    path = tmp_path_factory.mktemp("notebook") / "x.db"
    base = small.ledger()
    evil = replace(
        base.events[7], id="e9", summary=EVIL, actors=(dm.Party(EVIL),), fields=(dm.Field("topic", (dm.FieldValue(EVIL, ("d",), ()),)),)
    )
    keep(path, replace(base, events=(*base.events, evil)))
    return path


@pytest.fixture
def ledger(kept, monkeypatch):
    for name in [n for n in os.environ if n.startswith("DRAGOMAN_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(kept.parent)
    return dm.Ledger(kept)


def test_events_are_walked_page_by_page_in_order_of_their_days(ledger, monkeypatch):
    monkeypatch.setattr(answers, "PAGE", 2)
    events = ledger.events()
    assert len(events) == 9
    walked = list(events)
    assert [e.id for e in walked] == ["e7", "e1", "e2", "e8", "e9", "e3", "e4", "e5", "e6"]
    assert walked == list(events)  # again from the beginning
    assert [e.id for e in events.first(3)] == ["e7", "e1", "e2"]
    assert isinstance(walked[0], dm.Event)


def test_filters_are_keywords_with_twins(ledger):
    assert [e.id for e in ledger.events(type="CONSULT", since=date(2031, 5, 1))] == ["e3"]
    assert {e.id for e in ledger.events(not_party=["name:noor", "name:qumar"], not_sources=2)} == {"e5", "e8", "e9"}
    for condition in CONDITIONS:
        value = {"quad": 1, "sources": 2, "type": "AID", "mode": "visit", "context": "legal", "status": "denied", "disagreement": True}
        given = value.get(condition.name, "2031" if condition.kind == "day" else "China")
        one, other = ledger.events(**{condition.name: given}), ledger.events(**{f"not_{condition.name}": given})
        assert len(one) + len(other) == 9
    with pytest.raises(dm.DragomanError, match="did you mean 'party'"):
        ledger.events(partie="CHN")


def test_what_follows_from_events(ledger):
    (accord,) = ledger.agreements(party="name:sylvania")
    assert (accord.id, accord.stage) == ("a-e2", "signed")
    assert [e.id for e in ledger.calendar()] == ["e3", "e4"]
    assert [e.id for e in ledger.calendar(since="2031-05")] == ["e3"]
    assert [q.speaker.name for q in ledger.quotes()] == ["Alia Noor"]
    assert list(ledger.quotes(type="PROTEST")) == []
    assert [s.id for s in ledger.stories()] == ["s1", "s2"]
    assert [s.id for s in ledger.stories(type="PROTEST")] == ["s2"]


ALL = ("events", "stories", "agreements", "calendar", "quotes")


@pytest.mark.parametrize("kind", ALL)
def test_answers_become_frames_of_every_library_and_files(ledger, tmp_path, kind):
    found = getattr(ledger, kind)()
    frame = found.to_polars()
    assert frame.columns == [c.name for c in TABLES[kind].columns]
    assert frame.height == len(found) > 0
    assert found.to_arrow().num_rows == frame.height
    assert pa.table(found).num_rows == frame.height  # by Arrow's PyCapsule interface
    assert pl.from_arrow(pa.table(found)).equals(frame)
    assert found.to_pandas().shape == frame.shape
    found.to_parquet(tmp_path / "x.parquet")
    assert pyarrow.parquet.read_table(tmp_path / "x.parquet").num_rows == frame.height
    found.to_csv(tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_text(encoding="utf-8").startswith(",".join(frame.columns[:2]))
    assert repr(found) == f"<{frame.height} {kind}>"


def test_a_calendar_is_written_for_calendar_programs(ledger, tmp_path):
    ledger.calendar().to_ics(tmp_path / "x.ics")
    (only,) = icalendar.Calendar.from_ical((tmp_path / "x.ics").read_bytes()).events
    assert only.get("uid") == "e3@dragoman"


def test_an_event_opens_down_to_its_sentences(ledger):
    opened = ledger.event("e6")
    assert ("Eleven people were hurt in a crush at the gates.", "Sylvan Herald") in opened.sentences
    shown = html.fromstring(opened._repr_html_()).text_content()
    assert "Eleven people were hurt in a crush at the gates." in shown
    assert "reports differ" in shown
    assert ledger.document("h").text == small.HERALD
    for name, what in (("nope", ledger.event), ("nope", ledger.document)):
        with pytest.raises(dm.DragomanError, match="nope"):
            what(name)


@pytest.mark.parametrize("kind", ALL)
def test_views_hold_what_they_say_and_no_report_breaks_out(ledger, kind):
    view = getattr(ledger, kind)()._repr_html_()
    tree = html.fromstring(view)
    assert f"{len(getattr(ledger, kind)()):,} {kind}" in tree.text_content()
    assert_inert(tree)


TAGS = frozenset(["table", "caption", "thead", "tbody", "tr", "th", "td", "p", "b", "code", "div", "span", "blockquote", "bdi", "small"])


def assert_inert(tree) -> None:
    for element in tree.iter():
        assert element.tag in {
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "p",
            "b",
            "code",
            "div",
            "span",
            "blockquote",
            "bdi",
            "small",
        }
        assert set(element.attrib) <= {"style"}


def test_hostile_words_are_shown_as_words(ledger):
    for view in (ledger.events()._repr_html_(), ledger.event("e9")._repr_html_()):
        tree = html.fromstring(view)
        assert_inert(tree)
        assert "<script>alert(1)</script>" in tree.text_content()
        assert "\x00" not in view


def test_a_ledger_says_what_it_holds(ledger):
    assert repr(ledger) == f"<Ledger {ledger.name}>"
    assert "9" in html.fromstring(ledger._repr_html_()).text_content()


def test_long_answers_are_cut_in_views_only(ledger, monkeypatch):
    monkeypatch.setattr(answers, "SHOWN", 4)
    tree = html.fromstring(ledger.events()._repr_html_())
    assert len(tree.xpath("//tbody/tr")) == 4
    assert "… and 5 more" in tree.text_content()
    assert ledger.events().to_polars().height == 9


def test_adding_from_python(tmp_path, monkeypatch):
    monkeypatch.setattr(verbs, "load", Quick().load)
    monkeypatch.setattr(verbs, "linking", fakes.linking)
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("anvil basil cedar. The minister met the delegation in the capital on Tuesday.")
    ledger = dm.Ledger("new.db")
    assert ledger.add("a.txt", "missing.txt").added == 1
    assert ledger.add("a.txt").present == 1
    added = ledger.add_text("heron islet. Knoll larch grove heron islet.", published=date(2024, 3, 5), publisher="P", title="T")
    assert (added.added, len(ledger.events()), len(ledger.stories())) == (1, 4, 2)
    assert {s.documents for s in ledger.stories()} == {(d,) for s in ledger.stories() for d in s.documents}
    with pytest.raises(dm.DragomanError, match="no text"):
        ledger.add_text(" ")


def test_a_ledger_needs_a_name(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_LEDGER", raising=False)
    with pytest.raises(dm.DragomanError, match="expected the name of a ledger"):
        dm.Ledger()
    monkeypatch.setenv("DRAGOMAN_LEDGER", "set.db")
    assert dm.Ledger().name == "set.db"


def period(name: str, score: float, *events: str) -> RelationPeriod:
    estimate = Estimate(score, score - 1, score + 1)
    return RelationPeriod(
        name, f"{name}-01", f"{name}-28", len(events), 1, 1, (1, 0, 0, 0), estimate, estimate, estimate, estimate, None, events
    )


RELATION = Relation(
    "China", "Russia", "month", "sources", (period("2031-01", 2.0, "e1"), period("2031-02", 8.0, "e2", "e3")),
    (ChangePoint("2031-02", (Shift("cooperation", 2.0, 8.0, ("e2",)),)),), 3, 0, 0,
)  # fmt: skip


def test_a_relation_is_a_table_and_a_view():
    view = RelationView(RELATION)
    frame = view.to_polars()
    assert frame["strongest"].to_list() == [["e1"], ["e2", "e3"]]
    assert frame["score_low"].to_list() == [1.0, 7.0]
    assert frame["balance"].to_list() == [None, None]
    assert view.to_pandas().shape == frame.shape
    tree = html.fromstring(view._repr_html_())
    assert_inert(tree)
    assert "China and Russia" in tree.text_content()


def test_relations_and_blocs_of_a_ledger(ledger):
    told = ledger.relations("CHN", "RUS", by="year", since="2030").relation
    assert (told.first_side, told.second_side, told.grain, told.events) == ("China", "Russia", "year", 0)
    refused = ledger.blocs("2031")
    assert "so little" in repr(refused)
    assert refused.to_polars().height == 0
    assert "so little" in html.fromstring(refused._repr_html_()).text_content()


def figures(ledger):
    return {
        "relation": RelationView(RELATION).plot(),
        "network": ledger.events().network(),
        "map": ledger.events().map(),
        "timeline": ledger.events().timeline(),
        "calendar": ledger.calendar().plot(),
        "nothing": ledger.events(type="AID").network(),
        "nowhere": ledger.events(type="AID").map(),
        "never": ledger.calendar(type="AID").plot(),
    }


@pytest.mark.parametrize("name", ["relation", "network", "map", "timeline", "calendar", "nothing", "nowhere", "never"])
def test_a_plot_is_drawn_without_a_network_and_leads_back_to_ids(ledger, tmp_path, name):
    figure = figures(ledger)[name]
    figure.save(tmp_path / "x.svg")
    drawn = etree.fromstring((tmp_path / "x.svg").read_bytes())
    assert drawn.tag.endswith("svg")
    assert not [e for e in drawn.iter() if str(e.tag).endswith(("script", "foreignObject"))]
    figure.save(tmp_path / "x.png")
    assert (tmp_path / "x.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    held = json.dumps(figure.chart.to_dict())
    expected = {"relation": "e2, e3", "network": "e1", "timeline": "e2", "calendar": "e3"}.get(name)
    assert expected is None or expected in held
    assert figure._repr_svg_().startswith("<svg")


def test_a_plot_marks_its_evidence_and_the_change():
    layers = RelationView(RELATION).plot().chart.to_dict()["layer"]
    assert [layer["mark"]["type"] if isinstance(layer["mark"], dict) else layer["mark"] for layer in layers] == ["area", "line", "rule"]
    assert layers[2]["encoding"]["tooltip"] == [{"field": "events", "type": "nominal"}]


def test_a_plot_is_laid_out_the_same_each_time(ledger):
    assert ledger.events().network().chart.to_dict() == ledger.events().network().chart.to_dict()


def test_a_name_that_is_no_picture(ledger, tmp_path):
    with pytest.raises(dm.DragomanError, match=r"expected a name that ends in .png, .svg or .json, saw .gif"):
        ledger.events().timeline().save(tmp_path / "x.gif")


@pytest.mark.parametrize(
    ("missing", "call", "says"), [("altair", "timeline", "dragoman[plot]"), ("pyarrow", "to_arrow", "dragoman[tables]")]
)
def test_what_is_not_installed_is_said(ledger, monkeypatch, missing, call, says):
    real = builtins.__import__

    def without(name, *rest, **more):
        if name.partition(".")[0] == missing:
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == missing else object())
    with pytest.raises(dm.DragomanError) as said:
        getattr(ledger.events(), call)()
    assert says in str(said.value)
    assert plots.QUADS[1] == "verbal cooperation"
