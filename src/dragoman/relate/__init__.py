"""Events to what follows from them: agreements and the calendar."""
