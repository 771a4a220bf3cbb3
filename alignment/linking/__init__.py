"""Which sentence corresponds to which, and the clause rows that follow from it."""
