"""Plain English for what the scheme names: verbs, names, dates and amounts, without any model."""
