"""Adds documents to a ledger in a process of its own, telling each one's id once it is on disk."""

from multiprocessing.connection import Connection
from pathlib import Path

from dragoman.flow.engines import InProcess
from dragoman.flow.pipeline import add
from dragoman.nouns.text import Document
from tests.flow.readers import Steady
from tests.store import fakes


def reports(number: int) -> list[Document]:
    """Threes of documents that tell one story, the third of which joins the other two."""
    kinds = ("anvil{0} basil{0}. basil{0} ember.", "cedar{0} delta{0}. ember.", "basil{0} anvil{0}. delta{0} cedar{0}.")
    return [fakes.document(f"{n:04}", kinds[n % 3].format(n // 3)) for n in range(number)]


def run(ledger: Path, number: int, acknowledgements: Connection) -> None:
    documents = reports(number)
    ids = {d.source: d.id for d in documents}
    add(
        documents,
        ledger,
        Steady().load,
        InProcess(),
        fakes.linking(),
        on_step=lambda step: acknowledgements.send((step.outcome, ids[step.source])),
    )
