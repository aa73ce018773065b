"""Document to reading: one pass of the small model, then rules for what rules do better."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.read.reader import Reader

__all__ = ["Reader"]


def __getattr__(name: str) -> Any:
    if name == "Reader":  # loads numpy and the tokenizer, so only when asked for
        from dragoman.read.reader import Reader

        return Reader
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
