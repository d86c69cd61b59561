"""A reader says that a wording of a case is wrong or hurts, and reads what became of it."""
