"""Whether the program has what it needs and can use what it keeps, and what to do where it cannot."""
