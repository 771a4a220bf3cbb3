"""Pages of placed text (PDF, OFD) → paragraphs and tables."""
