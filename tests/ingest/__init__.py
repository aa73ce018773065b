"""Ingest: every kind of file read or refused with its reason, whatever stands in it."""
