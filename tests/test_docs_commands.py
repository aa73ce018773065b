"""The commands that the pages on keeping, living and serving show are there, with every option that they are given."""

import re
import shlex
from pathlib import Path

import pytest
import typer.main

from dragoman.publish.cli import app

DOCS = Path(__file__).parents[1] / "docs"
PAGES = [name for name in ("keeping.md", "living.md", "serve.md") if (DOCS / name).exists()]
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def shown(name: str) -> list[list[str]]:
    """Return the words of each command in a page's blocks, without comments and without what a shell does with them."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", (DOCS / name).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [shlex.split(line.partition(" > ")[0], comments=True) for line in lines if line.startswith("dragoman ")]


def options_of(command: str) -> set[str]:
    return {o for p in COMMANDS[command].params if not getattr(p, "hidden", False) for o in p.opts}


@pytest.mark.parametrize("name", PAGES)
def test_the_commands_and_options_of_a_page_are_there(name):
    commands = shown(name)
    assert commands
    for _, command, *rest in commands:
        assert command in COMMANDS, command
        assert {word.partition("=")[0] for word in rest if word.startswith("-") and word != "-"} <= options_of(command), (command, rest)


def test_the_page_on_keeping_shows_every_command_that_keeps():
    assert {command for _, command, *_ in shown("keeping.md")} >= {"check", "rebuild", "migrate"}


@pytest.mark.parametrize("name", PAGES)
def test_links_of_a_page_lead_somewhere(name):
    for target in re.findall(r"\]\(([\w./-]+\.md)\)", (DOCS / name).read_text(encoding="utf-8")):
        assert (DOCS / target).exists(), target
