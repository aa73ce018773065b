"""Document to reading: one pass of the small model, then rules for what rules do better."""
