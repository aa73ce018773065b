"""Looking ahead in a stream, so that its length is known in time for a progress bar and its items never pile up."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from dragoman.nouns.text import Document, Refusal

FETCHED_AT_ONCE = 4  # for each item taken: the first is there at once, and a quarter of the way the length is known
MOST_ITEMS = 1024
MOST_CHARS = 20_000_000  # 80 MB at four bytes a character


class Ahead:
    """The items of a stream, more and more of them fetched beforehand: `found` so far, `all_found` once the stream has ended."""

    def __init__(self, items: Iterable[Document | Refusal], most_items: int = MOST_ITEMS, most_chars: int = MOST_CHARS) -> None:
        self._items = iter(items)
        self._waiting: deque[Document | Refusal] = deque()
        self._chars = 0
        self._most_items = most_items
        self._most_chars = most_chars
        self.found = 0
        self.all_found = False

    def __iter__(self) -> Iterator[Document | Refusal]:
        while self._fetch() or self._waiting:
            item = self._waiting.popleft()
            self._chars -= _chars(item)
            yield item

    def _fetch(self) -> bool:
        """Fetch some items, at least one where none is waiting; tell whether any came."""
        before = self.found
        while not self.all_found and self.found < before + FETCHED_AT_ONCE and (not self._waiting or self._has_room()):
            item = next(self._items, None)
            if item is None:
                self.all_found = True
            else:
                self._waiting.append(item)
                self._chars += _chars(item)
                self.found += 1
        return self.found > before

    def _has_room(self) -> bool:
        return len(self._waiting) < self._most_items and self._chars < self._most_chars


def _chars(item: Document | Refusal) -> int:
    return len(item.text) if isinstance(item, Document) else 0
