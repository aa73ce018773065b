"""The ledger shown to people: command line, brief and exports."""
