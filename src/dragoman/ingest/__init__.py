"""Bytes to documents: files, pages and records, each refused with a reason when it cannot be read."""
