"""What the tests of this room are given: a report, and short ways to read files and to build pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dragoman.ingest import Limits, documents
from dragoman.nouns.text import Document, Refusal

REPORT = (
    "The foreign ministers of the two countries met in the capital on Tuesday and agreed to open the border to grain from the north. "
    "They said that the first trains would leave in the spring, and that a second round of talks was to follow after the summer."
)
GERMAN = (
    "Die Außenminister der beiden Länder trafen sich am Dienstag in der Hauptstadt und vereinbarten, die Grenze für Getreide aus dem "
    "Norden zu öffnen. Die ersten Züge sollen im Frühjahr fahren, eine zweite Runde der Gespräche soll nach dem Sommer folgen."
)


def read(*sources: Path | str, limits: Limits | None = None) -> list[Document | Refusal]:
    """Read sources to the end."""
    return list(documents([str(source) for source in sources], limits=limits or Limits()))


def one(source: Path | str, limits: Limits | None = None) -> Document:
    """Read a source that must give just one document."""
    (found,) = read(source, limits=limits)
    assert isinstance(found, Document), found
    return found


def reason(source: Path | str, limits: Limits | None = None) -> str:
    """Read a source that must be refused once, in one line, and return the reason."""
    (found,) = read(source, limits=limits)
    assert isinstance(found, Refusal), found
    assert "\n" not in found.reason
    assert found.source.startswith(str(source))
    return found.reason


def texts(found: Sequence[Document | Refusal]) -> list[str]:
    """Return the texts of those that are documents."""
    return [each.text for each in found if isinstance(each, Document)]


def page(body: str = f"<article><h1>Grain talks</h1><p>{REPORT}</p></article>", head: str = "") -> str:
    """Return an HTML page."""
    return f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Grain talks</title>{head}</head><body>{body}</body></html>"
