"""The event ontology as data: types, modes, statuses, contexts, scores, the CAMEO crosswalk, and the words for people."""

from dragoman.scheme.crosswalk import Coding, from_cameo, quad, score
from dragoman.scheme.dyad import MUTUAL, dyad, plover_types
from dragoman.scheme.export import Plover, cameo, plover
from dragoman.scheme.ontology import EventType, Mode, Scheme, is_type, label, load, modes_of
from dragoman.scheme.pair_words import by_words

__all__ = [
    "MUTUAL",
    "Coding",
    "EventType",
    "Mode",
    "Plover",
    "Scheme",
    "by_words",
    "cameo",
    "dyad",
    "from_cameo",
    "is_type",
    "label",
    "load",
    "modes_of",
    "plover",
    "plover_types",
    "quad",
    "score",
]
