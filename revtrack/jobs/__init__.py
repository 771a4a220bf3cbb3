"""Work that survives: named pieces of it in a table, done by whichever worker lives."""
