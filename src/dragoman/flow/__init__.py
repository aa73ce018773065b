"""Where verbs meet: documents through reading and reconciling into a ledger."""
