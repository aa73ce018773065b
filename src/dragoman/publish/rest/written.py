"""Events written out as JSON, those shown last kept while the ledger stands as it stood: pages by other filters show them again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

import msgspec

from dragoman.publish.rest import shown
from dragoman.publish.rest.encoding import encoded

if TYPE_CHECKING:
    from dragoman.store.browsing import Browser

MOST_BYTES = 64_000_000


class Written:
    """Events as `shown.event` shows them, in bytes; for any number of threads."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._stands = ""
        self._lock = Lock()

    def events(self, opened: Browser, ids: Sequence[str]) -> list[msgspec.Raw]:
        """Return the events of these ids, in this order, each as JSON to be put into an answer; all must be there."""
        stands = opened.state()
        found = self._recalled(stands, ids)
        made = {e.id: encoded(shown.event(e)) for e in opened.events_called([id_ for id_ in ids if id_ not in found])}
        self._keep(stands, made)
        found |= made
        return [msgspec.Raw(found[id_]) for id_ in ids]

    def _recalled(self, stands: str, ids: Sequence[str]) -> dict[str, bytes]:
        with self._lock:
            if stands != self._stands:
                self._kept.clear()
                self._bytes, self._stands = 0, stands
            found = {id_: kept for id_ in ids if (kept := self._kept.get(id_)) is not None}
            for id_ in found:
                self._kept.move_to_end(id_)
            return found

    def _keep(self, stands: str, made: dict[str, bytes]) -> None:
        with self._lock:
            if stands != self._stands:
                return
            for id_, text in made.items():
                if id_ not in self._kept:
                    self._kept[id_] = text
                    self._bytes += len(text)
            while self._bytes > self._most_bytes:
                self._bytes -= len(self._kept.popitem(last=False)[1])
