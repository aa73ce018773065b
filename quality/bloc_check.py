"""`python -m quality.bloc_check EVENTS IDEALPOINTS FROM..TO`: closeness of states against the distance of their votes in the UN.

EVENTS is a folder of imported coded events, IDEALPOINTS the table of ideal points of the General Assembly by state and session (Bailey,
Strezhnev, Voeten 2017). The rank correlation (Spearman) of closeness with distance is over pairs of states that both know, and should
be clearly negative: who votes alike should be close. It is no measure of how right blocs are: states that vote alike may have little to
do with each other, and neighbours clash.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy import stats

from dragoman.coded.parts import scan
from dragoman.nouns.relation import Closeness
from dragoman.relate import periods
from dragoman.relate.blocs import blocs

FEWEST_EVENTS = (0, 1, 5, 20)
FIRST_SESSION = 1945  # session 1 was in 1946


def main(argv: list[str]) -> None:
    """Print the rank correlations of each kind of closeness with distance, for pairs with at least so many events."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("events", "idealpoints", "window"):
        p.add_argument(name)
    a = p.parse_args(argv)
    events, table, window = a.events, a.idealpoints, a.window
    distance = distances(Path(table), window)
    (told,) = blocs(scan([Path(events)]), [window], with_closeness=True).windows
    print(f"{window}: {told.events} events among {told.actors} states, {told.noise:.2f} times as noisy as independent events")
    print(told.refusal or "; ".join("-".join(bloc.name) + f" ({len(bloc.members)}, {bloc.stability:.0%})" for bloc in told.blocs))
    for fewest in FEWEST_EVENTS:
        pairs = [c for c in told.closeness if c.events >= fewest and (c.first, c.second) in distance]
        figures = ", ".join(f"{name} {_rank_correlation(pairs, distance, of)}" for name, of in MEASURES.items())
        print(f"pairs with at least {fewest} events: {figures}")


MEASURES: dict[str, Callable[[Closeness], float | None]] = {
    "direct": lambda c: c.direct,
    "profile": lambda c: c.profile,
    "together": lambda c: c.together,
}


def distances(table: Path, window: str) -> dict[tuple[str, str], float]:
    """Return the mean distance of the ideal points of each pair of states over the sessions of a window."""
    first, last = (day.year - FIRST_SESSION for day in periods.days(window))
    points: dict[str, list[float]] = defaultdict(list)
    with table.open(encoding="latin-1", newline="") as file:
        for row in csv.DictReader(file):
            if first <= int(row["session"]) <= last and row["iso3c"] not in {"", "NA"} and row["IdealPoint"] not in {"", "NA"}:
                points[row["iso3c"]].append(float(row["IdealPoint"]))
    mean = {state: float(np.mean(values)) for state, values in sorted(points.items())}
    return {(a, b): abs(mean[a] - mean[b]) for a in mean for b in mean if a < b}


def _rank_correlation(pairs: list[Closeness], distance: dict[tuple[str, str], float], of: Callable[[Closeness], float | None]) -> str:
    known = [(value, distance[c.first, c.second]) for c in pairs if (value := of(c)) is not None]
    if len(known) < 3:
        return "–"
    rho = stats.spearmanr(*zip(*known, strict=True)).statistic
    return f"{rho:+.2f} ({len(known)} pairs)"


if __name__ == "__main__":
    main(sys.argv[1:])
