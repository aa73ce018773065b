"""Learns the bits of pairs of mentions that people annotated from the corpus's training stories, as annotated.

    python -m training.annotated_weights      writes annotated.toml

What people annotate has the right type, roles and status far oftener than what a reader tells, so that each counts for more, and to
differ in them too: a statement and a deed are next to never one happening.
"""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.reconcile.features import features
from dragoman.reconcile.parties import cast
from training.corpus import GoldStory, load
from training.link_weights import ROOM, compared, fit, written


def learnt(stories: Iterable[GoldStory]) -> str:
    """Return the weights that the stories' candidate pairs teach, as TOML."""
    found = [compared(s.readings, {mention: h.id for h in s.happenings for mention in h.mentions}) for s in stories]
    names = [f.name for f in features(cast(()))]
    fits = {scope: fit(found, names, scope == "within") for scope in ("within", "across")}
    return written(fits, names, "training/annotated_weights.py")


def main() -> None:
    """Write the data file that the package ships."""
    (ROOM / "annotated.toml").write_text(learnt(load(split="train")), encoding="utf-8")


if __name__ == "__main__":
    main()
