"""`python -m quality.bench_filters [EVENTS]`: what filters cost on a ledger of made-up events (100,000 unless told), in processor time.

The ledger is made in a temporary folder, a hundred events a document; the figures hang on the machine.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dragoman.nouns.ledger import Event, Ledger, Party, Source, StatusStep, Telling, When
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document, Span
from dragoman.publish.filters.parse import from_query
from dragoman.store import Linking, Plane, snapshot, writing

A_DOCUMENT = 100
STATES = ("CHN", "RUS", "USA", "IND", "TUR", "FRA", "DEU", "GBR", "IRN", "ISR", "UKR", "BRA", "ZAF", "EGY", "KOR", "JPN")
TYPES = ("CONSULT", "AGREE", "SANCTION", "SUPPORT", "STATE", "AID")
WORDS = (
    *("the", "minister", "met", "envoy", "gas", "deal", "trade", "border", "talks", "army"),
    *("visa", "summit", "port", "rice", "coal", "sanction", "pipeline", "accord", "treaty", "parade"),
)
QUERIES = (
    "party=CHN",
    "not_party=CHN",
    "between=CHN&between=RUS",
    "actor=name:state chn",
    "text=pipeline visa",
    "text=-coal",
    "quad=4",
    "since=2021-06&until=2021-12",
    "reported_since=2022-01",
    "party=CHN&type=AID&since=2021&sources=2",
)


def main(argv: list[str]) -> None:
    """Make the ledger, measure and print."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("events", type=int, nargs="?", default=100_000)
    events = p.parse_args(argv).events
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.db"
        begun = time.process_time()
        with writing(
            path, Linking(_join, lambda *_: set(), lambda _, changed, __: [(id_,) for id_ in changed], lambda readings, *_: _tell(readings))
        ) as writer:
            for number in range(events // A_DOCUMENT):
                writer.add(Reading(_document(number), (), (), (), (), (), "made up"))
        print(f"{events:,} events kept in {time.process_time() - begun:.0f} s, {path.stat().st_size / 1e6:.0f} MB")
        with snapshot(path) as ledger:
            for query in QUERIES:
                wanted = from_query(query)
                count, counting = _timed(lambda wanted=wanted: ledger.count(wanted))
                _, paging = _timed(lambda wanted=wanted: ledger.page(wanted, order="date", most=50))
                print(f"{query:45} {count:8,} events: counted in {counting:4.0f} ms, first page of 50 by date in {paging:4.0f} ms")


def _join(plane: Plane, reading: Reading) -> set[str]:
    """Let each document stand alone."""
    plane.put(reading.document.id, 0, 0, b"", b"")
    return {reading.document.id}


def _timed(ask: Callable[[], Any]) -> tuple[Any, float]:
    best, answer = float("inf"), None
    for _ in range(3):
        begun = time.process_time()
        answer = ask()
        best = min(best, time.process_time() - begun)
    return answer, 1000 * best


def _document(number: int) -> Document:
    chance = random.Random(number)  # noqa: S311 - made-up events
    text = " ".join(f"{' '.join(chance.choices(WORDS, k=18))} {number} {k}." for k in range(A_DOCUMENT))
    return Document(
        f"d{number:06}", f"reports/{number}", text, published=date(2020, 1, 1) + timedelta(days=number), publisher=f"P{number % 40}"
    )


def _tell(readings: Sequence[Reading]) -> Ledger:
    sources = tuple(Source(r.document, str(r.document.publisher)) for r in readings)
    events = [event for r in readings for event in _events(r.document)]
    return Ledger(sources, (), tuple(sorted(events, key=lambda e: e.id)))


def _events(document: Document) -> list[Event]:
    chance, at, made = random.Random(document.id), 0, []  # noqa: S311
    for k in range(A_DOCUMENT):
        end = document.text.index(".", at) + 1
        sentence = Span(at + (document.text[at] == " "), end)
        at = end
        first, second = (Party(f"State {code}", f"state:{code}", code) for code in chance.sample(STATES, 2))
        day = (document.published or date.min) + timedelta(days=chance.randrange(-20, 40))
        when = When(day.isoformat(), day.isoformat(), day.isoformat())
        status = chance.choice(("occurred", "scheduled", "possible"))
        telling = Telling(document.id, Span(sentence.start, sentence.start + 3), sentence, status, 0.8)
        made.append(
            Event(
                id=f"e{document.id}{k:03}", type=chance.choice(TYPES), modes=(), status=status, summary="Something happened.",
                actors=(first,), recipients=(second,), places=(), companions=(), when=when, mentions=(telling,),
                independent_sources=chance.randint(1, 3), fields=(), history=(StatusStep(when.value, status, (document.id,)),),
                attributed_to=(),
            )
        )  # fmt: skip
    return made


if __name__ == "__main__":
    main(sys.argv[1:])
