"""The pages in docs run: their Python, their commands, their tables, and the tutorial as a notebook."""

from __future__ import annotations

import os
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from typer.testing import CliRunner

import dragoman as dm
from dragoman.publish.cli import app
from dragoman.publish.exports import TEXT_FORMATS
from dragoman.publish.filters.parse import from_keywords, from_query
from dragoman.publish.filters.table import CONDITIONS
from dragoman.publish.tables import TABLES
from tests.publish import small
from tests.store.by_hand import keep

ROOT = Path(__file__).parents[1]
PAGES = ("exports.md", "filters.md", "python.md", "r.md")


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page(name), re.DOTALL)


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    keep(Path("world.db"), small.ledger())
    return tmp_path


def test_the_python_of_the_pages_runs(world, capsys):
    scope: dict = {}
    for code in blocks("python.md", "python"):
        exec(compile(code, "python.md", "exec"), scope)  # noqa: S102 - the project's own words
    assert "They signed the Amber Gas Accord" in capsys.readouterr().out
    assert {p.name for p in world.iterdir()} >= {"network.svg", "timeline.png", "calendar.svg", "relation.svg"}
    for code in blocks("filters.md", "python"):
        exec(compile(code, "filters.md", "exec"), scope)  # noqa: S102


@pytest.mark.parametrize("name", PAGES)
def test_the_commands_of_the_pages_run(world, name):
    for line in re.findall(r"^\$ dragoman (.*?)(?:  #.*)?$", page(name), re.MULTILINE):
        command, _, target = line.partition(" > ")
        arguments = [a.strip("'") for a in re.findall(r"'[^']*'|\S+", command)]
        result = CliRunner().invoke(app, arguments, prog_name="dragoman")
        assert result.exit_code == 0, (command, result.output)
        assert bool(result.stdout) or "--out" in arguments or "--ics" in arguments or not target


def test_the_page_of_filters_names_all_of_them_and_no_other():
    assert re.findall(r"^\| `(\w+)` \|", page("filters.md"), re.MULTILINE) == [c.name for c in CONDITIONS]
    assert from_query("party=CHN&not_type=STATE&since=2025-09") == from_keywords(party="CHN", not_type="STATE", since="2025-09")


def test_the_page_of_tables_says_what_the_tables_say():
    written = page("tables.md")
    assert re.findall(r"^## (\w+)$", written, re.MULTILINE) == list(TABLES)
    for table in TABLES.values():
        (section,) = re.findall(rf"^## {table.name}\n(.*?)(?=^## |\Z)", written, re.MULTILINE | re.DOTALL)
        assert table.gloss in section
        rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.*) \|$", section, re.MULTILINE)
        assert rows == [(c.name, c.type, c.gloss) for c in table.columns]


def test_the_page_of_exports_names_all_formats():
    assert set(re.findall(r"^\| `(\w+)` \|", page("exports.md"), re.MULTILINE)) == {"csv", "parquet", *TEXT_FORMATS}


def test_the_reference_of_python_names_what_is_there():
    calls = re.findall(r"^\| `(dm|Ledger)\.(\w+)\(", page("python.md"), re.MULTILINE)
    named = {name for owner, name in calls if owner == "Ledger"}
    public = {n for n in dir(dm.Ledger) if not n.startswith("_")} - {"opened"}
    assert named == public
    assert all(hasattr(dm, name) for owner, name in calls if owner == "dm")


def test_the_columns_of_the_page_for_r_are_there():
    known = {c.name for t in TABLES.values() for c in t.columns}
    for code in blocks("r.md", "r"):
        for table in re.findall(r"tables/(\w+)\.parquet", code):
            assert table in TABLES
    for column in ("role", "state", "event", "earliest", "quad", "score", "independent_sources", "sentence"):
        assert column in known
        assert column in "".join(blocks("r.md", "r"))


def test_links_between_pages_lead_somewhere():
    for name in PAGES:
        for target in re.findall(r"\]\(([\w.-]+\.md)\)", page(name)):
            assert (ROOT / "docs" / target).exists(), (name, target)


@pytest.mark.slow
def test_the_tutorial_runs_from_its_first_cell_to_its_last(monkeypatch):
    notebook = nbformat.read(ROOT / "docs" / "tutorial.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert not any(c.get("outputs") for c in notebook.cells)  # outputs are made, not kept
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]))
    NotebookClient(notebook, timeout=900, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}).execute()
    shown = [o for c in notebook.cells if c.cell_type == "code" for o in c.outputs]
    assert not [o for o in shown if o.output_type == "error"]
    views = [o["data"] for o in shown if "data" in o]
    assert sum("text/html" in d for d in views) >= 5
    assert sum("image/svg+xml" in d for d in views) == 2
