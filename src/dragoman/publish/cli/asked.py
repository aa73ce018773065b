"""What a command asks of a ledger, or of reports that are read for the occasion."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from dragoman.publish.cli.options import documents_at, settings_for
from dragoman.publish.console import Watch, wrong_usage

if TYPE_CHECKING:
    from dragoman.settings import Settings
    from dragoman.store import Snapshot


@contextmanager
def opened(
    paths: list[str] | None, ledger: str | None, workers: int | None = None, as_of: str | None = None
) -> Iterator[tuple[Snapshot, int]]:
    """Open the ledger that is named, or one made of the reports that are named, and yield it with the exit status of reading them.

    A ledger that is named may be asked as it stood at a moment.
    """
    from dragoman.store import snapshot

    settings = settings_for(ledger, workers)
    if paths and ledger:
        raise wrong_usage("name reports or a ledger; `dragoman add PATH... --ledger FILE` puts the one into the other")
    if paths and as_of is not None:
        raise wrong_usage("--as-of is of a ledger: reports that are read now have no past in it")
    if paths:
        with TemporaryDirectory(prefix="dragoman-") as folder:
            path = Path(folder) / "reports.db"
            status = _read(paths, path, settings)
            with snapshot(path, busy_timeout_seconds=settings.busy_timeout_seconds) as reports:
                yield reports, status
        return
    if settings.ledger is None:
        raise wrong_usage("say what to ask: --ledger FILE, or files and folders of reports")
    with snapshot(settings.ledger, as_of=as_of, busy_timeout_seconds=settings.busy_timeout_seconds) as kept:
        yield kept, 0


def _read(paths: list[str], ledger: Path, settings: Settings) -> int:
    from dragoman import flow
    from dragoman.flow import verbs

    with Watch("Reading") as watch:
        flow.add(documents_at(paths, settings), ledger, verbs.load, verbs.engine(settings), verbs.linking(), on_step=watch)
    return watch.status
