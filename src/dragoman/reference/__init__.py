"""The dated world: states, organisations, offices and their holders, cities."""
