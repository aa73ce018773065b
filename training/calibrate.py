"""Choose the decoding thresholds of an exported model on development texts, by the F1 of what each threshold decides."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from dragoman.neural.session import Model
from dragoman.nouns.text import Document
from dragoman.read import Reader
from quality.reading_score import Figure, score
from training.corpus import CORPUS, GoldStory, load

# Threshold -> the measures that it moves (their mean counts); thresholds that share none are tried together.
MEASURES: dict[str, tuple[str, ...]] = {
    "trigger": ("event trigger", "event trigger and type"),
    "event": ("event trigger", "event trigger and type"),
    "mention": ("mention, exact span",),
    "term": ("term, span and kind",),
    "mode": ("mode, of typed events",),
    "context": ("context, of typed events",),
    "actor": ("role actor, of typed events",),
    "recipient": ("role recipient, of typed events",),
    "place": ("role place, of typed events",),
    "by": ("role by, of typed events",),
    "antecedent": ("coreference links, of paired mentions",),
    "speaker": ("quote with speaker",),
}
ROUNDS: tuple[dict[str, tuple[float, ...]], ...] = (
    {"mention": (0.25, 0.3, 0.35, 0.4, 0.45, 0.5), "trigger": (0.3, 0.35, 0.4, 0.45, 0.5, 0.55)},
    {"event": (0.0, 0.1, 0.15, 0.2, 0.25, 0.3), "term": (0.2, 0.25, 0.3, 0.35, 0.4, 0.5), "antecedent": (-0.5, 0.0, 0.5, 1.0, 1.5, 2.0)},
    dict.fromkeys(("actor", "recipient", "place", "by", "mode", "context", "speaker"), (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)),
)


def figures(reader: Reader, stories: list[GoldStory]) -> dict[str, Figure]:
    """Score the reader on the stories' texts."""
    plain = [(g, Document(g.document.id, "", g.document.text, None, g.document.published)) for s in stories for g in s.readings]
    return score((gold, reader.read(d)) for gold, d in plain)


def calibrate(folder: Path, sets: list[list[GoldStory]]) -> dict[str, float]:
    """Return the thresholds with the best mean F1 over the sets, each set weighing the same; ties go to the earlier value."""
    model = Model(folder)
    reader = Reader(model)
    for values in ROUNDS:
        tried: dict[str, list[tuple[float, float]]] = {name: [] for name in values}
        before = dict(model.thresholds)
        for n in range(max(len(v) for v in values.values())):
            now = {name: v[min(n, len(v) - 1)] for name, v in values.items()}
            model.thresholds.update(now)
            results = [figures(reader, stories) for stories in sets]
            for name, value in now.items():
                moved = [r[m].f1 for r in results for m in MEASURES[name]]
                tried[name].append((sum(moved) / len(moved), value))
        model.thresholds.update(before)
        model.thresholds.update({name: max(found, key=lambda f: f[0])[1] for name, found in tried.items()})
        for name, found in tried.items():
            print(name, " ".join(f"{value}:{f1:.3f}" for f1, value in found))
    return model.thresholds


def main(argv: list[str] | None = None) -> None:
    """Calibrate a model folder in place, on the corpus's dev split and any other folders of stories named."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("folder", type=Path)
    p.add_argument("--also", type=Path, nargs="*", default=[], help="more folders of development stories")
    p.add_argument("--measure", action="store_true", help="leave the thresholds as they are and only write the figures into the card")
    a = p.parse_args(argv)
    sets = {"dev": load(CORPUS, "dev")} | {folder.name: load(folder) for folder in a.also}
    thresholds = Model(a.folder).thresholds if a.measure else calibrate(a.folder, list(sets.values()))
    card = json.loads((a.folder / "card.json").read_text(encoding="utf-8"))
    card["thresholds"] = thresholds
    (a.folder / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    reader = Reader(Model(a.folder))
    card["figures"] = {name: {m: round(f.f1, 3) for m, f in figures(reader, stories).items()} for name, stories in sets.items()}
    (a.folder / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
