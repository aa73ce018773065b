"""Users' schemes: what a file may say, and what is said of one that says something else."""

import pytest

from dragoman.errors import SchemeError
from dragoman.scheme.custom import Condition, load_custom, parse_custom

TYPE = {"name": "n", "definition": "d", "triggers": ["transit"]}


def scheme(**changes):
    return {"scheme": "s", "types": {"T": {**TYPE, **changes}}}


def test_a_file_is_read_whole(tmp_path):
    file = tmp_path / "s.toml"
    file.write_text(
        'scheme = "s"\n[types.T]\nname = "n"\ndefinition = "d"\nplover = "COERCE"\nmode = "arrest"\ntriggers = ["nab"]\n'
        '[types.T.when]\nactors = ["state:TUR", "COP"]\n[types.T.unless]\nstatuses = ["denied"]\n'
    )
    found = load_custom(file)
    (kind,) = found.types
    assert (found.name, kind.id, kind.name, kind.definition) == ("s", "T", "n", "d")
    assert (kind.plover, kind.mode, kind.triggers) == ("COERCE", "arrest", ("nab",))
    assert kind.when == Condition(actors=("state:TUR", "COP"))
    assert kind.unless == Condition(statuses=("denied",))
    assert found.label == f"s@{found.digest}"
    before = found.digest
    file.write_text(file.read_text() + "# changed\n")
    assert load_custom(file).digest != before


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, r"f: scheme: expected some words|f\.scheme: expected some words, saw nothing"),
        ({"scheme": "a b", "types": {"T": TYPE}}, r"f\.scheme: expected a name of letters, digits, - and _, saw 'a b'"),
        ({"scheme": "s"}, r"f\.types: expected a table for each type: \[types.NAME\], saw nothing"),
        ({"scheme": "s", "types": {}}, r"f\.types: expected a table for each type"),
        ({"scheme": "s", "typs": {}}, r"f: expected one of scheme, types, saw 'typs'; did you mean 'types'\?"),
        ({"scheme": "s", "types": {"T": 3}}, r"types\.T: expected a table, saw 3"),
        (scheme(name=""), r"types\.T\.name: expected some words, saw ''"),
        (scheme(definition=7), r"types\.T\.definition: expected some words, saw 7"),
        (scheme(trigger=["x"]), r"types\.T: expected one of name, .*, saw 'trigger'; did you mean 'triggers'\?"),
        (scheme(triggers="x"), r"types\.T\.triggers: expected a list of words, saw 'x'"),
        (scheme(triggers=["…"]), r"types\.T\.triggers: expected a list of words"),
        (scheme(plover="COPERATE"), r"types\.T\.plover: expected one of AGREE, .*, saw 'COPERATE'; did you mean 'COOPERATE'\?"),
        (scheme(mode="arrest"), r"types\.T\.mode: expected a mode only together with plover"),
        (scheme(plover="COERCE", mode="visit"), r"types\.T\.mode: expected one of seize, .*, saw 'visit'"),
        (scheme(triggers=[]), r"types\.T\.triggers: expected a list of words, saw \[\]"),
        ({"scheme": "s", "types": {"T": {"name": "n", "definition": "d"}}}, r"expected triggers, or a condition under when, saw neither"),
        (scheme(when=[]), r"types\.T\.when: expected a table of conditions, saw \[\]"),
        (scheme(when={"statuses": ["planned"]}), r"types\.T\.when\.statuses: expected one of occurred, .*, saw 'planned'"),
        (scheme(when={"topics": ["gas"]}), r"types\.T\.when: expected one of types, .*, saw 'topics'; did you mean 'topic'\?"),
        (scheme(unless={"actors": ["Turkey"]}), r"types\.T\.unless\.actors: expected an actor's id .*, saw 'Turkey'"),
    ],
)
def test_a_faulty_scheme_is_an_error_that_says_where_and_what(data, said):
    with pytest.raises(SchemeError, match=said):
        parse_custom(data, "f", "0")


@pytest.mark.parametrize(("content", "said"), [(b"scheme = ", "expected a scheme as TOML"), (b"\xff\xfe", "expected a scheme as TOML")])
def test_what_is_no_toml_is_an_error(tmp_path, content, said):
    file = tmp_path / "s.toml"
    file.write_bytes(content)
    with pytest.raises(SchemeError, match=said):
        load_custom(file)
    with pytest.raises(SchemeError, match="No such file"):
        load_custom(tmp_path / "none.toml")
