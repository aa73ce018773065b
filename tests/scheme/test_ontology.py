"""The scheme holds exactly what the annotation guidelines allow, and nothing without words for people."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from dragoman import scheme
from dragoman.errors import SchemeError

CHECKER = Path(__file__).parents[2] / "corpus" / "check.py"


@pytest.fixture(scope="module")
def guidelines():
    spec = importlib.util.spec_from_file_location("corpus_check", CHECKER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_types_and_modes_are_those_of_the_guidelines(guidelines):
    ours = {name: set(scheme.modes_of(name)) for name in scheme.load().types}
    theirs = {name: set(modes.split() if isinstance(modes, str) else modes) for name, modes in guidelines.TYPES.items()}
    assert ours == theirs


def test_lists_are_those_of_the_guidelines(guidelines):
    known = scheme.load()
    assert set(known.statuses) == set(guidelines.STATUSES)
    assert set(known.terms) == set(guidelines.TERMS)
    assert set(known.contexts) == set(guidelines.CONTEXTS)
    assert set(known.sectors) == {s for s in guidelines.SECTORS if s}


def test_quads_and_scores_have_the_signs_that_the_manual_means():
    types = scheme.load().types
    assert types["SANCTION"].quad == 4
    assert types["ACCUSE"].score == -3
    for kind in types.values():
        assert (kind.quad is None) == (kind.name in {"STATE", "CEREMONY", "OFFICE"})
        for score in [kind.score, *(m.score for m in kind.modes.values())]:
            if kind.quad is None:
                assert score is None
            elif kind.name != "REQUEST":  # asking for help is a shade above nought, asking for change a shade below
                assert (score > 0) == (kind.quad < 3)
                assert abs(score) <= 10


@pytest.mark.parametrize("name", scheme.load().types)
def test_labels_read_as_english(name):
    kind = scheme.load().types[name]
    for one, several in [kind.label, *(m.label for m in kind.modes.values())]:
        assert re.fullmatch(r"(?:an? )?[a-z -]+", one)
        assert re.fullmatch(r"[a-z -]+", several)
        assert not several.startswith(("a ", "an "))
        if one.startswith("a "):
            assert one[2] not in "aeio"
        if one.startswith("an "):
            assert one[3] in "aeiou"


def test_label_prefers_a_mode_that_the_type_has():
    assert scheme.label("CONSULT", ("visit",)) == "a visit"
    assert scheme.label("CONSULT", ("arrest",)) == "a meeting"
    assert scheme.label("ASSAULT", ("drone",), plural=True) == "drone attacks"


def test_unknown_names_are_refused_with_what_was_expected():
    assert not scheme.is_type("MEET")
    with pytest.raises(SchemeError, match="expected one of AGREE"):
        scheme.load().type("MEET")
    with pytest.raises(SchemeError, match=r"expected a mode of CONSULT .*saw 'arrest'"):
        scheme.load().mode("CONSULT", "arrest")
