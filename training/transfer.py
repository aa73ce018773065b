"""Real texts from the sets marked *train*, without labels: what a teacher reads so that a student may learn from its readings."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

GENRES = ("news", "interview", "bio", "court")  # of GUM: prose about people and institutions
SOURCES = ("weblog", "newsgroup")  # of EWT: much of it is about wars and governments
FEWEST_WORDS = 20
_OPENS, _CLOSES = frozenset("([{$£€#“‘"), frozenset(".,;:!?%)]}”’…")
_JOINS = frozenset("-/")
_TREEBANK = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}
_SUFFIX = re.compile(r"(?:n't|'(?:s|re|ve|d|ll|m)|n’t|’(?:s|re|ve|d|ll|m)|'|’)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a set: its name there, and its sentences."""

    set: str
    name: str
    sentences: tuple[str, ...]


def documents(data: Path) -> Iterator[Text]:
    """Yield the texts of GUM, EWT (PropBank), ECB+ and CrossNER under `data`, train parts only, in a fixed order."""
    yield from _gum(data / "gum")
    yield from _ewt(data / "srl" / "ewt_propbank_train.jsonl.gz")
    yield from _ecb(data / "ecbplus" / "ECB_Train_corpus.txt")
    yield from _crossner(data / "ner" / "crossner_politics_train.txt")


def texts(data: Path) -> list[str]:
    """Return the same as running text; CrossNER's sentences, which are of many articles, one by one."""
    found = (part for d in documents(data) for part in (d.sentences if d.set == "crossner" else (" ".join(d.sentences),)))
    return [t for t in found if len(t.split()) >= FEWEST_WORDS]


def join(tokens: Iterable[str]) -> str:
    """Return a sentence's tokens as running text: marks and suffixes close up, quotation marks to the words that they enclose."""
    out, glued, quoting = "", True, False
    for word in (_TREEBANK.get(t, t) for t in tokens):
        if word == '"':
            out += word if quoting or glued else " " + word
            glued, quoting = not quoting, not quoting
            continue
        closes = word in _CLOSES or _SUFFIX.match(word) is not None or word in _JOINS
        out += word if glued or closes else " " + word
        glued = word in _OPENS or word in _JOINS
    return out


def _gum(folder: Path) -> Iterator[Text]:
    for path in sorted(folder.glob("*.conllu")):
        if path.stem.split("_")[1] in GENRES:
            lines = path.read_text(encoding="utf-8").splitlines()
            yield Text("gum", path.stem, tuple(line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")))


def _ewt(path: Path) -> Iterator[Text]:
    with gzip.open(path, "rt", encoding="utf-8") as f:
        rows = [json.loads(line) for line in f]
    rows = sorted((r for r in rows if r["sent_id"].startswith(SOURCES)), key=lambda r: r["sent_id"])
    for name, sentences in groupby(rows, key=lambda r: r["sent_id"].rpartition("-")[0]):
        yield Text("ewt", name, tuple(join(r["tokens"]) for r in sentences))


def _ecb(path: Path) -> Iterator[Text]:
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.count("\t") >= 3]
    for name, document in groupby(rows, key=lambda r: r[0]):
        yield Text("ecb", name, tuple(join(r[3] for r in sentence) for _, sentence in groupby(document, key=lambda r: r[1])))


def _crossner(path: Path) -> Iterator[Text]:
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    yield Text("crossner", path.stem, tuple(join(line.split("\t")[0] for line in block.splitlines() if line.strip()) for block in blocks))
