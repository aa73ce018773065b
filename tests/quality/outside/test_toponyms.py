"""The toponym scorer on articles written for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.nouns.mention import Entity, Place
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document, Span
from dragoman.reference.distance import distance_km
from quality.outside.toponyms import Toponym, compare, geovirus, lgl, name_within
from quality.reading_score import Tally

LGL = """<articles><article docid="7"><text>Floods hit Aba and Main Street.</text><toponyms>
<toponym><start>11</start><end>14</end><phrase>Aba</phrase><gaztag><lat>5.1</lat><lon>7.37</lon></gaztag></toponym>
<toponym><start>19</start><end>30</end><phrase>Main Street</phrase></toponym></toponyms></article></articles>"""
GEOVIRUS = """<articles><article><source>https://example.org/wiki/Flu</source><text>Flu in Aba.</text><locations>
<location><name>Aba</name><start>8</start><end>11</end><lat>5.1</lat><lon>7.37</lon></location></locations></article></articles>"""


def test_both_files_are_read(tmp_path: Path) -> None:
    file = tmp_path / "x.xml"
    file.write_text(LGL, encoding="utf-8")
    ((name, text, marked),) = lgl(file)
    assert (name, [t.span.of(text) for t in marked], [t.point for t in marked]) == ("7", ["Aba", "Main Street"], [(5.1, 7.37), None])
    file.write_text(GEOVIRUS, encoding="utf-8")
    ((name, text, marked),) = geovirus(file)
    assert (name, [t.span.of(text) for t in marked]) == ("Flu", ["Aba"])


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Oslo", "Oslo"),
        ("the city of Oslo", "Oslo"),
        ("southern Chad's", "Chad"),
        ("The Hague", "Hague"),
        ("the Netherlands’", "Netherlands"),
        ("Addis Ababa airport", "Addis Ababa"),
        ("the country", None),
        ("The country", None),
    ],
)
def test_a_mention_is_cut_to_its_name(mention: str, name: str | None) -> None:
    text = f"In {mention}"
    found = name_within(text, Span(3, len(text)))
    assert (found.of(text) if found else None) == name


def test_distance_is_that_of_the_great_circle() -> None:
    assert distance_km((0, 0), (0, 180)) == pytest.approx(20015.1, abs=0.1)
    assert distance_km((51.5074, -0.1278), (48.8566, 2.3522)) == pytest.approx(343.6, abs=0.5)  # London to Paris


def test_recognition_and_nearness_are_counted_apart() -> None:
    text = "Aba and Owo sent help to Ife and the town."
    aba, owo, ife = Span(0, 3), Span(8, 11), Span(25, 28)
    entities = (
        Entity("x1", "GPE", "Aba", (aba,), place=Place("Aba", "NGA", 5.2, 7.4)),
        Entity("x2", "GPE", "Ife", (ife,), place=None),
        Entity("x3", "PER", "Owo", (owo,)),
        Entity("x4", "GPE", "the town", (Span(33, 41),)),
    )
    gold = [Toponym(aba, (5.1, 7.37)), Toponym(owo, (7.2, 5.6)), Toponym(ife, (7.5, 4.5))]
    tally = Tally()
    lines = list(compare(gold, Reading(Document("d", "d", text), (), entities, (), (), (), "m"), tally))
    figures = tally.figures()
    assert (figures["recognition, overlapping span"].precision, figures["recognition, overlapping span"].recall) == (1.0, 2 / 3)
    assert figures["Acc@161 km of recognised"].recall == figures["placed, of recognised"].recall == 0.5
    assert [line.split(":")[0] for line in lines] == ["- missed", "- placed"]
