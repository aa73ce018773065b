"""Puts the figures of a run into `docs/accuracy.md`: tables and verdicts between marks, so that the words around them stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from quality.table import Row

_BLOCK: Final = re.compile(r"(?P<open><!-- figures: (?P<name>[^>]+?) -->\n).*?(?P<close><!-- end -->)", re.DOTALL)
_BEST, _WORST = 4, 4  # how many types of event the verdict names
_FEW: Final = 20  # cases under which a figure says little


def refreshed(page: str, rows: Sequence[Row], slices: Sequence[Row], targets: Mapping[str, float], model: str) -> str:
    """Return the page with every block that this run has figures for written anew; the others stay as they are."""

    def block(match: re.Match[str]) -> str:
        written = list(_block(match["name"], rows, slices, targets, model))
        return f"{match['open']}{chr(10).join(written)}\n{match['close']}" if written else match[0]

    return _BLOCK.sub(block, page)


def whole(
    rows: Sequence[Row], slices: Sequence[Row], floors: Mapping[str, float], targets: Mapping[str, float], model: str
) -> Iterator[str]:
    """Yield the file of all figures of a run: the table with floors and targets, and the slices."""
    yield f"# Figures of {model}"
    for name in dict.fromkeys(r.set for r in rows):
        yield f"\n## {name}\n"
        yield from _table([r for r in rows if r.set == name], targets, floors)
    if slices:
        yield "\n## Slices of the dev split\n"
        yield from _slices(slices)


def _block(name: str, rows: Sequence[Row], slices: Sequence[Row], targets: Mapping[str, float], model: str) -> Iterator[str]:
    if name == "model":
        yield f"Reader: `{model}`."
    elif name == "verdict":
        yield from _verdict(rows, slices, targets)
    elif name == "slices":
        yield from _slices(slices)
    else:
        yield from _table([r for r in rows if r.set == name], targets)


def _table(rows: Sequence[Row], targets: Mapping[str, float], floors: Mapping[str, float] | None = None) -> Iterator[str]:
    if not rows:
        return
    aimed = any(r.key in targets for r in rows)
    heads = ["measure", "value", "precision", "recall", "cases", *(["floor"] if floors is not None else []), *(["target"] if aimed else [])]
    yield f"| {' | '.join(heads)} |"
    yield f"|---|{'--:|' * (len(heads) - 1)}"
    for r in rows:
        cells = [r.measure, f"{r.value:.3f}", _told(r.precision), _told(r.recall), "" if r.cases is None else str(r.cases)]
        cells += [_told(floors.get(r.key))] if floors is not None else []
        cells += [_told(targets.get(r.key))] if aimed else []
        yield f"| {' | '.join(cells)} |"


def _told(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _slices(slices: Sequence[Row]) -> Iterator[str]:
    """Yield one table a kind of slice."""
    for kind in dict.fromkeys(r.measure.split(" | ")[0] for r in slices):
        yield f"| {kind} | F1 | precision | recall | cases |"
        yield "|---|--:|--:|--:|--:|"
        for r in slices:
            if r.measure.startswith(f"{kind} | "):
                precision, recall = (r.value if x is None else x for x in (r.precision, r.recall))
                yield f"| {r.measure.split(' | ')[1]} | {r.value:.3f} | {precision:.3f} | {recall:.3f} | {r.cases} |"
        yield ""


def _verdict(rows: Sequence[Row], slices: Sequence[Row], targets: Mapping[str, float]) -> Iterator[str]:
    """Yield which targets are reached, which are missed and by how much, and the types of event at both ends."""
    aimed = [r for r in rows if r.key in targets]
    if {key.split(":", 1)[0] for key in targets} - {r.set for r in rows}:
        return  # only a run of all sets gives a verdict on all
    missed = sorted((r for r in aimed if r.value < targets[r.key]), key=lambda r: r.value - targets[r.key])
    reached = [r for r in aimed if r.value >= targets[r.key]]
    if aimed:
        yield f"Of {len(aimed)} figures that have a target {len(reached)} reach it."
    for head, part in (("Reached:", reached), ("Missed, the furthest first:", missed)):
        if part:
            yield f"\n{head}\n"
            yield from (f"- {r.key} {r.value:.3f} (target {targets[r.key]:.2f})" for r in part)
    kinds = [r for r in slices if r.measure.startswith("type | ") and (r.cases or 0) >= _FEW]
    kinds.sort(key=lambda r: -r.value)
    if len(kinds) > _BEST + _WORST:
        named = [", ".join(f"{r.measure.split(' | ')[1]} ({r.value:.2f})" for r in part) for part in (kinds[:_BEST], kinds[-_WORST:])]
        yield f"\nTypes of event found best on the dev split: {named[0]}; worst: {named[1]}."
