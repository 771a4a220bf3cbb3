"""Pure library: two texts of a policy in, what changed in what they oblige out. No I/O but its own package data."""

from alignment.compare import compare
from alignment.knowledge import Knowledge
from alignment.model import Comparison

__all__ = ["Comparison", "Knowledge", "compare"]
