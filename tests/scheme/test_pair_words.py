"""The table of words between two parties: what it says, and that it can be learnt again."""

import pytest

from dragoman import scheme
from dragoman.read.stems import stem
from dragoman.scheme.pair_words import by_words, weights
from training.pair_words import crosswalk, patterns, table, type_of


def test_the_table_is_of_stems_and_plovers_types_in_order():
    assert list(weights()) == sorted(weights())
    names = set(scheme.plover_types())
    for word, row in weights().items():
        assert word == word.casefold()
        assert row
        assert set(row) <= names


def test_probabilities_are_whole_and_even_where_nothing_is_known():
    even = by_words(["qwertz"])
    assert set(even) == set(scheme.plover_types())
    assert set(even.values()) == {1 / 16}
    assert sum(by_words(["condemn", "attack"]).values()) == pytest.approx(1)
    assert by_words(["condemn", "attack"]) == by_words(["attack", "condemn", "attack"])


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("condemned", "ACCUSE"),
        ("bombed", "ASSAULT"),
        ("arrested", "COERCE"),
        ("urged", "REQUEST"),
        ("threatened", "THREATEN"),
        ("met", "CONSULT"),
    ],
)
def test_plain_words_tell_plain_types(words, kind):
    said = by_words([stem(words)])
    assert max(said, key=lambda name: said[name]) == kind


def test_patterns_are_read_with_their_verbs_codes_and_synonyms(tmp_path):
    codes, verbs = tmp_path / "codes.txt", tmp_path / "verbs.txt"
    codes.write_text("# c\n08: CONCEDE\n084: RETREAT,  ,  # Return, release\n19: ASSAULT\n01: STATE\n")
    verbs.write_text(
        "&CEASEFIRE\n+CEASEFIRE\n+CEASE_FIRE\n+TRUCE\n\n--- RELEASE [080] ---\nRELEASE [084]\nFREE {FREES FREEING}\n"
        "- * + FROM DETENTION [0841]  # FREE <x>\n- SIGNED &CEASEFIRE * [080]\n- * NOTHING [---]\n--- SAY [010] ---\nSAY\n"
    )
    found, synonyms = patterns(verbs, crosswalk(codes))
    assert synonyms == {"ceasefir": {"&CEASEFIRE"}, "truce": {"&CEASEFIRE"}}
    told = {(tuple(sorted(e.stems)), e.type) for e in found}
    assert told == {
        (("releas",), "RETREAT"),
        (("free",), "CONCEDE"),
        (("detent", "free"), "RETREAT"),
        (("&CEASEFIRE", "releas", "sign"), "CONCEDE"),
    }
    assert type_of("---", crosswalk(codes)) is None
    assert type_of("190:191", crosswalk(codes)) == "ASSAULT"


def test_a_words_weight_holds_that_of_its_synonyms():
    names = scheme.plover_types()
    row = [0.5 if name == "RETREAT" else 0.01 for name in names]
    lines = table(["&X", "truce"], [row, row], {"truce": {"&X"}, "peace": {"&X"}}).splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["peace\tRETREAT 50", "truce\tRETREAT 100"]
