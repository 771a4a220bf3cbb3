"""`python -m tests.patterns [WORDS…]`: the patterns that are not linear, of files that a word names."""

from __future__ import annotations

import argparse
import sys

from tests.patterns.collected import collect
from tests.patterns.growth import slow_ones


def main() -> int:
    """Print the patterns that are not linear; 1 where there is one."""
    parser = argparse.ArgumentParser(prog="python -m tests.patterns", description=__doc__)
    parser.add_argument("--length", type=int, default=3000)
    parser.add_argument("--most", type=int, default=1000)
    parser.add_argument("words", nargs="*")
    given = parser.parse_args()
    patterns, unseen = collect()
    for where in unseen:
        print("not read:", where)
    chosen = [item for item in patterns if not given.words or any(word in item.where for word in given.words)]
    print(f"{len(chosen)} of {len(patterns)} patterns")
    found = 0
    for slow in slow_ones(chosen, given.length, given.most):
        found += 1
        print(slow, flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
