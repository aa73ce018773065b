"""`python -m quality`: score the shipped reader and the ledger, hold every figure against its floor, and write tables and errors down.

Scores the corpus's dev split always, and the sets beside the checkout (`../shared`) where they are there: real reports (`real`), the
ledgers of the shared stories (`annotated`, most of them in the train split), and sets made elsewhere (`quality/outside`). Exits 1 where a
figure falls below `floors.json`; `--raise` lifts the floors to the figures of this run (they never go down). `quality/out/table.md` holds
the table and the slices of the dev split, `quality/out/errors.md` the errors.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document
from dragoman.read import Reader
from dragoman.reconcile import reconcile
from quality import accuracy_page, table
from quality.errors_file import error_lines
from quality.ledger import score as score_ledgers
from quality.outside.sets import SETS, OutsideSet
from quality.reading_score import score
from quality.slices import slices
from quality.table import Row, row
from training.corpus import CORPUS, GoldStory, load

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
TARGETS = HERE / "targets.json"
PAGE = HERE.parent / "docs" / "accuracy.md"
SHARED = HERE.parent.parent / "shared"
OURS = ("dev", "real", "annotated")
NAMES = (*OURS, *(s.name for s in SETS))


@dataclass
class _Found:
    """What a run has scored so far."""

    rows: list[Row] = field(default_factory=list)
    slices: list[Row] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def main(argv: list[str] | None = None) -> int:
    """Score, print one table, write the files; return the exit status."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument(
        "--only", action="append", choices=NAMES, metavar="NAME", help=f"score this set only; may be repeated: {', '.join(NAMES)}"
    )
    p.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to this run's figures")
    p.add_argument("--write-accuracy", action="store_true", help="put this run's figures into docs/accuracy.md")
    p.add_argument("--shared", type=Path, default=SHARED, help="where the sets that are not in the repository lie")
    p.add_argument("--out", type=Path, default=HERE / "out", help="folder for table.md and errors.md")
    a = p.parse_args(argv)
    wanted = a.only or NAMES
    reader = Reader.load()
    found = _Found()
    for name, stories in ours(wanted, a.shared):
        print(f"reading {name}", file=sys.stderr)
        _score_ours(name, stories, reader, found)
    for outside in there(wanted, a.shared / "data"):
        print(f"reading {outside.name}", file=sys.stderr)
        scored = outside.score(reader, a.shared / "data" / outside.where)
        found.rows += [row(outside.name, measure, figure) for measure, figure in scored.figures.items()]
        found.errors += [f"\n# {outside.name}", *scored.errors]
    return _report(found, reader.model, a.out, lift=a.lift, page=a.write_accuracy)


def _report(found: _Found, model: str, out: Path, *, lift: bool, page: bool) -> int:
    floors, targets = table.read_bars(FLOORS), table.read_bars(TARGETS)
    shown = list(table.lines(found.rows, floors, targets))
    print("\n".join(shown))
    out.mkdir(parents=True, exist_ok=True)
    (out / "errors.md").write_text("\n".join(found.errors) + "\n", encoding="utf-8")
    (out / "table.md").write_text("\n".join(accuracy_page.whole(found.rows, found.slices, floors, targets, model)) + "\n", encoding="utf-8")
    print(f"\ntable with slices: {out / 'table.md'}; errors: {out / 'errors.md'}")
    if lift:
        text = json.dumps(table.raised(found.rows, floors), indent=1, sort_keys=True)
        FLOORS.write_text(text + "\n", encoding="utf-8")
    if page:
        text = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(accuracy_page.refreshed(text, found.rows, found.slices, targets, model), encoding="utf-8")
    fallen = table.below(found.rows, floors)
    for r, floor in fallen:
        print(f"below its floor: {r.key} {r.value:.3f} < {floor:.3f}", file=sys.stderr)
    print(f"{sum(r.key in floors for r in found.rows)} floors held against, {len(fallen)} below")
    return 1 if fallen else 0


def ours(wanted: Sequence[str], shared: Path) -> Iterator[tuple[str, list[GoldStory]]]:
    """Yield the name and stories of each wanted set that we annotated and that is there."""
    if "dev" in wanted:
        yield "dev", load(CORPUS, "dev")
    for name, folder in (("real", shared / "annotation" / "real"), ("annotated", shared / "annotation" / "stories")):
        if name in wanted and folder.is_dir():
            yield name, load(folder)
        elif name in wanted:
            print(f"{name}: passed over, expected {folder.name}/ of reports beside the checkout and saw none", file=sys.stderr)


def there(wanted: Sequence[str], data: Path) -> Iterator[OutsideSet]:
    """Yield each wanted outside set that is there; say of the others that they are passed over."""
    for outside in SETS:
        if outside.name not in wanted:
            continue
        if (data / outside.where).exists():
            yield outside
        else:
            print(f"{outside.name}: passed over, expected {outside.where} in the shared data and saw none", file=sys.stderr)


def _score_ours(name: str, stories: list[GoldStory], reader: Reader, found: _Found) -> None:
    pairs = [(gold, reader.read(_plain(gold.document))) for story in stories for gold in story.readings]
    if name == "annotated":  # most of it taught the reader: only what reconciling makes of it is worth a look
        found.rows += ledgers(name, stories, {g.document.id: s for g, s in pairs})
        return
    found.rows += [row(name, measure, figure) for measure, figure in score(pairs).items()]
    found.errors += error_lines(name, pairs)
    if name == "dev":
        found.slices += [row(name, measure, figure) for measure, figure in slices(pairs).items()]
    if any(s.happenings for s in stories):
        found.rows += ledgers(name, stories, {g.document.id: s for g, s in pairs})


def _plain(document: Document) -> Document:
    """Return the document as a user would give it: nothing of the gold but its text, title, date and publisher."""
    return Document(document.id, document.id, document.text, document.title, document.published, document.publisher, language="en")


def ledgers(name: str, stories: list[GoldStory], readings: Mapping[str, Reading]) -> list[Row]:
    """Score the ledgers of the stories from the system's readings and from gold ones."""
    out: list[Row] = []
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
        out += [Row(f"{name}, {kind}", measure, value) for measure, value in values.items()]
    return out


if __name__ == "__main__":
    sys.exit(main())
