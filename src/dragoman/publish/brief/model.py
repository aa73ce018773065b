"""What a brief says, before it is drawn: sections of lines, each with the sentences that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mark = Literal["", "trigger", "value"]
SectionKey = Literal["happened", "agreements", "announced", "possible", "denied", "differ", "background", "quotes"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a sentence's characters: plain, the words that name the event, or a value that the line states."""

    text: str
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a report, in pieces, with the numbers of the sources that carry it word for word.

    `tells` is False where the sentence does not tell of the event and only gives a value, as a name that a pronoun stands for elsewhere.
    """

    pieces: tuple[Piece, ...]
    sources: tuple[int, ...]
    tells: bool = True

    def text(self) -> str:
        """Return the sentence as it stands in the report."""
        return "".join(p.text for p in self.pieces)


@dataclass(frozen=True, slots=True)
class Value:
    """One value as a reader would write it, and the numbers of the sources that give it."""

    text: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A named property of a line with its values; where `agree` is False the values cannot all be true."""

    name: str
    values: tuple[Value, ...]
    agree: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that the brief says.

    `text` is the line itself; `lead` stands before it (a date in the calendar); `note` after it (who says so, how sure); `independent` is
    the number of publishers' families that report it, copies folded; `history` tells how its status changed from report to report;
    `events` are the ids of what it tells of.
    """

    text: str
    sentences: tuple[Sentence, ...]
    sources: tuple[int, ...]
    lead: str = ""
    note: str = ""
    status: str = ""
    independent: int = 0
    facts: tuple[Fact, ...] = ()
    history: str = ""
    is_quote: bool = False
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one story in a section; `title` is empty where the ledger has only one story, `more` holds the lighter lines.

    `story` is its id, "" for lines of no story.
    """

    title: str
    lines: tuple[Line, ...]
    more: tuple[Line, ...] = ()
    story: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its groups of lines; `intro` says in a few words what stands in it."""

    key: SectionKey
    title: str
    intro: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A report by its number: what to call it, its title and date, and its address where that is a web address."""

    number: int
    label: str
    title: str
    date: str
    link: str | None
    copy_of: int | None


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole brief; with no sections, `standfirst` says that there is nothing to tell and what to do."""

    title: str
    standfirst: str
    sections: tuple[Section, ...]
    sources: tuple[SourceLine, ...]

    def source(self, number: int) -> SourceLine:
        """Return the source of a number, counted from 1."""
        return self.sources[number - 1]
