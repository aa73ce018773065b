"""One tree of errors.

DragomanError
├── SpanError           a span that is empty, negative or outside its text
├── DocumentError       a source that cannot be made into a document
├── CorpusError         an annotated story that breaks the guidelines
├── ModelError          the shipped model is missing or does not fit this code
├── SchemeError         an event type, mode or context that the scheme does not know
├── SettingsError       a setting that cannot be used
├── TableError          a file of coded events that cannot be read or written
├── RelationError       an actor, window or filter that relations cannot be asked for
├── FilterError         a filter that cannot be used
├── NotFoundError       an event, document or other thing that was asked for by name and is not there
└── LedgerError         a ledger file that cannot be opened, is busy or is not a ledger
"""


class DragomanError(Exception):
    """Anything that Dragoman raises on purpose; the message says what was expected and what was seen."""


class SpanError(DragomanError, ValueError):
    """A span that is empty, negative or outside its text."""


class DocumentError(DragomanError):
    """A source that cannot be made into a document."""


class CorpusError(DragomanError, ValueError):
    """An annotated story that breaks the guidelines."""


class ModelError(DragomanError):
    """The shipped model is missing or does not fit this code."""


class SchemeError(DragomanError, ValueError):
    """An event type, mode or context that the scheme does not know."""


class SettingsError(DragomanError, ValueError):
    """A setting that cannot be used."""


class TableError(DragomanError):
    """A file of coded events that cannot be read or written."""


class RelationError(DragomanError, ValueError):
    """An actor, window or filter that relations cannot be asked for."""


class FilterError(DragomanError, ValueError):
    """A filter that cannot be used."""


class NotFoundError(DragomanError, LookupError):
    """An event, document or other thing that was asked for by name and is not there."""


class LedgerError(DragomanError):
    """A ledger file that cannot be opened, is busy or is not a ledger."""
