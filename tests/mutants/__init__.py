"""One-line mutants of `alignment/`: what its tests let live.

Fixed operators (comparison, boundary, constant, branch, return, dropped call) are put into the source by seed, one at a
time; the tests of `alignment` that need no real document must fail. `make mutants` runs it; `excused.toml` names, with
the reason, the mutants that nothing could tell from the original.
"""
