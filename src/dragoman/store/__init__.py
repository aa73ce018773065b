"""The ledger on disk: the one room that knows SQL."""
