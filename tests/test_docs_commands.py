"""The commands that the pages on keeping, living and serving show are there, with every option that they are given."""

import re
import shlex
from pathlib import Path

import pytest
import typer.main

from dragoman.publish.cli import app

DOCS = Path(__file__).parents[1] / "docs"
PAGES = ("keeping.md", "living.md", "serve.md")
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def shown(name: str) -> list[list[str]]:
    """Return the words of each command in a page's blocks, without comments and without what a shell does with them."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", (DOCS / name).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [shlex.split(line.partition(" > ")[0], comments=True) for line in lines if line.startswith("dragoman ")]


def options_of(command: str) -> set[str]:
    return {o for p in COMMANDS[command].params if not getattr(p, "hidden", False) for o in (*p.opts, *p.secondary_opts)}


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


def test_the_requests_of_the_page_on_serving_are_those_of_the_interface(tmp_path):
    pytest.importorskip("fastapi", reason="serving is an extra")
    from dragoman.publish.rest.app import create
    from dragoman.publish.rest.routes import PREFIX
    from dragoman.publish.rest.service import Service

    service = Service(tmp_path / "x.db")
    paths = create(service).openapi()["paths"]
    known = {(method.upper(), re.sub(r"{\w+}", "X", path)) for path, methods in paths.items() for method in methods}
    written = (DOCS / "serve.md").read_text(encoding="utf-8")
    changes = {(method, PREFIX + re.sub(r"[A-Z]{2,}", "X", path)) for method, path in re.findall(r"`(POST|DELETE) (/[\w/]+)`", written)}
    assert changes == {(method, path) for method, path in known if method != "GET"}
    asked = re.findall(rf"^curl .*?({PREFIX}/[\w/.-]+)", written, re.MULTILINE)
    assert len(asked) >= 6
    for path in asked:
        assert re.sub(r"/(?:e[0-9a-f]{8,}|[0-9]+)(?=/|$)", "/X", path) in {p for _, p in known}, path
    assert f"{service.max_body_bytes:,} bytes" in written
    assert f"when {service.max_waiting} requests wait" in written
    assert service.writes_a_minute == 30, "the page says thirty a minute"
