"""A ledger in which everything that strangers can write tries to run, to call out, or to turn the line around."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from dragoman import ingest
from dragoman.nouns.ledger import (
    Attribution,
    Event,
    Evidence,
    Field,
    FieldValue,
    Ledger,
    Party,
    Quotation,
    Source,
    StatusStep,
    Story,
    Telling,
    When,
)
from dragoman.nouns.text import Document, Span
from tests.publish.web.payloads import PAYLOADS, SCHEMES

A_STORY: Final = 12
STORIES: Final = tuple(PAYLOADS[n : n + A_STORY] for n in range(0, len(PAYLOADS), A_STORY))
ADDRESSES: Final = (*SCHEMES, *(f"https://news.example/{payload}" for payload in PAYLOADS if payload not in SCHEMES))
DAY: Final = "2031-03-04"


LONGEST_NAME_BYTES: Final = 200
TEXT: Final = "The two ministers met in Rome on Tuesday and said little. " * 10


def hostile_ledger() -> Ledger:
    """Return stories of twelve payloads each: every payload in every place where a stranger's words stand.

    A story has a document for each of its payloads, and three events that all of them tell: what happened, what is agreed and what is
    announced. So a view of one event, document, story or participant shows twelve payloads at once.
    """
    return _ledger(lambda n, payloads: [_document(n, k, payloads) for k in range(len(payloads))])


def hostile_files(folder: Path) -> Ledger:
    """Write a file of each payload's name, and return the same stories as told by the reports that these files are.

    They have no publisher, no address and no title, so that a reader sees each called by its file's name.
    """

    def files(n: int, payloads: tuple[str, ...]) -> list[Document]:
        paths = [_file(folder / f"{n:02x}{k:02x}", payload) for k, payload in enumerate(payloads)]
        read = [d for d in ingest.documents([str(path) for path in paths]) if isinstance(d, Document)]
        assert len(read) == len(payloads)
        return [replace(document, published=date(2031, 3, 4)) for document in read]

    return _ledger(files)


def name_of_file(payload: str) -> str:
    """Return what is left of a payload in the last part of its file's name: a slash begins another, and a NUL cannot stand in one."""
    parts = [part for part in payload.replace("\x00", "").split("/") if part.strip(". ")] or ["empty"]
    return parts[-1].encode()[:LONGEST_NAME_BYTES].decode(errors="ignore")


def _file(folder: Path, payload: str) -> Path:
    *folders, _ = [part for part in payload.replace("\x00", "").split("/") if part.strip(". ")] or ["empty"]
    path = folder.joinpath(*folders) / f"{name_of_file(payload)}.txt"
    path.parent.mkdir(parents=True)
    path.write_text(f"{TEXT}It was their meeting {folder.name}.", encoding="utf-8")  # files of one name and one text would be one report
    return path


def _ledger(documents_of: Callable[[int, tuple[str, ...]], list[Document]]) -> Ledger:
    sources: list[Source] = []
    stories, events, quotes = [], [], []
    for n, payloads in enumerate(STORIES):
        documents = documents_of(n, payloads)
        made = [_event(n, nth, documents, payloads) for nth in range(3)]
        sources += [Source(d, f"family {d.id}") for d in documents]
        stories.append(Story(f"s{n:015x}", _all(payloads), tuple(d.id for d in documents), tuple(e.id for e in made)))
        events += made
        for k, payload in enumerate(payloads):
            here = tuple(Evidence(d.id, Span(0, len(payload))) for d in documents[k : k + 1])
            quotes.append(Quotation(payload, _party(n, k, payload), Party(payload), here))
    return Ledger(tuple(sources), tuple(stories), tuple(events), tuple(quotes))


def _all(payloads: tuple[str, ...]) -> str:
    return " ¶ ".join(payloads)


def _document(n: int, k: int, payloads: tuple[str, ...]) -> Document:
    """Return a document: one payload publishes it and is its first word, all of its story are its title and its text."""
    own = payloads[k]
    text = f"{own} met. {_all(payloads)}"
    return Document(
        f"d{n:02x}{k:02x}", own, text, _all(payloads), date(2031, 3, 4 + k), own, ADDRESSES[(n * A_STORY + k) % len(ADDRESSES)], "en"
    )  # fmt: skip


def _party(n: int, k: int, payload: str) -> Party:
    kind = ("person", "org", "group")[k % 3]
    return Party(payload, f"{kind}:{n}-{k} {payload[:20]}".replace("\x00", ""), ("FRA", "ITA", None)[k % 3])


def _event(n: int, nth: int, documents: list[Document], payloads: tuple[str, ...]) -> Event:
    heads = [(Evidence(d.id, Span(0, len(p))),) for d, p in zip(documents, payloads, strict=True)]
    values = tuple(FieldValue(p, (d.id,), here) for d, p, here in zip(documents, payloads, heads, strict=True))
    fields = tuple(Field(name, values, agree=bool((n + nth) % 2)) for name in ("actor", "object", "topic", "money"))
    named = tuple(Field(p, values[k : k + 1]) for k, p in enumerate(payloads))
    who = tuple(_party(n, k, p) for k, p in enumerate(payloads))
    ids = tuple(d.id for d in documents)
    status = ("occurred", "occurred", "scheduled")[nth] if n % 4 else ("denied", "possible", "hypothetical")[nth]
    return Event(
        f"e{n:08x}{nth:08x}",
        ("CONSULT", "AGREE", "SANCTION")[nth],
        (),
        status,
        _all(payloads),
        who[: A_STORY // 2],
        who[A_STORY // 2 :],
        tuple(Party(p, None, "FRA" if nth else None) for p in payloads),
        who[:2],
        When(DAY, DAY, DAY),
        tuple(
            Telling(d.id, Span(0, len(p)), Span(0, len(d.text)), status, 0.9, f"e{n:08x}{nth:08x}{d.id}")
            for d, p in zip(documents, payloads, strict=True)
        ),
        len(documents),
        (*fields, *named),
        (StatusStep(DAY, status, ids),),
        tuple(Attribution(p, ids) for p in payloads),
    )
