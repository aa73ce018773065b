from dataclasses import FrozenInstanceError, fields

import pytest

from dragoman.errors import SettingsError
from dragoman.ingest import Limits
from dragoman.settings import Settings, load


@pytest.fixture
def home(tmp_path):
    (tmp_path / "dragoman.toml").write_text('workers = 2\nledger = "file.db"\nhtml_wall_seconds = 20\n')
    return tmp_path


def test_nothing_set_is_the_defaults_and_the_limits_are_those_of_ingest(tmp_path):
    assert load({}, {}, tmp_path) == Settings()
    assert Settings().limits == Limits()
    assert {f.name for f in fields(Limits)} < {f.name for f in fields(Settings)}


def test_an_argument_beats_a_variable_and_a_variable_beats_the_file(home):
    environ = {"DRAGOMAN_LEDGER": "variable.db", "DRAGOMAN_WORKERS": "3", "PATH": "/bin"}
    assert load({}, {}, home).ledger == "file.db"
    assert load({}, environ, home).ledger == "variable.db"
    settings = load({"ledger": "argument.db", "workers": None}, environ, home)
    assert (settings.ledger, settings.workers, settings.html_wall_seconds) == ("argument.db", 3, 20.0)
    assert settings.limits.html_wall_seconds == 20.0


def test_the_file_is_that_of_the_current_directory_and_the_variables_those_of_the_process(home, monkeypatch):
    monkeypatch.chdir(home)
    for variable in ("DRAGOMAN_LEDGER", "DRAGOMAN_WORKERS"):
        monkeypatch.delenv(variable, raising=False)
    assert load().workers == 2
    monkeypatch.setenv("DRAGOMAN_WORKERS", "1")
    assert load().workers == 1


def test_the_token_is_taken_from_the_variable_and_never_shown(tmp_path):
    secret = "a secret of many characters"  # noqa: S105
    assert load({}, {"DRAGOMAN_TOKEN": secret}, tmp_path).token == secret
    assert secret not in repr(load({}, {"DRAGOMAN_TOKEN": secret}, tmp_path))
    with pytest.raises(SettingsError) as raised:
        load({}, {"DRAGOMAN_TOKEN": "brief word"}, tmp_path)
    assert str(raised.value) == "DRAGOMAN_TOKEN: expected a secret of at least 16 characters, saw another value"


def test_an_empty_variable_is_not_set(home):
    assert load({}, {"DRAGOMAN_LEDGER": ""}, home).ledger == "file.db"


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({"DRAGOMAN_WORKERS": "two"}, "DRAGOMAN_WORKERS: expected a whole number from 0 to 1024, saw 'two'"),
        ({"DRAGOMAN_WORKERS": "-1"}, "DRAGOMAN_WORKERS: expected a whole number from 0 to 1024, saw '-1'"),
        ({"DRAGOMAN_WORKERS": "1.5"}, "DRAGOMAN_WORKERS: expected a whole number from 0 to 1024, saw '1.5'"),
        ({"DRAGOMAN_BUSY_TIMEOUT_SECONDS": "nan"}, "DRAGOMAN_BUSY_TIMEOUT_SECONDS: expected a number of seconds above 0"),
        ({"DRAGOMAN_MAX_TEXT_CHARS": "0"}, "expected a whole number above 0, saw '0'"),
        ({"DRAGOMAN_WORKER": "2"}, "variable DRAGOMAN_WORKER: expected a known setting, saw 'worker'; did you mean 'workers'?"),
    ],
)
def test_a_bad_variable_is_named_with_what_was_expected(environ, message, tmp_path):
    with pytest.raises(SettingsError) as raised:
        load({}, environ, tmp_path)
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("workers = '2'", "workers: expected a whole number from 0 to 1024, saw '2'"),
        ("workers = true", "workers: expected a whole number from 0 to 1024, saw True"),
        ("ledger = 5", "ledger: expected the name of a file, saw 5"),
        ("zebra = 1", "expected a known setting, saw 'zebra'; the settings are ledger, workers,"),
        ("workers = ", "expected settings as TOML"),
        ("[table]\nworkers = 2", "expected a known setting, saw 'table'"),
    ],
)
def test_a_bad_file_is_named_with_what_was_expected(text, message, tmp_path):
    (tmp_path / "dragoman.toml").write_text(text)
    with pytest.raises(SettingsError) as raised:
        load({}, {}, tmp_path)
    assert message in str(raised.value)
    assert str(tmp_path / "dragoman.toml") in str(raised.value)


def test_an_unreadable_file_is_an_error(tmp_path):
    (tmp_path / "dragoman.toml").mkdir()
    with pytest.raises(SettingsError, match="expected settings as TOML"):
        load({}, {}, tmp_path)
    (tmp_path / "dragoman.toml").rmdir()
    (tmp_path / "dragoman.toml").write_bytes(b"ledger = '\xff'")
    with pytest.raises(SettingsError, match="expected settings as TOML"):
        load({}, {}, tmp_path)


def test_settings_do_not_change():
    with pytest.raises(FrozenInstanceError):
        Settings().workers = 3
