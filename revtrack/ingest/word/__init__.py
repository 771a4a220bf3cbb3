"""Word files → their text as accepted and printed."""
