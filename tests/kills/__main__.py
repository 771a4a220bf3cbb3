"""`python -m tests.kills --count N [--seed S] [DEEDS…]`: writers killed at random moments, and what that lost."""

from __future__ import annotations

import argparse
import sys

from tests.kills.killing import ALL, kill


def main() -> int:
    """Kill, and say what was lost; 1 where anything was."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after so many, whatever the count")
    parser.add_argument("deeds", nargs="*", metavar="DEED", help=f"some of {', '.join(ALL)}")
    given = parser.parse_args()
    if unknown := set(given.deeds) - set(ALL):
        parser.error(f"no such deed: {', '.join(sorted(unknown))}")
    told = kill(given.count, given.seed, given.deeds or list(ALL), given.seconds)
    for name, one in told.items():
        print(f"{name:10} {one.turns:5} turns {one.kills:5} kills {len(one.acknowledged):6} acknowledged")
        for wrong in one.wrong:
            print(f"           wrong: {wrong}")
    wrong = sum(len(one.wrong) for one in told.values())
    print(f"{sum(one.kills for one in told.values()):,} kills, seed {given.seed}: {wrong} wrong")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
