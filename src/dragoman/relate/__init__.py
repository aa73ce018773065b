"""What follows from the ledger's events: agreements with their terms, and the calendar of what is to come."""

from dragoman.relate.agreements import KINDS, register
from dragoman.relate.calendar import calendar

__all__ = ["KINDS", "calendar", "register"]
