"""Every filter finds in the store what a plain reading of its meaning finds in memory, and its twin finds the rest."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import scheme
from dragoman.errors import FilterError
from dragoman.nouns.filter import Criteria, Filter, Phrase, Search, Who
from dragoman.nouns.ledger import Event, Ledger
from dragoman.nouns.reading import Reading
from dragoman.store import snapshot, writing
from tests.publish import small
from tests.store.by_hand import keep
from tests.store.fakes import in_one

LEDGER = small.ledger()
REPORTS = {s.document.id: s.document for s in LEDGER.sources}


@pytest.fixture(scope="module", params=["SQLite", "PostgreSQL"])
def path(request, tmp_path_factory):
    server = request.param == "PostgreSQL"
    path = request.getfixturevalue("postgres").new_database() if server else tmp_path_factory.mktemp("filters") / "x.db"
    keep(path, LEDGER)
    return path


def found(path, **only) -> set[str]:
    with snapshot(path) as ledger:
        return set(ledger.ids(Filter(Criteria(**only))))


def words(text: str, *more: str) -> Search:
    return Search(tuple((Phrase((w,)),) for w in (text, *more)))


def test_the_ledger_made_by_hand_is_kept_whole(path):
    with snapshot(path) as ledger:
        assert ledger.ledger() == replace(LEDGER, sources=tuple(sorted(LEDGER.sources, key=lambda s: s.document.id)))


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ({"actor": (Who("id", "person:alia-noor"),)}, {"e1"}),
        ({"actor": (Who("state", "QUM"),)}, {"e1", "e2", "e4", "e7"}),
        ({"actor": (Who("id", "state:QUM"),)}, {"e2", "e4", "e7"}),
        ({"actor": (Who("name", "noor"),)}, {"e1"}),
        ({"actor": (Who("name", "king teodor"),)}, {"e1", "e3"}),
        ({"actor": (Who("name", "noor king"),)}, set()),  # the end of one name and the beginning of another
        ({"actor": (Who("name", "noor"), Who("name", "dockers"))}, {"e1", "e8"}),
        ({"recipient": (Who("state", "QUM"),)}, {"e3"}),
        ({"party": (Who("state", "QUM"),)}, {"e1", "e2", "e3", "e4", "e7"}),
        ({"between": (Who("state", "QUM"), Who("id", "person:king-teodor"))}, {"e1", "e3"}),
        ({"state": ("SYL",)}, {"e1", "e2", "e3", "e4", "e5", "e7"}),
        ({"place": (Who("state", "QUM"),)}, {"e1"}),
        ({"place": (Who("name", "strait of glass"),)}, {"e5"}),
        ({"type": ("CONSULT", "PROTEST")}, {"e1", "e3", "e8"}),
        ({"quad": (1,)}, {"e1", "e2", "e3"}),
        ({"quad": (4,)}, {"e6", "e7", "e8"}),
        ({"mode": ("strike",)}, {"e8"}),
        ({"status": ("possible", "denied")}, {"e4", "e5"}),
        ({"since": "2031-03-06"}, {"e3", "e8"}),
        ({"until": "2031-03-04"}, {"e1", "e2", "e7"}),
        ({"since": "2019-06-01", "until": "2019-07-01"}, {"e7"}),
        ({"reported_since": "2031-03-06"}, {"e2", "e6", "e7", "e8"}),  # g was written some day in March
        ({"reported_until": "2031-03-01"}, {"e2", "e6", "e7"}),
        ({"sources": 2}, {"e1", "e2", "e6"}),
        ({"disagreement": True}, {"e6"}),
        ({"text": words("negotiation")}, set()),
        ({"text": words("sign")}, {"e2"}),  # "signed" in another form
        ({"text": words("gas", "metre")}, {"e2"}),
        ({"text": Search(((Phrase(("turned", "a", "page")),),))}, set()),  # a quote, and no sentence of an event
        ({"text": Search(((Phrase(("navy",)), Phrase(("dockers",))),))}, {"e5", "e8"}),
        ({"text": Search(((Phrase(("port",)),),), (Phrase(("keel",)),))}, {"e1"}),
        ({"text": Search(((Phrase(("sign",), exact=True),),))}, set()),
        ({"text": Search(((Phrase(("dock",), prefix=True),),))}, {"e8"}),
        ({"text": Search(((Phrase(("gas", "accord"), exact=True),),))}, {"e2"}),
        ({"text": Search(((Phrase(("accord", "gas"), exact=True),),))}, set()),
        ({"text": Search(((Phrase(("ALIA",)),),))}, {"e1"}),
    ],
)
def test_what_is_asked_for_is_found_and_the_twin_finds_the_rest(path, only, expected):
    everything = {e.id for e in LEDGER.events}
    assert found(path, **only) == expected
    with snapshot(path) as ledger:
        (name, *more) = only
        if not more:
            twin = Filter(without=Criteria(**only))
            assert ledger.ids(twin) == everything - expected
            assert ledger.count(twin) == len(everything) - len(expected)
            assert ledger.ids(Filter(Criteria(**only), Criteria(**only))) == set(), name


def meets(event: Event, wanted: Criteria) -> dict[str, bool]:
    """Tell of each condition asked for whether the event meets it, by the noun alone."""
    parties = {"actor": event.actors, "recipient": event.recipients, "companion": event.companions, "place": event.places}
    taking_part = [p for role in ("actor", "recipient", "companion") for p in parties[role]]

    def is_it(who: Who, party) -> bool:
        if who.kind == "state":
            return party.state == who.value or party.actor == f"state:{who.value}"
        return party.actor == who.value if who.kind == "id" else f" {who.value} " in f" {party.name.lower()} "

    def anyone(people, among) -> bool:
        return any(is_it(who, p) for who in people for p in among)

    folded = scheme.plover(event.type, event.modes, event.status)
    days = [
        (d.published, d.published) if d.published else (d.dated.earliest, d.dated.latest)
        for d in (REPORTS[t.document] for t in event.mentions)
    ]
    first, last = min(d[0] for d in days).isoformat(), max(d[1] for d in days).isoformat()
    answers = {
        "actor": lambda v: anyone(v, parties["actor"]),
        "recipient": lambda v: anyone(v, parties["recipient"]),
        "party": lambda v: anyone(v, taking_part),
        "between": lambda v: all(anyone([who], taking_part) for who in v),
        "state": lambda v: any(p.state in v for p in taking_part),
        "place": lambda v: anyone(v, parties["place"]),
        "type": lambda v: event.type in v,
        "quad": lambda v: folded is not None and folded.quad in v,
        "mode": lambda v: bool(set(event.modes) & set(v)),
        "context": lambda v: bool(set(event.contexts) & set(v)),
        "status": lambda v: event.status in v,
        "since": lambda v: event.when is not None and event.when.latest >= v,
        "until": lambda v: event.when is not None and event.when.earliest <= v,
        "reported_since": lambda v: last >= v,
        "reported_until": lambda v: first <= v,
        "sources": lambda v: event.independent_sources >= v,
        "disagreement": lambda _: any(not f.agree for f in event.fields),
    }
    return {name: answers[name](getattr(wanted, name)) for name in wanted.named}


people = st.sampled_from(
    [
        Who("state", "QUM"),
        Who("state", "SYL"),
        Who("id", "state:SYL"),
        Who("id", "person:alia-noor"),
        Who("name", "teodor"),
        Who("name", "sylvania"),
    ]
)
days = st.sampled_from(["2018-12-31", "2019-06-30", "2031-03-01", "2031-03-04", "2031-03-05", "2031-03-06", "2031-04-01", "2032-01-01"])


def some(values):
    return st.lists(values, max_size=2, unique=True).map(tuple)


criteria = st.builds(
    Criteria,
    actor=some(people),
    recipient=some(people),
    party=some(people),
    between=some(people),
    state=some(st.sampled_from(["QUM", "SYL", "CHN"])),
    place=some(st.sampled_from([Who("state", "QUM"), Who("name", "port amber")])),
    type=some(st.sampled_from(["CONSULT", "SUPPORT", "COOPERATE", "PROTEST"])),
    quad=some(st.sampled_from([1, 2, 3, 4])),
    mode=some(st.sampled_from(["visit", "strike", "phone"])),
    context=some(st.sampled_from(["diplomatic", "legal"])),
    status=some(st.sampled_from(["occurred", "scheduled", "denied"])),
    since=st.none() | days,
    until=st.none() | days,
    reported_since=st.none() | days,
    reported_until=st.none() | days,
    sources=st.none() | st.integers(1, 4),
    disagreement=st.booleans(),
)
one_or_two = st.lists(st.sampled_from([c for c in Criteria.__slots__ if c != "text"]), min_size=0, max_size=2)


@settings(deadline=None)  # a server on a busy machine
@given(criteria, one_or_two, criteria, one_or_two)
def test_any_filter_means_in_the_store_what_it_means_in_memory(path, only, asked, without, refused):
    only = Criteria(**{name: getattr(only, name) for name in asked})
    without = Criteria(**{name: getattr(without, name) for name in refused})
    expected = {e.id for e in LEDGER.events if all(meets(e, only).values()) and not any(meets(e, without).values())}
    with snapshot(path) as ledger:
        assert ledger.ids(Filter(only, without)) == expected


@pytest.mark.parametrize("order", ["id", "date"])
@pytest.mark.parametrize("most", [1, 3, 8, 100])
def test_pages_follow_each_other_without_gap_or_overlap(path, order, most):
    with snapshot(path) as ledger:
        seen, after = [], None
        while True:
            page = ledger.page(order=order, after=after, most=most)
            assert 0 < len(page.events) <= most
            seen += page.events
            if page.after is None:
                break
            after = page.after
        assert {e.id for e in seen} == {e.id for e in LEDGER.events}
        days = [(e.when.earliest if order == "date" and e.when else "9999" if order == "date" else "", e.id) for e in seen]
        assert days == sorted(days)


def test_a_place_that_no_page_ended_at_is_refused(path):
    with snapshot(path) as ledger, pytest.raises(FilterError, match="expected where a page ended, saw 'e1'"):
        ledger.page(after="e1")


def test_events_and_sources_are_fetched_by_their_ids(path):
    with snapshot(path) as ledger:
        assert [e.id for e in ledger.events_called(["e3", "none", "e1", "e3"])] == ["e1", "e3"]
        assert [s.document.id for s in ledger.sources_called(["h", "c", "none"])] == ["c", "h"]
        assert ledger.events_called([]) == () == ledger.sources_called([])


def test_an_event_that_goes_takes_its_words_with_it(tmp_path):
    """A new document may retell an event; what it was told as before must not be found."""
    first = replace(LEDGER, sources=LEDGER.sources[:1], events=(LEDGER.events[1],), stories=(), quotes=())
    before = replace(first.events[0], mentions=first.events[0].mentions[:1])
    told = replace(first, events=(before,))
    keep(tmp_path / "x.db", told)
    assert found(tmp_path / "x.db", text=words("accord")) == {"e2"}
    mention = replace(before.mentions[0], sentence=small.span("c", "President"))
    after = Ledger(LEDGER.sources[:2], (), (replace(before, summary="nothing", mentions=(mention,)),))
    with writing(tmp_path / "x.db", in_one(lambda _, __: after)) as writer:
        writer.add(Reading(LEDGER.sources[1].document, (), (), (), (), (), "by hand"))
    assert found(tmp_path / "x.db", text=words("accord")) == set()
    assert found(tmp_path / "x.db", text=words("president")) == {"e2"}
