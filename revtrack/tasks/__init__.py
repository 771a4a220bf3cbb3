"""Who is to do what by when: comparisons and entries of the inbox given to accounts, and how that is told."""
