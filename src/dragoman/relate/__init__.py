"""What follows from the ledger's events: agreements with their terms, and the calendar of what is to come."""

from dragoman.relate.agreements import BESIDE_DEALS, DEALS, is_deal, register
from dragoman.relate.calendar import calendar
from dragoman.relate.unconfirmed import latest_report, unconfirmed_since

__all__ = [
    "BESIDE_DEALS",
    "DEALS",
    "calendar",
    "is_deal",
    "latest_report",
    "register",
    "unconfirmed_since",
]
