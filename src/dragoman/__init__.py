"""Dragoman reads news reports and keeps the ledger of what states and their people do to each other."""

__version__ = "0.1.0"
