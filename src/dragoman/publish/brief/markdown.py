"""The brief as Markdown that any reader shows alike: headings, lists and quotes, every stranger's character escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dragoman.nouns.ledger import Ledger
from dragoman.publish.brief.model import Brief, Fact, Line, Section, Sentence, SourceLine
from dragoman.publish.brief.view import brief
from dragoman.publish.brief.words import isolated

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$!&])")
_LIST_OPENING = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))(?=\s|$)")


def markdown(ledger: Ledger, today: date | None = None) -> str:
    """Return the brief as CommonMark text; under each line stand the sentences that it rests on, trigger in bold and values in italics."""
    return written(brief(ledger, today))


def written(shown: Brief) -> str:
    """Return a brief that was made already as CommonMark text."""
    blocks = [f"# {_plain(shown.title)}", _at_start(_plain(shown.standfirst))]
    for section in shown.sections:
        blocks.extend(_section(section))
    if shown.sources:
        blocks.append("## Sources")
        blocks.append("\n".join(_source(s) for s in shown.sources))
    return "\n\n".join(blocks) + "\n"


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.title}"
    yield f"*{section.intro}*"
    for group in section.groups:
        if group.title:
            yield f"### {_plain(group.title)}"
        yield "\n".join(_line(line) for line in (*group.lines, *group.more))


def _line(line: Line) -> str:
    rows = [f"- {_at_start(_headline(line))}"]
    rows.extend(f"  - {_fact(fact)}" for fact in line.facts)
    if line.history:
        rows.append(f"  - status: {_plain(line.history)}")
    for sentence in line.sentences:
        rows.extend(["", f"  > {_sentence(sentence)}"])
    return "\n".join(rows) + ("\n" if line.sentences else "")


def _headline(line: Line) -> str:
    numbers = _numbers(line.sources)
    if line.is_quote:
        return f"“{_plain(line.text)}” — **{_plain(line.lead)}**{' ' + _plain(line.note) if line.note else ''} {numbers}".rstrip()
    lead = f"**{_plain(line.lead)}**: " if line.lead else ""
    note = f" ({_plain(line.note)})" if line.note else ""
    return f"{lead}{_plain(line.text)}{note} {numbers}".rstrip()


def _fact(fact: Fact) -> str:
    values = " · ".join(f"{_plain(v.text)} {_numbers(v.sources)}".rstrip() for v in fact.values)
    return f"{fact.name}: {values}"


def _sentence(sentence: Sentence) -> str:
    around = {"": "", "trigger": "**", "value": "*"}
    words = "".join(_marked(p.text, around[p.mark]) for p in sentence.pieces).strip()
    return f"{_at_start(words)} {_numbers(sentence.sources)}"


def _marked(text: str, mark: str) -> str:
    """Put emphasis around the words and not around the spaces beside them, which would switch it off."""
    bare = text.strip()
    if not mark or not bare:
        return _plain(text)
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{mark}{_plain(bare)}{mark}{after}"


def _source(source: SourceLine) -> str:
    title = f" {_plain(source.title)}." if source.title else ""
    label = f"[{_plain(source.label)}](<{_address(source.link)}>)" if source.link else _plain(source.label)
    copy = f" Near-copy of \\[{source.copy_of}\\]." if source.copy_of else ""
    return f"- \\[{source.number}\\] {label}, {_plain(source.date)}.{title}{copy}"


def _address(link: str) -> str:
    return link.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")


def _numbers(sources: tuple[int, ...]) -> str:
    return f"\\[{', '.join(str(n) for n in sources)}\\]" if sources else ""


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", isolated(text))


def _at_start(text: str) -> str:
    """Keep words that open a line from opening a list or an underline."""
    return _LIST_OPENING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", text)
