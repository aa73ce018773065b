"""English verbs: their forms from the base, and the form that a status of an event asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from dragoman.scheme.ontology import table

Form = Literal["base", "third", "past", "participle", "gerund"]
FORMS: tuple[Form, ...] = ("base", "third", "past", "participle", "gerund")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb by its base form, with a particle where it has one ("call off")."""

    base: str

    def form(self, form: Form) -> str:
        """Return an inflected form; only the first word changes."""
        head, _, rest = self.base.partition(" ")
        return f"{_forms(head)[FORMS.index(form)]} {rest}".rstrip()

    def all_forms(self) -> tuple[str, ...]:
        """Return every form, each once, in a fixed order."""
        return tuple(dict.fromkeys(self.form(f) for f in FORMS))


def be(plural: bool, past: bool) -> str:
    """Return the form of "to be" for a subject."""
    return ("were" if plural else "was") if past else ("are" if plural else "is")


@cache
def _forms(head: str) -> tuple[str, str, str, str, str]:
    irregular = _irregular()
    past, participle = irregular.get(head, (_regular_past(head),) * 2)
    return head, _third(head), past, participle, _gerund(head)


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    rows: dict[str, str] = table("verbs.toml")["irregular"]
    return {base: (forms.split()[0], forms.split()[-1]) for base, forms in rows.items()}


@cache
def _doubling() -> frozenset[str]:
    return frozenset(table("verbs.toml")["doubling"]["verbs"].split())


def _regular_past(head: str) -> str:
    if head.endswith("e"):
        return f"{head}d"
    if re.search(r"[^aeiou]y$", head):
        return f"{head[:-1]}ied"
    return f"{_doubled(head)}ed"


def _third(head: str) -> str:
    if head in {"be", "have"}:
        return {"be": "is", "have": "has"}[head]
    if re.search(r"[^aeiou]y$", head):
        return f"{head[:-1]}ies"
    return f"{head}es" if re.search(r"(s|x|z|ch|sh|o)$", head) else f"{head}s"


def _gerund(head: str) -> str:
    if head.endswith("ie"):
        return f"{head[:-2]}ying"
    if re.search(r"[^eoy]e$", head) and head != "be":
        return f"{head[:-1]}ing"
    return f"{_doubled(head)}ing"


def _doubled(head: str) -> str:
    return head + head[-1] if head in _doubling() else head
