"""The dates scorer on lines written for it in GUM's form."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document, Span
from dragoman.nouns.time import DayInterval, TimeValue
from quality.outside.dates import GoldDate, compare, days_of, joined, load
from quality.reading_score import Tally

LINES = """<text id="x" dateCreated="2015-08-21" title="a">
<head>
<s type="frag">
A\tDT\ta
<w>
2\tCD\t2
-\tHYPH\t-
year\tNN\tyear
</w>
wait\tNN\twait
</s>
</head>
<p>
<s type="decl">
He\tPRP\the
left\tVBD\tleave
on\tIN\ton
<date when="2015-08">
August\tNP\tAugust
20\tCD\t20
</date>
,\t,\t,
<date notBefore="1990">
1990\tCD\t1990
</date>
.\tSENT\t.
</s>
</p>
</text>"""


def test_text_and_dates_are_set_together() -> None:
    text, written, dates = load(LINES)
    assert text == "A 2-year wait\n\nHe left on August 20, 1990."
    assert written == date(2015, 8, 21)
    assert [(d.span.of(text), d.days) for d in dates] == [
        ("August 20", DayInterval(date(2015, 8, 1), date(2015, 8, 31))),
        ("1990", None),
    ]


@pytest.mark.parametrize(
    ("attributes", "days"),
    [
        ({"when": "2014"}, (date(2014, 1, 1), date(2014, 12, 31))),
        ({"when": "2016-02"}, (date(2016, 2, 1), date(2016, 2, 29))),
        ({"from": "1095", "to": "1291"}, (date(1095, 1, 1), date(1291, 12, 31))),
        ({"notBefore": "2007-03-06", "notAfter": "2007-03-07"}, (date(2007, 3, 6), date(2007, 3, 7))),
        ({"when": "--06-09"}, None),
        ({"when": "-0300"}, None),
        ({"from": "1832-05-30"}, None),
        ({"when": "12:30:00"}, None),
    ],
)
def test_attributes_become_days(attributes: dict[str, str], days: tuple[date, date] | None) -> None:
    assert days_of(attributes) == (DayInterval(*days) if days else None)


def test_what_is_passed_over_counts_for_nobody() -> None:
    text = "In 2014 and in 1990 and at noon"
    year = DayInterval(date(2014, 1, 1), date(2014, 12, 31))
    gold = [GoldDate(Span(3, 7), year), GoldDate(Span(15, 19), None)]
    times = (
        TimeValue("t1", Span(0, 7), "2014", year),
        TimeValue("t2", Span(12, 19), "1990", year),
        TimeValue("t3", Span(24, 31), "T12", None),
    )
    tally = Tally()
    assert list(compare(gold, Reading(Document("d", "d", text), (), (), times, (), (), "m"), tally)) == []
    assert [(f.precision, f.recall, f.gold) for f in tally.figures().values()] == [(1.0, 1.0, 1)] * 3


def test_the_ends_of_a_range_are_one_date_where_the_system_reads_one() -> None:
    first, last = (DayInterval(date(y, 1, 1), date(y, 12, 31)) for y in (1909, 1949))
    gold = [GoldDate(Span(3, 7), first), GoldDate(Span(10, 14), last)]
    assert joined(gold, [Span(0, 14)]) == [GoldDate(Span(3, 14), DayInterval(date(1909, 1, 1), date(1949, 12, 31)))]
    assert joined(gold, [Span(0, 7), Span(10, 14)]) == gold
