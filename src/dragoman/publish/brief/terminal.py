"""The brief on a terminal, drawn with Rich at any width."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from dragoman.nouns.ledger import Ledger
from dragoman.publish.brief.model import Brief, Fact, Group, Line, Mark, Section, Sentence
from dragoman.publish.brief.view import brief
from dragoman.publish.brief.words import isolated

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

_STYLES: dict[Mark, str] = {"": "dim italic", "trigger": "italic bold", "value": "italic underline"}
_STATUS_STYLES = {
    "ongoing": "green",
    "scheduled": "cyan",
    "possible": "yellow",
    "hypothetical": "yellow",
    "denied": "red",
    "cancelled": "red",
}
# Elsewhere the line's own sentence says it ("has been negotiating", "was called off").
_STATUS_SHOWN = {"agreements": {"scheduled", "possible", "denied", "cancelled"}}


def terminal(ledger: Ledger, today: date | None = None, *, every_sentence: bool = False) -> RenderableType:
    """Return the brief as a Rich renderable.

    Each line is followed by the sentence that tells it best; `every_sentence` shows all sentences of all lines instead, the lighter lines
    included. Text of the reports is never read as markup, and its control characters do not reach the terminal.
    """
    return drawn(brief(ledger, today), every_sentence=every_sentence)


def drawn(shown: Brief, *, every_sentence: bool = False) -> RenderableType:
    """Return a brief that was made already as a Rich renderable."""
    from rich.console import Group as Stack
    from rich.text import Text

    parts: list[RenderableType] = [Text(""), Text(isolated(shown.title), style="bold"), Text(shown.standfirst, style="dim")]
    for section in shown.sections:
        parts.extend(_section(section, every_sentence))
    if shown.sources:
        parts.extend(_sources(shown))
    return Stack(*parts)


def _section(section: Section, every_sentence: bool) -> Iterator[RenderableType]:
    from rich.rule import Rule
    from rich.text import Text

    yield Text("")
    yield Rule(Text(section.title.upper(), style="bold"), align="left", style="dim")
    for group in section.groups:
        if group.title:
            yield Text(f"\n{isolated(group.title)}", style="bold italic")
        yield from _group(section, group, every_sentence)


def _group(section: Section, group: Group, every_sentence: bool) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    quoted: set[Sentence] = set()
    for line in (*group.lines, *(group.more if every_sentence else ())):
        sentences = line.sentences if every_sentence else _best_sentence(line, quoted)
        quoted.update(sentences)
        yield _line(section, line, sentences)
    if group.more and not every_sentence:
        yield Padding(Text(f"… and {len(group.more)} more", style="dim"), (0, 0, 0, 2))


def _line(section: Section, line: Line, sentences: tuple[Sentence, ...]) -> RenderableType:
    from rich.console import Group as Stack
    from rich.table import Table

    body: list[RenderableType] = [_headline(section, line)]
    body.extend(_fact(fact) for fact in line.facts)
    if line.history:
        body.append(_small(f"status: {line.history}"))
    body.extend(_quoted(s) for s in sentences)
    grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
    grid.add_column(width=1)
    grid.add_column(ratio=1)
    grid.add_row("•", Stack(*body))
    return grid


def _best_sentence(line: Line, quoted: set[Sentence]) -> tuple[Sentence, ...]:
    """Choose the sentence with most of what the line says, unless it stands there already; a quote needs none."""
    telling = [s for s in line.sentences if s.tells][:3]
    if line.is_quote or not telling:
        return ()
    best = max(telling, key=lambda s: sum(len(p.text) for p in s.pieces if p.mark))
    return () if best.text() in {s.text() for s in quoted} else (best,)


def _headline(section: Section, line: Line) -> Text:
    from rich.text import Text

    text = Text()
    if line.is_quote:
        text.append(f"“{isolated(line.text)}” ")
        text.append(f"{isolated(line.lead)}{' ' + line.note if line.note else ''}", style="bold")
    else:
        if line.lead:
            text.append(f"{line.lead}  ", style="bold cyan")
        text.append(isolated(line.text), style="bold" if section.key == "agreements" else "")
        if line.status in _STATUS_SHOWN.get(section.key, ()):
            text.append(f"  {line.status}", style=_STATUS_STYLES.get(line.status, ""))
        if line.note:
            text.append(f"  ({isolated(line.note)})", style="dim")
    text.append(f" {_numbers(line.sources)}", style="cyan dim")
    return text


def _fact(fact: Fact) -> Text:
    from rich.text import Text

    text = Text(f"{fact.name}: ", style="dim")
    for i, value in enumerate(fact.values):
        if i:
            text.append(" · ", style="dim")
        text.append(isolated(value.text), style="not dim" if fact.agree else "not dim bold red")
        text.append(f" {_numbers(value.sources)}", style="cyan")
    return text


def _quoted(sentence: Sentence) -> Text:
    from rich.text import Text

    text = Text()
    for piece in sentence.pieces:
        text.append(isolated(piece.text), style=_STYLES[piece.mark])
    text.append(f" {_numbers(sentence.sources)}", style="cyan dim")
    return text


def _small(words: str) -> Text:
    from rich.text import Text

    return Text(words, style="dim")


def _sources(shown: Brief) -> Iterator[RenderableType]:
    from rich.rule import Rule
    from rich.table import Table
    from rich.text import Text

    yield Text("")
    yield Rule(Text("SOURCES", style="bold"), align="left", style="dim")
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(justify="right", style="cyan dim")
    grid.add_column()
    for source in shown.sources:
        text = Text(isolated(source.label), style="bold")
        text.append(f", {source.date}", style="not bold dim")
        if source.title:
            text.append(f". {isolated(source.title)}", style="not bold")
        if source.copy_of:
            text.append(f" (near-copy of [{source.copy_of}])", style="not bold dim")
        grid.add_row(f"[{source.number}]", text)
    yield grid


def _numbers(sources: tuple[int, ...]) -> str:
    return f"[{', '.join(str(n) for n in sources)}]" if sources else ""
