"""The verbs as flow joins them: what `add`, `readings` and the brief are given when nobody gives them another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import IO, TYPE_CHECKING

from dragoman.nouns.correction import Correction
from dragoman.nouns.ledger import Ledger
from dragoman.nouns.link import Why
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document, Refusal

if TYPE_CHECKING:
    from dragoman.flow.engines import Engine, Load, Reader
    from dragoman.flow.explaining import Explainer
    from dragoman.scheme.custom import CustomScheme
    from dragoman.settings import Settings
    from dragoman.store import Linking


def documents(sources: Sequence[str], stdin: IO[bytes] | None, settings: Settings) -> Iterator[Document | Refusal]:
    """Yield the documents of files, directories and standard input, within the settings' limits."""
    from dragoman import ingest

    return ingest.documents(sources, stdin=stdin, limits=settings.limits)


def load(threads: int) -> Reader:
    """Load the shipped reader."""
    from dragoman.read import Reader as Shipped

    return Shipped.load(threads)


def loader(schemes: Sequence[str] = ()) -> Load:
    """Return what loads the shipped reader, to code by the schemes of these files too; raises SchemeError for one that cannot be used."""
    from functools import partial
    from pathlib import Path

    from dragoman.scheme.custom import load_custom

    loaded = tuple(load_custom(Path(file)) for file in schemes)
    return partial(_load_with, loaded) if loaded else load


def _load_with(schemes: tuple[CustomScheme, ...], threads: int) -> Reader:
    from dragoman.read import Reader as Shipped

    return Shipped.load(threads, schemes)


def explainer(schemes: Sequence[str] = ()) -> Explainer:
    """Load the shipped reader as one that can say why."""
    from pathlib import Path

    from dragoman.read import Reader as Shipped
    from dragoman.scheme.custom import load_custom

    return Shipped.load(schemes=tuple(load_custom(Path(file)) for file in schemes))


def engine(settings: Settings) -> Engine:
    """Return the engine that the settings ask for."""
    from dragoman.flow.engines import engine_for

    return engine_for(settings.workers, settings.pool_from_documents, settings.reading_timeout_seconds)


def linking() -> Linking:
    """Return how the store is to tell which documents belong together, and what they tell."""
    from dragoman import reconcile
    from dragoman.store import Linking

    return Linking(
        reconcile.join,
        reconcile.leave,
        reconcile.told_together,
        reconcile.tell_story,
        apart=reconcile.apart,
        tied=reconcile.tied_documents,
        again=lambda readings, corrections, known: reconcile.tell_story(readings, corrections, known=known),
    )


def why(readings: Sequence[Reading], corrections: Sequence[Correction], event: str) -> Why:
    """Return why the mentions of an event are held to be one happening."""
    from dragoman.reconcile.why import why as of

    return of(readings, corrections, event)


def reconcile(readings: Iterable[Reading], corrections: Sequence[Correction] = ()) -> Ledger:
    """Return what readings tell together, by the corrections in force."""
    from dragoman import reconcile as room

    return room.reconcile(readings, corrections)
