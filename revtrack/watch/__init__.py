"""The watch: sources looked at on schedule, and what is new on them brought in."""
