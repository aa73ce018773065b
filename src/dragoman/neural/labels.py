"""The labels of the model's heads, in the order of its outputs; they are kept beside the weights, which fix that order."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import ModelError

RELATIONS = ("actor", "recipient", "place", "companion", "by", "time", "term", "antecedent", "speaker", "about")


@dataclass(frozen=True, slots=True)
class Labels:
    """Names of the classes of each head; BIO tags of k kinds are O, B-0, I-0, B-1, I-1, ... (2k + 1 in all)."""

    mentions: tuple[str, ...]
    terms: tuple[str, ...]
    phrases: tuple[str, ...]
    types: tuple[str, ...]
    statuses: tuple[str, ...]
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    relations: tuple[str, ...] = RELATIONS

    def kind(self, group: str, name: str) -> int:
        """Return the number of a tail's kind for pair heads: 0 for none, then mentions, terms and phrases in order."""
        if group == "mention":
            return 1 + self.mentions.index(name)
        if group == "term":
            return 1 + len(self.mentions) + self.terms.index(name)
        return 1 + len(self.mentions) + len(self.terms) + self.phrases.index(name)

    @property
    def kinds(self) -> int:
        """Return how many kinds of tails there are."""
        return 1 + len(self.mentions) + len(self.terms) + len(self.phrases)

    @staticmethod
    def load(path: Path) -> Labels:
        """Read labels from JSON; ModelError where the file does not hold them all."""
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            return Labels(**{k: tuple(v) for k, v in raw.items()})
        except (OSError, ValueError, TypeError) as e:
            raise ModelError(f"expected the model's labels in {path.name}, saw {e}") from e
