"""Every command of docs/relations.md runs."""

import os
import re
import shlex
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.publish.cli import app
from tests.ingest.coded.files import gdelt, icews, write

PAGE = Path(__file__).parents[1] / "docs" / "relations.md"
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL) for line in block.splitlines()]
IMPORTS = [c for c in COMMANDS if " import-events " in c]


@pytest.fixture
def house(monkeypatch, tmp_path):
    for name in [n for n in os.environ if n.startswith("DRAGOMAN_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "2025.export.CSV", "gdelt", *(gdelt(GlobalEventID=str(n), Day=f"202503{n + 1:02d}") for n in range(20)))
    with zipfile.ZipFile("2025.export.CSV.zip", "w") as archive:
        archive.write("2025.export.CSV")
    write(tmp_path / "events.2014.tab", "icews", icews(Event_Date="2014-03-04"))
    for command in IMPORTS:
        assert run(command).exit_code == 0


def run(command):
    program, *arguments = shlex.split(command)
    assert program == "dragoman"
    return CliRunner().invoke(app, arguments, prog_name="dragoman")


@pytest.mark.parametrize("command", [c for c in COMMANDS if c not in IMPORTS])
def test_the_command_runs(house, command):
    result = run(command)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.strip()
