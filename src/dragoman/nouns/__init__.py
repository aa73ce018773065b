"""What there is: frozen nouns of the standard library only, from a span of characters up to a ledger."""
