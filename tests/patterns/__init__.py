"""Every pattern of the four packages, attacked with strings made from its own pieces: work grows with their length.

`collected.py` finds the patterns, `attacks.py` makes the strings, `growth.py` runs them as they double.
`python -m tests.patterns` prints those that are not linear.
"""
