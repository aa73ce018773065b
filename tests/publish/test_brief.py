"""The brief of a small ledger is what it was, on the terminal and as Markdown, and every line opens to its sentences."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from dragoman.nouns.ledger import Evidence, Field, FieldValue, Ledger, Party, Source, Telling
from dragoman.nouns.text import Document, Span
from dragoman.publish.brief import brief, html, markdown, terminal
from dragoman.publish.brief.sections import _bound
from dragoman.publish.brief.words import _CONTROLS, _SPACE, clean, isolated
from tests.publish.small import DOCUMENTS, event, ledger

GOLDEN = Path(__file__).parent / "golden"


def drawn(of: Ledger, width: int = 80, **options: bool) -> str:
    console = Console(width=width, force_terminal=False, legacy_windows=False)
    with console.capture() as capture:
        console.print(terminal(of, **options))
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"


@pytest.mark.parametrize(
    ("name", "make"),
    [("brief.txt", drawn), ("brief-120.txt", lambda of: drawn(of, 120, every_sentence=True)), ("brief.md", markdown), ("brief.html", html)],
)
def test_golden(name, make):
    """Compare with the kept file; DRAGOMAN_UPDATE_GOLDEN=1 writes it anew, to be read before it is committed."""
    made, kept = make(ledger()), GOLDEN / name
    if os.environ.get("DRAGOMAN_UPDATE_GOLDEN"):
        kept.write_text(made, encoding="utf-8")
    assert made == kept.read_text(encoding="utf-8")


def test_sections_stand_in_reading_order():
    assert [s.key for s in brief(ledger()).sections] == [
        "happened", "agreements", "announced", "possible", "denied", "differ", "background", "quotes",
    ]  # fmt: skip


def test_every_event_is_told_once_outside_agreements_and_differences():
    of = ledger()
    told = [
        line.text
        for s in brief(of).sections
        if s.key not in {"agreements", "differ", "quotes"}
        for g in s.groups
        for line in (*g.lines, *g.more)
    ]
    # The day of what is announced opens its line, and is not told again in it.
    assert sorted(told) == sorted(e.summary.replace(" on 9 May 2031", "") for e in of.events)


def test_what_more_sources_tell_comes_first():
    happened = brief(ledger()).sections[0].groups[0].lines
    assert [line.independent for line in happened] == [3, 2, 2]


def test_a_copy_is_named_and_not_counted():
    shown = brief(ledger())
    assert "four independent sources (one near-copy folded)" in shown.standfirst
    copies = [s for s in shown.sources if s.copy_of]
    assert [(s.label, s.copy_of) for s in copies] == [("Amber Post", 1)]
    assert copies[0].number == len(shown.sources)


def test_differing_values_name_their_sources():
    (line,) = next(s for s in brief(ledger()).sections if s.key == "differ").groups[0].lines
    (fact,) = line.facts
    assert (fact.name, fact.agree) == ("injured", False)
    assert [(v.text, v.sources) for v in fact.values] == [("11 people", (2,)), ("14 people", (4,))]


def test_values_in_other_units_do_not_differ():
    values = tuple(FieldValue(v, ("h",), ()) for v in ("13 votes", "33 seats", "34 seats"))
    of = ledger()
    odd = replace(of.events[0], fields=(Field("quantity", values, agree=False),))
    (line,) = next(s for s in brief(replace(of, events=(odd,))).sections if s.key == "differ").groups[0].lines
    assert [v.text for v in line.facts[0].values] == ["33 seats", "34 seats"]


def test_an_empty_ledger_says_so_and_what_to_do():
    empty = Ledger((), (), ())
    for made in (drawn(empty), markdown(empty), html(empty)):
        assert "no reports were read" in " ".join(made.split())
        assert "dragoman brief samples/" in " ".join(made.replace("\\", "").split())
    unread = replace(ledger(), events=(), quotes=())
    assert "no event was found" in markdown(unread)
    assert "Qumar Courier" in markdown(unread)


def test_a_plan_whose_day_has_passed_is_not_told_as_done():
    of = ledger()
    past = event("e3", "CONSULT", [Telling("h", Span(0, 4), Span(0, 9), "scheduled", 1.0)], [], status="scheduled", when=of.events[0].when)
    shown = markdown(replace(of, events=(past,)))
    assert "no report says whether it took place" in shown


def test_an_announced_event_has_one_line_that_opens_with_all_its_times():
    of = ledger()
    when = next(e.when for e in of.events if e.when)
    told = "Noor is to visit Qumar on 9 May 2031: “on 9 May 2031”."
    starts = Field("start", (FieldValue("2032-01", ("h",), (Evidence("h", Span(0, 4)),)),))
    mention = Telling("h", Span(0, 4), Span(0, 9), "scheduled", 1.0)
    plan = replace(
        event("e3", "CONSULT", [mention], [starts], status="scheduled"),
        summary=told,
        when=replace(when, value="2031-05-09", earliest="2031-05-09", latest="2031-05-09"),
    )
    (line,) = next(s for s in brief(replace(of, events=(plan,))).sections if s.key == "announced").groups[0].lines
    assert line.lead == "9 May 2031, from January 2032"
    assert line.text == "Noor is to visit Qumar: “on 9 May 2031”."


def test_an_agreement_of_a_state_with_a_person_is_one_of_two_states():
    noor, vietnam = Party("Luong Cuong", "person:luong-cuong", "VNM"), Party("Vietnam", "state:VNM", "VNM")
    indonesia = Party("Indonesia", "state:IDN", "IDN")
    assert _bound((noor, indonesia)) == (vietnam, indonesia)
    assert _bound((noor, Party("Farmers' Union"))) == (noor, Party("Farmers' Union"))


def test_a_quote_ends_without_the_comma_before_its_speaker():
    of = ledger()
    said = replace(of.quotes[0], words="“We wait,”", speaker=Party("Alia Noor"), about=Party("former"))
    (line,) = next(s for s in brief(replace(of, quotes=(said,))).sections if s.key == "quotes").groups[0].lines
    assert (line.text, line.lead, line.note) == ("We wait", "Alia Noor", "")


def spans_of(of: Ledger) -> set[str]:
    texts = {s.document.id: s.document.text for s in of.sources}
    evidence = [e for x in of.events for f in x.fields for v in f.values for e in v.evidence] + [e for q in of.quotes for e in q.evidence]
    told = [(t.document, s) for x in of.events for t in x.mentions for s in (t.trigger, t.sentence)]
    return {squeezed(s.of(texts[d])) for d, s in [*told, *((e.document, e.span) for e in evidence)]}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", clean(text))


def shown_text(of: Ledger) -> dict[str, str]:
    from html import unescape

    page = re.sub(r"<style>.*?</style>", "", html(of), flags=re.DOTALL)
    plain = re.sub(r"\\([^\w\s])", r"\1", re.sub(r"(?<!\\)\*+", "", markdown(of)))
    return {
        "html": squeezed(unescape(re.sub(r"<[^>]*>", "", page))),
        "markdown": squeezed(plain),
        "terminal": squeezed(re.sub(r"^\W*•|\n", "", drawn(of, 4000, every_sentence=True), flags=re.MULTILINE)),
    }


def test_every_span_of_evidence_stands_in_every_form():
    shown = shown_text(ledger())
    for words in spans_of(ledger()):
        for name, text in shown.items():
            assert words in text, (name, words)


LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]), min_size=1, max_size=60)


@st.composite
def scattered(draw):
    """One event whose evidence lies anywhere in a text of any characters."""
    text = draw(LETTERS.filter(lambda t: t.strip()))
    inside = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda p: p[0] < p[1]).map(lambda p: Span(*p))
    spans = draw(st.lists(inside, min_size=1, max_size=4))
    told = Telling("x", spans[0], spans[-1], "occurred", 1.0)
    fields = (Field("place", tuple(FieldValue(f"v{i}", ("x",), (Evidence("x", s),)) for i, s in enumerate(spans))),)
    made = replace(event("e9", "STATE", [], fields), mentions=(told,))
    return Ledger((Source(Document("x", "x.txt", text), "x"),), (), (made,))


@settings(max_examples=60, deadline=None)
@given(scattered())
def test_evidence_stands_in_the_page_whatever_the_text(of):
    page = shown_text(of)["html"]
    assert all(words in page for words in spans_of(of))


def test_control_characters_do_not_reach_the_terminal():
    evil = "\x1b[31mred\x1b]0;title\x07 \x9b31m " + DOCUMENTS["d"].text
    source = Source(replace(DOCUMENTS["d"], title=evil, publisher=evil), "x")
    of = replace(ledger(), sources=(source,), stories=(), quotes=())
    for made in (drawn(of, every_sentence=True), markdown(of), html(of)):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", made)


def test_a_sentence_is_quoted_once_among_the_lines_of_a_story():
    of = ledger()
    twice = drawn(replace(of, events=(of.events[0], replace(of.events[0], id="e9")), stories=(), quotes=()), 200)
    assert twice.count("• Alia Noor and King Teodor met") == 2
    assert twice.count("President Alia Noor of Qumar met") == 1


def test_who_is_named_comes_before_who_is_not():
    of = ledger()
    nameless = event("e0", "CONSULT", of.events[0].mentions, [], independent=2, when=of.events[0].when)
    happened = brief(replace(of, stories=(), events=(nameless, of.events[0]))).sections[0].groups[0].lines
    assert [line.text for line in happened] == ["Alia Noor and King Teodor met in Port Amber on 4 March 2031.", nameless.summary]


def test_markup_of_rich_in_a_text_is_only_text():
    source = Source(replace(DOCUMENTS["d"], title="[bold red]x[/] [link=https://evil.example]y[/link]"), "x")
    assert "[bold red]x[/] [link=https://evil.example]y[/link]" in drawn(replace(ledger(), sources=(source,)), 200)


def test_markdown_of_a_stranger_is_only_text():
    title = "1. # *a* _b_ `c` [d](https://evil.example) <img src=x> | e ~~f~~ ![g](h)"
    source = Source(replace(DOCUMENTS["d"], title=title, publisher="- x\n- y"), "x")
    made = markdown(replace(ledger(), sources=(source,)))
    assert r"1. \# \*a\* \_b\_ \`c\` \[d\](https://evil.example) \<img src=x\> \| e \~\~f\~\~ \!\[g\](h)" in made
    assert "- x - y," in made


def test_an_override_of_direction_ends_with_its_text():
    assert isolated("plain") == "plain"
    assert isolated("\u202eevil") == "\u2068\u202eevil\u2069"
    assert isolated("\u2069\u2069\u202eevil") == "\u2068\u202eevil\u2069"
    assert isolated("a\u2067b") == "\u2068a\u2067b\u2069\u2069"


def test_text_that_is_clean_already_is_told_by_the_same_rule():
    """Every character in turn, alone, twice, and between others."""
    for c in (*map(chr, range(0x3100)), "\ud800", "\udfff", "\ufff9", "\ufffb", "\ufeff", "\U000e0001"):
        for text in (f"a{c}b", f"a{c}{c}b", f"{c}a ", f" {c}"):
            assert clean(text) == _SPACE.sub(" ", _CONTROLS.sub("\ufffd", text))
