"""The face: what `import dragoman` offers, and what it costs."""

import subprocess
import sys
from datetime import date
from importlib import import_module, metadata

import pytest

import dragoman
from dragoman.flow import single, verbs
from tests.flow.readers import Quick

HEAVY = ("numpy", "onnxruntime", "sqlalchemy", "msgspec", "typer", "rich", "trafilatura", "lxml", "tokenizers", "dragoman.nouns")


def test_every_name_is_there_once_in_order_and_is_what_it_says():
    assert dragoman.__all__ == sorted(set(dragoman.__all__))
    assert dir(dragoman) == dragoman.__all__
    for name in dragoman.__all__:
        value = getattr(dragoman, name)
        assert name in {"__version__", "read", "read_relation", "toponyms"} or value.__name__ == name
    lazy = {noun for nouns in dragoman._ROOMS.values() for noun in nouns}
    assert lazy == set(dragoman.__all__) - {"__version__", "read", "read_relation", "toponyms"}


def test_the_version_is_that_of_the_package():
    assert dragoman.__version__ == metadata.version("dragoman")


def test_what_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'write'"):
        dragoman.write  # noqa: B018


def test_importing_loads_nothing_heavy():
    code = f"import dragoman, sys; print([m for m in {HEAVY} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


def test_read_is_the_function_also_after_the_room_of_that_name_was_imported():
    room = import_module("dragoman.read")
    assert room is sys.modules["dragoman.read"]
    assert callable(dragoman.read)
    code = "import dragoman.read, dragoman; from dragoman.read import sentences; print(callable(dragoman.read), dragoman.read.__name__)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "True read\n"


@pytest.fixture
def quick(monkeypatch):
    loads = []

    def load(threads):
        loads.append(threads)
        return Quick()

    single.loaded.cache_clear()
    monkeypatch.setattr(verbs, "load", load)
    yield loads
    single.loaded.cache_clear()


TEXT = "The minister met the envoy of the neighbouring country in the capital on Tuesday."


def test_reading_a_text_says_what_was_given_and_loads_the_model_once(quick):
    reading = dragoman.read(TEXT, title="Talks", published=date(2024, 3, 5), publisher="The Wire")
    document = reading.document
    assert (document.text, document.title, document.publisher, document.published) == (TEXT, "Talks", "The Wire", date(2024, 3, 5))
    assert document.dated.how == "metadata"
    assert isinstance(reading, dragoman.Reading)
    assert dragoman.read(TEXT).document.dated is None
    assert dragoman.read(TEXT).document.id == dragoman.read(TEXT).document.id != document.id
    assert quick == [0]


@pytest.mark.parametrize("text", ["", "  \n"])
def test_no_text_is_an_error(quick, text):
    with pytest.raises(dragoman.DragomanError, match="no text"):
        dragoman.read(text)
