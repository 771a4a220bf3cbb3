"""Each command beside the text that it prints."""
