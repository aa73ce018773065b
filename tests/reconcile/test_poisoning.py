"""One false report in fifty copies does not outvote two witnesses: it counts once, and the contradiction is shown with both sides."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from dragoman.flow import verbs
from dragoman.nouns.ledger import Ledger
from dragoman.nouns.reading import Reading
from dragoman.reconcile import reconcile
from dragoman.store import snapshot, writing
from dragoman.store.codec import encode
from tests.reconcile.make import Does, Who, report

MORENO = Who("Alicia Moreno", "PER", "PER", "GOV", "office:per-foreign-minister")
SORIA = Who("Tomas Soria", "PER", "BOL", "GOV", "office:bol-foreign-minister")
PUNO = Who("Puno", "GPE", "PER")
WHO = [MORENO, SORIA, PUNO]
COPIES = 50

FALSE = (
    "Alicia Moreno met Tomas Soria in Puno on Monday and left the lake talks after a quarrel over the northern sluice.",
    "Alicia Moreno threatened Tomas Soria in Puno with closing the crossing at Desaguadero for the whole of the summer.",
    "Nobody in the market hall of the town had seen either of them, and the doors of the prefecture stayed shut all day.",
    "A fisherman on the pier said that two black cars had come from the airfield before noon and gone back within the hour.",
    "The price of totora reeds in the villages along the shore rose by a third before the evening, traders complained.",
)
KEPT = frozenset(["Alicia", "Moreno", "Tomas", "Soria", "Puno", "met", "Monday", "threatened"])
REWORDED, LEAD_WORDS = 0.2, 12
OTHER_WORDS = (
    *("some", "its", "those", "another", "under", "beside", "toward", "since", "nearly", "often", "twice", "also", "again", "barely"),
    *("angry", "grey", "late", "narrow", "quiet", "sudden", "wet", "bridge", "clerk", "crowd", "engine", "harbour", "ladder", "lorry"),
    *("minister", "porter", "station", "stove", "witness", "closed", "counted", "heard", "hid", "refused", "saw", "turned", "waited"),
)
LEADS = ("Breaking", "Exclusive", "Update", "Just in", "Read this", "Leaked")
TRUE = {
    "andes": "Alicia Moreno met Tomas Soria in Puno on Monday; the two ministers spoke of the lake for three hours, her office told us.",
    "lago": "In Puno on Monday Tomas Soria and Alicia Moreno met for what his delegation called a calm morning of talks about the lake.",
}
MET = Does("met", "CONSULT", actors=("Alicia Moreno", "Tomas Soria"), places=("Puno",), times=(("Monday", "2025-03-03"),))


def false_copies() -> list[Reading]:
    """Fifty times the false report: another lead, one sentence of the rest left out, another publisher at another address and day."""
    threat = Does("threatened", "THREATEN", actors=("Alicia Moreno",), recipients=("Tomas Soria",), places=("Puno",))
    made = []
    for n in range(COPIES):
        lead = f"{LEADS[n % len(LEADS)]}: this is number {n}."
        kept = [s for k, s in enumerate(FALSE[2:]) if k != n % 4]
        told = [(lead, []), (FALSE[0], [MET]), (FALSE[1], [threat]), *((s, []) for s in kept)]
        day = (date(2025, 3, 4) + timedelta(days=n % 5)).isoformat()
        made.append(report(f"copy{n:02}", day, told, WHO, publisher=f"Mill {n}", url=f"https://mill{n}.example/{n}"))
    return made


def reworded_copies(seed: int) -> list[Reading]:
    """Fifty times the false report with every fifth word another: what its events say stays; lead, publisher and day change."""
    chance = random.Random(seed)
    threat = Does("threatened", "THREATEN", actors=("Alicia Moreno",), recipients=("Tomas Soria",), places=("Puno",))
    made = []
    for n in range(COPIES):
        rest = [(words, events) for words, events in zip(_reworded(chance), ([MET], [threat], [], [], []), strict=True)]
        told = [(f"{LEADS[n % len(LEADS)]}: {' '.join(chance.sample(OTHER_WORDS, LEAD_WORDS))}.", []), *rest]
        day = (date(2025, 3, 4) + timedelta(days=chance.randrange(5))).isoformat()
        made.append(report(f"copy{n:02}", day, told, WHO, publisher=f"Mill {n}", url=f"https://mill{n}.example/{n}"))
    return made


def _reworded(chance: random.Random) -> list[str]:
    """Return the sentences of the false report with a fifth of all their words replaced, but for those that its readings mention."""
    pieces = [re.split(r"(\w+)", sentence) for sentence in FALSE]
    free = [(s, w) for s, own in enumerate(pieces) for w in range(1, len(own), 2) if own[w] not in KEPT]
    for s, w in chance.sample(free, round(REWORDED * sum(len(own) // 2 for own in pieces))):
        pieces[s][w] = chance.choice(OTHER_WORDS)
    return ["".join(own) for own in pieces]


def true_reports() -> list[Reading]:
    denied = Does("threatened", "THREATEN", "denied", actors=("Alicia Moreno",), recipients=("Tomas Soria",), places=("Puno",))
    said = "No one threatened anyone in Puno, both delegations said: Alicia Moreno had not threatened Tomas Soria."
    return [
        report(name, "2025-03-04", [(words, [MET]), (said, [denied])], WHO, publisher=f"{name} daily", url=f"https://{name}.example/1")
        for name, words in TRUE.items()
    ]


def both_sides_are_shown(ledger: Ledger) -> None:
    """Assert that the copies are two witnesses at most, and that those who deny what they tell are heard."""
    own = {s.document.id for s in ledger.sources if s.copy_of is None}
    assert own >= set(TRUE)
    assert len(own - set(TRUE)) <= 2
    claims = [e for e in ledger.events if e.type == "THREATEN"]
    (claim,) = [e for e in claims if len({t.document for t in e.mentions}) > COPIES // 2]
    assert claim.independent_sources <= 2 + len(TRUE)
    tellers = {t.document: t.status for t in claim.mentions}
    assert {tellers[name] for name in TRUE} == {"denied"}
    assert {status for name, status in tellers.items() if name not in TRUE} == {"occurred"}
    sides = {step.status: set(step.documents) for step in claim.history}
    assert sides["denied"] >= set(TRUE)
    assert sides["occurred"]


def test_fifty_copies_are_one_witness_and_both_sides_are_shown() -> None:
    both_sides_are_shown(reconcile([*false_copies(), *true_reports()]))


@pytest.mark.parametrize("seed", range(3))
def test_fifty_reworded_copies_are_one_witness_and_both_sides_are_shown(seed: int) -> None:
    both_sides_are_shown(reconcile([*reworded_copies(seed), *true_reports()]))


def test_a_store_that_reworded_copies_flood_holds_the_ledger_of_all_at_once(tmp_path: Path) -> None:
    readings = [*reworded_copies(0), *true_reports()]
    with writing(tmp_path / "x.db", verbs.linking()) as writer:
        for reading in random.Random(4).sample(readings, len(readings)):
            writer.add(reading)
    with snapshot(tmp_path / "x.db") as ledger:
        stored = ledger.ledger()
    both_sides_are_shown(stored)
    assert encode(stored) == encode(reconcile(readings))


def test_copies_alone_never_count_as_more_than_two() -> None:
    ledger = reconcile(false_copies())
    assert ledger.events
    assert all(e.independent_sources <= 2 for e in ledger.events)


def test_reworded_copies_alone_never_count_as_more_than_two() -> None:
    ledger = reconcile(reworded_copies(1))
    assert ledger.events
    assert all(e.independent_sources <= 2 for e in ledger.events)
