"""Documents into a ledger, or into readings: each verb's results handed to the next, one document at a time."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dragoman.errors import LedgerError
from dragoman.flow.ahead import Ahead
from dragoman.flow.engines import Engine, Load, refusal
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document, Refusal

if TYPE_CHECKING:
    from dragoman.store import Linking, Name, Standing, Writer

Outcome = Literal["added", "present", "refused", "read"]


@dataclass(frozen=True, slots=True)
class Step:
    """One source is done: what came of it, how many are done, and how many were found so far (or at all, when `all_found`).

    "added" is said only when the document and all that follows from it are on disk.
    """

    source: str
    outcome: Outcome
    done: int
    found: int
    all_found: bool
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What adding came to: documents new to the ledger, documents that it had, and what was refused, in the order of the sources."""

    added: int
    present: int
    refusals: tuple[Refusal, ...]


OnStep = Callable[[Step], None]
Known = Callable[[Document], Outcome | Refusal | None]


def add(
    documents: Iterable[Document | Refusal],
    ledger: Name,
    load: Load,
    engine: Engine,
    linking: Linking,
    *,
    on_step: OnStep | None = None,
    busy_timeout_seconds: float = 5.0,
    made_by: str = "",
) -> Added:
    """Read `documents` and keep them in the ledger, made where it is not there; what it has already is not read again.

    Stopped at any moment, by KeyboardInterrupt or a kill, the ledger holds exactly the documents that were added so far; adding the
    same again goes on from there. Raises LedgerError where the ledger cannot be used or written.
    """
    from dragoman.store import writing

    run = _Run(documents, on_step)
    with writing(ledger, linking, busy_timeout_seconds=busy_timeout_seconds, made_by=made_by) as writer:
        fresh = run.to_read(lambda document: _settled(document, writer.standing(document)))
        with closing(engine.readings(load, fresh)) as results:
            for result in results:
                run.settle(_keep(writer, result))
    return Added(run.counts["added"], run.counts["present"], run.refusals())


def readings(
    documents: Iterable[Document | Refusal],
    load: Load,
    engine: Engine,
    on_step: OnStep | None = None,
    *,
    known: Known = lambda _: None,
) -> Iterator[Reading]:
    """Read `documents` without any ledger and yield their readings in order; refusals go to `on_step`.

    `known` may settle a document beforehand: a document for which it returns an outcome or a refusal is not read.
    """
    run = _Run(documents, on_step)
    with closing(engine.readings(load, run.to_read(known))) as results:
        for result in results:
            run.settle(result if isinstance(result, Refusal) else "read")
            if isinstance(result, Reading):
                yield result


def _keep(writer: Writer, result: Reading | Refusal) -> Outcome | Refusal:
    if isinstance(result, Refusal):
        return result
    try:
        return _settled(result.document, writer.add(result)) or "added"
    except LedgerError:
        raise
    except Exception as e:  # noqa: BLE001 - nothing of this document was kept; the others must not wait for it
        return refusal(result.document, e, "its story could not be told")


def _settled(document: Document, standing: Standing) -> Outcome | Refusal | None:
    """Return what follows from a document's standing in the ledger, None for a new one."""
    if standing == "conflict":
        reason = f"the ledger has another document of the id {document.id}, with other text, title, publisher or url: not added"
        return Refusal(document.source, reason)
    return "present" if standing == "present" else None


class _Run:
    """One run over a stream: what came of each item, in their order, and who is told."""

    def __init__(self, documents: Iterable[Document | Refusal], on_step: OnStep | None) -> None:
        self._ahead = Ahead(documents)
        self._on_step = on_step
        self._being_read: deque[tuple[int, str]] = deque()
        self._refusals: list[tuple[int, Refusal]] = []
        self.counts: Counter[Outcome] = Counter()

    def to_read(self, known: Known) -> Iterator[Document]:
        """Yield the documents that nothing has settled yet; results for them are to be given to `settle`, in the same order."""
        for position, item in enumerate(self._ahead):
            outcome = item if isinstance(item, Refusal) else known(item)
            if outcome is not None:
                self._note(position, item.source, outcome)
            elif isinstance(item, Document):
                self._being_read.append((position, item.source))
                yield item

    def settle(self, outcome: Outcome | Refusal) -> None:
        """Note what came of the document that has been read the longest ago."""
        self._note(*self._being_read.popleft(), outcome)

    def refusals(self) -> tuple[Refusal, ...]:
        return tuple(refused for _, refused in sorted(self._refusals, key=lambda pair: pair[0]))

    def _note(self, position: int, source: str, outcome: Outcome | Refusal) -> None:
        refused = outcome if isinstance(outcome, Refusal) else None
        if refused:
            self._refusals.append((position, refused))
        name: Outcome = "refused" if isinstance(outcome, Refusal) else outcome
        self.counts[name] += 1
        if self._on_step:
            self._on_step(Step(source, name, self.counts.total(), self._ahead.found, self._ahead.all_found, refused))
