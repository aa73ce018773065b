"""The REST interface under /api/v1: a ledger asked by address, and, where that is allowed, added to and corrected."""
