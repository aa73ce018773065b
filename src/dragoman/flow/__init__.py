"""Where verbs meet: documents through reading and reconciling into a ledger."""

from dragoman.flow.briefing import stored, told
from dragoman.flow.engines import Engine, InProcess, Reader, engine_for
from dragoman.flow.pipeline import Added, Step, add, readings
from dragoman.flow.process_pool import ProcessPool
from dragoman.flow.single import read_text

__all__ = [
    "Added",
    "Engine",
    "InProcess",
    "ProcessPool",
    "Reader",
    "Step",
    "add",
    "engine_for",
    "read_text",
    "readings",
    "stored",
    "told",
]
