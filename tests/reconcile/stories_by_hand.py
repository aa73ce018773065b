"""A story that three outlets tell, one of them twice, and reports of two rounds of talks: what the tests of reconciling share."""

from __future__ import annotations

from dragoman.nouns.reading import Reading
from tests.reconcile.make import Does, Who, report

MORENO = Who("Alicia Moreno", "PER", "PER", "GOV", mentions=("Alicia Moreno", "Moreno"))
SORIA = Who("Tomas Soria", "PER", "BOL", "GOV", mentions=("Tomas Soria", "Soria"))
PERU, BOLIVIA = Who("Peru", "GPE", "PER", "GOV"), Who("Bolivia", "GPE", "BOL", "GOV")
PUNO, REBELS = Who("Puno", "GPE", "PER"), Who("Red Puma", "ORG", "PER", "REB")
MILITARY = Who("Bolivian army", "ORG", "BOL", "MIL")

WIRE = report(
    "w1",
    "2024-03-05",
    [
        (
            "Foreign ministers Alicia Moreno of Peru and Tomas Soria of Bolivia met in Puno on Tuesday to settle the lake fishing dispute.",
            [Does("met", "CONSULT", actors=("Alicia Moreno", "Tomas Soria"), places=("Puno",), times=(("on Tuesday", "2024-03-05"),))],
        ),
        (
            "A bomb planted by the Red Puma group killed at least seven soldiers near the Puno garrison on Monday.",
            [Does("killed", "ASSAULT", actors=("Red Puma",), places=("Puno",), modes=("explosives",), times=(("on Monday", "2024-03-04"),),
                  terms=(("at least seven soldiers", "killed", "7 persons", "min"),))],
        ),
        (
            "Peru and Bolivia agreed to open the lake crossing at Desaguadero in May, Moreno said.",
            [Does("agreed", "AGREE", actors=("Peru", "Bolivia"), by=("Alicia Moreno",)),
             Does("open", "RETREAT", "scheduled", actors=("Peru", "Bolivia"), modes=("access",), times=(("in May", "2024-05"),))],
        ),
    ],
    [MORENO, SORIA, PERU, BOLIVIA, PUNO, REBELS],
    publisher="Altiplano Wire",
    title="Peru and Bolivia talk in Puno after a bomb",
)  # fmt: skip

DAILY = report(
    "d1",
    "2024-03-06",
    [
        (
            "Talks in Puno on Tuesday brought Tomas Soria, Bolivia's foreign minister, together with his colleague Alicia Moreno.",
            [Does("Talks", "CONSULT", actors=("Tomas Soria", "Alicia Moreno"), places=("Puno",), times=(("on Tuesday", "2024-03-05"),))],
        ),
        (
            "Nine soldiers were killed in the Red Puma bombing of the garrison at Puno on Monday.",
            [Does("killed", "ASSAULT", actors=("Red Puma",), places=("Puno",), modes=("explosives",), times=(("on Monday", "2024-03-04"),),
                  terms=(("Nine soldiers", "killed", "9 persons"),))],
        ),
        (
            "Bolivia denied that it had agreed with Peru to open the lake crossing at Desaguadero.",
            [Does("agreed", "AGREE", "denied", actors=("Bolivia", "Peru"), by=("Bolivia",)),
             Does("open", "RETREAT", "hypothetical", actors=("Bolivia", "Peru"), modes=("access",))],
        ),
    ],
    [MORENO, SORIA, PERU, BOLIVIA, PUNO, REBELS],
    publisher="La Jornada del Lago",
    title="Puno: ministers talk, soldiers die",
)  # fmt: skip

RADIO = report(
    "r1",
    "2024-03-06",
    [
        (
            "Eleven soldiers died when a Red Puma bomb went off at the Puno garrison on Monday, the highest toll since 2019.",
            [Does("died", "ASSAULT", actors=("Red Puma",), places=("Puno",), modes=("explosives",), times=(("on Monday", "2024-03-04"),),
                  terms=(("Eleven soldiers", "killed", "11 persons"),))],
        ),
        (
            "In Puno the foreign ministers, Alicia Moreno and Tomas Soria, met on Tuesday about fishing on the lake.",
            [Does("met", "CONSULT", actors=("Alicia Moreno", "Tomas Soria"), places=("Puno",), times=(("on Tuesday", "2024-03-05"),))],
        ),
    ],
    [MORENO, SORIA, PERU, BOLIVIA, PUNO, REBELS],
    publisher="Radio Titicaca",
)  # fmt: skip

STORY = (WIRE, DAILY, RADIO)


def round_of_talks(name: str, day: str, ordinal: str, weekday: str, meeting: str) -> Reading:
    """Return a report of one round of talks, worded as every other round but for the ordinal and the day."""
    return report(
        name,
        day,
        [
            (
                f"Alicia Moreno and Tomas Soria held a {ordinal} round of talks in Puno on {weekday} over the lake fishing dispute.",
                [Does("talks", "CONSULT", actors=("Alicia Moreno", "Tomas Soria"), places=("Puno",), times=((f"on {weekday}", meeting),))],
            ),
            ("Peru and Bolivia share Lake Titicaca.", []),
        ],
        [MORENO, SORIA, PERU, BOLIVIA, PUNO],
        publisher=f"Paper {name}",
    )
