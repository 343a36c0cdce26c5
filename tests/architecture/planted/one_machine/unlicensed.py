"""Say nothing of its licence."""
