"""Where documents stand among each other: what reconciling finds out about it and the store keeps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

Nearest = tuple[tuple[str, int], ...]
"""Ids and likenesses of a document's nearest, the nearest first, of equals by id."""

Rows = tuple[Sequence[str], Sequence[str | None], Sequence[int], Sequence[bytes]]
"""Documents by column: id, lead (the earliest that it is a near-copy of), reach (the likeness from which another one is among its nearest),
and the sketches in the same order, one after the other, in as many pieces as they come."""

ANYTHING: Final = -(1 << 62)
"""The reach of a document that holds fewer than it may: everything is near enough."""
