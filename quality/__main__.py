"""`python -m quality`: score the shipped reader and the ledger, hold every figure against its floor, and write the errors down.

Scores the corpus's dev split always, and the development sets beside the checkout (`../shared`) where they are there. Exits 1 where a
figure falls below `floors.json`; `--raise` lifts the floors to the figures of this run (they never go down).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document
from dragoman.read import Reader
from dragoman.reconcile import reconcile
from quality.errors_file import error_lines
from quality.ledger import score as score_ledgers
from quality.reading_score import Figure, score
from training.corpus import CORPUS, GoldStory, load

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
SHARED = HERE.parent.parent / "shared"
SLACK = 0.002  # one event more or less on the smallest set, so that a floor does not break on a library's rounding


def main(argv: list[str] | None = None) -> int:
    """Score, print one table, write the errors file; return the exit status."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to this run's figures")
    p.add_argument("--errors", type=Path, default=HERE / "out" / "errors.md", help="where to write sentence, gold and system of each error")
    a = p.parse_args(argv)
    reader = Reader.load()
    figures: dict[str, float] = {}
    a.errors.parent.mkdir(parents=True, exist_ok=True)
    with a.errors.open("w", encoding="utf-8") as errors:
        for name, stories in sets():
            pairs = [(gold, reader.read(_plain(gold.document))) for story in stories for gold in story.readings]
            figures |= {f"{name}: {k}": v for k, v in _print(name, score(pairs)).items()}
            errors.writelines(line + "\n" for line in error_lines(name, pairs))
            if any(s.happenings for s in stories):
                figures |= ledgers(name, stories, {g.document.id: s for g, s in pairs})
    print(f"errors: {a.errors}")
    return hold(figures, a.lift)


def sets() -> Iterator[tuple[str, list[GoldStory]]]:
    """Yield the name and stories of each annotated set that is there."""
    yield "dev", load(CORPUS, "dev")
    real = SHARED / "annotation" / "real"
    if real.is_dir():
        yield "real", load(real)
    else:
        print(f"real reports: passed over, expected {real.name}/ beside the checkout and saw none", file=sys.stderr)


def _plain(document: Document) -> Document:
    """Return the document as a user would give it: nothing of the gold but its text, title, date and publisher."""
    return Document(document.id, document.id, document.text, document.title, document.published, document.publisher, language="en")


def _print(name: str, figures: Mapping[str, Figure]) -> dict[str, float]:
    print(f"\n{name}")
    for measure, f in figures.items():
        print(f"  {measure:46} P {f.precision:.3f}  R {f.recall:.3f}  F1 {f.f1:.3f}  ({f.gold})")
    return {measure: f.f1 for measure, f in figures.items()}


def ledgers(name: str, stories: list[GoldStory], readings: Mapping[str, Reading]) -> dict[str, float]:
    """Score the ledgers of the stories from the system's readings and from gold ones."""
    out: dict[str, float] = {}
    sources: tuple[tuple[str, Callable[[Reading], Reading]], ...] = (
        ("ledger", lambda g: readings[g.document.id]),
        ("ledger of gold mentions", lambda g: g),
    )
    for kind, of in sources:
        told = score_ledgers([(s, reconcile([of(g) for g in s.readings])) for s in stories])
        values = {
            "event coreference CoNLL F1": told.conll,
            "B-cubed F1": told.b_cubed.f1,
            "corroborated where two reports tell it": told.corroborated,
            "disagreement flagged F1": told.disagreement.f1,
            "latest status": told.latest_status,
        }
        print(f"\n{name}, {kind}: {told.found} of {told.total} mentions found")
        for measure, value in values.items():
            print(f"  {measure:46} {value:.3f}")
            out[f"{name}, {kind}: {measure}"] = value
    return out


def hold(figures: Mapping[str, float], lift: bool) -> int:
    """Hold figures against the floors; return 1 where one is below."""
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    below = {k: (figures[k], floor) for k, floor in floors.items() if k in figures and figures[k] < floor - SLACK}
    for k, (seen, floor) in below.items():
        print(f"below its floor: {k} {seen:.3f} < {floor:.3f}", file=sys.stderr)
    if lift:
        raised = floors | {k: round(max(v, floors.get(k, 0.0)), 3) for k, v in figures.items()}
        FLOORS.write_text(json.dumps(raised, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{sum(k in figures for k in floors)} floors held against, {len(below)} below")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
