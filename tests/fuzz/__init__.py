"""Mutated inputs over readers and core: `python -m tests.fuzz --seconds N`.

Each input is a function of its target, the seed and its number, so that what is found can be made again. What was found
once is kept in `found/` and read by the tests for good; `corpus/` holds the inputs that are mutated, of our own making.
"""
