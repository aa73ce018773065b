"""Word pieces of a text with the characters that each stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text cut for the encoder.

    `ids` int64 [pieces]; `first` int64 [words], index of each word's first piece; `starts` and `ends` int64 [words], the word's
    characters. A word is a run of letters and digits or one mark of punctuation, as BERT's pre-tokenizer cuts.
    """

    ids: Ints
    first: Ints
    starts: Ints
    ends: Ints


class WordPiece:
    """BERT's uncased word pieces (Devlin et al. 2019) through the `tokenizers` library."""

    def __init__(self, path: Path) -> None:
        from tokenizers import Tokenizer

        if not path.is_file():
            raise ModelError(f"expected the tokenizer at {path.name}, saw no such file: is the package whole?")
        self._tokenizer: Any = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.begin, self.end = (self._mark(words, path) for words in ("[CLS]", "[SEP]"))

    def _mark(self, words: str, path: Path) -> int:
        found: int | None = self._tokenizer.token_to_id(words)
        if found is None:
            raise ModelError(f"expected the piece {words} in {path.name}, saw none")
        return found

    def vocabulary(self) -> dict[str, int]:
        """Return every piece with its number; BERT's whole words are numbered by how frequent they are."""
        return dict(self._tokenizer.get_vocab())

    def framed(self, pieces: Pieces, first_word: int, last_word: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the ids of the words `[first_word, last_word)` between both marks, and where among them each word begins."""
        start = int(pieces.first[first_word])
        end = int(pieces.first[last_word]) if last_word < len(pieces.first) else len(pieces.ids)
        ids = np.concatenate([[self.begin], pieces.ids[start:end], [self.end]]).astype(np.int64)
        return ids, pieces.first[first_word:last_word] - start + 1

    def cut(self, text: str) -> Pieces:
        """Cut `text` without special marks; characters that BERT drops (controls, blanks) belong to no word."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        first: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        last = None
        for i, (word, (start, end)) in enumerate(zip(encoding.word_ids, encoding.offsets, strict=True)):
            if word != last:
                first.append(i)
                starts.append(start)
                ends.append(end)
                last = word
            else:
                ends[-1] = end
        as_ints = [np.asarray(x, dtype=np.int64) for x in (encoding.ids, first, starts, ends)]
        return Pieces(*as_ints)
