"""Near-copies point at the earliest source; independent reports and partial lifts from them do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

from dragoman.nouns.text import Document
from dragoman.reconcile.copies import sources
from tests.reconcile.make import corpus_stories


def document(name: str, text: str, day: int | None = 5, publisher: str | None = None) -> Document:
    return Document(name, f"{name}.txt", text, None, date(2024, 3, day) if day else None, publisher or f"Paper {name}")


SENTENCES = (
    "The lake authority shut the northern sluice on Tuesday after engineers found a crack as long as a bus in the outer wall.",
    "Farmers on both banks had warned since the winter that the concrete was sweating and that nobody came to look.",
    "Water will be let out through the southern gate for nine days, the authority's director told a hurried meeting in the market hall.",
    "Two villages below the dam have been asked to keep their animals on the upper meadows until the level has fallen.",
    "The ministry promised new money for repairs, but the sum that it named is a quarter of what its own report asked for last year.",
)
WIRE = document("w", " ".join(SENTENCES), 5)


def copies(*documents: Document) -> dict[str, str | None]:
    return {s.document.id: s.copy_of for s in sources(documents)}


def test_an_edited_copy_points_at_the_earlier_report() -> None:
    edited = document("a", " ".join(SENTENCES[:4]).replace("on Tuesday", "yesterday"), 6)
    assert copies(WIRE, edited) == {"w": None, "a": "w"}


def test_order_of_documents_does_not_matter_and_copies_of_copies_point_at_the_source() -> None:
    first = document("b", " ".join(SENTENCES[:4]), 6)
    second = document("a", " ".join(SENTENCES[:4]).replace("nine days", "about nine days"), 7)
    for order in permutations((WIRE, first, second)):
        assert copies(*order) == {"w": None, "a": "w", "b": "w"}


def test_a_short_lift_is_a_copy_and_what_quotes_it_is_not() -> None:
    lift = document("a", " ".join(SENTENCES[1:3]), 6)
    own = " ".join(f"Reporter's own sentence number {n} speaks of quite other things seen along the shore that week." for n in range(12))
    assert copies(WIRE, lift) == {"w": None, "a": "w"}
    assert copies(WIRE, document("c", f"{SENTENCES[0]} {own}", 6)) == {"w": None, "c": None}


# Every fifth word of the wire is another.
REWORDED = (
    "The lake board shut the northern gate on Tuesday while engineers found some crack as wide as a bus in its outer wall.",
    "Those on both banks had said since the winter that some concrete was sweating but that nobody came to help.",
    "Water will be sent through the southern gate over nine days, the board's director told a late meeting in the town hall.",
    "Three villages below the wall have been asked to hold their animals on those upper meadows until its level has fallen.",
    "The state promised new money for walls, but the sum that was named is a third of what its old report asked for this year.",
)


def test_a_reworded_copy_with_a_lead_of_its_own_points_at_the_earlier_report() -> None:
    lead = "Nobody slept last night in the valley, our reader writes, and she encloses a photograph of her cellar."
    assert copies(WIRE, document("a", " ".join([lead, *REWORDED]), 6)) == {"w": None, "a": "w"}


def test_one_order_and_nearly_all_sentences_make_a_reworded_copy() -> None:
    assert copies(WIRE, document("a", " ".join(reversed(REWORDED)), 6)) == {"w": None, "a": None}
    own = "A baker in the upper town has sold twice as many loaves as usual, for those who left the shore brought no bread with them."
    assert copies(WIRE, document("a", " ".join([*REWORDED, own]), 6)) == {"w": None, "a": None}


def test_wires_on_one_event_and_reports_that_quote_one_communique_are_no_copies() -> None:
    wires = (
        "A car bomb exploded outside a police station in Mosul on Tuesday, killing at least 12 people and wounding 30, police said. "
        "No group immediately claimed responsibility for the attack. The army drove the militants out of the city in 2017. "
        "The governor ordered a curfew for the night.",
        "At least 12 people were killed and 30 wounded when a car bomb went off near a police station in Mosul on Tuesday, police said. "
        "There was no immediate claim of responsibility. The militants, who were driven out of the city in 2017, have carried out similar "
        "attacks. A curfew for the night was ordered by the governor.",
        "A car bomb killed at least 12 people outside a police station in the northern city of Mosul on Tuesday, police and medics said. "
        "Another 30 people were wounded in the attack. No group has claimed responsibility for the bombing. A curfew was declared.",
    )
    assert set(copies(*(document(f"d{n}", text) for n, text in enumerate(wires))).values()) == {None}
    told = (
        (
            "Ministers of the two states met in Almaty on Friday, for the first time since four soldiers died in a clash in March.",
            "The opposition called the statement empty and announced a march.",
            "Residents of two villages blocked a road to keep their fields from being handed over.",
        ),
        (
            "After six hours behind closed doors in Kazakhstan, the two top diplomats came out with three sentences on a sheet of paper.",
            "Neither took questions, and both flew home within the hour.",
            "Analysts said that the passage on law had been asked for by one side alone since the autumn.",
        ),
    )
    communique = (
        "The ministers noted with satisfaction the progress achieved in the delimitation of the common border. They agreed to hold the "
        "next round of consultations before the end of the year. The sides reaffirmed their readiness to settle questions peacefully."
    )
    quoting = [document(f"c{n}", " ".join([lead, communique, *rest])) for n, (lead, *rest) in enumerate(told)]
    assert set(copies(*quoting).values()) == {None}


def test_an_undated_copy_is_later_than_a_dated_one_and_a_credited_one_later_than_the_wire() -> None:
    assert copies(WIRE, document("a", WIRE.text, None)) == {"w": None, "a": "w"}
    credited = document("a", f"LAKESIDE (Reuters) - {WIRE.text}", 5)
    assert copies(replace(WIRE, publisher="Reuters"), credited) == {"w": None, "a": "w"}


def test_independent_reports_of_the_corpus_are_no_copies() -> None:
    for story in corpus_stories(25):
        assert {s.copy_of for s in sources([r.document for r in story.readings])} == {None}


def test_empty_and_tiny_texts_are_copies_only_where_equal() -> None:
    assert copies(document("a", "Peace now at last."), document("b", "Peace now at last."), document("c", "War.")) == {
        "a": None,
        "b": "a",
        "c": None,
    }


def test_a_document_without_publisher_is_a_family_of_its_own() -> None:
    bare = [Document(n, f"{n}.txt", f"Something about {n} alone.") for n in ("a", "b")]
    assert len({s.family for s in sources(bare)}) == 2
