"""Mentions of one entity brought together: by the model within a window, by name across windows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dragoman.read.compatible import is_country, rules_out
from dragoman.read.gender import Gender, gender_of, gender_of_owner, is_gendered_pronoun
from dragoman.read.pairs import PRONOUNS, words_of

Floats = NDArray[np.float32]
# What a title or noun of kinship counts for a person's gender, and what a pronoun does that the model gave to them.
SURE, PRONOUN_COUNTS = 3, 1


class Clusters:
    """Grows clusters of mentions in the order of the text; a mention is known by its number in the document."""

    def __init__(self) -> None:
        self.members: list[list[int]] = []
        self._of: dict[int, int] = {}
        self._by_name: dict[tuple[str, tuple[str, ...]], int] = {}
        self._names: list[set[str]] = []
        self._place: list[bool] = []
        self._country: list[bool] = []
        self._elsewise: list[bool] = []
        self._male: list[int] = []  # what speaks for a man, less what speaks for a woman
        self._persons: list[tuple[int, int]] = []  # clusters of persons, as last mentioned, with the sentence

    def add(self, mention: int, words: str, kind: str, candidates: Sequence[int], is_place: bool = False, sentence: int = 0) -> None:
        """Put a mention with the first candidate whose cluster its name allows, else with its name's cluster, else into one of its own.

        A capital that is meant as a place (`is_place`) is not the state whose government goes by its name elsewhere. "She" whose
        candidates are all men is the woman last mentioned, if there is one.
        """
        name = (kind, words_of(words)) if is_name(words) else None
        cluster = next((c for m in candidates if self._allows(c := self._of[m], words, is_place)), None)
        if cluster is None and name is not None:
            cluster = self._by_name.get(name)
        if cluster is None and candidates and is_gendered_pronoun(words):
            cluster = next((c for c, _ in reversed(self._persons) if self._gender(c) == gender_of(words)), None)
        if cluster is None:
            cluster = len(self.members)
            self.members.append([])
            self._names.append(set())
            self._place.append(False)
            self._country.append(False)
            self._elsewise.append(False)
            self._male.append(0)
        self.members[cluster].append(mention)
        self._of[mention] = cluster
        self._place[cluster] |= is_place
        self._country[cluster] |= is_country(words)
        self._elsewise[cluster] |= name is not None and not is_place
        self._learn_gender(cluster, gender_of(words), PRONOUN_COUNTS if is_gendered_pronoun(words) else SURE)
        if kind == "PER":
            self._mention_person(cluster, words, sentence)
        if name is not None:
            self._by_name.setdefault(name, cluster)
            self._names[cluster].add(words)

    def _mention_person(self, cluster: int, words: str, sentence: int) -> None:
        """Note a person as the last mentioned, and what "his" in "his daughter" says of the one before in the sentence."""
        owner, where = self._persons[-1] if self._persons else (cluster, sentence)
        if owner != cluster and where == sentence:
            self._learn_gender(owner, gender_of_owner(words), SURE)
        self._persons.append((cluster, sentence))

    def _learn_gender(self, cluster: int, gender: Gender | None, counts: int) -> None:
        self._male[cluster] += counts * ((gender == "male") - (gender == "female"))

    def _gender(self, cluster: int) -> Gender | None:
        """Return what is known of a cluster's person; a pronoun or two, which the model may have put wrongly, are not enough."""
        return None if abs(self._male[cluster]) < SURE else "male" if self._male[cluster] > 0 else "female"

    def is_only_place(self, cluster: int) -> bool:
        """Tell whether a capital's cluster means the place wherever it is named."""
        return self._place[cluster] and not self._elsewise[cluster]

    def _allows(self, cluster: int, words: str, is_place: bool) -> bool:
        if (is_place and self._country[cluster]) or (self._place[cluster] and is_country(words)):
            return False
        told = gender_of(words)
        if told and self._gender(cluster) not in (None, told):
            return False
        return not any(rules_out(words, other) for other in self._names[cluster])

    def of(self, mention: int) -> int:
        """Return the number of the mention's cluster."""
        return self._of[mention]


def is_name(words: str) -> bool:
    """Tell whether a mention holds a capitalised word after its article, so that the same words again are the same entity."""
    return any(w[:1].isupper() and w.casefold() not in PRONOUNS and w.casefold() != "the" for w in words.split())


def antecedents(scores: Floats, own: Sequence[int], threshold: float) -> list[list[int]]:
    """Return for each mention in `own` the rows of its possible antecedents, those that reach `threshold`, best first.

    `scores` [mentions, mentions]: row is the later mention, column an earlier one (Lee et al. 2017: having none scores 0).
    """
    ranked = []
    for j in own:
        possible = np.flatnonzero(scores[j, :j] > threshold)
        ranked.append(possible[np.argsort(-scores[j, possible], kind="stable")].tolist())
    return ranked
