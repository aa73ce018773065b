"""The scorer of named mentions on tokens written for it."""

from __future__ import annotations

from dragoman.nouns.mention import Entity
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document, Span
from quality.outside.names import compare, load, marked
from quality.outside.tokens import running_text
from quality.reading_score import Tally

LINES = (
    "Mr\tO\nAnn\tB-politician\nOrl\tI-politician\nwon\tO\nthe\tO\n2001\tB-election\npoll\tI-election\n"
    "in\tO\nOslo\tB-location\n.\tO\n\nYes\tO\n"
)


def test_tokens_become_running_text() -> None:
    text, spans = running_text(["He", "said", ":", '"', "Go", "(", "now", ")", ",", '"', "$", "5", "'s", "worth", "."])
    assert text == 'He said: "Go (now)," $5\'s worth.'
    assert [s.of(text) for s in spans][3:5] == ['"', "Go"]


def test_names_are_scored_by_type_and_elections_passed_over() -> None:
    (tokens, tags), _ = load(LINES)
    text, spans = running_text(tokens)
    gold = marked(tags, spans)
    assert [(s.of(text), sorted(types)) for s, types in gold] == [("Ann Orl", ["PER"]), ("2001 poll", []), ("Oslo", ["GPE", "LOC"])]
    entities = (
        Entity("x1", "PER", "Ann Orl", (Span(0, 10),)),
        Entity("x2", "LOC", "Oslo", (Span(text.index("Oslo"), text.index("Oslo") + 4),)),
        Entity("x3", "ORG", "2001 poll", (Span(text.index("2001"), text.index("2001") + 9),)),
    )
    tally = Tally()
    lines = list(compare(gold, Reading(Document("d", "d", text), (), entities, (), (), (), "m"), tally))
    assert lines == []
    assert [(f.precision, f.recall) for f in tally.figures().values()] == [(1.0, 1.0), (1.0, 1.0), (0.5, 0.5)]
