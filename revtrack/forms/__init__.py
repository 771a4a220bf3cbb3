"""The forms for programs: every JSON."""
