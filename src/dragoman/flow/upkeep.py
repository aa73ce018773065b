"""A ledger kept usable: brought to this version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.flow.briefing import size

if TYPE_CHECKING:
    from dragoman.store import Name


def migrate(ledger: Name, *, busy_timeout_seconds: float = 5.0) -> dict[str, int]:
    """Bring a ledger to this version and return its size, as `size` does; raises LedgerError where there is none or it is too old."""
    from dragoman.store import bring_up

    bring_up(ledger, busy_timeout_seconds=busy_timeout_seconds)
    return size(ledger, busy_timeout_seconds=busy_timeout_seconds)
