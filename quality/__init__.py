"""Scores of the reader and the ledger against annotated stories, and the floors that they may not fall below."""
