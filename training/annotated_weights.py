"""Learns the bits of pairs of mentions that people annotated from the corpus's training stories, as annotated.

    python -m training.annotated_weights      writes annotated.toml

What people annotate has the right type, roles and status far oftener than what a reader tells, so that each counts for more, and to
differ in them too: a statement and a deed are next to never one happening.
"""

from __future__ import annotations

from training.corpus import load
from training.link_weights import ROOM, compared, learnt


def main() -> None:
    """Write the data file that the package ships."""
    stories = load(split="train")
    found = [compared(s.readings, {mention: h.id for h in s.happenings for mention in h.mentions}) for s in stories]
    (ROOM / "annotated.toml").write_text(learnt(found, "training/annotated_weights.py"), encoding="utf-8")


if __name__ == "__main__":
    main()
