"""Kills over every write path: `python -m tests.kills --count N [--seed S] [DEEDS…]`.

A process does a deed and acknowledges what it has done; at a random moment of the time that the deed takes it dies by
SIGKILL, with everything that it started. Then what was acknowledged must be there, whole; what was not must be there
whole or not at all.
"""
