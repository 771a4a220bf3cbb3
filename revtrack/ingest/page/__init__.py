"""Web pages → the text of their policy."""
