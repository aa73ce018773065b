"""The ledger in the formats of other programs, one file each."""
