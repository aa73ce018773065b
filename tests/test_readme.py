"""The README's Python runs, and its commands exist."""

import re
from pathlib import Path

from typer.testing import CliRunner

from dragoman.publish.cli import app

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_the_python_of_the_readme_runs_and_finds_the_meeting(capsys) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - the project's own words
    assert "CONSULT occurred met" in capsys.readouterr().out


def test_every_command_and_option_of_the_readme_exists() -> None:
    commands = re.findall(r"^\$ dragoman (\w+)(.*?)(?:#|$)", README, re.MULTILINE)
    assert {c for c, _ in commands} >= {"brief", "add", "read", "serve"}
    known = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"}).output
    (table,) = re.findall(r"^\| \| \|\n\|---\|---\|\n((?:\|.*\n)+)", README, re.MULTILINE)
    named = [words.split()[0] for row in table.splitlines() for words in re.findall(r"`([^`]+)`", row.split("|")[1])]
    assert len(named) > 15
    for command in named:
        assert command.startswith("--") or re.search(rf"^\W*{command}\s", known, re.MULTILINE), command
    for command, rest in commands:
        told = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"}).output
        for option in re.findall(r"--\w+", rest):
            assert option in told, f"{command} {option}"
