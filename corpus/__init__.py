"""The annotated stories with their guidelines, checker and data card."""
