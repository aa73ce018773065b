"""Where verbs meet: documents through reading and reconciling into a ledger."""

from dragoman.flow.briefing import holders, size, stored, told
from dragoman.flow.engines import Engine, InProcess, Load, Reader, engine_for
from dragoman.flow.explaining import Explainer, explain, kept, only
from dragoman.flow.importing import import_events
from dragoman.flow.living import Feed, Hand, changes, corrections, history, why
from dragoman.flow.pipeline import Added, Step, add, readings
from dragoman.flow.process_pool import ProcessPool
from dragoman.flow.relating import blocs, coded_events, relation, trace
from dragoman.flow.single import read_relation, read_text
from dragoman.flow.upkeep import faults, migrate, rebuild

__all__ = [
    "Added",
    "Engine",
    "Explainer",
    "Feed",
    "Hand",
    "InProcess",
    "Load",
    "ProcessPool",
    "Reader",
    "Step",
    "add",
    "blocs",
    "changes",
    "coded_events",
    "corrections",
    "engine_for",
    "explain",
    "faults",
    "history",
    "holders",
    "import_events",
    "kept",
    "migrate",
    "only",
    "read_relation",
    "read_text",
    "readings",
    "rebuild",
    "relation",
    "size",
    "stored",
    "told",
    "trace",
    "why",
]
